using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.LifeCycle;

/// <summary>Stages change through gates alone, and a gate that lacks something says what.</summary>
public sealed class GateTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Journey_FromProposalToRoutineUse_LeavesEveryStep(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.TrialAsync();
        var life = await world.LifeAsync(on.Id);
        life.At("stage").GetString().ShouldBe("trialRun");
        life.At("trial.state").GetString().ShouldBe("running");

        var id = await world.AnalysedAsync(on: on);
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created();
        (await world.Officer.SendAsync($"deployments/{on.Id}/trial-run/end", new { succeeded = true, report = "条件均已达到", signature = CaseSteps.Signature })).Created();
        await world.PassAsync(on.Id, "routineUse");

        life = await world.LifeAsync(on.Id);
        life.At("stage").GetString().ShouldBe("routineUse");
        life.At("takeoverOpen").GetBoolean().ShouldBeFalse();
        life.At("track").EnumerateArray().ShouldAllBe(s => s.GetProperty("at").ValueKind == JsonValueKind.String);
        var kinds = life.At("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ToList();
        kinds.Count(k => k == "gatePassed").ShouldBe(4);
        kinds.ShouldContain("registered");
        kinds.ShouldContain("testReported");
        kinds.ShouldContain("trialEnded");
        kinds.Count(k => k == "motionDecided").ShouldBe(4);
        var passed = life.At("events").EnumerateArray().First(e => e.GetProperty("kind").GetString() == "gatePassed");
        passed.GetProperty("signatures").GetInt32().ShouldBe(2);
        passed.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldContain("HP-5.1");
        life.At("filing.outcome").GetString().ShouldBe("notApplicable");
        life.At("filing.missing").GetString()!.ShouldContain("do not restrict");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_AtAStageWithoutTakeover_NamesTheStage(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var body = world.DeploymentRecord(world.Lung.Technology, world.Lung.Version).Without("takeover");

        (await world.Officer.SendAsync("deployments", body)).Names("stage", "register.stageByGate");
    }

    [Theory]
    [InlineData("takeover.reason", " ", "takeover.reason")]
    [InlineData("takeover.inUseSince", null, "takeover.inUseSince")]
    [InlineData("takeover.inUseSince", "2999-01-01", "takeover.inUseSince")]
    [InlineData("takeover.inUseSince", "0001-01-01", "takeover.inUseSince")]
    [InlineData("stage", "review", "stage")]
    [InlineData("stage", "study", "stage")]
    public async Task Takeover_WithAWrongField_NamesIt(string path, string? value, string field)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var body = world.DeploymentRecord(world.Lung.Technology, world.Lung.Version).With(path, value);

        (await world.Officer.SendAsync("deployments", body)).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Change_OfTheStageByPut_IsRefused(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        var body = world.DeploymentRecord(on.Technology, on.Version).With("stage", "routineUse");

        (await world.Officer.PutAsync($"deployments/{on.Id}", body, "\"1\"")).Names("stage", "register.stageByGate");
        (await world.Officer.PutAsync($"deployments/{on.Id}", body.Without("stage"), "\"1\"")).Is(HttpStatusCode.OK);
        (await world.Officer.AskAsync($"deployments/{on.Id}")).At("stage").GetString().ShouldBe("proposed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Change_OfVersionOrDepartmentInUseByPut_IsRefused(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        var other = (await world.Officer.SendAsync($"technologies/{on.Technology}/versions", world.VersionRecord().With("algorithmVersion", "3.2.9"))).Created().Id;
        var body = world.DeploymentRecord(on.Technology, on.Version);

        (await world.Officer.PutAsync($"deployments/{on.Id}", body.With("technologyVersionId", other), "\"1\"")).Names("technologyVersionId", "register.changeByGate");
        (await world.Officer.PutAsync($"deployments/{on.Id}", world.DeploymentRecord(on.Technology, on.Version).With("departmentId", null), "\"1\"")).Names("departmentId", "register.changeByGate");
        (await world.Officer.PutAsync($"deployments/{on.Id}", world.DeploymentRecord(on.Technology, on.Version).With("defaultProtocol", "blindFirst"), "\"1\"")).Names("defaultProtocol", "register.changeByGate");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Gate_WithoutItsChecklist_IsRefusedAndNamesEachLine(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();

        var refused = (await world.Officer.SendAsync($"deployments/{on.Id}/gates/review", new { signature = CaseSteps.Signature })).RefusedBy("HP-5.1");

        refused.Decision("HP-5.1").GetProperty("missing").GetString()!.ShouldContain("Clinical need");
        refused.Decision("HP-5.1").GetProperty("missing").GetString()!.ShouldContain("proposal");
        (await world.LifeAsync(on.Id)).At("stage").GetString().ShouldBe("proposed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Gate_WithoutAVote_IsRefusedByTheCommitteesClause(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        await world.PassAsync(on.Id, "review");

        var refused = (await world.HandInAsync(on.Id, "acceptanceTest")).IsProblem(HttpStatusCode.Conflict);

        refused.Unmet.ShouldBe(["HP-7.2", "HP-7.2", "R17-1.1"], "the institution's fit asks for the same decision");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Gate_OutOfOrder_IsRefused(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();

        var refused = (await world.HandInAsync(on.Id, "routineUse")).RefusedBy("HP-5.1");

        refused.Decision("HP-5.1").GetProperty("missing").GetString()!.ShouldContain("starts from trial run");
    }

    [Theory, MemberData(nameof(All))]
    public async Task TrialGate_WithoutTestAndConditions_IsRefusedByBoth(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        await world.PassAsync(on.Id, "review");
        await world.PassAsync(on.Id, "acceptanceTest");
        await world.ApproveAsync(on.Id, "trialRun");

        (await world.HandInAsync(on.Id, "trialRun")).RefusedBy("HP-5.1").RefusedBy("HP-5.2").Unmet.ShouldBe(["HP-5.1", "HP-5.2"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Gate_OfAVersionWithoutScopeAnswers_IsRefusedByReadiness(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync(v => v.Without("scope"));
        await world.PassAsync(on.Id, "review");
        await world.ApproveAsync(on.Id, "acceptanceTest");

        (await world.HandInAsync(on.Id, "acceptanceTest")).RefusedBy("R17-0.1");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Countersignature_ByTheOfficerOrAMember_IsRefused(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        await world.PassAsync(on.Id, "review");
        await world.ApproveAsync(on.Id, "acceptanceTest");
        (await world.HandInAsync(on.Id, "acceptanceTest")).Created().State.ShouldBe("awaitingChair");
        var path = $"deployments/{on.Id}/gates/acceptanceTest/countersignature";
        var body = new { approve = true, signature = CaseSteps.Signature };

        (await world.Officer.SendAsync(path, body)).IsProblem(HttpStatusCode.Forbidden);
        (await (await Council.OfAsync(world.App)).Second.SendAsync(path, body)).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("lifeCycle.notTheChair");
        (await world.HandInAsync(on.Id, "acceptanceTest")).Conflicts("lifeCycle.awaitsChair");
        (await world.LifeAsync(on.Id)).At("stage").GetString().ShouldBe("review");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Countersignature_Returned_LeavesTheStageAndTheReason(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        await world.ApproveAsync(on.Id, "takeover");
        (await world.HandInAsync(on.Id, "takeover")).Created();

        (await world.CountersignAsync(on.Id, "takeover", approve: false)).Created().State.ShouldBe("returned");

        var life = await world.LifeAsync(on.Id);
        life.At("takeoverOpen").GetBoolean().ShouldBeTrue();
        life.At("events").EnumerateArray().First(e => e.GetProperty("kind").GetString() == "gateReturned").GetProperty("remark").GetString().ShouldBe("材料不全");
        (await world.CountersignAsync(on.Id, "takeover")).Conflicts("lifeCycle.nothingToSign");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Takeover_UntilItsGateIsPassed_IsAFinding(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        (await world.LifeAsync(on.Id)).At("takeoverOpen").GetBoolean().ShouldBeTrue();

        await world.PassAsync(on.Id, "takeover");

        var life = await world.LifeAsync(on.Id);
        life.At("takeoverOpen").GetBoolean().ShouldBeFalse();
        life.At("takeover.reason").GetString().ShouldBe("系统启用前已在使用");
        life.At("stage").GetString().ShouldBe("routineUse");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Retirement_Passed_TakesNoNewCases(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        await world.ApproveAsync(on.Id, "retirement");
        (await world.Officer.SendAsync($"deployments/{on.Id}/retirement", world.GateBody("retirement").With("items", Array.Empty<object>()))).RefusedBy("HP-5.1")
            .Decision("HP-5.1").GetProperty("missing").GetString()!.ShouldContain("destroyed");
        (await world.Officer.SendAsync($"deployments/{on.Id}/retirement", world.GateBody("retirement"))).Created();
        (await world.CountersignAsync(on.Id, "retirement")).Created();

        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on))).Conflicts("case.deploymentNotInUse");
        (await world.LifeAsync(on.Id)).At("gates").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task HandingIn_TwiceAtOnce_LeavesOneSubmission(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        await world.ApproveAsync(on.Id, "takeover");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.HandInAsync(on.Id, "takeover")));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.Created).ShouldAllBe(a => a.Code == "lifeCycle.awaitsChair");
    }

    public static TheoryData<string, object?, string> WrongFields => new()
    {
        { "items.0.code", "item.unknown", "items[0].code" },
        { "items.0.on", "2999-01-01", "items[0].on" },
        { "items.0.on", "0001-01-01", "items[0].on" },
        { "items.0.note", new string('长', 501), "items[0].note" },
        { "items.0", null, "items[0]" },
        { "items.1.code", "item.need", "items[1].code" },
        { "documents.0.code", "doc.destruction", "documents[0].code" },
        { "documents.0.reference", " ", "documents[0].reference" },
        { "remark", new string('长', 2001), "remark" },
        { "signature", null, "signature.secret" },
    };

    [Theory, MemberData(nameof(WrongFields))]
    public async Task Gate_WithAWrongField_NamesIt(string path, object? value, string field)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();

        (await world.Officer.SendAsync($"deployments/{on.Id}/gates/review", world.GateBody("review").With(path, value))).Names(field);
    }

    [Fact]
    public async Task LifeCycle_OfAnotherInstitution_Is404()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);
        var root = $"deployments/{world.Lung.Id}";

        (await stranger.AskAsync($"{root}/life-cycle")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"{root}/gates/takeover", world.GateBody("takeover"))).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"{root}/acceptance-tests", Journey.TestPlan())).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"{root}/trial-run", world.TrialBody())).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"{root}/changes", new { kind = "protocol", description = "x", protocol = "blindFirst" })).IsProblem(HttpStatusCode.NotFound);
        (await world.Officer.SendAsync($"{root}/gates/nowhere", new { })).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Gate_WithAWrongPassword_IsForbiddenAndStoresNothing()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();
        var officer = await world.App.ClientAsync(Role.GovernanceOfficer);

        (await officer.SendAsync($"deployments/{on.Id}/gates/review", world.GateBody("review").With("signature.secret", "wrong"))).IsProblem(HttpStatusCode.Forbidden);
        (await world.LifeAsync(on.Id)).At("stage").GetString().ShouldBe("proposed");
    }
}
