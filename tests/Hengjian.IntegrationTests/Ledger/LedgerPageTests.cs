using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Transparency;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Ledger;

/// <summary>The pages of the ledger: what they prove is proved on the server.</summary>
public sealed partial class LedgerPageTests
{
    [Fact]
    public async Task Record_FoundByItsIndex_IsProvedUnderTheSignedHead()
    {
        var clinic = await IntegratedAsync();
        var browser = await clinic.SignedInAsync(clinic.Officer);

        using var found = await browser.Client.GetAsync("/ledger?find=0");
        found.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var html = await browser.GetAsync(found.Headers.Location!.OriginalString);

        html.ShouldContain("Proved: this record is under the signed head");
        html.ShouldContain("hengjian-record/1");
        html.ShouldContain("equals the hash of the canonical record below");
    }

    [Theory, InlineData("999999"), InlineData("01990000-0000-7000-8000-000000000000"), InlineData("no number")]
    public async Task Record_ThatDoesNotExist_Is422WithTheFormKept(string asked)
    {
        var clinic = await IntegratedAsync();
        var browser = await clinic.SignedInAsync(clinic.Officer);

        using var answer = await browser.Client.GetAsync("/ledger?find=" + Uri.EscapeDataString(asked));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"value=\"{asked}\"");
    }

    [Fact]
    public async Task Record_OfAnotherInstitution_Is404()
    {
        var clinic = await IntegratedAsync();
        var other = await IntegratedAsync();
        var entry = (await clinic.App.Services.GetRequiredService<LedgerQueries>().RecordsAsync(clinic.Institution, 0, 1, CancellationToken.None))[0];

        (await (await other.SignedInAsync(other.Officer)).Client.GetAsync($"/ledger/records/{entry.Id:D}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Consistency_OfTwoSizes_IsVerifiedAndAWrongRootIsNot()
    {
        var clinic = await IntegratedAsync();
        var browser = await clinic.SignedInAsync(clinic.Officer);
        var log = clinic.App.Services.GetRequiredService<LedgerQueries>();
        var head = (await log.HeadAsync(clinic.Institution, CancellationToken.None))!;
        var root = (await log.RootAsync(clinic.Institution, 3, CancellationToken.None))!.Value;

        (await browser.GetAsync($"/ledger/consistency?from=3&to={head.Size}&root={root}")).ShouldContain($"The log of {head.Size} records begins with that of 3");
        (await browser.GetAsync($"/ledger/consistency?from=3&to={head.Size}&root={head.Root}")).ShouldContain("does not begin with that of 3");
    }

    [Theory, InlineData("from=9&to=3"), InlineData("from=1&to=999999"), InlineData("from=-1&to=2"), InlineData("from=1&to=2&root=xyz"), InlineData("")]
    public async Task Consistency_OfImpossibleSizes_Is422(string query)
    {
        var clinic = await IntegratedAsync();

        (await (await clinic.SignedInAsync(clinic.Officer)).Client.GetAsync("/ledger/consistency?" + query)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Records_FilteredByAction_ShowThoseAlone()
    {
        var clinic = await IntegratedAsync();
        var html = await (await clinic.SignedInAsync(clinic.Officer)).GetAsync("/ledger?action=technology.version");

        Actions().Matches(html).Select(m => m.Groups["action"].Value).ShouldAllBe(a => a.StartsWith("technology.version", StringComparison.Ordinal));
        Actions().Count(html).ShouldBe(1);
    }

    [Fact]
    public async Task Records_OlderThanAPage_AreReachedByTheLink()
    {
        var clinic = await IntegratedAsync();
        for (var i = 0; i < 25; i++)
        {
            await clinic.RegisterAsync();
        }

        await clinic.App.Services.GetRequiredService<LedgerSequencer>().IntegrateAsync(clinic.Institution, CancellationToken.None);
        var browser = await clinic.SignedInAsync(clinic.Officer);
        var first = await browser.GetAsync("/ledger?action=case.registered");
        var older = WebUtility.HtmlDecode(Older().Match(first).Groups["href"].Value);

        var second = await browser.GetAsync(older);

        Actions().Count(first).ShouldBe(20);
        Actions().Count(second).ShouldBe(5);
    }

    [Fact]
    public async Task Verification_OfIntactData_SaysSoForThisInstitution()
    {
        var clinic = await IntegratedAsync();
        var browser = await clinic.SignedInAsync(clinic.Officer);

        using var answer = await browser.PostAsync("/ledger/verification", "verify");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Intact: data and ledger agree");
    }

    [Theory, InlineData(Role.AuditAdministrator, HttpStatusCode.OK), InlineData(Role.QualityOfficer, HttpStatusCode.Forbidden), InlineData(Role.Physician, HttpStatusCode.Forbidden)]
    public async Task Verification_IsForAuditorsAndOfficers(Role role, HttpStatusCode expected)
    {
        var clinic = await IntegratedAsync();

        (await (await clinic.SignedInAsync(await clinic.UserAsync(role))).Client.GetAsync("/ledger/verification")).StatusCode.ShouldBe(expected);
    }

    /// <summary>A clinic whose records so far are under a head.</summary>
    private static async Task<Clinic> IntegratedAsync()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        await clinic.App.Services.GetRequiredService<LedgerSequencer>().IntegrateAsync(clinic.Institution, CancellationToken.None);
        return clinic;
    }

    [GeneratedRegex("data-label=\"Action\"><code>(?<action>[^<]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Actions();

    [GeneratedRegex("href=\"(?<href>[^\"]*before=[0-9]+[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Older();
}
