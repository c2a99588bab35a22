using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>What the pages say of results that come twice, late, or for another patient.</summary>
public sealed class AiResultPageTests
{
    private const string Form = "act";

    public static TheoryData<TestDatabase> All => Databases.All;

    private static (string Name, string Value)[] Result =>
        [("label", "seen"), ("score", "0.5"), ("algorithm.name", Clinic.Algorithm), ("algorithm.version", Clinic.Version), ("producedAt", "2025-06-02T03:04")];

    [Theory, MemberData(nameof(All))]
    public async Task Result_EnteredAgain_IsSaidToBeThereAlready(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        var browser = await clinic.SignedInAsync(clinic.Operator);

        (await EnterAsync(browser, id)).ShouldContain("The AI result is received");
        (await EnterAsync(browser, id)).ShouldContain("nothing was stored");

        (await clinic.ViewAsync(clinic.Operator, id)).GetProperty("aiResults").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_AfterReadingWithoutAiBegan_IsSaidToBeKeptApart(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        var browser = await clinic.SignedInAsync(clinic.Operator);
        using var failed = await browser.PostAsync($"/cases/{id}/ai-failure", Form, ("reason", "No answer within 15 minutes"));
        failed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // The page stood open when the reader signed.
        var page = await browser.GetAsync($"/cases/{id}/ai-result");
        await clinic.OpinionAsync(clinic.Reader1, id);

        using var answer = await browser.PostFormAsync($"/cases/{id}/ai-result", page, Form, Result);

        var said = await browser.GetAsync(answer.Headers.Location!.ToString());
        said.ShouldContain("kept apart and used for nothing");
        said.ShouldContain("Late or after cancelling, not used");
        (await clinic.ViewAsync(clinic.Operator, id)).GetProperty("withoutAi").GetBoolean().ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task WrongPatient_SaidByOne_IsShownToTheSecondAndOnRecordAsRead(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var id = await clinic.RegisterAsync();
        var result = (await clinic.AiAsync(id)).GetProperty("id").GetGuid();
        var path = $"/cases/{id}/ai-results/{result}/unlink";
        var first = await clinic.SignedInAsync(clinic.Operator);

        using var proposed = await first.PostAsync(path, Form, ("reason", "Name-on-the-image-differs"));
        var after = await first.GetAsync(proposed.Headers.Location!.ToString());
        var second = await clinic.SignedInAsync(clinic.Reader2);
        var asked = await second.GetAsync(path);
        await AccessRecords.WaitForAsync(clinic, id, AccessKind.Read, clinic.Reader2);
        var own = await first.GetAsync(path);
        using var confirmed = await second.PostAsync(path, Form, ("reason", "Checked"));

        after.ShouldContain("a second person takes it off");
        WebUtility.HtmlDecode(after).ShouldContain("Said to be another patient's", Case.Insensitive, "who opens the case is warned meanwhile");
        asked.ShouldContain("Name-on-the-image-differs");
        asked.ShouldContain("You are the second person");
        own.ShouldContain("a second person takes the result off");
        (await second.GetAsync(confirmed.Headers.Location!.ToString())).ShouldContain("Taken off the case");
    }

    private static async Task<string> EnterAsync(Browser browser, Guid id)
    {
        using var answer = await browser.PostAsync($"/cases/{id}/ai-result", Form, Result);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return await browser.GetAsync(answer.Headers.Location!.ToString());
    }
}
