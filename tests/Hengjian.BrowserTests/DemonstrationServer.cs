using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The program with its demonstration institution, and its people signed in by the form: once each, as a hospital's browsers stay signed in.</summary>
public sealed class DemonstrationServer : IAsyncLifetime
{
    private readonly Dictionary<string, IReadOnlyList<Cookie>> _sessions = [];
    private readonly SemaphoreSlim _signingIn = new(1, 1);

    public AppServer App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await PreparedDemonstration.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>A page of the demonstration as that user sees it.</summary>
    public async Task<IPage> OpenAsync(BrowserFixture browser, string user, string path, int width = 1440, string language = "zh-CN", bool scripts = true)
    {
        var cookies = await SessionAsync(browser, user);
        var page = await browser.OpenAsync(App.Address + "/error/404", width, scripts: scripts, language: language);
        await page.Context.AddCookiesAsync(cookies);
        await page.GotoAsync(App.Address + path);
        return page;
    }

    /// <summary>A person of the demonstration at a browser of their own.</summary>
    internal async Task<Newcomer> ComeAsync(BrowserFixture browser, string user) => new(await OpenAsync(browser, user, "/"), App.Address, user, PasswordOf(user));

    private async Task<IReadOnlyList<Cookie>> SessionAsync(BrowserFixture browser, string user)
    {
        await _signingIn.WaitAsync();
        try
        {
            if (!_sessions.TryGetValue(user, out var cookies))
            {
                var page = await browser.OpenAsync(App.Address + "/sign-in");
                await page.FillAsync("[name='Input.UserName']", user);
                await page.FillAsync("[name='Input.Password']", PasswordOf(user));
                await page.ClickAsync("form button[type=submit]");
                page.Url.ShouldNotContain("/sign-in");
                cookies = [.. (await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = App.Address })];
                _sessions[user] = cookies;
            }

            return cookies;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    public string PasswordOf(string user) => PreparedDemonstration.PasswordOf(App, user);
}
