using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Hengjian.BrowserTests.BrowserFixture))]

namespace Hengjian.BrowserTests;

/// <summary>
/// Chromium without a window, one for all tests. They open pages by <see cref="OpenAsync"/>, each with its own cookies. Skips where no Chromium is installed
/// (<c>/usr/bin/chromium</c>, or the path in <c>HENGJIAN_CHROMIUM</c>).
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string Chromium { get; } = Environment.GetEnvironmentVariable("HENGJIAN_CHROMIUM") ?? "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        var root = Environment.UserName == "root";
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Headless = true,
            ChromiumSandbox = !root,
            Args = ["--disable-quic", "--disable-background-networking", "--no-first-run", "--disable-component-update"],
        });
    }

    /// <summary>A page in a fresh context.</summary>
    public async Task<IPage> OpenAsync(string address, int width = 1440, int height = 900, bool scripts = true, string? language = null)
    {
        Assert.SkipWhen(_browser is null, $"There is no Chromium at {Chromium}; set HENGJIAN_CHROMIUM to its path.");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = scripts,
        });
        if (language is not null)
        {
            await context.AddCookiesAsync([new Cookie { Name = "hengjian.lang", Value = language, Url = new Uri(address).GetLeftPart(UriPartial.Authority) }]);
        }

        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
