using System.Net;
using System.Reflection;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;
using Hengjian.Web.Access;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.IntegrationTests.Registers;

/// <summary>Who sees which page of the registers, the inbox, the ledger and the rules, and what a practitioner's page answers.</summary>
public sealed class RegisterPageTests
{
    private static readonly string[] Areas = ["Registers", "Inbox", "Ledger", "Rules"];

    /// <summary>Every page of these areas without an id in its path.</summary>
    public static TheoryData<string> Pages =>
    [
        .. typeof(RegistersText).Assembly.GetTypes()
            .Where(t => Areas.Any(a => t.Namespace == "Hengjian.Web.Components.Pages." + a))
            .SelectMany(t => t.GetCustomAttributes<RouteAttribute>())
            .Select(r => r.Template).Where(t => !t.Contains('{', StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Pages_OfTheseAreas_AreFound() => Pages.Count.ShouldBe(17);

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_ForEveryRole_OpensExactlyByTheMatrix(string path)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var needed = PermissionOf(path);
        foreach (var role in new[] { Role.GovernanceOfficer, Role.Physician, Role.Operator, Role.QualityOfficer, Role.Vendor, Role.SystemAdministrator, Role.AuditAdministrator, Role.Regulator })
        {
            using var answer = await (await app.ClientAsync(role)).GetAsync(path);
            var expected = !PermissionMatrix.Allows(role, needed) || (path == "/institutions/new" && role != Role.Regulator) ? HttpStatusCode.Forbidden
                : path == "/ledger/consistency" ? HttpStatusCode.UnprocessableEntity
                : HttpStatusCode.OK;
            answer.StatusCode.ShouldBe(expected, $"{role} {path}");
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_InBothLanguages_HasItsOwnWordsAndNoBareKeys(string path)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.GovernanceOfficer, Role.Operator, Role.Regulator));

        var chinese = await (await browser.Client.GetAsync(path)).Content.ReadAsStringAsync();
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        var english = await (await browser.Client.GetAsync(path)).Content.ReadAsStringAsync();

        Heading(chinese).ShouldNotBe(Heading(english));
        foreach (var html in new[] { chinese, english })
        {
            // A text that is lacking shows its key, such as Head.Title.
            System.Text.RegularExpressions.Regex.Matches(html, @">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(2))
                .Select(m => m.Value).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Records_OfAnotherInstitution_Are404()
    {
        var office = await Office.OpenAsync();
        var person = await office.SaveAsync("/practitioners/new", Office.Practitioner("他院", Office.NextLicence()));
        var (technology, version) = await office.TechnologyAsync("他院软件");
        var stranger = await Office.OpenAsync();

        foreach (var path in new[] { person, person + "/edit", technology, technology + "/edit", technology + "/versions/new", $"{technology}/versions/{version}/edit", $"/institutions/{office.Institution:D}" })
        {
            (await stranger.Browser.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task Reader_WhoMayNotWrite_SeesNoButtonsAndNoForms()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        var deployment = await browser.GetAsync($"/deployments/{clinic.Deployment:D}");

        deployment.ShouldNotContain("Suspend now");
        deployment.ShouldNotContain("/edit");
        (await browser.GetAsync("/practitioners")).ShouldNotContain("/practitioners/new");
    }

    [Fact]
    public async Task PersonPage_OfAnEligibleReader_SaysMayAndMayNotWithTheClause()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var browser = await clinic.SignedInAsync(clinic.Officer);

        var html = await browser.GetAsync($"/practitioners/{clinic.Reader1.PractitionerId:D}?deployment={clinic.Deployment:D}");

        html.ShouldContain("Facts over time");
        html.ShouldContain("href=\"/rules#R17-3.3\"", customMessage: "an imaging physician may not conclude");
        html.ShouldContain("医学影像");
    }

    [Fact]
    public async Task PersonPage_OfTheJunior_NamesTheMissingYears()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var browser = await clinic.SignedInAsync(clinic.Officer);
        var path = $"/practitioners/{clinic.Junior.PractitionerId:D}";

        (await browser.GetAsync(path)).ShouldContain("R17-2.1.2");
        var later = clinic.App.Clock.GetUtcNow().AddYears(6).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await browser.GetAsync($"{path}?at={later}")).ShouldNotContain("R17-2.1.2");
    }

    [Fact]
    public async Task PersonPage_BeforeTheRecordExisted_SaysThatNothingWasKnown()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var browser = await clinic.SignedInAsync(clinic.Officer);

        (await browser.GetAsync($"/practitioners/{clinic.Reader1.PractitionerId:D}?known=2020-01-01")).ShouldContain("Nothing was on record then");
    }

    [Theory, InlineData("?at=yesterday"), InlineData("?at=2024-02-30"), InlineData("?known=0001-01-01"), InlineData("?deployment=nonsense")]
    public async Task PersonPage_WithNonsenseInTheAddress_NeverFails(string query)
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var browser = await clinic.SignedInAsync(clinic.Officer);

        using var answer = await browser.Client.GetAsync($"/practitioners/{clinic.Reader1.PractitionerId:D}{query}");

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity);
    }

    [Theory, InlineData("/practitioners?page=-3&kind=alien"), InlineData("/deployments?stage=nowhere&page=x"), InlineData("/inbox?status=lost"), InlineData("/ledger?before=x&action=%25"), InlineData("/rules?decided=maybe")]
    public async Task List_WithNonsenseInTheAddress_ShowsTheFirstPage(string path)
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);

        (await (await clinic.SignedInAsync(clinic.Officer)).Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task DeploymentPage_InUse_ListsEveryClauseAndWhatIsMissing()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var html = await (await clinic.SignedInAsync(clinic.Officer)).GetAsync($"/deployments/{clinic.Deployment:D}");

        html.ShouldContain("The technology committee has not decided on this deployment.");
        foreach (var clause in new[] { "R17-0.1", "R17-0.2", "R17-1.1", "R17-1.5", "R17-3.8.1a" })
        {
            html.ShouldContain($"href=\"/rules#{clause}\"");
        }
    }

    private static Permission PermissionOf(string path) => typeof(RegistersText).Assembly.GetTypes()
        .First(t => t.GetCustomAttributes<RouteAttribute>().Any(r => r.Template == path)).GetCustomAttribute<NeedsAttribute>()!.Permission;

    private static string Heading(string html)
    {
        var start = html.IndexOf("<h1>", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, html);
        return html[(start + 4)..html.IndexOf("</h1>", StringComparison.Ordinal)];
    }
}
