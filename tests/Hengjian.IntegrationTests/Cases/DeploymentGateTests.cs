using System.Net;
using Hengjian.Governance.Cases.Domain;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.LifeCycle;
using Microsoft.EntityFrameworkCore;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>What the deployment itself must have: a certificate in force (R17-3.8.1a), scope answers (R17-0.1), a stage in use, no suspension.</summary>
public sealed class DeploymentGateTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static async Task<Answer> RefusedRegistrationAsync(CaseWorld world, Deployed on)
    {
        await using var db = world.App.Read();
        var before = await db.Set<Case>().CountAsync(c => c.DeploymentId == on.Id);
        var answer = await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on));
        (await db.Set<Case>().CountAsync(c => c.DeploymentId == on.Id)).ShouldBe(before);
        return answer;
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_WhereTheCertificateHadRunOutAtDelivery_IsRefusedBy381a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(technology: t => t.With("certificates.0.validTo", CaseWorld.Day(world.Today.AddDays(-301))));

        (await RefusedRegistrationAsync(world, on)).RefusedBy("R17-3.8.1a").Unmet.ShouldBe(["R17-3.8.1a"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_OnTheCertificatesLastDay_IsAccepted(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(technology: t => t.With("certificates.0.validTo", CaseWorld.Day(world.Today.AddDays(-300))));

        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on))).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_WithoutCertificate_IsRefusedBy381a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(technology: t => t.With("certificates", Array.Empty<object>()));

        (await RefusedRegistrationAsync(world, on)).RefusedBy("R17-3.8.1a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_WithoutDeliveryDocument_IsRefusedBy381a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(version: v => v.Without("deliveryDocument"));

        (await RefusedRegistrationAsync(world, on)).RefusedBy("R17-3.8.1a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_OfAReleaseThatTheCertificateDoesNotCover_IsRefusedBy381a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(version: v => v.With("algorithmVersion", "4.0.0"));

        (await RefusedRegistrationAsync(world, on)).RefusedBy("R17-3.8.1a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_WithScopeQuestionsUnanswered_IsRefusedBy01(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(version: v => v.Without("scope"));

        (await RefusedRegistrationAsync(world, on)).RefusedBy("R17-0.1").RefusedBy("R17-0.2");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Registration_WithoutClinicalValidation_IsRefusedBy01(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(version: v => v.Without("scope.clinicalValidation"));

        (await RefusedRegistrationAsync(world, on)).RefusedBy("R17-0.1").Unmet.ShouldBe(["R17-0.1"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiResult_AfterTheCertificateWasWithdrawn_IsRefusedBy381a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.TechnologyRecord();
        var on = await world.DeployAsync(technology: t => record = t);
        var id = await world.RegisterAsync(on: on);
        (await world.Officer.PutAsync($"technologies/{on.Technology}", record.With("certificates.0.withdrawnOn", CaseWorld.Day(world.Today)), "\"1\"")).Is(HttpStatusCode.OK);

        (await world.StoresNothingAsync(id, () => world.ReceiveAsync(id, on: on))).RefusedBy("R17-3.8.1a").Unmet.ShouldBe(["R17-3.8.1a"]);
        (await world.CaseAsync(id)).At("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldContain("R17-3.8.1a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiResult_AfterTheCertificateWasRecalled_IsRefusedBy381a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.TechnologyRecord();
        var on = await world.DeployAsync(technology: t => record = t);
        var id = await world.RegisterAsync(on: on);
        (await world.Officer.PutAsync($"technologies/{on.Technology}", record.With("certificates.0.recalledOn", CaseWorld.Day(world.Today)), "\"1\"")).Is(HttpStatusCode.OK);

        (await world.StoresNothingAsync(id, () => world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody(on: on)))).RefusedBy("R17-3.8.1a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Suspension_StopsNewCases_AndOpenOnesGoOnMarked(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var id = await world.AnalysedAsync(on: on);

        (await world.Officer.SendAsync($"deployments/{on.Id}/suspension", new { reason = "召回调查" })).Created();

        (await RefusedRegistrationAsync(world, on)).Conflicts("case.deploymentSuspended");
        (await world.CaseAsync(id)).At("deploymentSuspended").GetBoolean().ShouldBeTrue();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created();
        (await world.Clinician.ConcludeAsync(id)).Created().State.ShouldBe("concluded");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Suspension_Twice_Conflicts_AndResumptionThroughItsGateOpensAgain(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"deployments/{on.Id}/suspension", new { reason = "召回调查" })).Created();

        (await world.Officer.SendAsync($"deployments/{on.Id}/suspension", new { reason = "召回调查" })).Conflicts("register.alreadySuspended");
        (await world.Officer.SendAsync($"deployments/{on.Id}/resumption", new { signature = CaseSteps.Signature })).RefusedBy("HP-5.1");
        await Journey.PassAsync(world, on.Id, "resumption");

        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on))).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Suspension_WithoutReason_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        (await world.Officer.SendAsync($"deployments/{world.Lung.Id}/suspension", new { reason = " " })).Names("reason");
    }

    public static TheoryData<TestDatabase, string> Stages => [.. from database in Enum.GetValues<TestDatabase>() from stage in new[] { "proposed", "retired" } select (database, stage)];

    [Theory, MemberData(nameof(Stages))]
    public async Task Registration_OnADeploymentNotInUse_Conflicts(TestDatabase database, string stage)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(deployment: d => _ = stage == "proposed" ? d.Without("takeover").Without("stage") : d.With("stage", stage));

        (await RefusedRegistrationAsync(world, on)).Conflicts("case.deploymentNotInUse");
    }
}
