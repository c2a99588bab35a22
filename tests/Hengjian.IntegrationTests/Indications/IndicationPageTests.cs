using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Indications;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Indications;

/// <summary>The pages of standing rules, settings, overrides and consents: words in both languages, and the main ways by form.</summary>
public sealed partial class IndicationPageTests
{
    [Fact]
    public async Task Pages_InBothLanguages_HaveNoBareKeys()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var rule = (await world.Officer.SendAsync("standing-rules", Draft(world.Lung))).Created().Id;
        var waiting = await world.RegisterAsync(world.InvasiveCaseBody().With("indication.answers.priorSurgery", true));
        (await world.First.Client.SendAsync($"cases/{waiting}/indication/override", new { reason = "急" })).Created();
        var consented = await world.RegisterAsync(world.InvasiveCaseBody());
        (await world.Technician.Client.SendAsync($"cases/{consented}/consents", world.ConsentBody())).Created();
        var everybody = await world.App.SignedInAsync(await world.App.UserAsync(
            [Role.GovernanceOfficer, Role.Operator, Role.Physician, Role.QualityOfficer, Role.DepartmentHead, Role.CommitteeMember], world.Second.Id));

        string[] pages =
        [
            "/standing-rules", "/standing-rules/new", $"/standing-rules/new?deployment={world.Lung.Id}", $"/standing-rules/{rule}", $"/standing-rules/{rule}/edit", $"/standing-rules/{rule}/print",
            $"/deployments/{world.Lung.Id}/use-settings", $"/cases/new?deployment={world.Lung.Id}", $"/cases/{waiting}", $"/cases/{waiting}/indication", $"/cases/{waiting}/indication/override",
            $"/cases/{waiting}/indication/review", $"/cases/{consented}", $"/cases/{consented}/consent", $"/cases/{consented}/consent/withdrawal", $"/cases/{consented}/procedure-start",
            $"/cases/{consented}/ai-notice", "/cases?only=exceptions", "/",
        ];
        foreach (var page in pages)
        {
            foreach (var language in new[] { "en", "zh-CN" })
            {
                (await everybody.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
                var html = await everybody.GetAsync(page);
                BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty(page);
            }
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task StandingRule_DraftedChangedAndPut_AllByForms(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        await Council.OfAsync(world.App);
        var on = await world.DeployAsync(indicated: false);
        var officer = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));

        using var refused = await officer.PostAsync($"/standing-rules/new?deployment={on.Id}", "act", ("name", "成人"), ("grounds", ""), ("months", "99"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("value=\"99\"");
        var page = await LeadsAsync(await officer.PostAsync(
            $"/standing-rules/new?deployment={on.Id}", "act", ("name", "成人胸部"), ("grounds", "每日量大"), ("months", "12"), ("conditions.examinationKinds", "胸部 CT\n胸部 CT 平扫"),
            ("conditions.minimumAge", "18"), ("conditions.settles", "adult")));
        await LeadsAsync(await officer.PostAsync(page + "/edit", "act", ("name", "成人胸部 CT"), ("grounds", "每日量大"), ("months", "6"), ("conditions.sexes", "female"), ("version", "1")));
        await LeadsAsync(await officer.PostAsync(page, "put", ("proposal", "请审议")));

        var html = await officer.GetAsync(page);
        html.ShouldContain("成人胸部 CT");
        (await world.Officer.AskAsync(page.TrimStart('/'))).At("rule").GetProperty("state").GetString().ShouldBe("beforeCommittee");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task UseSettings_SetByForm_AreWhatCasesTake(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(indicated: false);
        var officer = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        var path = $"/deployments/{on.Id}/use-settings";

        using (var refused = await officer.PostAsync(path, "act", ("weighing.charge.kind", "separate"), ("weighing.alternatives", "超声 | 很贵"), ("version", "0")))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("超声 | 很贵");
        }

        await LeadsAsync(await officer.PostAsync(path, "act", ("weighing.charge.kind", "withinItem"), ("weighing.alternatives", "人工阅片\n超声 | 120.5"), ("weighing.guideline", "共识"), ("version", "0")));

        var stored = (await world.Officer.AskAsync(path.TrimStart('/'))).At("weighing");
        stored.GetProperty("alternatives")[1].GetProperty("cost").GetDecimal().ShouldBe(120.5m);
        var id = await world.RegisterAsync(on: on);
        (await world.First.Client.SendAsync($"cases/{id}/indication", new { answers = new { adult = true } })).Created().State.ShouldBe("indicated");
        (await world.CaseAsync(id)).At("weighing").GetProperty("guideline").GetString().ShouldBe("共识");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Override_ByTwoPhysiciansAndAReviewer_AllByForms(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.CaseBody().With("indication.answers.priorSurgery", true));
        var first = await world.App.SignedInAsync(world.First.User);
        var second = await world.App.SignedInAsync(world.Second.User);
        var head = await world.App.SignedInAsync(await world.App.UserAsync(Role.DepartmentHead));

        await LeadsAsync(await first.PostAsync($"/cases/{id}/indication/override", "act", ("reason", "急性胸痛")));
        (await second.GetAsync("/")).ShouldContain("待签署的紧急例外");
        using (var wrong = await second.PostAsync($"/cases/{id}/indication/override", "sign", ("signature.secret", "wrong")))
        {
            wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        await LeadsAsync(await second.PostAsync($"/cases/{id}/indication/override", "sign", ("signature.secret", TestUser.Password)));
        (await head.GetAsync("/")).ShouldContain("待复核的紧急例外");
        await LeadsAsync(await head.PostAsync($"/cases/{id}/indication/review", "act", ("justified", "true"), ("text", "符合指征")));

        (await world.CaseAsync(id)).At("indicatedBy").GetProperty("justified").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Review_Overdue_BecomesAFindingThatItsReviewMends()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        var id = await world.RegisterAsync(world.CaseBody().With("indication.answers.priorSurgery", true));
        (await world.First.Client.SendAsync($"cases/{id}/indication/override", new { reason = "急" })).Created();
        (await world.Second.Client.SendAsync($"cases/{id}/indication/override/signature", new { signature = CaseSteps.Signature })).Created();
        var routine = app.Services.GetRequiredService<OverrideWork>();
        var quality = await app.ClientAsync(Role.QualityOfficer);

        app.Clock.Advance(TimeSpan.FromHours(71));
        await routine.RunAsync(app.InstitutionId, CancellationToken.None);
        (await quality.AskAsync("compliance/findings")).At("items").GetArrayLength().ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromHours(1.1));
        await routine.RunAsync(app.InstitutionId, CancellationToken.None);
        await routine.RunAsync(app.InstitutionId, CancellationToken.None);

        var finding = (await quality.AskAsync("compliance/findings")).At("items").EnumerateArray().Single();
        finding.GetProperty("clause").GetString().ShouldBe("HP-2.3");
        (await quality.SendAsync($"cases/{id}/indication/override/review", new { justified = true, text = "迟到的复核" })).Created();
        (await quality.AskAsync("compliance/findings?state=mended")).At("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task AiNotice_BeforeTheIssue_NamesNobodyAndTellsNoResult()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.AnalysedAsync("blindFirst");
        var reader = await world.App.SignedInAsync(world.First.User);

        var html = await reader.GetAsync($"/cases/{id}/ai-notice");

        html.ShouldContain("LungNodule-CAD");
        html.ShouldNotContain("0.875");
        html.ShouldNotContain("阳性");
        html.ShouldContain("由医师决定");
        html.ShouldContain("Physicians decide your diagnosis");
    }

    private static object Draft(Deployed on) => new { deploymentId = on.Id, name = "成人胸部 CT", grounds = "每日量大", months = 12, conditions = new { minimumAge = 18, settles = new[] { "adult" } } };

    private static async Task<string> LeadsAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
            return new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!.OriginalString).AbsolutePath;
        }
    }

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 2000)]
    private static partial Regex BareKey();
}
