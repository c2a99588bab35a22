using System.Net;
using System.Net.Http.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>The work-list and the case page: what each role is shown.</summary>
public sealed class CasePageTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Case_ForAReader_OffersTheOpinion(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);

        var page = await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync($"/cases/{id}");

        page.ShouldContain($"href=\"/cases/{id}/opinion\"");
        page.ShouldContain("Your eligibility is checked");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_ForTheOperator_NamesTheReadersButOffersNoOpinion(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(readers: [clinic.Reader1]);
        await clinic.AiAsync(id);

        var page = await (await clinic.SignedInAsync(clinic.Operator)).GetAsync($"/cases/{id}");

        page.ShouldNotContain($"href=\"/cases/{id}/opinion\"");
        page.ShouldContain("阅片甲");
        page.ShouldContain("Another role does this");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_ThatWaits_SaysWhichClauseStopsIt(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(invasive: true);

        var page = await (await clinic.SignedInAsync(clinic.Operator)).GetAsync($"/cases/{id}");

        page.ShouldContain("R17-3.4");
        page.ShouldContain("R17-3.2a");
        page.ShouldContain($"href=\"/cases/{id}/consent\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_OfOtherNamedReaders_IsAbsent(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(readers: [clinic.Reader1]);
        var browser = await clinic.SignedInAsync(clinic.Reader2);

        (await browser.Client.GetAsync($"/cases/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Client.GetAsync($"/cases/{id}/opinion")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_WithoutACaseRole_IsRefused(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        var browser = await clinic.SignedInAsync(await clinic.UserAsync(Role.SystemAdministrator));

        (await browser.Client.GetAsync($"/cases/{id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Client.GetAsync("/cases")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_Concluded_ShowsSignaturesAndTheTimeLineWithNames(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.IssuedAsync();
        await clinic.PostAsync(clinic.Clinician, $"/api/v1/cases/{id}/final-diagnosis", new
        {
            label = "seen", text = "Text-of-the-diagnosis", signature = new { method = "password", secret = TestUser.Password },
        });

        var page = await (await clinic.SignedInAsync(clinic.Officer)).GetAsync($"/cases/{id}");

        page.ShouldContain("Signature valid");
        page.ShouldNotContain("Signature invalid");
        page.ShouldContain("Text-of-the-diagnosis");
        page.ShouldContain("Final diagnosis signed");
        page.ShouldContain("测试 " + clinic.Clinician.UserName);
        page.ShouldNotContain("case.finalDiagnosis.signed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_Opened_IsRecordedAsRead(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync($"/cases/{id}");

        await AccessRecords.WaitForAsync(clinic, id, AccessKind.Read, clinic.Reader1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task ConcurrentCase_Opened_ShowsTheAiOnRequestAlone(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync("concurrent");
        await clinic.AiAsync(id, "seen");
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        (await browser.GetAsync($"/cases/{id}")).ShouldNotContain("ai-value");
        (await browser.GetAsync($"/cases/{id}?ai=1")).ShouldContain(Clinic.SeenDisplay);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_WithAResultOfAnUnadmittedVersion_ShowsItToTheOfficerNotToReaders(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        using var answer = await (await clinic.App.ClientAsync(clinic.Operator)).PostAsJsonAsync($"/api/v1/cases/{id}/ai-results", new
        {
            label = "seen", algorithm = new { name = Clinic.Algorithm, version = "9.9.9" }, producedAt = clinic.App.Clock.GetUtcNow(),
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);

        (await (await clinic.SignedInAsync(clinic.Officer)).GetAsync($"/cases/{id}")).ShouldContain("Shadow, not for diagnosis");
        (await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync($"/cases/{id}")).ShouldNotContain("9.9.9");
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_ByState_ShowsTheCasesOfThatStateWithMaskedNames(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var registered = await clinic.RegisterAsync(name: "欧阳甲乙", indicated: false);
        var analysed = await clinic.RegisterAsync(name: "诸葛丙丁");
        await clinic.AiAsync(analysed);

        var page = await (await clinic.SignedInAsync(clinic.Operator)).GetAsync("/cases?state=registered");

        page.ShouldContain($"/cases/{registered}\"");
        page.ShouldNotContain($"/cases/{analysed}\"");
        page.ShouldContain("欧**");
        page.ShouldNotContain("欧阳");
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_OfMine_HoldsWhatLacksTheReadersOpinion(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var open = await clinic.RegisterAsync();
        await clinic.AiAsync(open);
        var done = await clinic.RegisterAsync();
        await clinic.AiAsync(done);
        await clinic.OpinionAsync(clinic.Reader1, done);

        var page = await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync("/cases?mine=true");

        page.ShouldContain($"/cases/{open}\"");
        page.ShouldNotContain($"/cases/{done}\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_ByPatientName_FindsTheWholeNameOnly(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(name: "司马测试");
        var browser = await clinic.SignedInAsync(clinic.Operator);

        (await browser.GetAsync("/cases?q=" + Uri.EscapeDataString("司马测试"))).ShouldContain($"/cases/{id}\"");
        (await browser.GetAsync("/cases?q=" + Uri.EscapeDataString("司马"))).ShouldContain("No case matches");
    }

    [Theory]
    [InlineData("state=sleeping")]
    [InlineData("sort=colour")]
    [InlineData("only=lucky")]
    [InlineData("page=0")]
    [InlineData("deployment=x")]
    public async Task List_WithAnUnknownFilterValue_Answers422(string query)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Operator));

        (await browser.Client.GetAsync("/cases?" + query)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Home_ForEachRole_CountsWhatWaitsForIt(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var toRead = await clinic.RegisterAsync();
        await clinic.AiAsync(toRead);
        var issued = await clinic.IssuedAsync();

        (await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync("/")).ShouldContain("Cases for you to read");
        var clinician = await (await clinic.SignedInAsync(clinic.Clinician)).GetAsync("/");
        clinician.ShouldContain("Cases that await a final diagnosis");
        clinician.ShouldContain($"/cases/{issued}\"");
        (await (await clinic.SignedInAsync(clinic.Quality)).GetAsync("/")).ShouldContain("Nothing is waiting");
        (await (await clinic.SignedInAsync(await clinic.UserAsync(Role.Finance))).GetAsync("/")).ShouldContain("Your roles have no part in cases");
    }
}
