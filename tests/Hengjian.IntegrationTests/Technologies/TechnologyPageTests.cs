using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Registers;

namespace Hengjian.IntegrationTests.Technologies;

/// <summary>The pages of the inventory, of versions and of classified management, as a browser without scripts uses them.</summary>
public sealed partial class TechnologyPageTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static readonly string[] Questions = ["actsAlone", "graveHarm", "invasiveOrTreatment", "facesPublic", "delaysCare", "vulnerable", "dataLeaves", "generates", "learnsOn"];

    private static (string Name, string Value)[] Risk(params string[] affirmed) => [.. Questions.Select(q => ("answers." + q, affirmed.Contains(q) ? "true" : "false"))];

    private static async Task<(Office Office, string Technology, string Version, string Deployment)> OpenAsync(string name, TestDatabase database = TestDatabase.Sqlite)
    {
        var office = await Office.OpenAsync(database);
        var (page, version) = await office.TechnologyAsync(name);
        var deployment = await office.SaveAsync("/deployments/new", [("name", name + "部署"), ("technologyVersionId", version), .. Office.Takeover("trialRun"), ("mode", "enforced"), ("defaultProtocol", "aiFirst")]);
        return (office, page, $"{page}/versions/{version}", deployment);
    }

    [Fact]
    public async Task Pages_InBothLanguages_HaveTheirOwnWordsAndNoBareKeys()
    {
        var (office, technology, version, deployment) = await OpenAsync("双语软件");
        await office.SaveAsync(deployment + "/model", ("particulars.hosting", "local"), ("particulars.hosts", "node"), ("particulars.dataLeavesIntranet", "false"));
        foreach (var path in new[]
        {
            "/technologies", "/technologies/print", "/classification", "/classification/print", "/classification/cdss/low/edit", technology, technology + "/print", technology + "/edit",
            technology + "/versions/new", version, version + "/edit", version + "/scope", version + "/risk", version + "/particulars", deployment, deployment + "/model", "/rules?pack=HP",
        })
        {
            (await office.Browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
            var chinese = await office.Browser.GetAsync(path);
            (await office.Browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
            var english = await office.Browser.GetAsync(path);

            chinese.ShouldNotBe(english, path);
            foreach (var html in new[] { chinese, english })
            {
                BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty(path);
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Inventory_ByOutcomeAndText_ShowsThatAndKeepsTheFilterInItsLinks(TestDatabase database)
    {
        var (office, technology, _, deployment) = await OpenAsync("清单软件", database);

        var shown = await office.Browser.GetAsync("/technologies?scope=inScope&q=" + Uri.EscapeDataString("清单"));

        shown.ShouldContain($"href=\"{technology}\"");
        shown.ShouldContain($"href=\"{deployment}\"");
        shown.ShouldContain("/technologies/print?scope=inScope");
        shown.ShouldContain("name=\"scope\" value=\"inScope\"");
        (await office.Browser.GetAsync("/technologies?scope=embedded")).ShouldNotContain($"href=\"{technology}\"");
        (await office.Browser.GetAsync("/technologies?q=nothing-like-it")).ShouldContain("Nothing matches");
        (await office.Browser.GetAsync("/technologies/print?scope=inScope")).ShouldContain("清单软件");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Scope_AnsweredByTheForm_SaysTheOutcomeAndKeepsEveryAnswering(TestDatabase database)
    {
        var (office, _, version, _) = await OpenAsync("问卷软件", database);

        using var unsigned = await office.Browser.PostAsync(version + "/scope", "act", ("noGreatInfluence", "仅作排序"));
        unsigned.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await unsigned.Content.ReadAsStringAsync();
        html.ShouldContain("仅作排序");
        html.ShouldContain("id=\"signature-secret-error\"");
        await office.SaveAsync(version + "/scope", ("noGreatInfluence", "仅作排序"), ("signature.secret", TestUser.Password));
        (await office.Browser.GetAsync(version)).ShouldContain("No great influence on decisions, for a signed reason");

        await office.SaveAsync(version + "/scope", ("influences", "cost"), ("evidence[0].study", "NCT-7"), ("evidence[0].result", "敏感度 0.95"), ("evidence[0].sites", "4"));

        var page = await office.Browser.GetAsync(version);
        page.ShouldContain("Not admissible for clinical use");
        page.ShouldContain("NCT-7");
        page.ShouldContain("仅作排序", customMessage: "the earlier answering stays");
    }

    [Fact]
    public async Task Scope_WithAWrongStudy_Is422AtItsFieldWithTheInputKept()
    {
        var (office, _, version, _) = await OpenAsync("证据软件");

        var html = await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, version + "/scope", ("influences", "cost"), ("evidence[0].study", "NCT-8"), ("evidence[0].sites", "many"));

        html.ShouldContain("id=\"evidence-0--sites-error\"");
        html.ShouldContain("value=\"many\"");
    }

    [Fact]
    public async Task Version_AsOfADayBeforeItsAnswers_IsUndetermined()
    {
        var (office, _, version, _) = await OpenAsync("时点软件");

        (await office.Browser.GetAsync(version + "?at=2020-01-01")).ShouldContain("The questions are not answered for this version");
        (await office.Browser.GetAsync(version)).ShouldContain("The specification governs it");
        (await office.Browser.Client.GetAsync(version + "?at=yesterday")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Change_RecordedOnThePage_AsksAgain()
    {
        var (office, _, version, deployment) = await OpenAsync("变更软件");

        using var wrong = await office.Browser.PostAsync(version, "change", ("description", "阈值调整"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var recorded = await office.Browser.PostAsync(version, "change", ("description", "阈值调整"), ("effectiveOn", "2024-06-01"));
        recorded.StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var page = await office.Browser.GetAsync(version);
        page.ShouldContain("阈值调整");
        page.ShouldContain("A change is in effect since 2024-06-01");
        (await office.Browser.GetAsync(deployment)).ShouldContain("R17-0.1");
        (await office.Browser.GetAsync(version + "/scope")).ShouldContain("the questions are asked again");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Particulars_ByTheForm_StandOnTheVersionsPageAndPrint(TestDatabase database)
    {
        var (office, technology, version, _) = await OpenAsync("资料软件", database);
        await office.SaveAsync(
            version + "/particulars",
            ("particulars.targetPopulation", "成人"), ("particulars.knownLimits", "儿童未验证"), ("particulars.trainingData.sources", "三家医院"), ("particulars.trainingData.size", "120000"),
            ("particulars.claims[0].measure", "敏感度"), ("particulars.claims[0].value", "0.942"), ("particulars.claims[0].low", "0.92"), ("particulars.claims[0].high", "0.96"), ("particulars.claims[0].referenceStandard", "专家共识"),
            ("particulars.studies[0].study", "NCT-9"), ("particulars.studies[0].result", "0.94"),
            ("particulars.development[0].stage", "data"), ("particulars.development[0].completedOn", "2023-01-01"), ("particulars.development[0].evidence", "D-1"));

        var html = await office.Browser.GetAsync(version);

        foreach (var text in new[] { "儿童未验证", "三家医院", "120,000", "94.2%", "92.0% – 96.0%", "专家共识", "NCT-9", "D-1" })
        {
            html.ShouldContain(text);
        }

        (await office.Browser.GetAsync(technology + "/print")).ShouldContain("儿童未验证");
    }

    [Fact]
    public async Task Particulars_ChangedMeanwhile_Is412AndShowsWhatDiffers()
    {
        var (office, _, version, _) = await OpenAsync("并发软件");
        var opened = await office.Browser.GetAsync(version + "/particulars");
        await office.SaveAsync(version + "/particulars", ("particulars.knownLimits", "先写的局限"));

        using var stale = await office.Browser.PostFormAsync(version + "/particulars", opened, "act", ("particulars.knownLimits", "后写的局限"));
        var html = await stale.Content.ReadAsStringAsync();

        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        html.ShouldContain("先写的局限");
        html.ShouldContain("后写的局限");
        html.ShouldContain("What differs");
    }

    [Fact]
    public async Task Checklist_OfItsOwn_IsShownByTheVersionAndItsDeployments()
    {
        var (office, _, version, _) = await OpenAsync("清单版本软件");

        await office.SaveAsync(version + "/edit",
            [.. Office.Version("3.2.1"), ("ownChecklist", "true"), ("indicationChecklist[0].code", "thin"), ("indicationChecklist[0].text", "层厚不超过 1 mm"), ("indicationChecklist[0].kind", "indication"), ("indicationChecklist[0].required", "true")]);

        var html = await office.Browser.GetAsync(version);
        html.ShouldContain("层厚不超过 1 mm");
        html.ShouldContain("This version has its own list");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Tier_AndModelByTheForms_DecideTheRowOnTheDeploymentsPage(TestDatabase database)
    {
        var (office, _, version, deployment) = await OpenAsync("分类软件", database);
        (await office.Browser.GetAsync(deployment)).ShouldContain("Tier not decided: the highest holds.");

        await office.SaveAsync(version + "/risk", Risk("delaysCare"));
        await office.SaveAsync(
            deployment + "/model", ("particulars.hosting", "local"), ("particulars.hosts", "ai-node-1\nai-node-2"), ("particulars.dataLeavesIntranet", "false"),
            ("tightening.samplingPercent", "30"), ("tightening.reason", "新上线"));

        var html = await office.Browser.GetAsync(deployment);
        html.ShouldContain("Medium risk");
        html.ShouldContain("ai-node-1 · ai-node-2");
        html.ShouldContain("30%");
        html.ShouldContain("Tightened by the deployment");
        html.ShouldContain("href=\"/rules?pack=HP#HP-17.1\"");
    }

    [Fact]
    public async Task Risk_WithAnOpenQuestionOrALowerTierWithoutReason_Is422()
    {
        var (office, _, version, _) = await OpenAsync("等级软件");

        (await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, version + "/risk", [.. Risk().Skip(1)])).ShouldContain("id=\"answers-actsalone-error\"");
        (await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, version + "/risk", [.. Risk("graveHarm"), ("tier", "low")])).ShouldContain("id=\"reason-error\"");
    }

    [Fact]
    public async Task Line_ChangedByTheForm_ShowsAsADeviationWithItsApprover()
    {
        var office = await Office.OpenAsync();
        (string, string)[] line = [("gates", "technicalReview"), ("reviewMonths", "24"), ("blindFirstPercent", "0"), ("samplingPercent", "0"), ("reason", "人手不足")];
        var refused = await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/classification/pathology/high/edit", line);
        refused.ShouldContain("id=\"approvedby-error\"");

        await office.SaveAsync("/classification/pathology/high/edit", [.. line, ("approvedBy", "技术委员会"), ("approvedOn", "2025-05-06")]);

        var html = await office.Browser.GetAsync("/classification");
        html.ShouldContain("approved by 技术委员会 on 2025-05-06.");
        html.ShouldContain("人手不足");
        (await office.Browser.Client.GetAsync("/classification/robots/high/edit")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Certificate_InWords_AndItsRenewal_StandOnTheTechnologysPage()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/technologies/new",
        [
            .. Office.Technology("延续软件").Where(f => f.Name != "certificates[0].validTo"), ("certificates[0].validTo", "2024-12-31"),
            ("certificates.rows", "2"), ("certificates[1].number", "国械注准20993210001"), ("certificates[1].validFrom", "2025-02-01"), ("certificates[1].validTo", "2030-01-31"), ("certificates[1].registeredVersion", "3.2"), ("certificates[1].catalogueCode", "21-02"),
        ]);

        var html = await office.Browser.GetAsync(page);

        html.ShouldContain("national regulator · domestic · first registered 2099 · class 3 · medical software · serial 0001");
        html.ShouldContain("Follows 国械注准20993210001, to 2024-12-31");
        html.ShouldContain("31 days without a certificate between");
        html.ShouldContain("Catalogue 21-02");
    }

    [Fact]
    public async Task Records_OfAnotherInstitution_Are404AndReadersSeeNoForms()
    {
        var (office, technology, version, deployment) = await OpenAsync("他院资料软件");
        var stranger = await Office.OpenAsync();
        foreach (var path in new[] { technology + "/print", version, version + "/scope", version + "/risk", version + "/particulars", deployment + "/model" })
        {
            (await stranger.Browser.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        var reader = await office.SignInAsync(Role.QualityOfficer);
        foreach (var path in new[] { version + "/scope", version + "/risk", version + "/particulars", deployment + "/model", "/classification/cdss/low/edit" })
        {
            (await reader.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        var seen = await reader.GetAsync(version);
        seen.ShouldNotContain("Record the change");
        seen.ShouldNotContain("/particulars\"");
        (await reader.GetAsync("/classification")).ShouldNotContain("/edit\"");
    }

    [Fact]
    public async Task Rules_OfTheHousePractice_AreShownBySwitching()
    {
        var office = await Office.OpenAsync();

        var first = await office.Browser.GetAsync("/rules");
        var practice = await office.Browser.GetAsync("/rules?pack=HP");

        first.ShouldContain("href=\"/rules?pack=HP\"");
        first.ShouldContain("id=\"R17-0.1\"");
        first.ShouldNotContain("id=\"HP-17.1\"");
        practice.ShouldContain("id=\"HP-17.1\"");
        practice.ShouldContain("6 months");
        practice.ShouldNotContain("id=\"R17-0.1\"");
        (await office.Browser.GetAsync("/rules?pack=HP&decided=no")).ShouldNotContain("id=\"HP-17.1\"");
        (await office.Browser.GetAsync("/rules?pack=nonsense")).ShouldContain("id=\"R17-0.1\"");
    }

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex BareKey();
}
