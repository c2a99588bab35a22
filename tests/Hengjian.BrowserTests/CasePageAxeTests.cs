using System.Reflection;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>Every page of cases and the first page, in a state each: axe finds nothing, and no page scrolls sideways.</summary>
[Collection(DemonstrationCollection.Name)]
public sealed class CasePageAxeTests(Demonstration demonstration)
{
    /// <summary>Who opens which page of the first case of which list.</summary>
    private static readonly (string Route, string User, string List, string Suffix)[] States =
    [
        ("/", "radiologist1", "", ""),
        ("/", "officer", "", ""),
        ("/", "sysadmin", "", ""),
        ("/cases", "officer", "", ""),
        ("/cases", "radiologist1", "state=cancelled&mine=true", ""),
        ("/cases/new", "technician", "", ""),
        ("/cases/new", "technician", "", "?deployment"),
        ("/cases/{Id:guid}", "radiologist1", "state=reading&mine=true", ""),
        ("/cases/{Id:guid}", "radiologist1", "state=analysed&protocol=blindFirst", ""),
        ("/cases/{Id:guid}", "radiologist1", "state=analysed&protocol=concurrent", ""),
        ("/cases/{Id:guid}", "officer", "state=disagreed", ""),
        ("/cases/{Id:guid}", "officer", "state=closed", ""),
        ("/cases/{Id:guid}", "technician", "only=blocked", ""),
        ("/cases/{Id:guid}/opinion", "radiologist1", "state=reading&mine=true", "/opinion"),
        ("/cases/{Id:guid}/opinion", "radiologist1", "state=analysed&protocol=blindFirst", "/opinion"),
        ("/cases/{Id:guid}/opinion", "junior", "state=reading&mine=true", "/opinion"),
        ("/cases/{Id:guid}/resolution", "radiologist1", "state=disagreed", "/resolution"),
        ("/cases/{Id:guid}/final-diagnosis", "clinician", "state=opinionIssued", "/final-diagnosis"),
        ("/cases/{Id:guid}/final-diagnosis", "clinician", "state=concluded", "/final-diagnosis"),
        ("/cases/{Id:guid}/indication", "radiologist1", "state=registered", "/indication"),
        ("/cases/{Id:guid}/indication/override", "radiologist1", "state=registered", "/indication/override"),
        ("/cases/{Id:guid}/indication/review", "quality", "state=indicated", "/indication/review"),
        ("/cases/{Id:guid}/consent/withdrawal", "technician", "state=indicated&only=blocked", "/consent/withdrawal"),
        ("/cases/{Id:guid}/procedure-start", "technician", "state=indicated&only=blocked", "/procedure-start"),
        ("/cases/{Id:guid}/ai-notice", "radiologist1", "state=reading&mine=true", "/ai-notice"),
        ("/cases/{Id:guid}/consent/print", "technician", "state=indicated&only=blocked", "/consent/print?form"),
        ("/cases/{Id:guid}/consent", "technician", "state=indicated&only=blocked", "/consent"),
        ("/cases/{Id:guid}/ai-result", "technician", "state=indicated", "/ai-result"),
        ("/cases/{Id:guid}/ai-failure", "technician", "state=indicated", "/ai-failure"),
        ("/cases/{Id:guid}/acquisition", "technician", "state=analysed&only=blocked", "/acquisition"),
        ("/cases/{Id:guid}/reference", "quality", "state=concluded", "/reference"),
        ("/cases/{Id:guid}/cancellation", "technician", "state=registered", "/cancellation"),
        ("/cases/{Id:guid}/report", "officer", "state=concluded", "/report"),
        ("/cases/{Id:guid}/closure", "officer", "state=reported", "/closure"),
        ("/cases/{Id:guid}/reopening", "officer", "state=closed", "/reopening"),
        ("/cases/{Id:guid}/patient", "clinician", "state=opinionIssued", "/patient"),
        ("/cases/{Id:guid}/print", "officer", "state=concluded", "/print"),
    ];

    /// <summary>Routes of the pages that are opened here.</summary>
    public static IEnumerable<string> Routes => States.Select(s => s.Route).Distinct();

    /// <summary>One test a user, so that each signs in once.</summary>
    public static TheoryData<string, int, string> Users
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (var user in States.Select(s => s.User).Distinct())
            {
                data.Add(user, 1440, "zh-CN");
                data.Add(user, 390, "en");
            }

            return data;
        }
    }

    [Fact]
    public void Pages_OfCasesAndHome_AreAllHere()
    {
        var routes = typeof(CasesText).Assembly.GetTypes()
            .Where(t => t.Namespace is "Hengjian.Web.Components.Pages.Cases" or "Hengjian.Web.Components.Pages.Home")
            .SelectMany(t => t.GetCustomAttributes<RouteAttribute>())
            .Select(r => r.Template)
            .ToList();

        States.Select(s => s.Route).Distinct().ShouldBe(routes, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Users))]
    public async Task Pages_ForAxe_HaveNoViolationAndDoNotScrollSideways(string user, int width, string language)
    {
        var page = await demonstration.SignInAsync(user, language, width);
        var found = new List<string>();
        foreach (var (route, _, list, suffix) in States.Where(s => s.User == user))
        {
            await OpenAsync(page, route, list, suffix);
            await page.EvaluateAsync("document.querySelectorAll('details:not(.me)').forEach(d => d.open = true)");
            found.AddRange((await Axe.FindAsync(page)).Select(v => page.Url + " " + v));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") != 0)
            {
                found.Add(page.Url + " scrolls sideways");
            }
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public async Task RefusedForm_ForAxe_HasNoViolation()
    {
        var page = await demonstration.SignInAsync("radiologist1");
        await OpenAsync(page, "/cases/{Id:guid}/opinion", "state=reading&mine=true", "/opinion");
        await page.ClickAsync(".sign .btn.primary");

        (await page.Locator(".form-errors li").CountAsync()).ShouldBeGreaterThan(1);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    private async Task OpenAsync(IPage page, string route, string list, string suffix)
    {
        var address = demonstration.App.Address;
        if (!route.Contains('{', StringComparison.Ordinal))
        {
            await page.GotoAsync(address + route + (list.Length > 0 ? "?" + list : ""));
            if (suffix == "?deployment")
            {
                await page.ClickAsync("tbody .btn");
            }

            return;
        }

        await page.GotoAsync(address + "/cases?" + list);
        var href = await page.GetAttributeAsync("tbody th a", "href");
        if (suffix.EndsWith("?form", StringComparison.Ordinal))
        {
            // A printed form is opened from the page on which it is chosen.
            await page.GotoAsync(address + href + "/consent");
            await page.ClickAsync("a[href*='/consent/print?form=']");
            return;
        }

        var answer = await page.GotoAsync(address + href + suffix);
        answer!.Status.ShouldBe(200, page.Url);
    }
}
