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

/// <summary>The invasive step begins. Without the consent that R17-3.4 asks for by that instant it is refused.</summary>
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
        if (decision.Blocks)
        {
            return new RuleRefused([decision]);
        }

        // Of an emergency the paper may follow.
        var onPaper = act.File.Consents.Where(c => c is { WithdrawnAt: null, Content: { Kind: ConsentKind.Invasive, SignedOnPaper: true, Emergency: null } }).ToList();
        if (onPaper.Count > 0 && (await ConsentScans.ScannedAsync(act.Scope.Db, documents, onPaper, cancellationToken)).Count == 0)
        {
            return new Conflict("case.consentNotScanned");
        }

        act.Move(CaseEvent.StartProcedure, act.Case.State);
        act.Scope.Record("case.procedure.started", nameof(Case), act.Case.Id, decision.Pack);
        return new CaseStateAnswer(act.Case.Id, act.Case.State);
    }
}
