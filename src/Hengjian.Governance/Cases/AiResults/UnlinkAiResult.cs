using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.AiResults;

/// <summary>Why a result is not this patient's, and whose it is.</summary>
public sealed record UnlinkRequest
{
    /// <summary>1 to 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>The case that it belongs to; null: a DICOM object goes back to the inbox, anything else is kept with its trace.</summary>
    public Guid? MoveTo { get; init; }
}

/// <param name="Unlinked">True once the second person has taken it off; false: it waits for one.</param>
/// <param name="Flagged">Opinions that were given on it.</param>
public sealed record UnlinkAnswer(Guid Id, bool Unlinked, int Flagged, CaseState State);

/// <summary>
/// Takes an AI result off a case that it never belonged to: one person says so, another does it. The result is kept with its trace, opinions that were given on it are flagged, the
/// breach is a finding, and statistics leave it out.
/// </summary>
public sealed class UnlinkAiResult(CaseActs acts, IWriter writer, ReceiveAiResult receive, IFindings findings, INotices notices)
{
    public Task<Outcome<UnlinkAnswer>> HandleAsync(Guid caseId, Guid resultId, UnlinkRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<UnlinkAnswer>(
        context, (scope, ct) => UnlinkAsync(scope, caseId, resultId, request, ct), cancellationToken);

    private async Task<Outcome<UnlinkAnswer>> UnlinkAsync(WriteScope scope, Guid caseId, Guid resultId, UnlinkRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 500);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (await acts.OpenAsync(scope, caseId, cancellationToken) is not { Case.StudyKey: null } act)
        {
            return new NotFound("case");
        }

        if (act.File.AiResults.Find(r => r.Id == resultId) is not { } result)
        {
            return new NotFound("aiResult");
        }

        if (result.Status == AiResultStatus.Unlinked)
        {
            return new Conflict("case.unlinkedAlready");
        }

        var before = CaseFactsBuilder.Build(act.File, act.Deployment);
        if (result.UnlinkProposedBy is not { } first)
        {
            (result.UnlinkProposedBy, result.UnlinkProposedAt) = (scope.Caller.Id, scope.Now);
            result.UnlinkReason = act.Protect("unlink_reason", result.Id, request.Reason);
            scope.Record("case.aiResult.unlinkProposed", nameof(Case), caseId);
            await acts.SaveAsync(scope, act, before, cancellationToken);
            return new UnlinkAnswer(result.Id, false, 0, act.Case.State);
        }

        if (first == scope.Caller.Id)
        {
            return new Conflict("case.unlinkSecondPerson");
        }

        var flagged = TakeOff(act, result);
        scope.Record("case.aiResult.unlinked", nameof(Case), caseId);
        await TellAsync(act, result, flagged, cancellationToken);
        await acts.SaveAsync(scope, act, before, cancellationToken);
        if (await ReturnAsync(scope, result, request.MoveTo, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return new UnlinkAnswer(result.Id, true, flagged, act.Case.State);
    }

    /// <summary>The result before it, where there was one, is the case's again; without any, a case that nobody has read waits for its own.</summary>
    private static int TakeOff(CaseAct act, AiResult result)
    {
        var current = act.File.CurrentAiResult?.Id == result.Id;
        (result.Status, result.UnlinkedBy, result.UnlinkedAt) = (AiResultStatus.Unlinked, act.Caller.Id, act.Now);
        if (current && act.File.AiResults.LastOrDefault(r => r.Status == AiResultStatus.Replaced) is { } earlier)
        {
            earlier.Status = earlier.OperatorId is null ? AiResultStatus.AwaitingOperator : AiResultStatus.Accepted;
        }

        if (act.File.CurrentAiResult is null && act.Case.State == CaseState.Analysed && !act.Case.WithoutAi)
        {
            act.Move(CaseEvent.UnlinkAiResult, CaseState.Indicated);
        }

        return act.File.Opinions.Count(o => o.ShownAiResultId == result.Id);
    }

    private async Task TellAsync(CaseAct act, AiResult result, int flagged, CancellationToken cancellationToken)
    {
        await findings.RaiseAsync(
            act.Scope,
            new FindingDraft($"wrongPatientResult|{result.Id:D}", "wrongPatientResult", ClauseIds.CompleteRecord, "case", act.Case.Id, act.Case.Number, $"/cases/{act.Case.Id:D}", Role.DepartmentHead)
            {
                CaseId = act.Case.Id, DeploymentId = act.Deployment.Id, DepartmentId = act.Deployment.DepartmentId, SourceId = result.Id,
            },
            cancellationToken);
        if (flagged > 0)
        {
            await notices.RaiseAsync(
                act.Scope,
                new NoticeDraft("opinionOnWrongResult", act.Case.Id, act.Case.Number, $"/cases/{act.Case.Id:D}", Role.Physician, $"opinionOnWrongResult|{result.Id:D}") { DepartmentId = act.Deployment.DepartmentId },
                cancellationToken);
        }
    }

    private async Task<Refusal?> ReturnAsync(WriteScope scope, AiResult result, Guid? target, CancellationToken cancellationToken)
    {
        var received = result.SopInstanceUid is null
            ? null
            : await scope.Db.Set<ReceivedObject>().FirstOrDefaultAsync(o => o.SopInstanceUid == result.SopInstanceUid && o.CaseId == result.CaseId, cancellationToken);
        if (received is not null)
        {
            (received.CaseId, received.Status, received.Reason) = (target, target is null ? ReceivedObjectStatus.Waiting : ReceivedObjectStatus.Matched, target is null ? "inbox.unlinked" : null);
        }

        if (target is null)
        {
            return null;
        }

        if (target == result.CaseId || await acts.OpenAsync(scope, target.Value, cancellationToken) is not { } other)
        {
            return new Invalid("moveTo", "field.unknownReference");
        }

        var details = scope.Database.Fields.Unprotect(scope.InstitutionId, "findings", result.Id, result.Findings);
        var arrival = new AiResultArrival(
            result.Label, result.Score, details, result.AlgorithmName, result.AlgorithmVersion, result.Manufacturer, result.Udi, result.ProducedAt, result.Source, result.SopInstanceUid, result.ContentHash);
        var outcome = await receive.StoreAsync(other, arrival, null, cancellationToken);
        return outcome.Refusal is { KeepsChanges: false } refusal ? refusal : null;
    }
}
