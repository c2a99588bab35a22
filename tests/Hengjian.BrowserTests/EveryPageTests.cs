using System.Reflection;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>Every page of the program over the demonstration, in Chinese on a desk and in English on a phone: nothing for axe, nothing that scrolls sideways, no bare text keys.</summary>
public sealed class EveryPageTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    private static readonly string[] Sheets = ["/print", "/labels", "/notice"];

    /// <summary>One test a user and first part of the path, so that each signs in once and a fault is found again quickly.</summary>
    public static TheoryData<string, string> Groups
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (user, area) in EveryPage.Ways.Select(w => (w.User, AreaOf(w.Route))).Distinct())
            {
                data.Add(user, area);
            }

            return data;
        }
    }

    [Fact]
    public void Routes_OfAllPages_AreShownToAxeBySomeTest()
    {
        var routes = typeof(CasesText).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).ToHashSet();
        var methods = typeof(EveryPageTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        var shown = EveryPage.Ways.Select(w => w.Route)
            .Concat(CasePageAxeTests.Routes)
            .Concat(methods.SelectMany(m => m.GetCustomAttributes<AxeOfAttribute>()).SelectMany(a => a.Routes)).ToHashSet();

        routes.Except(shown).Order(StringComparer.Ordinal).ShouldBeEmpty("pages that no axe test opens");
        shown.Except(routes).Order(StringComparer.Ordinal).ShouldBeEmpty("routes that are no page");
    }

    [Theory, MemberData(nameof(Groups))]
    public async Task Pages_OnDeskAndPhoneInBothLanguages_HaveNoFaults(string user, string area)
    {
        var page = await server.OpenAsync(browser, user, "/account");
        var found = new List<string>();
        foreach (var (route, _, way) in EveryPage.Ways.Where(w => w.User == user && AreaOf(w.Route) == area))
        {
            var isSheet = Sheets.Any(s => way.EndsWith(s, StringComparison.Ordinal));
            await page.SetViewportSizeAsync(1440, 900);
            if (!await FollowAsync(page, way))
            {
                found.Add($"{way} leads nowhere for {user}: {page.Url}");
                continue;
            }

            // Axe costs the most: width and language each have both their values, and what scrolls is looked at in all four.
            found.AddRange(await Axe.FaultsAsync(page, route, isSheet, axeAt: 1440));
            await page.GotoAsync($"{server.App.Address}/language/en?returnUrl={Uri.EscapeDataString(new Uri(page.Url).PathAndQuery)}");
            found.AddRange(await Axe.FaultsAsync(page, route, isSheet, axeAt: 390));
            await page.GotoAsync($"{server.App.Address}/language/zh-CN?returnUrl=/account");
        }

        found.ShouldBeEmpty();
    }

    private static string AreaOf(string route) => route.Split('/')[1];

    private async Task<bool> FollowAsync(IPage page, string way)
    {
        var steps = way.Split(" > ");
        await page.GotoAsync(server.App.Address + steps[0]);
        foreach (var step in steps.Skip(1))
        {
            if (step[0] == '+')
            {
                await page.GotoAsync(new Uri(page.Url).GetLeftPart(UriPartial.Path) + step[1..]);
                continue;
            }

            // A list's own rows first: other cards of the page may lead deeper.
            var rows = page.Locator($"main th[scope=row] a[href*='{step}']");
            var links = await rows.CountAsync() > 0 ? rows : page.Locator($"main a[href*='{step}']");
            if (await links.CountAsync() == 0)
            {
                return false;
            }

            await page.GotoAsync(server.App.Address + await links.First.GetAttributeAsync("href"));
        }

        return true;
    }
}
