using System.Reflection;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.BrowserTests;

/// <summary>Every route has a place among the pages that axe looks at.</summary>
public sealed class EveryPageTests
{
    [Fact]
    public void Routes_OfAllPages_AreShownToAxeBySomeTest()
    {
        var routes = typeof(CasesText).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).ToHashSet();
        var methods = typeof(EveryPageTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        var shown = EveryPage.Ways.Select(w => w.Route).Concat(methods.SelectMany(m => m.GetCustomAttributes<AxeOfAttribute>()).SelectMany(a => a.Routes)).ToHashSet();

        routes.Except(shown).Order(StringComparer.Ordinal).ShouldBeEmpty("pages that no axe test opens");
        shown.Except(routes).Order(StringComparer.Ordinal).ShouldBeEmpty("routes that are no page");
    }
}

/// <summary>Every page of the program over the demonstration: nothing for axe, nothing that scrolls sideways, no bare text keys. One test a user and first part of the path, so that a fault is found again quickly.</summary>
public abstract class EveryPageInOneLanguage(DemonstrationServer server, BrowserFixture browser, string language, int width, int turn)
{
    /// <summary>Axe costs the most. It looks at every page once: at every second one in Chinese on a desk, at the others in English on a phone; <c>--long</c>: at all in both.</summary>
    private static readonly bool Everywhere = Environment.GetEnvironmentVariable("HENGJIAN_LONG") == "1";

    private static readonly string[] Sheets = ["/print", "/labels", "/notice"];

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

    [Theory, MemberData(nameof(Groups))]
    public async Task Pages_OnDeskAndPhone_HaveNoFaults(string user, string area)
    {
        var page = await server.OpenAsync(browser, user, "/account", language: language);
        var found = new List<string>();
        foreach (var (place, (route, _, way)) in EveryPage.Ways.Index().Where(w => w.Item.User == user && AreaOf(w.Item.Route) == area))
        {
            await page.SetViewportSizeAsync(1440, 900);
            if (await EveryPage.FollowAsync(page, server.App.Address, user, way))
            {
                found.AddRange(await Axe.FaultsAsync(page, route, Sheets.Any(s => way.EndsWith(s, StringComparison.Ordinal)), axeAt: Everywhere || place % 2 == turn ? width : Axe.Nowhere));
            }
            else
            {
                found.Add($"{way} leads nowhere for {user}: {page.Url}");
            }
        }

        found.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    private static string AreaOf(string route) => route.Split('/')[1];
}

/// <summary>On a desk, in Chinese.</summary>
public sealed class EveryPageInChineseTests(DemonstrationServer server, BrowserFixture browser) : EveryPageInOneLanguage(server, browser, "zh-CN", 1440, 0), IClassFixture<DemonstrationServer>;

/// <summary>On a phone, in English.</summary>
public sealed class EveryPageInEnglishTests(DemonstrationServer server, BrowserFixture browser) : EveryPageInOneLanguage(server, browser, "en", 390, 1), IClassFixture<DemonstrationServer>;
