using System.Net;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>AI that fails, sends late, sends again, sends a newer version, or sends another patient's result.</summary>
public sealed class AiFailureTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Ai_ThatSendsNothingInTime_HasFailedAndTheCaseIsReadWithoutIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"deployments/{on.Id}/mode", new { mode = "enforced", aiTimeLimitMinutes = 1, reason = "超过 1 分钟按无 AI 阅片" })).Created();
        var id = await world.RegisterAsync(on: on);
        await using (var db = world.App.Read())
        {
            // The clock of the shared application does not run ahead: the case was registered earlier instead.
            await world.App.WriteAsync(world.App.InstitutionId, async scope =>
            {
                var subject = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(scope.Db.Set<Governance.Cases.Domain.Case>(), c => c.Id == id);
                subject.RegisteredAt = scope.Now.AddMinutes(-2);
            });
        }

        await RunAsync(world, "AiTimeOuts");
        await RunAsync(world, "AiTimeOuts");

        var view = await world.CaseAsync(id);
        view.State.ShouldBe("analysed");
        view.At("withoutAi").GetBoolean().ShouldBeTrue();
        view.At("aiFailureCode").GetString().ShouldBe("timeOut");
    }

    [Fact]
    public async Task Failure_WithACodeOfThePack_NeedsNoReason()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.RegisterAsync();

        (await world.Device.SendAsync($"cases/{id}/ai-failure", new { code = "dreamt" })).Names("code");
        (await world.Device.SendAsync($"cases/{id}/ai-failure", new { code = "poorInput" })).Created().State.ShouldBe("analysed");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Result_SentAgain_StoresNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var body = world.ResultBody();
        var first = (await world.Technician.Client.SendAsync($"cases/{id}/ai-results", body)).Created();

        var again = await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/ai-results", body));

        again.Created().Id.ShouldBe(first.Id);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Result_NewerWhileTheCaseIsRead_ReplacesItAndOpinionsKeepWhatTheyWereShown(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created();

        (await world.ReceiveAsync(id, "negative")).Created().State.ShouldBe("reading");

        var view = await world.CaseAsync(id);
        view.At("aiResults").EnumerateArray().Select(r => r.GetProperty("status").GetString()).ShouldBe(["replaced", "accepted"]);
        view.At("opinions")[0].GetProperty("agreesWithAi").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Result_AfterTheCaseWasReadWithoutAi_IsKeptApart()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.RegisterAsync();
        (await world.Device.SendAsync($"cases/{id}/ai-failure", new { code = "network" })).Created();
        (await world.First.OpineAsync(id)).Created();

        (await world.ReceiveAsync(id)).Created().At("status").GetString().ShouldBe("keptApart");

        (await world.CaseAsync(id)).At("withoutAi").GetBoolean().ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WrongPatientResult_TakenOffByTwo_FlagsTheOpinionsAndIsAFinding(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var result = (await world.CaseAsync(id)).At("aiResults")[0].GetProperty("id").GetGuid();
        (await world.First.OpineAsync(id)).Created();
        var path = $"cases/{id}/ai-results/{result}/unlink";

        (await world.Technician.Client.SendAsync(path, new { reason = "检查号录错，为同名患者结果" })).Created().At("unlinked").GetBoolean().ShouldBeFalse();
        (await world.Technician.Client.SendAsync(path, new { reason = "再次" })).Conflicts("case.unlinkSecondPerson");
        var done = (await world.Second.Client.SendAsync(path, new { reason = "已核对影像" })).Created();

        done.At("unlinked").GetBoolean().ShouldBeTrue();
        done.At("flagged").GetInt32().ShouldBe(1);
        var view = await world.CaseAsync(id);
        view.At("aiResults")[0].GetProperty("status").GetString().ShouldBe("unlinked");
        view.At("opinions")[0].GetProperty("shownWrongPatient").GetBoolean().ShouldBeTrue();
        (await world.Officer.AskAsync($"compliance/findings?case={id}")).At("items")[0].GetProperty("kind").GetString().ShouldBe("wrongPatientResult");
        (await world.Second.Client.SendAsync(path, new { reason = "再次" })).Conflicts("case.unlinkedAlready");
    }

    [Fact]
    public async Task WrongPatientResult_NobodyHasRead_SendsTheCaseBackToWaitAndMovesToItsOwnCase()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (id, owner) = (await world.AnalysedAsync(), await world.RegisterAsync());
        var result = (await world.CaseAsync(id)).At("aiResults")[0].GetProperty("id").GetGuid();
        (await world.Technician.Client.SendAsync($"cases/{id}/ai-results/{result}/unlink", new { reason = "错" })).Created();

        (await world.Officer.SendAsync($"cases/{id}/ai-results/{result}/unlink", new { reason = "错", moveTo = owner })).Created();

        (await world.StateAsync(id)).ShouldBe("indicated");
        (await world.CaseAsync(owner)).At("aiResults")[0].GetProperty("status").GetString().ShouldBe("awaitingOperator");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task FinalDiagnosis_OverdueByItsVisit_IsAFindingUntilItComes(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();
        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            var subject = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(scope.Db.Set<Governance.Cases.Domain.Case>(), c => c.Id == id);
            subject.DueAt.ShouldNotBeNull();
            subject.DueAt = scope.Now.AddMinutes(-1);
        });

        await RunAsync(world, "FinalDiagnosisClock");
        await RunAsync(world, "FinalDiagnosisClock");

        var open = await world.Officer.AskAsync($"compliance/findings?case={id}");
        open.At("items").EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe("finalDiagnosisOverdue");
        (await world.Clinician.ConcludeAsync(id)).Created();
        (await world.Officer.AskAsync($"compliance/findings?case={id}")).At("items")[0].GetProperty("state").GetString().ShouldBe("mended");
    }

    [Fact]
    public async Task VisitKind_SaysByWhenTheFinalDiagnosisIsDue()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.RegisterAsync(world.CaseBody().With("examination.visitKind", "emergency"));
        (await world.ReceiveAsync(id)).Created();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");

        var view = await world.CaseAsync(id);

        (view.At("dueAt").GetDateTimeOffset() - view.At("issuedAt").GetDateTimeOffset()).ShouldBe(TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task FinalDiagnosis_SaysWhatTheAiContributed()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.IssuedAsync();

        (await world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody().With("aiContribution", "changedDiagnosis").With("aiContributionText", "提示漏诊结节"))).Created();

        var view = await world.CaseAsync(id);
        view.At("finalDiagnosis.aiContribution").GetString().ShouldBe("changedDiagnosis");
        view.At("finalDiagnosis.aiContributionText").GetString().ShouldBe("提示漏诊结节");
    }

    private static Task RunAsync(CaseWorld world, string routine) =>
        world.App.Services.GetServices<IRoutine>().Single(r => r.GetType().Name == routine).RunAsync(world.App.InstitutionId, CancellationToken.None);
}
