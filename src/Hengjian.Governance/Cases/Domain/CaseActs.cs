using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>What every act on a case shares: load it within the caller's scope, ask the state table, run the act, move the version, tell the observers.</summary>
public sealed class CaseActs
{
    private readonly IWriter _writer;
    private readonly IDeploymentDirectory _deployments;
    private readonly CaseReaches _reaches;
    private readonly ObservedProgress _observed;
    private readonly CaseParameters _parameters;
    private readonly HeldResults _held;
    private readonly IEnumerable<ICaseObserver> _observers;

    internal CaseActs(IWriter writer, IDeploymentDirectory deployments, CaseReaches reaches, ObservedProgress observed, CaseParameters parameters, HeldResults held, IEnumerable<ICaseObserver> observers)
    {
        (_writer, _deployments, _reaches, _observed, _parameters, _held, _observers) = (writer, deployments, reaches, observed, parameters, held, observers);
    }

    internal Task<Outcome<T>> RunAsync<T>(
        Guid caseId,
        WriteRequest request,
        CaseEvent what,
        Func<CaseAct, CancellationToken, Task<Outcome<T>>> act,
        CancellationToken cancellationToken,
        Func<CaseAct, CancellationToken, Task<Refusal>>? whenStateForbids = null) =>
        _writer.WriteAsync<T>(
            request,
            async (scope, ct) =>
            {
                if (await OpenAsync(scope, caseId, ct) is not { } opened)
                {
                    return new NotFound("case");
                }

                if (CaseMachine.Find(opened.File.Case.State, what) is null)
                {
                    return whenStateForbids is null ? StateForbids(opened.File.Case, what) : await whenStateForbids(opened, ct);
                }

                var before = CaseFactsBuilder.Build(opened.File, opened.Deployment);
                var outcome = await act(opened, ct);
                if (outcome.Refusal is null or { KeepsChanges: true })
                {
                    await SaveAsync(scope, opened, before, ct);
                }

                return outcome;
            },
            cancellationToken);

    /// <summary>Opens a case for an act without asking the state table: for callers that decide by the state themselves.</summary>
    internal async Task<CaseAct?> OpenAsync(WriteScope scope, Guid caseId, CancellationToken cancellationToken)
    {
        var file = await CaseFile.LoadAsync(scope.Db, caseId, cancellationToken);
        if (file is null || !(await _reaches.OfAsync(scope.Db, scope.Caller, cancellationToken, acting: true)).Sees(file.Case))
        {
            return null;
        }

        var deployment = await _deployments.FindAsync(scope.Db, file.Case.DeploymentId, cancellationToken)
            ?? throw new InvalidOperationException($"The case {caseId:D} lacks its deployment.");
        file.Positions = new OpinionPositions(deployment.Reading, o => scope.Database.Fields.Unprotect(o.InstitutionId, "fields", o.Id, o.Fields));
        return new CaseAct(scope, file, deployment);
    }

    /// <summary>Moves the case's version even when only a part changed, and lets what is derived from the case follow.</summary>
    internal async Task SaveAsync(WriteScope scope, CaseAct act, CaseFacts? before, CancellationToken cancellationToken)
    {
        if (act.Case.WaitingActs > 0)
        {
            await _observed.ApplyWaitingAsync(act, cancellationToken);
        }

        if (HeldResults.Any(act.File))
        {
            await _held.LetInAsync(act, cancellationToken);
            if (act.Case.WaitingActs > 0)
            {
                await _observed.ApplyWaitingAsync(act, cancellationToken);
            }
        }

        // The clock of the final diagnosis runs while the case waits for it, and with nothing else.
        var waits = act.Case.State == CaseState.OpinionIssued;
        if (waits != (before?.State == CaseState.OpinionIssued))
        {
            act.Case.DueAt = waits ? _parameters.FinalDiagnosisDue(act.Deployment.Institution, act.Case.VisitKind, act.Case.IssuedAt ?? act.Now) : CaseMachine.IsComplete(act.Case.State) ? null : act.Case.DueAt;
        }

        var entry = scope.Db.Entry(act.File.Case);
        if (entry.State == EntityState.Unchanged)
        {
            entry.State = EntityState.Modified;
        }

        var after = CaseFactsBuilder.Build(act.File, act.Deployment);
        foreach (var observer in _observers)
        {
            await observer.CaseChangedAsync(scope, before, after, cancellationToken);
        }
    }

    internal static Conflict StateForbids(Case subject, CaseEvent what) => new(
        "case.stateForbids",
        new Dictionary<string, string> { ["state"] = Regulations.CodeName.Of(subject.State), ["act"] = Regulations.CodeName.Of(what) });
}

/// <summary>An act under way: the transaction, the case with all its parts, and its deployment.</summary>
internal sealed record CaseAct(WriteScope Scope, CaseFile File, DeploymentFile Deployment)
{
    public Case Case => File.Case;

    public DateTimeOffset Now => Scope.Now;

    public Caller Caller => Scope.Caller;

    public void Move(CaseEvent what, CaseState to) => CaseMachine.Move(Case, what, to);

    /// <summary>Adds a new part's row with the keys it shares with the case.</summary>
    public T Add<T>(T row)
        where T : GovernedRow
    {
        row.InstitutionId = Scope.InstitutionId;
        if (row.Id == Guid.Empty)
        {
            row.Id = Scope.NewId();
        }

        Scope.Db.Add(row);
        return row;
    }

    public byte[]? Protect(string column, Guid row, string? text) => Scope.Database.Fields.Protect(Scope.InstitutionId, column, row, text);
}
