using Hengjian.Governance.Access.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>An installation without anything in it, and the people who come to it one after another.</summary>
internal sealed class NewHospital(AppServer app, BrowserFixture browser) : IAsyncDisposable
{
    /// <summary>The password of whoever is invited.</summary>
    public const string Secret = "Newcomer-2026-walk";

    private readonly Dictionary<string, Newcomer> _people = [];

    public AppServer App { get; } = app;

    public Newcomer this[string name] => _people[name];

    public static NewHospital Start(BrowserFixture browser) => new(AppServer.Start("Production", ("demo", "false")), browser);

    /// <summary>Uses the link that whoever runs the server gives out: institution and three administrators.</summary>
    public async Task SetUpAsync(string name, string creditCode)
    {
        var link = await App.Services.GetRequiredService<SetupLinks>().CreateAsync(new SetupLinkRequest(name, creditCode), CancellationToken.None);
        var page = await browser.OpenAsync(App.Address + SetupLinks.PathOf(link.Value!.Secret), language: "zh-CN");
        var first = new Newcomer(page, App.Address, "sysadmin", Secret + 0);
        var number = 0;
        foreach (var role in new[] { "SystemAdministrator", "SecurityAdministrator", "AuditAdministrator" })
        {
            await first.FillAsync(($"Input.{role}.DisplayName", role), ($"Input.{role}.Password", Secret + number++));
        }

        await first.SendAsync();
        first.Path.ShouldBe("/sign-in");
        await ComeAsync("secadmin", Secret + 1);
    }

    /// <summary>The security administrator makes an account; the person sets a password by the link and signs in.</summary>
    public async Task InviteAsync(string name, string words, string roles, string? practitioner = null)
    {
        var link = await LinkAsync(name, words, roles, practitioner);
        var person = new Newcomer(await browser.OpenAsync(link, language: "zh-CN"), App.Address, name, Secret);
        await person.SaveAsync(("Input.Password", Secret), ("Input.Repeated", Secret));
        await person.SignInAsync();
        _people[name] = person;
    }

    /// <summary>The link by which a new account gets its password.</summary>
    public async Task<string> LinkAsync(string name, string words, string roles, string? practitioner = null)
    {
        var administrator = this["secadmin"];
        await administrator.GoAsync("/users", "/users/new");
        await administrator.FillAsync(("Input.DisplayName", words), ("Input.UserName", name), ("Input.Roles", roles));
        if (practitioner is not null)
        {
            await administrator.FillAsync(("Input.PractitionerId", practitioner));
        }

        await administrator.SendAsync();
        return await administrator.TextAsync("code.secret");
    }

    /// <summary>Somebody who has an account signs in, in a fresh browser.</summary>
    public async Task ComeAsync(string name, string secret)
    {
        if (_people.TryGetValue(name, out var earlier))
        {
            await earlier.Page.Context.CloseAsync();
        }

        var page = await browser.OpenAsync(App.Address + "/sign-in", language: "zh-CN");
        var person = new Newcomer(page, App.Address, name, secret);
        await person.SignInAsync();
        _people[name] = person;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
