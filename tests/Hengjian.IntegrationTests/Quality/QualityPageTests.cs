using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Quality;

/// <summary>The pages as a browser without scripts sees them.</summary>
public sealed class QualityPageTests
{
    /// <summary>Signed in, with pages in English.</summary>
    private static async Task<Browser> EnglishAsync(AppFixture app, Role role)
    {
        var browser = app.Browser();
        await browser.SignInAsync((await app.UserAsync(role)).UserName, TestUser.Password);
        using var answer = await browser.Client.GetAsync("/language/en?returnUrl=/");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    private static async Task<(AppFixture App, Browser Officer, Guid Deployment)> StudyAsync(string name, string? csv = null, string map = Studies.Map)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var report = await app.ImportAsync(csv ?? Studies.Named(name), map, name + ".csv");
        var officer = await EnglishAsync(app, Role.QualityOfficer);
        return (app, officer, report.Deployments[0].Id);
    }

    /// <summary>Fifty cases, one reader alone and one with AI; alone right on <paramref name="alone"/>, with AI on <paramref name="withAi"/> of them.</summary>
    private static string Readings(int alone, int withAi) => Studies.Header + "\n" + string.Join('\n', Enumerable.Range(0, 50).SelectMany(i => new[]
    {
        $"h{i},R1,alone,{i % 2},{(i < alone ? i % 2 : 1 - (i % 2))},,,,",
        $"h{i},R2,with,{i % 2},{(i < withAi ? i % 2 : 1 - (i % 2))},{i % 2},,,",
    }));

    [Theory]
    [InlineData(25, 48, "With the AI physicians were right 46.0 percentage points more often.")]
    [InlineData(48, 25, "With the AI physicians were right 46.0 percentage points less often.")]
    [InlineData(40, 41, "That the AI helps is not shown: the change of +2.0 percentage points cannot be told from chance.")]
    public async Task Page_SaysWhetherTheAiHelped(int alone, int withAi, string sentence)
    {
        var (_, officer, deployment) = await StudyAsync($"headline{alone}", Readings(alone, withAi));

        WebUtility.HtmlDecode(await officer.GetAsync($"/quality/{deployment}")).ShouldContain(sentence);
    }

    [Fact]
    public async Task Page_WithFewReadings_SaysThatTheyAreTooFew()
    {
        var (_, officer, deployment) = await StudyAsync(nameof(Page_WithFewReadings_SaysThatTheyAreTooFew));

        var html = await officer.GetAsync($"/quality/{deployment}");

        html.ShouldContain("Too few readings to say: 6 alone and 10 with AI, where at least 30 of each are needed.");
        html.ShouldContain("1 of 6 cases have no reference");
    }

    [Fact]
    public async Task Page_WithoutTruth_ShowsAgreementAndNeverCallsItAccuracy()
    {
        var csv = "case,reader,label\n" + string.Join('\n', Enumerable.Range(0, 60).SelectMany(c => new[] { $"a{c},R1,{c % 2}", $"a{c},R2,{(c % 10 == 0 ? 1 - (c % 2) : c % 2)}" }));
        var (_, officer, deployment) = await StudyAsync("agreement", csv, """{ "case": "case", "reader": "reader", "readerLabel": "label", "positive": ["1"] }""");

        var html = await officer.GetAsync($"/quality/{deployment}");

        html.ShouldContain("none of 60 cases has a reference standard");
        html.ShouldContain("0.800");
        html.ShouldNotContain("Rates against the reference");
    }

    [Fact]
    public async Task Page_EveryCount_OpensItsCases()
    {
        var (_, officer, deployment) = await StudyAsync(nameof(Page_EveryCount_OpensItsCases));
        var html = await officer.GetAsync($"/quality/{deployment}");

        var links = Regex.Matches(html, "/quality/[0-9a-f-]{36}/cases\\?[^\"]+", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(m => WebUtility.HtmlDecode(m.Value)).Distinct().ToList();

        links.Count.ShouldBeGreaterThan(20);
        foreach (var link in links)
        {
            (await officer.GetAsync(link)).ShouldContain("Cases behind a figure");
        }
    }

    [Fact]
    public async Task CasesPage_ListsTheCasesOfTheFigure()
    {
        var (_, officer, deployment) = await StudyAsync("behind");

        var html = await officer.GetAsync($"/quality/{deployment}/cases?cell=aiFp");

        html.ShouldContain("The figure counts 1");
        html.ShouldContain(">c2<");
        html.ShouldNotContain(">c3<");
    }

    [Theory]
    [InlineData("?unit=readings")]
    [InlineData("?from=2026-05-02&to=2026-05-01")]
    [InlineData("/cases")]
    [InlineData("/cases?cell=everything")]
    public async Task Page_UnknownFilter_Answers422(string query)
    {
        var (_, officer, deployment) = await StudyAsync("filters");
        using var answer = await officer.Client.GetAsync($"/quality/{deployment}{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Page_OfUnknownDeployment_Answers404()
    {
        var (_, officer, _) = await StudyAsync("unknown");
        using var answer = await officer.Client.GetAsync("/quality/0198c0de-0000-7000-8000-000000000000");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ImportPages_FromUploadToResult_WorkWithoutScripts()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var officer = await EnglishAsync(app, Role.QualityOfficer);

        using var uploaded = await UploadAsync(officer, Studies.Named("pages") + "\n,R1,alone,1,1,,,,\n", Studies.Map);
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Redirect, await uploaded.Content.ReadAsStringAsync());
        var columns = uploaded.Headers.Location!.ToString();
        var page = await officer.GetAsync(columns);
        page.ShouldContain("First rows of study.csv");
        var map = Fields(page);
        using var check = await officer.PostFormAsync(columns, page, "columns", [.. map, ("act", "check")]);
        (await check.Content.ReadAsStringAsync()).ShouldContain("6 cases, 17 readings, 2 readers, 1 deployments; 1 rows left out.");
        using var started = await officer.PostFormAsync(columns, page, "columns", [.. map, ("act", "import")]);
        started.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var job = started.Headers.Location!.ToString();
        var html = await officer.GetAsync(job);
        for (var i = 0; i < 300 && html.Contains("role=\"progressbar\"", StringComparison.Ordinal) && !html.Contains("6 cases, 17 readings", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100);
            html = await officer.GetAsync(job);
        }

        html.ShouldContain("6 cases, 17 readings, 1 rows left out");
        html.ShouldContain("The cell is blank.");
        var stranger = await EnglishAsync(app, Role.QualityOfficer);
        using var others = await stranger.Client.GetAsync(job);
        others.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("", null, "Choose a file.")]
    [InlineData("case,case\n1,2\n", null, "stands twice in the header")]
    [InlineData("case,reader\n1,2\n", "{", "not readable JSON")]
    public async Task ImportPage_BadUpload_Answers422WithTheReason(string csv, string? map, string reason)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var officer = await EnglishAsync(app, Role.QualityOfficer);

        using var answer = await UploadAsync(officer, csv, map);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain(reason);
    }

    [Fact]
    public async Task ImportPage_IsRefusedToAPhysician()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var physician = await EnglishAsync(app, Role.Physician);
        using var answer = await physician.Client.GetAsync("/quality/import");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpResponseMessage> UploadAsync(Browser browser, string csv, string? map)
    {
        var page = await browser.GetAsync("/quality/import");
        using var form = new MultipartFormDataContent();
        var own = Regex.Matches(page, "<form[^>]*>.*?</form>", RegexOptions.Singleline, TimeSpan.FromSeconds(5)).Single(f => f.Value.Contains("value=\"upload\"", StringComparison.Ordinal)).Value;
        foreach (Match hidden in Regex.Matches(own, "<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
        {
            form.Add(new StringContent(WebUtility.HtmlDecode(hidden.Groups["value"].Value)), hidden.Groups["name"].Value);
        }

        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "study.csv");
        if (map is not null)
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(map)), "map", "map.json");
        }

        return await browser.Client.PostAsync("/quality/import", form);
    }

    /// <summary>What a browser would post of the form as it is: selected options, texts, checked boxes.</summary>
    private static List<(string Name, string Value)> Fields(string html)
    {
        var fields = new List<(string, string)>();
        foreach (Match select in Regex.Matches(html, "<select[^>]*name=\"(?<name>map\\.[^\"]+)\"[^>]*>(?<options>.*?)</select>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
        {
            var chosen = Regex.Match(select.Groups["options"].Value, "<option value=\"(?<value>[^\"]*)\"[^>]*selected", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
            fields.Add((select.Groups["name"].Value, WebUtility.HtmlDecode(chosen.Groups["value"].Value)));
        }

        foreach (Match input in Regex.Matches(html, "<input[^>]*name=\"(?<name>map\\.[^\"]+)\"[^>]*>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
        {
            var value = Regex.Match(input.Value, "value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups["value"].Value;
            if (!input.Value.Contains("checkbox", StringComparison.Ordinal) || input.Value.Contains(" checked", StringComparison.Ordinal))
            {
                fields.Add((input.Groups["name"].Value, WebUtility.HtmlDecode(value)));
            }
        }

        return fields;
    }
}
