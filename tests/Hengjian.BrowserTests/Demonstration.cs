using System.Text.Json;
using Hengjian.Governance.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The program with its demonstration institution, loaded once for all tests of the collection. They share its cases: a test changes only those it registers itself.</summary>
public sealed class Demonstration : IAsyncLifetime
{
    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);

    public BrowserFixture Browser { get; } = new();

    public AppServer App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Browser.InitializeAsync();
        App = await PreparedDemonstration.StartAsync();
        var folder = App.Services.GetRequiredService<DatabaseSettings>().DataDirectory;
        using var credentials = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "demo-credentials.json")));
        foreach (var person in credentials.RootElement.EnumerateArray())
        {
            _passwords[person.GetProperty("user").GetString()!] = person.GetProperty("password").GetString()!;
        }
    }

    public string PasswordOf(string user) => _passwords[user];

    /// <summary>A page on which the demonstration user has signed in by the form.</summary>
    public async Task<IPage> SignInAsync(string user, string language = "zh-CN", int width = 1440, bool scripts = true)
    {
        var page = await Browser.OpenAsync(App.Address + "/sign-in", width, scripts: scripts, language: language);
        await page.FillAsync("[name='Input.UserName']", user);
        await page.FillAsync("[name='Input.Password']", PasswordOf(user));
        await page.ClickAsync("main button[type=submit]");
        page.Url.ShouldBe(App.Address + "/");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        // The browser first: a page that is still open asks on while the program stops.
        await Browser.DisposeAsync();
        await App.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class DemonstrationCollection : ICollectionFixture<Demonstration>
{
    public const string Name = "demonstration";
}
