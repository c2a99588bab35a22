using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>The forms of a case other than the opinion's: post-redirect-get, and refusals that keep the input.</summary>
public sealed class CaseFormTests
{
    private const string Form = "act";

    public static TheoryData<TestDatabase> All => Databases.All;

    private static (string Name, string Value) Secret => ("signature.secret", TestUser.Password);

    [Theory, MemberData(nameof(All))]
    public async Task Disagreement_SettledByTheSeniorReader_IssuesTheOpinion(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        await clinic.OpinionAsync(clinic.Reader1, id, "seen");
        await clinic.OpinionAsync(clinic.Reader2, id, "clear");
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var answer = await browser.PostAsync($"/cases/{id}/resolution", Form, ("method", "conference"), ("label", "seen"), ("minutes", ""), Secret);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        using var refused = await browser.PostAsync($"/cases/{id}/resolution", Form, ("method", "senior"), ("label", "seen"), ("skipReason", "已商议"), Secret);
        var page = await refused.Content.ReadAsStringAsync();
        // One physician alone is behind the label, so R17-3.2a still refuses; the form says so and keeps what was chosen.
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict, page);
        page.ShouldContain("R17-3.2a");
        page.ShouldContain("value=\"senior\" checked");
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_Signed_ConcludesTheCase(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.IssuedAsync();
        var browser = await clinic.SignedInAsync(clinic.Clinician);

        using var invalid = await browser.PostAsync($"/cases/{id}/final-diagnosis", Form, ("label", "seen"), ("text", ""), ("icd10", "R91.x00"), Secret);
        invalid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await invalid.Content.ReadAsStringAsync()).ShouldContain("value=\"R91.x00\"");

        using var answer = await browser.PostAsync($"/cases/{id}/final-diagnosis", Form, ("label", "seen"), ("text", "A-nodule"), Secret);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        (await clinic.ViewAsync(clinic.Clinician, id)).GetProperty("state").GetString().ShouldBe("concluded");
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_BeforeTheOpinionIsIssued_OffersNoForm(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);

        var page = await (await clinic.SignedInAsync(clinic.Clinician)).GetAsync($"/cases/{id}/final-diagnosis");

        page.ShouldNotContain("name=\"signature.secret\"");
        page.ShouldContain("R17-3.2a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_ByForm_MakesTheCaseWithItsIndication(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var browser = await clinic.SignedInAsync(clinic.Operator);
        (await browser.GetAsync("/cases/new")).ShouldContain($"/cases/new?deployment={clinic.Deployment}");

        using var answer = await browser.PostAsync($"/cases/new?deployment={clinic.Deployment}", "register", [.. Patient, ("indicate", "now"), ("indication.answers.adult", "true")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        var id = Guid.Parse(answer.Headers.Location!.ToString().Split('/')[^1].Split('?')[0]);
        var view = await clinic.ViewAsync(clinic.Operator, id);
        view.GetProperty("state").GetString().ShouldBe("indicated");
        view.GetProperty("protocol").GetString().ShouldBe("blindFirst");
        view.GetProperty("indication").GetProperty("answers").GetProperty("adult").GetBoolean().ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_WithABirthInTheFuture_Answers422AtItsFieldAndKeepsTheRest(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var browser = await clinic.SignedInAsync(clinic.Operator);

        using var answer = await browser.PostAsync(
            $"/cases/new?deployment={clinic.Deployment}", "register", [.. Patient.Where(f => f.Name != "patient.birthDate"), ("patient.birthDate", "2999-01-01"), ("indicate", "later")]);
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, page);
        page.ShouldContain("id=\"patient-birthdate-error\"");
        page.ShouldContain("value=\"ACC-BY-FORM\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Indication_ConfirmedByForm_MovesTheCase(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(indicated: false);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var missing = await browser.PostAsync($"/cases/{id}/indication", Form);
        missing.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        using var answer = await browser.PostAsync($"/cases/{id}/indication", Form, ("indication.answers.adult", "true"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        (await clinic.ViewAsync(clinic.Reader1, id)).GetProperty("state").GetString().ShouldBe("indicated");
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiResult_OfAnotherVersionByForm_Answers409AndSaysItIsKeptInShadow(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        var browser = await clinic.SignedInAsync(clinic.Operator);

        using var answer = await browser.PostAsync(
            $"/cases/{id}/ai-result", Form, ("label", "seen"), ("algorithm.name", Clinic.Algorithm), ("algorithm.version", "2.0.0"), ("producedAt", "2025-06-02T03:04"));
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, page);
        page.ShouldContain("kept in shadow");
        page.ShouldContain("R17-3.8.1a");
        (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("aiResults")[0].GetProperty("status").GetString().ShouldBe("shadow");
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiResult_ByForm_IsAcceptedAndItsFailureToo(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var browser = await clinic.SignedInAsync(clinic.Operator);
        var first = await clinic.RegisterAsync();
        using var received = await browser.PostAsync(
            $"/cases/{first}/ai-result", Form, ("label", "seen"), ("score", "0.5"), ("findings", "[{\"site\":\"left\"}]"),
            ("algorithm.name", Clinic.Algorithm), ("algorithm.version", Clinic.Version), ("producedAt", "2025-06-02T03:04"));
        received.StatusCode.ShouldBe(HttpStatusCode.Redirect, await received.Content.ReadAsStringAsync());

        var second = await clinic.RegisterAsync();
        using var failed = await browser.PostAsync($"/cases/{second}/ai-failure", Form, ("reason", "No answer within 15 minutes"));
        failed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clinic.ViewAsync(clinic.Operator, second)).GetProperty("withoutAi").GetBoolean().ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_Recorded_TakesR17_3_4Away(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(invasive: true);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var invalid = await browser.PostAsync($"/cases/{id}/consent", Form, ("parties[1].relation", "spouse"), ("parties[1].informedAt", "2999-01-01T08:00"));
        var page = await invalid.Content.ReadAsStringAsync();
        invalid.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, page);
        page.ShouldContain("id=\"parties-1--informedat-error\"");

        using var answer = await browser.PostAsync(
            $"/cases/{id}/consent", Form, ("informedBy", clinic.Reader1.PractitionerId!.Value.ToString()), ("informedAt", "2025-06-02T08:00"),
            ("topics", "purpose"), ("topics", "risks"), ("topics", "precautions"), ("topics", "complications"), ("topics", "prevention"),
            ("parties[0].informedAt", "2025-06-02T08:00"), ("parties[0].signedAt", "2025-06-02T08:10"),
            ("parties[1].informedAt", "2025-06-02T08:00"), ("parties[1].signedAt", "2025-06-02T08:12"), ("parties[1].relation", "spouse"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        var blocked = (await clinic.ViewAsync(clinic.Reader1, id)).GetProperty("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString());
        blocked.ShouldNotContain("R17-3.4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Closing_ByForms_ReportsClosesAndReopens(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.IssuedAsync();
        await clinic.PostAsync(clinic.Clinician, $"/api/v1/cases/{id}/final-diagnosis", new { label = "seen", text = "T", signature = new { method = "password", secret = TestUser.Password } });
        var browser = await clinic.SignedInAsync(clinic.Officer);

        foreach (var (path, state) in new[] { ("report", "reported"), ("closure", "closed"), ("reopening", "reported") })
        {
            using var answer = await browser.PostAsync($"/cases/{id}/{path}", Form, ("reason", "Receipt 42"));
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
            (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("state").GetString().ShouldBe(state);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Cancellation_OfACompleteCase_IsNotOffered(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.IssuedAsync();
        var browser = await clinic.SignedInAsync(clinic.Officer);

        (await browser.GetAsync($"/cases/{id}/cancellation")).ShouldNotContain("name=\"reason\"");
        var elsewhere = await browser.GetAsync($"/cases/{id}/patient");
        using var answer = await browser.PostFormAsync($"/cases/{id}/cancellation", elsewhere, Form, ("reason", "Too late"));
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, page);
        page.ShouldContain("Too late");
        page.ShouldNotContain("opinionIssued");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Reference_ByForm_IsAdded(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.IssuedAsync();
        var browser = await clinic.SignedInAsync(clinic.Quality);

        using var answer = await browser.PostAsync($"/cases/{id}/reference", Form, ("kind", "pathology"), ("label", "seen"), ("establishedOn", "2025-06-02"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        (await browser.GetAsync($"/cases/{id}")).ShouldContain("Pathology");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Patient_UnmaskedWithAReason_IsShownOnceAndRecorded(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync(name: "皇甫测试");
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var without = await browser.PostAsync($"/cases/{id}/patient", Form, ("reason", ""));
        without.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await without.Content.ReadAsStringAsync()).ShouldNotContain("皇甫测试");
        (await AccessRecords.FindAsync(clinic, id, AccessKind.Unmasked, clinic.Reader1)).ShouldBeEmpty();

        using var answer = await browser.PostAsync($"/cases/{id}/patient", Form, ("reason", "Comparing with the film"));
        var page = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        page.ShouldContain("皇甫测试");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await AccessRecords.FindAsync(clinic, id, AccessKind.Unmasked, clinic.Reader1)).Count.ShouldBe(1);
        (await browser.GetAsync($"/cases/{id}/patient")).ShouldNotContain("皇甫测试");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Patient_ForARoleThatMayNotUnmask_IsRefused(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        var browser = await clinic.SignedInAsync(clinic.Quality);

        (await browser.Client.GetAsync($"/cases/{id}/patient")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync($"/cases/{id}")).ShouldNotContain("/patient\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Report_Printed_IsRecordedBeforeItIsShown(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.IssuedAsync();

        var sheet = await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync($"/cases/{id}/print");

        sheet.ShouldContain("AI assisted");
        sheet.ShouldContain("The final diagnosis is not signed yet");
        (await AccessRecords.FindAsync(clinic, id, AccessKind.Exported, clinic.Reader1)).Count.ShouldBe(1);
    }

    private static (string Name, string Value)[] Patient =>
    [
        ("patient.identifier", "PAT-BY-FORM"), ("patient.name", "表单测试"), ("patient.sex", "male"), ("patient.birthDate", "1970-05-06"), ("accessionNumber", "ACC-BY-FORM"),
        ("examination.kind", "胸部 CT"), ("examination.performedAt", "2025-06-02T03:04"), ("invasive", "false"), ("protocol", "blindFirst"),
    ];
}
