using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Registers;

namespace Hengjian.IntegrationTests.Documents;

/// <summary>The card on records, the upload page and a document's own page.</summary>
public sealed partial class DocumentPageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Upload_ByTheForm_ReturnsToTheRecordAndIsListedThere(TestDatabase database)
    {
        var office = await Office.OpenAsync(database);
        var (page, id) = await PersonAsync(office);

        using var answer = await PostAsync(office.Browser, $"/documents/new?subjectKind=practitioner&subjectId={id}", SampleFiles.Pdf(), "licence.pdf", "执业证书");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        new Uri(office.App.Address, answer.Headers.Location!).AbsolutePath.ShouldBe(page);
        var html = await office.Browser.GetAsync(page);
        html.ShouldContain("执业证书");
        html.ShouldContain("licence.pdf");
        html.ShouldContain("in force");
    }

    [Fact]
    public async Task Upload_OfALyingFile_KeepsTheInputAndSaysWhy()
    {
        var office = await Office.OpenAsync();
        var (_, id) = await PersonAsync(office);

        using var answer = await PostAsync(office.Browser, $"/documents/new?subjectKind=practitioner&subjectId={id}", SampleFiles.Pdf(), "licence.png", "执业证书");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("does not agree with the content");
        html.ShouldContain("value=\"执业证书\"");
    }

    [Fact]
    public async Task Upload_PageForOneWhoMayOnlyRead_Is403AndTheCardHasNoLink()
    {
        var office = await Office.OpenAsync();
        var (page, id) = await PersonAsync(office);
        var reader = await office.SignInAsync(Role.Physician);

        (await reader.Client.GetAsync($"/documents/new?subjectKind=practitioner&subjectId={id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await reader.GetAsync(page)).ShouldNotContain("/documents/new");
    }

    [Theory, InlineData("/documents/new"), InlineData("/documents/new?subjectKind=nothing&subjectId=0198a0c0-0000-7000-8000-000000000001"), InlineData("/documents/0198a0c0-0000-7000-8000-000000000001")]
    public async Task Page_OfARecordThatIsNotThere_Is404(string path)
    {
        var office = await Office.OpenAsync();

        (await office.Browser.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DocumentPage_Withdrawn_ShowsReasonInBothLanguages()
    {
        var office = await Office.OpenAsync();
        var (page, id) = await PersonAsync(office);
        (await PostAsync(office.Browser, $"/documents/new?subjectKind=practitioner&subjectId={id}", SampleFiles.Pdf(), "licence.pdf", "执业证书")).Dispose();
        var document = DocumentLink().Match(await office.Browser.GetAsync(page)).Value;

        (await office.SaveAsync(document, ("reason", "传错了"))).ShouldBe(document);

        (await office.Browser.GetAsync(document)).ShouldContain("withdrawn");
        (await office.Browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
        var chinese = await office.Browser.GetAsync(document);
        chinese.ShouldContain("已撤回");
        chinese.ShouldContain("传错了");
        BareKey().IsMatch(chinese).ShouldBeFalse();
    }

    private static async Task<(string Page, string Id)> PersonAsync(Office office)
    {
        var page = await office.SaveAsync("/practitioners/new", Office.Practitioner("文件测试", Office.NextLicence()));
        return (page, page.Split('/')[^1]);
    }

    private static async Task<HttpResponseMessage> PostAsync(Browser browser, string path, byte[] content, string name, string title)
    {
        var html = await browser.GetAsync(path);
        using var form = SampleFiles.Form(null, content, name, "application/pdf", null, title, "licence", null, null);
        foreach (var hidden in Hidden().Matches(html[html.IndexOf("multipart/form-data", StringComparison.Ordinal)..]).Take(3))
        {
            form.Add(new StringContent(WebUtility.HtmlDecode(hidden.Groups["value"].Value)), hidden.Groups["name"].Value);
        }

        return await browser.Client.PostAsync(path, form);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Hidden();

    [GeneratedRegex("/documents/[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex DocumentLink();

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 1000)]
    private static partial Regex BareKey();
}
