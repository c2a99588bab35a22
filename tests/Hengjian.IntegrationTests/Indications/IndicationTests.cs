using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Indications;

/// <summary>How a case becomes indicated: by a standing rule, by a physician, by override; and what waits.</summary>
public sealed class IndicationTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task StandingRule_FromDraftToApproval_DecidesOrdersThatWaitedBefore(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(indicated: false);
        await SetAsync(world, on);
        var waiting = await world.RegisterAsync(on: on);
        (await world.StateAsync(waiting)).ShouldBe("registered");

        var rule = await ApproveAsync(world, on, new { examinationKinds = new[] { "胸部 CT" }, minimumAge = 18, settles = new[] { "adult" } });
        var plain = (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on).Without("indication"))).Created();

        plain.State.ShouldBe("indicated");
        var view = await world.CaseAsync(plain.Id);
        view.At("indicatedBy").GetProperty("basis").GetString().ShouldBe("standingRule");
        view.At("indicatedBy").GetProperty("standingRuleId").GetGuid().ShouldBe(rule);
        view.At("indicatedBy").GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldBe(["R17-3.1b", "R17-3.1c"]);
        (await world.StateAsync(waiting)).ShouldBe("registered");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registered_WithoutARule_SaysWhatIsMissingAndTakesNoAiResult(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(indicated: false);
        var id = await world.RegisterAsync(on: on);

        var blocked = (await world.CaseAsync(id)).At("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ToList();
        var answer = await world.StoresNothingAsync(id, () => world.ReceiveAsync(id, on: on));

        blocked.ShouldContain("R17-3.1b");
        blocked.ShouldContain("R17-3.1c");
        answer.RefusedBy("R17-3.1c").Unmet.ShouldBe(["R17-3.1b", "R17-3.1c"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Contraindication_OnTheOrder_WaitsThoughTheOperatorRecordsIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.CaseBody().With("indication.answers.priorSurgery", true));
        (await world.StateAsync(id)).ShouldBe("registered");

        (await world.Technician.Client.SendAsync($"cases/{id}/indication", new { answers = new { adult = true, priorSurgery = true } })).Created().State.ShouldBe("registered");
        (await world.StoresNothingAsync(id, () => world.First.Client.SendAsync($"cases/{id}/indication", new { answers = new { adult = true, priorSurgery = true } }))).RefusedBy("R17-3.1c");
        (await world.First.Client.SendAsync($"cases/{id}/indication", new { answers = new { adult = true, priorSurgery = false } })).Created().State.ShouldBe("indicated");

        (await world.CaseAsync(id)).At("indicatedBy").GetProperty("basis").GetString().ShouldBe("physician");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Override_NeedsASecondPhysicianAndIsReviewedByAThird(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.CaseBody().With("indication.answers.priorSurgery", true));
        var head = await world.PersonAsync([Role.DepartmentHead], world.Radiologist("chief", 20));

        (await world.Second.Client.SendAsync($"cases/{id}/indication/override/signature", new { signature = CaseSteps.Signature })).Conflicts("case.noOverrideToSign");
        (await world.First.Client.SendAsync($"cases/{id}/indication/override", new { reason = "急性胸痛" })).Created().State.ShouldBe("registered");
        (await world.First.Client.SendAsync($"cases/{id}/indication/override/signature", new { signature = CaseSteps.Signature })).RefusedBy("R17-3.1c");
        (await world.Second.Client.SendAsync($"cases/{id}/indication/override/signature", new { signature = CaseSteps.Signature })).Created().State.ShouldBe("indicated");
        (await world.ReceiveAsync(id)).Created().State.ShouldBe("analysed");

        var seen = (await world.CaseAsync(id)).At("indicatedBy");
        seen.GetProperty("reason").GetString().ShouldBe("急性胸痛");
        seen.GetProperty("second").GetProperty("id").GetGuid().ShouldBe(world.Second.Id);
        (await head.Client.SendAsync($"cases/{id}/indication/override/review", new { justified = true, text = "符合急诊指征" })).Created();
        (await head.Client.SendAsync($"cases/{id}/indication/override/review", new { justified = false, text = "x" })).Conflicts("case.noOverrideToReview");
        (await world.CaseAsync(id)).At("indicatedBy").GetProperty("reviewText").GetString().ShouldBe("符合急诊指征");
        await using var db = world.App.Read();
        var row = await db.Set<CaseIndication>().SingleAsync(i => i.CaseId == id);
        System.Text.Encoding.UTF8.GetString(row.OverrideReason!).ShouldNotContain("急性胸痛");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Override_WithoutNeed_Conflicts(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(indicated: false);
        var id = await world.RegisterAsync(on: on);

        (await world.First.Client.SendAsync($"cases/{id}/indication/override", new { reason = "x" })).Conflicts("case.overrideNotNeeded");
    }

    [Theory, MemberData(nameof(All))]
    public async Task SeparateCharge_ThatThePatientPays_WaitsForThePatientsView(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody().With("indication.payer", "selfPay").With("indication.charge", new { kind = "separate", code = "AI-01", amount = 30 })
            .With("indication.alternatives", new[] { new { name = "增强 CT", cost = 600 } });

        var without = await world.RegisterAsync(body);
        var with = await world.RegisterAsync(body.With("indication.patientView", "agrees"));

        (await world.CaseAsync(without)).At("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldContain("R17-3.1b");
        (await world.StateAsync(without)).ShouldBe("registered");
        (await world.StateAsync(with)).ShouldBe("indicated");
    }

    [Theory, MemberData(nameof(All))]
    public async Task UseSettings_OfAnotherInstitution_AreAbsent(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"deployments/{world.Lung.Id}/use-settings")).Is(HttpStatusCode.NotFound);
        (await stranger.SendAsync("standing-rules", Rule(world.Lung, new { }))).IsProblem(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, MemberData(nameof(All))]
    public async Task StandingRule_Ended_DecidesNoMore(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(indicated: false);
        await SetAsync(world, on);
        var rule = await ApproveAsync(world, on, new { });
        (await world.StateAsync(await world.RegisterAsync(on: on))).ShouldBe("indicated");

        (await world.Officer.SendAsync($"standing-rules/{rule}/end", new { reason = "复核期间暂停" })).Created();

        (await world.StateAsync(await world.RegisterAsync(on: on))).ShouldBe("registered");
        (await world.Officer.SendAsync($"standing-rules/{rule}/end", new { reason = "x" })).Conflicts("standingRule.otherStep");
    }

    [Theory, MemberData(nameof(All))]
    public async Task NextVersion_Approved_EndsTheOneBefore(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(indicated: false);
        await SetAsync(world, on);
        var first = await ApproveAsync(world, on, new { });

        var second = await ApproveAsync(world, on, new { minimumAge = 90 }, first);

        (await world.StateAsync(await world.RegisterAsync(on: on))).ShouldBe("registered");
        var file = await world.Officer.AskAsync($"standing-rules/{second}");
        file.At("versions").EnumerateArray().Select(v => (v.GetProperty("number").GetInt32(), v.GetProperty("state").GetString())).ShouldBe([(2, "approved"), (1, "ended")]);
    }

    private static async Task SetAsync(CaseWorld world, Deployed on)
    {
        var settings = new { weighing = new { charge = new { kind = "withinItem" }, alternatives = new[] { new { name = "人工阅片" } }, guideline = "指南" } };
        (await world.Officer.PutAsync($"deployments/{on.Id}/use-settings", Calls.Json(settings), "\"0\"")).Is(HttpStatusCode.OK);
    }

    private static object Rule(Deployed on, object conditions, Guid? replaces = null) => new { deploymentId = on.Id, name = "成人胸部 CT", grounds = "每日量大", months = 12, conditions, replaces };

    private static async Task<Guid> ApproveAsync(CaseWorld world, Deployed on, object conditions, Guid? replaces = null)
    {
        var council = await Council.OfAsync(world.App);
        var id = (await world.Officer.SendAsync("standing-rules", Rule(on, conditions, replaces))).Created().Id;
        await council.ApproveAsync((await world.Officer.SendAsync($"standing-rules/{id}/motion", new { })).Created().Id);
        return id;
    }
}
