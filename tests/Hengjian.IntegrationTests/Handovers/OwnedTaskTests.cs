using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.FollowUps;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Handovers;

/// <summary>Findings and follow-ups that one person was to do pass on like cases do, to colleagues who may do them.</summary>
public sealed class OwnedTaskTests
{
    private static int _subjects;

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Finding_TakenOn_PassesToAColleagueOfTheRole(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("交接医院");
        var officer = await app.ClientAsync(await app.UserAsync([Role.GovernanceOfficer], institution: institution));
        var leaver = await app.UserAsync([Role.Clinician], institution: institution);
        var colleague = await app.UserAsync([Role.Clinician], institution: institution);
        var nurse = await app.UserAsync([Role.FollowUpStaff], institution: institution);
        var id = await FindingAsync(app, institution);
        (await (await app.ClientAsync(leaver)).SendAsync($"compliance/findings/{id}/take", new { })).Created();

        (await officer.AskAsync($"handovers/{leaver.Id}")).At("tasks").EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe("finding");
        (await HandAsync(officer, leaver.Id, nurse)).Conflicts("handover.roleLacking");
        (await HandAsync(officer, leaver.Id, colleague)).Created().At("handedOver").GetInt32().ShouldBe(1);

        (await officer.AskAsync($"handovers/{colleague.Id}")).At("tasks").GetArrayLength().ShouldBe(1);
        var steps = (await officer.AskAsync($"compliance/findings/{id}")).At("steps").EnumerateArray().Select(s => s.GetProperty("step").GetString());
        steps.ShouldBe(["raised", "taken", "handedOver"]);
        (await (await app.ClientAsync(colleague)).SendAsync($"compliance/findings/{id}/explanation", new { text = "已补录" })).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Finding_NamedForAPerson_IsSeenByTheColleagueAlone(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var leaver = await world.PersonAsync([Role.Clinician], world.Radiologist("attending", 9));
        var id = await FindingAsync(world.App, world.App.InstitutionId, leaver.Id);
        (await world.Surgeon.Client.AskAsync($"compliance/findings/{id}")).IsProblem(HttpStatusCode.NotFound);

        (await HandAsync(world.Officer, leaver.Id, world.Surgeon.User)).Created();

        (await world.Surgeon.Client.AskAsync($"compliance/findings/{id}")).Is(HttpStatusCode.OK);
        (await leaver.Client.AskAsync($"compliance/findings/{id}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task FollowUps_OfStaffWhoLeft_PassOnWithTheirPlace(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (on, _) = await FollowUpTests.PlanAsync(world);
        var leaver = await world.App.UserAsync(Role.FollowUpStaff);
        var colleague = await world.App.UserAsync(Role.FollowUpStaff);
        (await world.Officer.SendAsync($"deployments/{on.Id}/follow-up-plan", FollowUpTests.Plan().With("staff", new[] { leaver.Id }))).Created();
        var subject = await FollowUpTests.ConcludedAsync(world, on);
        var task = (await world.Officer.AskAsync($"cases/{subject}/follow-ups")).At("items")[0].GetProperty("id").GetGuid();
        (await world.Officer.SendAsync($"follow-ups/{task}/assignment", new { userId = leaver.Id })).Created();

        (await world.Officer.AskAsync($"handovers/{leaver.Id}")).At("tasks").EnumerateArray().Select(t => t.GetProperty("kind").GetString()).ShouldBe(["followUpStaff", "followUp"]);
        (await HandAsync(world.Officer, leaver.Id, world.Technician.User)).Created().At("handedOver").GetInt32().ShouldBe(0);
        (await HandAsync(world.Officer, leaver.Id, colleague)).Created().At("handedOver").GetInt32().ShouldBe(2);

        (await (await world.App.ClientAsync(colleague)).SendAsync($"cases/{subject}/follow-ups", FollowUpTests.Done(task))).Created();
        (await world.Officer.AskAsync($"handovers/{leaver.Id}")).At("tasks").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Action_OfAnAdverseEvent_PassesOnWithItsName(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("交接医院");
        var officer = await app.ClientAsync(await app.UserAsync([Role.GovernanceOfficer], institution: institution));
        var quality = await app.ClientAsync(await app.UserAsync([Role.QualityOfficer], institution: institution));
        var leaver = await app.UserAsync([Role.Operator], institution: institution);
        var colleague = await app.UserAsync([Role.Operator], institution: institution);
        var reported = (await quality.SendAsync("adverse-events", new
        {
            kind = "nearMiss", grade = "iv", harm = "none", causality = "possible", occurredAt = app.Clock.GetUtcNow().AddHours(-1), description = "参数设置有误",
        })).Created().Id;
        var path = $"adverse-events/{reported}";
        (await quality.SendAsync(path + "/actions", new { kind = "corrective", text = "统一层厚" })).Names("owner");
        (await quality.SendAsync(path + "/actions", new { kind = "corrective", text = "统一层厚", ownerUserId = reported })).Names("ownerUserId");
        (await quality.SendAsync(path + "/actions", new { kind = "corrective", text = "统一层厚", ownerUserId = leaver.Id })).Created();

        (await officer.AskAsync($"handovers/{leaver.Id}")).At("tasks").EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe("eventAction");
        var before = (await quality.AskAsync(path)).At("actions")[0].GetProperty("owner").GetString();
        (await HandAsync(officer, leaver.Id, colleague)).Created().At("handedOver").GetInt32().ShouldBe(1);

        (await quality.AskAsync(path)).At("actions")[0].GetProperty("owner").GetString().ShouldNotBe(before);
        (await officer.AskAsync($"handovers/{colleague.Id}")).At("tasks").GetArrayLength().ShouldBe(1);
    }

    private static Task<Answer> HandAsync(HttpClient officer, Guid from, TestUser to) => officer.SendAsync("handovers", new { from, toUserId = to.Id, all = true, reason = "调离本院" });

    private static async Task<Guid> FindingAsync(AppFixture app, Guid institution, Guid? person = null)
    {
        var findings = app.Services.GetRequiredService<IFindings>();
        var subject = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(9).AddMilliseconds(Interlocked.Increment(ref _subjects)));
        var id = Guid.Empty;
        await app.WriteAsync(institution, async scope => id = await findings.RaiseAsync(
            scope,
            new FindingDraft($"finalDiagnosisOverdue|{subject:D}", "finalDiagnosisOverdue", ClauseIds.FinalDiagnosis, "case", subject, "2026-000001", $"/cases/{subject:D}", Role.Clinician)
            {
                OwnerPractitionerId = person,
            },
            CancellationToken.None));
        return id;
    }
}
