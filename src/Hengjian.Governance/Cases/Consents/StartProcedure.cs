using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.Consents;

public sealed record ProcedureStartRequest
{
    /// <summary>Absent: now.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}

/// <summary>The invasive step begins. Without the consent that R17-3.4 asks for by that instant, or its scan (HP-13.4), it is refused.</summary>
public sealed class StartProcedure(CaseActs acts, CaseDecisions rules, IDocumentDirectory documents)
{
    public Task<Outcome<CaseStateAnswer>> HandleAsync(Guid caseId, ProcedureStartRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(caseId, context, CaseEvent.StartProcedure, (act, ct) => StartAsync(act, request, ct), cancellationToken);

    private async Task<Outcome<CaseStateAnswer>> StartAsync(CaseAct act, ProcedureStartRequest request, CancellationToken cancellationToken)
    {
        if (act.Case is not { Invasive: true, InvasiveProcedure: var procedure })
        {
            return new Conflict("case.consentNotInvasive");
        }

        var errors = new FieldErrors();
        errors.Past("startedAt", request.StartedAt, act.Now);
        errors.Require(!(request.StartedAt < act.Case.ExaminedAt.AddDays(-1)), "startedAt", "field.tooEarly");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (procedure?.StartedAt is not null)
        {
            return new Conflict("case.procedureStarted");
        }

        act.Case.InvasiveProcedure = new InvasiveProcedure(procedure?.Name ?? "", procedure?.PlannedAt, request.StartedAt is { } at ? StoredInstant.Truncate(at) : act.Now);
        var decision = rules.Consent(act.File, act.Deployment, act.Now);
        var scan = rules.ConsentScan(act.File, await ConsentScans.ScannedAsync(act.Scope.Db, documents, act.File.Consents, cancellationToken), act.Deployment, act.Now);
        if (decision.Blocks || scan.Blocks)
        {
            return new RuleRefused([decision, scan]);
        }

        act.Move(CaseEvent.StartProcedure, act.Case.State);
        act.Scope.Record("case.procedure.started", nameof(Case), act.Case.Id, decision.Pack);
        return new CaseStateAnswer(act.Case.Id, act.Case.State);
    }
}
