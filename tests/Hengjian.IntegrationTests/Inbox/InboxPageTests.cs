using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Pages;

namespace Hengjian.IntegrationTests.Inbox;

/// <summary>The pages of the inbox as a browser without scripts uses them.</summary>
public sealed partial class InboxPageTests
{
    [Fact]
    public async Task List_ForOperatorAndOfficer_ShowsTheNameWholeAndMasked()
    {
        var (clinic, _) = await HeldAsync("欧阳^测试");

        (await (await clinic.SignedInAsync(clinic.Operator)).GetAsync("/inbox")).ShouldContain("欧阳 测试");
        var masked = await (await clinic.SignedInAsync(clinic.Officer)).GetAsync("/inbox");
        masked.ShouldContain("欧 *");
        masked.ShouldNotContain("欧阳");
    }

    [Fact]
    public async Task Page_OfAnObject_SaysWhoMadeItAndWhyItWaitsButNeverWhatItFound()
    {
        var (clinic, held) = await HeldAsync("测试^一");
        var browser = await clinic.SignedInAsync(clinic.Operator);

        var html = await browser.GetAsync($"/inbox/{held:D}");

        html.ShouldContain(Clinic.Algorithm);
        html.ShouldContain("肺结节辅助检测软件");
        html.ShouldContain("No case has this accession number");
        html.ShouldNotContain(Reports.Sentinel);
        html.ShouldNotContain("Solitary nodule");
    }

    [Theory]
    [InlineData("dicom/inbox?pageSize=200")]
    [InlineData("dicom/inbox/{0}")]
    public async Task Inbox_ReadThroughTheApi_IsOnTheAccessLog(string path)
    {
        var (clinic, held) = await HeldAsync("测试^九");

        using var answer = await (await clinic.App.ClientAsync(clinic.Officer)).GetAsync("/api/v1/" + string.Format(System.Globalization.CultureInfo.InvariantCulture, path, held));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await AccessRecords.WaitForAsync(clinic, held, AccessKind.Read, clinic.Officer);
    }

    [Theory, InlineData(Role.Physician), InlineData(Role.Vendor), InlineData(Role.SystemAdministrator)]
    public async Task Pages_ForARoleWithoutTheInbox_Are403(Role role)
    {
        var (clinic, held) = await HeldAsync("测试^一");
        var browser = await clinic.SignedInAsync(await clinic.UserAsync(role));

        foreach (var path in new[] { "/inbox", $"/inbox/{held:D}", "/inbox/upload" })
        {
            (await browser.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Fact]
    public async Task Object_OfAnotherInstitution_Is404()
    {
        var (_, held) = await HeldAsync("测试^一");
        var other = await Clinic.CreateAsync(TestDatabase.Sqlite);

        (await (await other.SignedInAsync(other.Operator)).Client.GetAsync($"/inbox/{held:D}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Officer_WhoReadsTheInbox_HasNoFormsAndCannotPostThem()
    {
        var (clinic, held) = await HeldAsync("测试^一");
        var browser = await clinic.SignedInAsync(clinic.Officer);

        var html = await browser.GetAsync($"/inbox/{held:D}");

        html.ShouldNotContain("name=\"caseNumber\"");
        var client = await clinic.App.ClientAsync(clinic.Officer);
        (await client.PostAsync($"/api/v1/dicom/inbox/{held}/dismissal", new StringContent("{\"reason\":\"x\"}", MediaTypeHeaderValue.Parse("application/json")))).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Match_ToACandidate_RedirectsAndMakesTheAiResult()
    {
        var (clinic, held) = await HeldAsync("测试^一", samePatient: true);
        var browser = await clinic.SignedInAsync(clinic.Operator);
        var path = $"/inbox/{held:D}";
        var html = await browser.GetAsync(path);
        html.ShouldContain("same patient");
        var candidate = CaseChoice().Match(html).Groups["id"].Value;

        using var answer = await browser.PostFormAsync(path, html, "match", ("caseId", candidate));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldEndWith(path + "?done=matched");
        (await clinic.ViewAsync(clinic.Officer, Guid.Parse(candidate))).GetProperty("aiResults").GetArrayLength().ShouldBe(1);
        (await browser.GetAsync(path)).ShouldContain($"/cases/{candidate}");
    }

    [Fact]
    public async Task Match_ToACaseOfAnotherPatient_AsksForConfirmationAndKeepsTheInput()
    {
        var (clinic, held) = await HeldAsync("测试^一");
        var browser = await clinic.SignedInAsync(clinic.Operator);
        var path = $"/inbox/{held:D}";
        var number = (await clinic.ViewAsync(clinic.Operator, await clinic.RegisterAsync())).GetProperty("number").GetString()!;

        using var asked = await browser.PostAsync(path, "match", ("caseNumber", number));
        var html = await asked.Content.ReadAsStringAsync();

        asked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        html.ShouldContain($"value=\"{number}\"");
        html.ShouldContain("name=\"samePatient\"");
        using var confirmed = await browser.PostFormAsync(path, html, "match", ("caseNumber", number), ("samePatient", "true"));
        confirmed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Match_ToANumberThatDoesNotExist_Is422()
    {
        var (clinic, held) = await HeldAsync("测试^一");
        var browser = await clinic.SignedInAsync(clinic.Operator);

        using var answer = await browser.PostAsync($"/inbox/{held:D}", "match", ("caseNumber", "1999-000001"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("no such case");
    }

    [Fact]
    public async Task Match_ThatAClauseRefuses_NamesTheClauseAndHoldsTheObject()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var id = await clinic.RegisterAsync(invasive: true);
        await clinic.PostAsync(clinic.Operator, $"/api/v1/cases/{id}/consents", StowTests.Consent(clinic, refused: true));
        await Stow.SendAsync(await Stow.DeviceAsync(clinic, "dicom"), Reports.Part10(Reports.Of("OTHER", Reports.Patient(clinic))));
        var held = (await Stow.ReceivedAsync(clinic))[0].Id;
        var browser = await clinic.SignedInAsync(clinic.Operator);

        using var answer = await browser.PostAsync($"/inbox/{held:D}", "match", ("caseId", id.ToString("D")));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("R17-3.4");
        (await Stow.ReceivedAsync(clinic))[0].Status.ShouldBe(ReceivedObjectStatus.Waiting);
    }

    [Fact]
    public async Task Dismiss_NeedsAReasonAndKeepsTheObject()
    {
        var (clinic, held) = await HeldAsync("测试^一");
        var browser = await clinic.SignedInAsync(clinic.Operator);
        var path = $"/inbox/{held:D}";

        (await browser.PostAsync(path, "dismiss", ("reason", " "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var answer = await browser.PostAsync(path, "dismiss", ("reason", "sent by mistake"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync(path)).ShouldContain("sent by mistake");
        (await browser.GetAsync("/inbox")).ShouldNotContain(held.ToString("D"));
        (await browser.GetAsync("/inbox?status=dismissed")).ShouldContain(held.ToString("D"));
    }

    [Fact]
    public async Task HeldByAClause_IsShownWithALinkToTheClause()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var id = await clinic.RegisterAsync(invasive: true);
        await clinic.PostAsync(clinic.Operator, $"/api/v1/cases/{id}/consents", StowTests.Consent(clinic, refused: true));
        await Stow.SendAsync(await Stow.DeviceAsync(clinic, "dicom"), Reports.Part10(Reports.OfLastCase(clinic)));

        (await (await clinic.SignedInAsync(clinic.Operator)).GetAsync("/inbox")).ShouldContain("href=\"/rules#R17-3.4\"");
    }

    [Fact]
    public async Task Upload_OfSeveralFiles_SaysWhatBecameOfEach()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        await clinic.RegisterAsync();
        var good = Reports.Part10(Reports.OfLastCase(clinic));
        var json = Interop.Dicom.Json.DicomJsonWriter.Write(Interop.Dicom.Writing.AiSrBuilder.Build(Reports.Of("X", "Y")));
        var browser = await clinic.SignedInAsync(clinic.Operator);

        using var answer = await UploadAsync(browser, ("good.dcm", good), ("again.dcm", good), ("waiting.json", json), ("cut.dcm", good[..400]), ("letter.txt", "Dear"u8.ToArray()), ("empty.dcm", []));
        var html = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        foreach (var words in new[] { "On its case", "Stored before, nothing changed", "Waiting", "goes beyond its end", "This is no DICOM file.", "The file is empty." })
        {
            html.ShouldContain(words, customMessage: html[html.IndexOf("<main", StringComparison.Ordinal)..]);
        }

        (await Stow.ReceivedAsync(clinic)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Upload_OfNothingReadable_Is422()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        var browser = await clinic.SignedInAsync(clinic.Operator);

        (await UploadAsync(browser, ("letter.txt", "Dear"u8.ToArray()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await UploadAsync(browser)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Stow.ReceivedAsync(clinic)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Upload_OfAFileOver100Mb_SaysSoAndStoresTheOthers()
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        await clinic.RegisterAsync();
        var browser = await clinic.SignedInAsync(clinic.Operator);

        using var answer = await UploadAsync(browser, ("big.dcm", new byte[(100 << 20) + 1]), ("good.dcm", Reports.Part10(Reports.OfLastCase(clinic))));
        var html = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        html.ShouldContain("Larger than 100 MB");
        html.ShouldContain("On its case");
    }

    /// <summary>A clinic with a case and an object that did not find it.</summary>
    private static async Task<(Clinic Clinic, Guid Held)> HeldAsync(string name, bool samePatient = false)
    {
        var clinic = await Clinic.CreateAsync(TestDatabase.Sqlite);
        await clinic.RegisterAsync();
        await Stow.SendAsync(await Stow.DeviceAsync(clinic, "dicom"), Reports.Part10(Reports.Of("WRONG-ACC", samePatient ? Reports.Patient(clinic) : "OTHER-PATIENT", name)));
        return (clinic, (await Stow.ReceivedAsync(clinic)).ShouldHaveSingleItem().Id);
    }

    private static async Task<HttpResponseMessage> UploadAsync(Browser browser, params (string Name, byte[] Content)[] files)
    {
        var html = await browser.GetAsync("/inbox/upload");
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent("upload"), "_handler");
        form.Add(new StringContent(WebUtility.HtmlDecode(Token().Match(html[html.IndexOf("multipart/form-data", StringComparison.Ordinal)..]).Groups["value"].Value)), "__RequestVerificationToken");
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        if (files.Length == 0)
        {
            form.Add(new ByteArrayContent([]), "files", "\"\"");
        }

        return await browser.Client.PostAsync("/inbox/upload", form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("name=\"caseId\"[^>]*value=\"(?<id>[0-9a-f-]{36})\"|value=\"(?<id>[0-9a-f-]{36})\"[^>]*name=\"caseId\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CaseChoice();
}
