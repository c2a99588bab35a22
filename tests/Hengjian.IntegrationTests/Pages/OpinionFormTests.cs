using System.Net;
using System.Net.Http.Json;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>The opinion's form: post-redirect-get, refusals that keep the input, signing once, superseding, blind first.</summary>
public sealed class OpinionFormTests
{
    private const string Form = "act";

    public static TheoryData<TestDatabase> All => Databases.All;

    private static (string Name, string Value) Secret => ("signature.secret", TestUser.Password);

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_Signed_RedirectsToTheCaseThatShowsIt(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var answer = await browser.PostAsync(
            $"/cases/{id}/opinion", Form, ("label", "clear"), ("confidence", "71"), ("overrideReason", "Seen-before-and-stable"), ("secondsSpent", "123.5"),
            ("readingTicket", clinic.TicketOf(clinic.Reader1, id, TimeSpan.FromMinutes(10))), ("useConfirmed", "true"), Secret);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith($"/cases/{id}?done=opinion");
        var page = await browser.GetAsync($"/cases/{id}?done=opinion");
        page.ShouldContain("The opinion is signed");
        page.ShouldContain("Seen-before-and-stable");
        page.ShouldContain("2 min 3 s");
    }

    [Theory, MemberData(nameof(All))]
    public async Task ConcurrentAi_AskedForHalfWayThroughTheForm_ShowsItAndKeepsWhatWasTyped(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync("concurrent");
        await clinic.AiAsync(id, "seen");
        var browser = await clinic.SignedInAsync(clinic.Reader1);
        (await browser.GetAsync($"/cases/{id}/opinion")).ShouldNotContain("ai-value");

        using var answer = await browser.PostAsync($"/cases/{id}/opinion", Form, ("label", "clear"), ("confidence", "71"), ("showAi", "1"), Secret);
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        page.ShouldContain("ai-value");
        page.ShouldContain("value=\"71\"");
        page.ShouldContain("value=\"clear\" checked");
        page.ShouldContain("name=\"aiShown\"");
        (await clinic.ViewAsync(clinic.Reader1, id)).GetProperty("opinions").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_WithWhatIsMissing_Answers422AndKeepsTheInputButNoPassword(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var answer = await browser.PostAsync($"/cases/{id}/opinion", Form, ("label", "clear"), ("confidence", "lots"), ("overrideReason", "Kept-words"), Secret);
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, page);
        page.ShouldContain("id=\"confidence-error\"");
        page.ShouldContain("value=\"lots\"");
        page.ShouldContain("Kept-words");
        page.ShouldContain("value=\"clear\" checked");
        page.ShouldNotContain(TestUser.Password);
        (await clinic.ViewAsync(clinic.Reader1, id)).GetProperty("opinions").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_WithAWrongPassword_Answers403AtTheField(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var answer = await browser.PostAsync($"/cases/{id}/opinion", Form, ("label", "clear"), ("confidence", "71"), ("signature.secret", "not-the-password"));
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
        page.ShouldContain("id=\"signature-secret-error\"");
        page.ShouldContain("value=\"71\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_OfOneWhoLacksTheYears_SaysSoOnOpeningAndNamesWhoCan(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);

        var page = await (await clinic.SignedInAsync(clinic.Junior)).GetAsync($"/cases/{id}/opinion");

        page.ShouldContain("R17-2.1.2");
        page.ShouldContain("阅片甲");
        page.ShouldNotContain("name=\"signature.secret\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_PostedByOneWhoLacksTheYears_Answers409WithTheClauseAndKeepsTheInput(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Junior);
        // The form of another page of the same session brings the antiforgery token; the opinion page offers no form.
        var elsewhere = await browser.GetAsync($"/cases/{id}/patient");

        using var answer = await browser.PostFormAsync($"/cases/{id}/opinion", elsewhere, Form, ("label", "clear"), ("confidence", "64"), Secret);
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, page);
        page.ShouldContain("R17-2.1.2");
        page.ShouldContain("value=\"64\"");
        page.ShouldContain("What you entered is kept below");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_BeforeTheOperatorConfirmed_SaysR17_3_2b(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        using var sent = await clinic.App.WithToken(await clinic.App.DeviceTokenAsync(clinic.Institution, "ai-results")).PostAsJsonAsync(
            $"/api/v1/cases/{id}/ai-results",
            new { label = "seen", algorithm = new { name = Clinic.Algorithm, version = Clinic.Version }, producedAt = clinic.App.Clock.GetUtcNow() });
        sent.StatusCode.ShouldBe(HttpStatusCode.Created);

        (await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync($"/cases/{id}/opinion")).ShouldContain("R17-3.2b");

        using var confirmed = await (await clinic.SignedInAsync(clinic.Operator)).PostAsync(
            $"/cases/{id}/acquisition", Form, ("result", (await clinic.ViewAsync(clinic.Operator, id)).GetProperty("aiResults")[0].GetProperty("id").GetString()!));
        confirmed.StatusCode.ShouldBe(HttpStatusCode.Redirect, await confirmed.Content.ReadAsStringAsync());
        (await (await clinic.SignedInAsync(clinic.Reader1)).GetAsync($"/cases/{id}/opinion")).ShouldContain("name=\"signature.secret\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_PostedTwice_ActsOnce(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Reader1);
        var page = await browser.GetAsync($"/cases/{id}/opinion");
        (string, string)[] fields = [("label", "clear"), ("confidence", "71"), Secret];

        using var first = await browser.PostFormAsync($"/cases/{id}/opinion", page, Form, fields);
        using var second = await browser.PostFormAsync($"/cases/{id}/opinion", page, Form, fields);

        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        second.StatusCode.ShouldBe(HttpStatusCode.Redirect, await second.Content.ReadAsStringAsync());
        (await clinic.ViewAsync(clinic.Reader1, id)).GetProperty("opinions").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_Previewed_ShowsWhatWillBeSignedAndSignsNothing(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var answer = await browser.PostAsync($"/cases/{id}/opinion", Form, ("label", "clear"), ("confidence", "71"), ("preview", "true"));
        var page = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        page[page.IndexOf("class=\"what\"", StringComparison.Ordinal)..].ShouldContain(Clinic.ClearDisplay);
        (await clinic.ViewAsync(clinic.Reader1, id)).GetProperty("opinions").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_Superseded_LeavesBothVisible(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        await clinic.OpinionAsync(clinic.Reader1, id, "seen");
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var answer = await browser.PostAsync($"/cases/{id}/opinion", Form, ("label", "clear"), ("confidence", "71"), ("reason", "Looked-again"), ("useConfirmed", "true"), Secret);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        var page = await browser.GetAsync($"/cases/{id}");
        page.ShouldContain("Superseded");
        page.ShouldContain("Looked-again");
        (await clinic.ViewAsync(clinic.Reader1, id)).GetProperty("opinions").GetArrayLength().ShouldBe(2);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_BlindFirst_ShowsTheAiAfterTheFirstSignatureAlone(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync("blindFirst");
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Reader1);
        (await browser.GetAsync($"/cases/{id}/opinion")).ShouldContain("The AI result is hidden from you");

        using var answer = await browser.PostAsync($"/cases/{id}/opinion", Form, ("label", "clear"), ("confidence", "71"), Secret);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        var next = await browser.GetAsync($"/cases/{id}/opinion");
        next.ShouldNotContain("The AI result is hidden from you");
        next.ShouldContain("ai-value");
        next.ShouldNotContain("name=\"supersedes\"");
    }
}
