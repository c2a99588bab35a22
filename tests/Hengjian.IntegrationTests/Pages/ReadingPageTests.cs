using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>The pages of reading: the plan's form, structured opinions, drafts, sittings, critical values, assignment.</summary>
public sealed partial class ReadingPageTests
{
    private const string Form = "act";

    public static TheoryData<TestDatabase> All => Databases.All;

    private static (string Name, string Value) Secret => ("signature.secret", TestUser.Password);

    private static (string Name, string Value)[] Plan =>
    [
        ("fields.rows", "2"), ("fields[0].code", "size"), ("fields[0].display", "Largest-diameter"), ("fields[0].kind", "number"), ("fields[0].unit", "mm"), ("fields[0].from", "1"),
        ("fields[0].to", "100"), ("fields[0].labels", "seen"), ("fields[1].code", "type"), ("fields[1].display", "Nodule-type"), ("fields[1].kind", "category"),
        ("fields[1].choices", "solid=Solid-nodule\nggn=Ground-glass"), ("overrideReasons.rows", "1"), ("overrideReasons[0].code", "artefact"), ("overrideReasons[0].display", "An-artefact"),
        ("assignment", "pool"), ("viewerUrl", "https://pacs.example/?a={accession}"), ("agreement.measurement", "size"), ("agreement.tolerance", "2"),
    ];

    private static async Task<Clinic> PlannedAsync(TestDatabase database)
    {
        var clinic = await Clinic.CreateAsync(database);
        var officer = await clinic.SignedInAsync(clinic.Officer);
        using var answer = await officer.PostAsync($"/deployments/{clinic.Deployment}/reading-plan", Form, Plan);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return clinic;
    }

    [Theory, MemberData(nameof(All))]
    public async Task Plan_SavedByItsForm_ComesBackWhole(TestDatabase database)
    {
        var clinic = await PlannedAsync(database);
        var officer = await clinic.SignedInAsync(clinic.Officer);

        var page = await officer.GetAsync($"/deployments/{clinic.Deployment}/reading-plan");

        page.ShouldContain("Largest-diameter");
        page.ShouldContain("solid=Solid-nodule");
        page.ShouldContain("An-artefact");
        (await officer.GetAsync($"/deployments/{clinic.Deployment}")).ShouldContain("/reading-plan\"");
        using var wrong = await officer.PostAsync($"/deployments/{clinic.Deployment}/reading-plan", Form, [.. Plan.Where(f => f.Name != "viewerUrl"), ("viewerUrl", "ftp://x/")]);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("ftp://x/");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_WithFields_ShowsThemOnTheCaseAndOnPaper(TestDatabase database)
    {
        var clinic = await PlannedAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var wrong = await browser.PostAsync($"/cases/{id}/opinion", Form, ("label", "seen"), ("confidence", "70"), ("fields.size", "900"), ("useConfirmed", "true"), Secret);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("id=\"fields-size-error\"");
        using var answer = await browser.PostAsync(
            $"/cases/{id}/opinion", Form, ("label", "seen"), ("confidence", "70"), ("fields.size", "8.5"), ("fields.type", "solid"), ("criticalValue", "true"), ("useConfirmed", "true"), Secret);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());

        foreach (var path in new[] { $"/cases/{id}", $"/cases/{id}/print" })
        {
            var page = await browser.GetAsync(path);
            page.ShouldContain("Largest-diameter: 8.5 mm");
            page.ShouldContain("Nodule-type: Solid-nodule");
        }

        var seen = await browser.GetAsync($"/cases/{id}");
        seen.ShouldContain($"https://pacs.example/?a=ACC-{clinic.LastCase:0000}");
        seen.ShouldContain("HP-4.1");
        seen.ShouldContain("time not measured");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Draft_OfTheJunior_IsOfferedSavedAndShown(TestDatabase database)
    {
        var clinic = await PlannedAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Junior);

        (await browser.GetAsync($"/cases/{id}/opinion")).ShouldContain("opinion?draft=1");
        using var answer = await browser.PostAsync($"/cases/{id}/opinion?draft=1", Form, ("label", "seen"), ("confidence", "50"), ("fields.type", "ggn"), Secret);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        var page = await browser.GetAsync($"/cases/{id}?done=draft");
        page.ShouldContain("The draft is saved");
        page.ShouldContain("draft, counts for nothing");
        page.ShouldContain("Nodule-type: Ground-glass");
    }

    [Theory, MemberData(nameof(All))]
    public async Task CriticalValue_ByItsForm_IsOnTheCase(TestDatabase database)
    {
        var clinic = await PlannedAsync(database);
        var id = await clinic.RegisterAsync();
        await clinic.AiAsync(id);
        var browser = await clinic.SignedInAsync(clinic.Reader1);

        using var wrong = await browser.PostAsync($"/cases/{id}/critical-value", Form, ("finding", "Tension-pneumothorax"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Tension-pneumothorax");
        using var answer = await browser.PostAsync(
            $"/cases/{id}/critical-value", Form, ("finding", "Tension-pneumothorax"), ("toldTo", "Emergency-desk"), ("channel", "phone"), ("toldAt", LocalMinutesAgo(clinic, 3)), ("readBack", "Said-again"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());

        var page = await browser.GetAsync($"/cases/{id}?done=criticalValue");
        page.ShouldContain("Emergency-desk");
        page.ShouldContain("Said-again");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Readers_AssignedByTheHeadsForm_AreNamed(TestDatabase database)
    {
        var clinic = await PlannedAsync(database);
        var id = await clinic.RegisterAsync();
        var head = await clinic.SignedInAsync(await clinic.UserAsync(Role.DepartmentHead));

        using var answer = await head.PostAsync($"/cases/{id}/readers", Form, ("readers", clinic.Reader1.PractitionerId!.Value.ToString()), ("readers", clinic.Reader2.PractitionerId!.Value.ToString()));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        (await head.GetAsync($"/cases/{id}?done=readers")).ShouldContain("The readers are assigned");
        var reader = await clinic.SignedInAsync(clinic.Reader1);
        var number = (await clinic.ViewAsync(clinic.Officer, id)).GetProperty("number").GetString()!;
        (await reader.GetAsync("/cases?assigned=me")).ShouldContain(number);
        (await reader.GetAsync("/cases?assigned=pool")).ShouldNotContain(number);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Sitting_ByItsForm_SignsBothCases(TestDatabase database)
    {
        var (clinic, one, two) = await ExaminationAsync(database);
        var browser = await clinic.SignedInAsync(clinic.Reader1);
        var path = $"/reading-sessions/new?case={one}";

        (await browser.GetAsync($"/cases/{one}")).ShouldContain(path);
        using var wrong = await browser.PostAsync(path, Form, ("opinions[0].label", "seen"), ("opinions[0].confidence", "70"), ("opinions[1].label", "clear"), ("role", "independent"), Secret);
        var html = await wrong.Content.ReadAsStringAsync();
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, html);
        html.ShouldContain("opinions-1--confidence-error");
        using var answer = await browser.PostAsync(
            path, Form, ("opinions[0].label", "seen"), ("opinions[0].confidence", "70"), ("opinions[0].fields.size", "7"), ("opinions[1].label", "clear"), ("opinions[1].confidence", "90"), ("role", "independent"), Secret);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        (await clinic.ViewAsync(clinic.Reader1, one)).GetProperty("opinions")[0].GetProperty("label").GetString().ShouldBe("seen");
        (await clinic.ViewAsync(clinic.Reader1, two)).GetProperty("opinions")[0].GetProperty("label").GetString().ShouldBe("clear");
        (await browser.GetAsync($"/cases/{one}?done=session")).ShouldContain("signed in one sitting");
    }

    /// <summary>Two cases of one patient and accession number, each with an AI result.</summary>
    private static async Task<(Clinic Clinic, Guid One, Guid Two)> ExaminationAsync(TestDatabase database)
    {
        var clinic = await PlannedAsync(database);
        var one = await clinic.RegisterAsync();
        var second = await clinic.AgainAsync();
        await clinic.AiAsync(one);
        await clinic.AiAsync(second, "clear");
        return (clinic, one, second);
    }

    public static TheoryData<string> Paths =>
        ["/deployments/{0}/reading-plan", "/cases/{1}", "/cases/{1}/opinion", "/cases/{1}/opinion?draft=1", "/cases/{1}/critical-value", "/cases/{1}/readers", "/reading-sessions/new?case={1}", "/cases?assigned=me"];

    [Theory, MemberData(nameof(Paths))]
    public async Task Page_InBothLanguages_HasItsOwnWordsAndNoBareKeys(string path)
    {
        var (clinic, one, _) = await ExaminationAsync(TestDatabase.Sqlite);
        path = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, clinic.Deployment, one);
        var user = path.StartsWith("/deployments", StringComparison.Ordinal) ? clinic.Officer : path.EndsWith("/readers", StringComparison.Ordinal) ? await clinic.UserAsync(Role.DepartmentHead) : clinic.Reader1;
        var browser = await clinic.SignedInAsync(user);

        var english = await browser.GetAsync(path);
        (await browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
        var chinese = await browser.GetAsync(path);

        chinese.ShouldNotBe(english);
        foreach (var html in new[] { chinese, english })
        {
            BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty();
        }
    }

    private static string LocalMinutesAgo(Clinic clinic, int minutes) =>
        clinic.App.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddMinutes(-minutes).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(">\\s*(?:Plan|Reading|Sitting|Critical|Readers|Fields|Override|Draft|Step|Act|Done|Assigned|Channel|FieldKind|Assignment)\\.[A-Za-z.]+\\s*<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex BareKey();
}
