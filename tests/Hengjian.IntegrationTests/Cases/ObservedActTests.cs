using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Acts that were signed in other systems: decided as of their moment, kept whatever the outcome, breaches are findings.</summary>
public sealed class ObservedActTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedReportReviewAndDiagnosis_InOrder_ConcludeTheCaseWithoutFindings(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await AnalysedAsync(observed);

        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.First, 30))).Created().State.ShouldBe("reading");
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.Second, 20))).Created().State.ShouldBe("opinionIssued");
        var last = (await observed.SendAsync(id, await observed.DiagnosisAsync(observed.World.Clinician, 10))).Created();

        last.State.ShouldBe("concluded");
        last.At("effect").GetString().ShouldBe("taken");
        (await observed.FindingsAsync(id)).ShouldBeEmpty();
        var view = await observed.World.CaseAsync(id);
        view.At("opinions").EnumerateArray().ShouldAllBe(o => o.GetProperty("observedFrom").GetString() == observed.Ris);
        view.At("finalDiagnosis.observedFrom").GetString().ShouldBe(observed.Emr);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedDiagnosis_BeforeTwoOpinions_WaitsWithAFindingThatStaysWhereItWasMadeBefore(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await AnalysedAsync(observed);
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.First, 30))).Created();

        var early = (await observed.SendAsync(id, await observed.DiagnosisAsync(observed.World.Clinician, 25))).Created();

        early.At("effect").GetString().ShouldBe("waiting");
        early.State.ShouldBe("reading");
        (await observed.FindingsAsync(id)).ShouldBe(["R17-3.2a"]);
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.Second, 20))).Created().State.ShouldBe("concluded");
        (await observed.FindingsAsync(id)).ShouldBe(["R17-3.2a"]);
    }

    [Fact]
    public async Task ObservedDiagnosis_ThatOnlyArrivedEarly_MendsItsFinding()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await AnalysedAsync(observed);
        (await observed.SendAsync(id, await observed.DiagnosisAsync(observed.World.Clinician, 5))).Created().At("effect").GetString().ShouldBe("waiting");
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.First, 30))).Created();

        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.Second, 20))).Created().State.ShouldBe("concluded");

        (await observed.FindingsAsync(id)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedOpinion_OfAJunior_IsKeptAndAFindingAndDoesNotCount(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await AnalysedAsync(observed);
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.First, 30))).Created();

        var junior = (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.Junior, 20))).Created();

        junior.State.ShouldBe("reading");
        junior.At("breaches").EnumerateArray().Select(b => b.GetString()).ShouldBe(["R17-2.1.2"]);
        (await observed.FindingsAsync(id)).ShouldBe(["R17-2.1.2"]);
        (await observed.World.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task ObservedOpinions_BeforeTheAiResult_WaitAndAreTakenInTheirOrder()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await observed.RegisterAsync();
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.Second, 20))).Created().At("why").GetString().ShouldBe("observed.noAiResult");
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.First, 30))).Created().State.ShouldBe("indicated");

        (await observed.ResultAsync(id)).Created().State.ShouldBe("opinionIssued");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedAct_SentTwice_IsOneWithTheSameAnswer(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await AnalysedAsync(observed);
        var body = await observed.OpinionAsync(observed.World.First, 30);
        var first = (await observed.SendAsync(id, body)).Created();

        var again = (await observed.SendAsync(id, body)).Created();

        again.Id.ShouldBe(first.Id);
        (await observed.World.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(1);
        (await observed.SendAsync(id, body.With("label", "negative"))).Conflicts("observed.otherContent");
    }

    [Fact]
    public async Task ObservedAct_OfAnUnknownSigner_IsKeptAsAFinding()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await AnalysedAsync(observed);

        var answer = (await observed.SendAsync(id, (await observed.OpinionAsync(observed.World.First, 30)).With("signer", new { staffNumber = "无此工号" }))).Created();

        answer.At("effect").GetString().ShouldBe("kept");
        answer.At("why").GetString().ShouldBe("observed.unknownSigner");
        (await observed.FindingsAsync(id)).ShouldBe(["R17-2.1.1"]);
    }

    [Fact]
    public async Task ObservedOperator_ConfirmsTheAcquisition_AndReleasesTheOpinions()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var world = observed.World;
        var record = world.TechnicianRecord(8).With("staffNumber", "T" + CaseWorld.Next());
        await world.RecordAsync(record);
        var id = await observed.RegisterAsync();
        (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody(on: observed.On))).Created().At("status").GetString().ShouldBe("awaitingOperator");
        (await observed.SendAsync(id, await observed.OpinionAsync(world.First, 30))).Created().At("why").GetString().ShouldBe("observed.awaitsOperator");

        var operate = (await observed.SendAsync(id, Calls.Json(new
        {
            kind = "operate", system = observed.Ris, systemActId = "O" + CaseWorld.Next(), signer = new { staffNumber = record["staffNumber"]!.GetValue<string>() }, performedAt = world.Ago(TimeSpan.FromMinutes(40)),
        }))).Created();

        operate.At("effect").GetString().ShouldBe("taken");
        operate.State.ShouldBe("reading");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedOpinion_OnAnEnforcedDeployment_IsRefused(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await observed.World.AnalysedAsync();

        var answer = await observed.World.StoresNothingAsync(id, async () => await observed.SendAsync(id, await observed.OpinionAsync(observed.World.First, 30)));

        answer.Conflicts("observed.enforced");
    }

    [Fact]
    public async Task ObservedDiagnosis_OnAnEnforcedDeployment_IsTakenByDefault()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await observed.World.IssuedAsync();

        (await observed.SendAsync(id, await observed.DiagnosisAsync(observed.World.Clinician, 0))).Created().State.ShouldBe("concluded");
    }

    [Fact]
    public async Task ObservedDiagnosis_OfAClinicianOutsideTheScopes_IsKeptAndTheCaseWaits()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await observed.World.IssuedAsync();

        var answer = (await observed.SendAsync(id, await observed.DiagnosisAsync(observed.World.Surgeon, 0))).Created();

        answer.State.ShouldBe("opinionIssued");
        answer.At("effect").GetString().ShouldBe("kept");
        (await observed.FindingsAsync(id)).ShouldBe(["R17-3.3"]);
    }

    [Fact]
    public async Task Mode_SetToObserved_NeedsTheCommitteesDecision()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();

        (await world.Officer.SendAsync($"deployments/{on.Id}/mode", ObservedWorld.Mode().Without("committeeDecision"))).Is(HttpStatusCode.UnprocessableEntity);
        (await world.Officer.SendAsync($"deployments/{on.Id}/mode", ObservedWorld.Mode())).Created();

        (await world.Officer.AskAsync($"deployments/{on.Id}")).At("mode").GetString().ShouldBe("observed");
        (await world.Officer.AskAsync($"deployments/{on.Id}/modes")).At("items").EnumerateArray().Single().GetProperty("committeeDecision").GetString().ShouldBe("医技委〔2026〕3 号");
    }

    [Fact]
    public async Task Statistics_TellObservedFromEnforcedReadings()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var on = await observed.World.DeployAsync();
        (await observed.World.Officer.SendAsync($"deployments/{on.Id}/mode", ObservedWorld.Mode())).Created();
        var apart = observed with { On = on };
        var id = await AnalysedAsync(apart);
        foreach (var reader in new[] { apart.World.First, apart.World.Second })
        {
            (await apart.SendAsync(id, await apart.OpinionAsync(reader, 20))).Created();
        }

        var here = await apart.World.AnalysedAsync(on: on);
        (await apart.World.First.OpineAsync(here)).Created();

        async Task<int> CasesAsync(string value) => (await apart.World.Officer.AskAsync($"quality/statistics?deployment={on.Id}&subgroup=attestation:{value}")).Is(HttpStatusCode.OK).At("cases").GetInt32();
        (await CasesAsync("observed")).ShouldBe(1);
        (await CasesAsync("enforced")).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Clauses_HeldInObservedAndEnforcedCases_AreCountedApart(TestDatabase database)
    {
        var world = (await ObservedWorld.OfAsync(database)).World;
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"deployments/{on.Id}/mode", ObservedWorld.Mode())).Created();
        var observed = await ObservedWorld.OfAsync(database) with { On = on };
        for (var i = 0; i < 2; i++)
        {
            var id = await AnalysedAsync(observed);
            var readers = i == 0 ? new[] { world.First, world.Second } : [world.Junior, world.First, world.Second];
            foreach (var reader in readers)
            {
                (await observed.SendAsync(id, await observed.OpinionAsync(reader, 20))).Created();
            }

            (await observed.SendAsync(id, await observed.DiagnosisAsync(world.Clinician, 0))).Created().State.ShouldBe("concluded");
        }

        var shares = (await world.Officer.AskAsync($"compliance/clauses?deployment={on.Id}")).Is(HttpStatusCode.OK).At("items").EnumerateArray().ToDictionary(s => s.GetProperty("clause").GetString()!);

        shares["R17-2.1.2"].GetProperty("observed").GetProperty("numerator").GetInt32().ShouldBe(1);
        shares["R17-2.1.2"].GetProperty("observed").GetProperty("denominator").GetInt32().ShouldBe(2);
        shares["R17-3.3"].GetProperty("observed").GetProperty("numerator").GetInt32().ShouldBe(2);
        shares["R17-3.3"].GetProperty("enforced").GetProperty("denominator").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Clauses_WhereNothingDecidesThemYet_AreNotDecidedAndOpenToTheirCases()
    {
        var world = (await ObservedWorld.OfAsync(TestDatabase.Sqlite)).World;
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"deployments/{on.Id}/mode", ObservedWorld.Mode())).Created();
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite) with { On = on };
        var id = await AnalysedAsync(observed);
        foreach (var reader in new[] { world.Junior, world.First, world.Second })
        {
            (await observed.SendAsync(id, await observed.OpinionAsync(reader, 20))).Created();
        }

        (await observed.SendAsync(id, await observed.DiagnosisAsync(world.Clinician, 0))).Created().State.ShouldBe("concluded");

        var shares = (await world.Officer.AskAsync($"compliance/clauses?deployment={on.Id}")).At("items").EnumerateArray().ToDictionary(s => s.GetProperty("clause").GetString()!, s => s.GetProperty("observed"));
        (shares["R17-3.6b"].GetProperty("missing").GetInt32(), shares["R17-3.6b"].GetProperty("denominator").GetInt32()).ShouldBe((1, 0));
        (shares["R17-3.3"].GetProperty("missing").GetInt32(), shares["R17-3.3"].GetProperty("denominator").GetInt32()).ShouldBe((0, 1));
        _ = shares["R17-3.3"].TryGetProperty("value", out var value);
        (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined).ShouldBeTrue("one case is below the least sample");
        async Task<int> CasesAsync(string clause, string standing) =>
            (await world.Officer.AskAsync($"compliance/clauses/{clause}/cases?deployment={on.Id}&mode=observed&standing={standing}")).Is(HttpStatusCode.OK).At("total").GetInt32();
        (await CasesAsync("R17-3.6b", "notDecided"), await CasesAsync("R17-2.1.2", "notHeld"), await CasesAsync("R17-3.3", "held"), await CasesAsync("R17-3.3", "notHeld")).ShouldBe((1, 1, 1, 0));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WaitingAct_BeyondThePacksDays_IsDueWorkAndAFindingUntilItIsTaken(TestDatabase database)
    {
        var shared = await ObservedWorld.OfAsync(database);
        var id = await AnalysedAsync(shared);
        var act = (await shared.SendAsync(id, await shared.DiagnosisAsync(shared.World.Clinician, 0))).Created();
        act.At("effect").GetString().ShouldBe("waiting");
        var app = shared.World.App;
        async Task<IReadOnlyList<DueItem>> DueAsync(TimeSpan ahead)
        {
            await using var db = app.Services.GetRequiredService<Database>().Read(app.InstitutionId);
            var found = new List<DueItem>();
            foreach (var source in app.Services.GetServices<IDueSource>())
            {
                found.AddRange(await source.DueBeforeAsync(db, Caller.System(app.InstitutionId), app.Clock.GetUtcNow() + ahead, 2000, CancellationToken.None));
            }

            return [.. found.Where(i => i.Kind == "observedAct" && i.SubjectId == act.Id)];
        }

        (await DueAsync(TimeSpan.FromDays(2))).ShouldBeEmpty();
        (await DueAsync(TimeSpan.FromDays(4))).Single().Owner.ShouldBe(Role.GovernanceOfficer);

        await app.WriteAsync(app.InstitutionId, async scope =>
        {
            var row = await scope.Db.Set<ObservedAct>().SingleAsync(a => a.Id == act.Id);
            row.ReceivedAt = row.ReceivedAt.AddDays(-4);
        });
        await app.Services.GetServices<IRoutine>().OfType<WaitingActs>().Single().RunAsync(app.InstitutionId, CancellationToken.None);
        await app.Services.GetServices<IRoutine>().OfType<WaitingActs>().Single().RunAsync(app.InstitutionId, CancellationToken.None);
        (await shared.FindingsAsync(id)).ShouldBe([ClauseIds.ObservedActs, "R17-3.2a"]);

        (await shared.SendAsync(id, await shared.OpinionAsync(shared.World.First, 30))).Created();
        (await shared.SendAsync(id, await shared.OpinionAsync(shared.World.Second, 20))).Created().State.ShouldBe("concluded");

        (await shared.FindingsAsync(id)).ShouldBeEmpty();
    }

    private static async Task<Guid> AnalysedAsync(ObservedWorld observed)
    {
        var id = await observed.RegisterAsync();
        (await observed.ResultAsync(id)).Created();
        return id;
    }
}
