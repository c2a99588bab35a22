using System.Net;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>For every state and every event that the state table does not list there, the API refuses with 409 and the case stays as it was.</summary>
public sealed class StateMachineTests
{
    public static TheoryData<TestDatabase, CaseState> States =>
        [.. from database in Enum.GetValues<TestDatabase>() from state in Enum.GetValues<CaseState>() select (database, state)];

    [Theory, MemberData(nameof(States))]
    public async Task Events_ThatTheTableDoesNotList_AreRefusedAndLeaveTheCase(TestDatabase database, CaseState state)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await InStateAsync(world, state);
        var refused = 0;

        foreach (var what in Enum.GetValues<CaseEvent>().Where(e => CaseMachine.Find(state, e) is null))
        {
            if (state == CaseState.Cancelled && what == CaseEvent.ReceiveAiResult)
            {
                // Kept apart, and the case stays cancelled: AiResultTests.
                continue;
            }

            if (what == CaseEvent.UnlinkAiResult)
            {
                // Takes a result off in any state, by two people: AiFailureTests.
                continue;
            }

            (await world.StoresNothingAsync(id, () => RaiseAsync(world, id, what))).IsProblem(HttpStatusCode.Conflict);
            refused++;
        }

        (await world.StateAsync(id)).ShouldBe(CodeName.Of(state));
        refused.ShouldBeGreaterThan(5);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Table_ThroughTheApi_IsTheTableInCode(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        var table = (await world.Officer.AskAsync("cases/states")).Is(HttpStatusCode.OK).Json.EnumerateArray().Select(t => (t.GetProperty("from").GetString(), t.GetProperty("event").GetString()));

        table.ShouldBe(CaseMachine.Table.Select(t => ((string?)CodeName.Of(t.From), (string?)CodeName.Of(t.Event))));
    }

    /// <summary>A blind-first case in the state, reached by its acts; First and Second have read before the AI where the case is past that.</summary>
    private static async Task<Guid> InStateAsync(CaseWorld world, CaseState state)
    {
        if (state == CaseState.Registered)
        {
            return await world.RegisterAsync(world.CaseBody("blindFirst").Without("indication"));
        }

        if (state is CaseState.Indicated or CaseState.Cancelled)
        {
            var fresh = await world.RegisterAsync("blindFirst");
            if (state == CaseState.Cancelled)
            {
                (await world.Officer.SendAsync($"cases/{fresh}/cancellation", new { reason = "登记错误" })).Created();
            }

            return fresh;
        }

        if (state is CaseState.OpinionIssued or CaseState.Concluded or CaseState.Reported or CaseState.Closed)
        {
            var done = state == CaseState.OpinionIssued ? await world.IssuedAsync("blindFirst") : await world.ConcludedAsync("blindFirst");
            if (state is CaseState.Reported or CaseState.Closed)
            {
                (await world.Officer.SendAsync($"cases/{done}/report", new { reason = "回执" })).Created();
            }

            if (state == CaseState.Closed)
            {
                (await world.Officer.SendAsync($"cases/{done}/closure", new { reason = "随访完成" })).Created();
            }

            return done;
        }

        var id = await world.AnalysedAsync("blindFirst");
        foreach (var reader in new[] { world.First, world.Second })
        {
            (await reader.OpineAsync(id, phase: "beforeAi")).Created().State.ShouldBe("analysed");
        }

        if (state != CaseState.Analysed)
        {
            (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("provisional", state == CaseState.Provisional))).Created();
        }

        if (state == CaseState.Disagreed)
        {
            (await world.Second.OpineAsync(id, "negative")).Created();
        }

        (await world.StateAsync(id)).ShouldBe(CodeName.Of(state));
        return id;
    }

    /// <summary>The event with a body that would be right, by someone who may.</summary>
    private static Task<Answer> RaiseAsync(CaseWorld world, Guid id, CaseEvent what)
    {
        object ending = new { reason = "测试" };
        return what switch
        {
            CaseEvent.ConfirmIndication => world.First.Client.SendAsync($"cases/{id}/indication", new { answers = new { adult = true } }),
            CaseEvent.RequestIndicationOverride => world.First.Client.SendAsync($"cases/{id}/indication/override", ending),
            CaseEvent.SignIndicationOverride => world.Second.Client.SendAsync($"cases/{id}/indication/override/signature", new { signature = CaseSteps.Signature }),
            CaseEvent.RecordConsent => world.Technician.Client.SendAsync($"cases/{id}/consents", world.ConsentBody()),
            CaseEvent.WithdrawConsent => world.Technician.Client.SendAsync($"cases/{id}/consents/{Guid.CreateVersion7()}/withdrawal", ending),
            CaseEvent.StartProcedure => world.Technician.Client.SendAsync($"cases/{id}/procedure-start", new { }),
            CaseEvent.ReceiveAiResult => world.ReceiveAsync(id),
            CaseEvent.ConfirmAcquisition => world.Technician.Client.SendAsync($"cases/{id}/ai-results/{Guid.CreateVersion7()}/confirmation", null),
            CaseEvent.ReportAiFailure => world.Technician.Client.SendAsync($"cases/{id}/ai-failure", ending),
            CaseEvent.GiveOpinionBeforeAi => world.Third.OpineAsync(id, phase: "beforeAi"),
            CaseEvent.GiveOpinion => world.First.OpineAsync(id),
            CaseEvent.Resolve => world.Senior.Client.SendAsync($"cases/{id}/resolution", new { method = "senior", label = "positive", skipReason = "已商议", signature = CaseSteps.Signature }),
            CaseEvent.SaveDraft => world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("draft", true).With("role", "report")),
            CaseEvent.ReportCriticalValue => world.First.Client.SendAsync($"cases/{id}/critical-values", world.CriticalValueBody()),
            CaseEvent.AssignReaders => world.Head.Client.SendAsync($"cases/{id}/readers", new { readers = Array.Empty<Guid>() }),
            CaseEvent.SignFinalDiagnosis => world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody().With("reason", "更正")),
            CaseEvent.AddReference => world.Clinician.Client.SendAsync($"cases/{id}/references", new { kind = "pathology", label = "positive", establishedOn = CaseWorld.Day(world.Today) }),
            CaseEvent.Report => world.Officer.SendAsync($"cases/{id}/report", ending),
            CaseEvent.Close => world.Officer.SendAsync($"cases/{id}/closure", ending),
            CaseEvent.Reopen => world.Officer.SendAsync($"cases/{id}/reopening", ending),
            CaseEvent.Cancel => world.Officer.SendAsync($"cases/{id}/cancellation", ending),
            _ => throw new InvalidOperationException($"The walk does not know {what}."),
        };
    }
}
