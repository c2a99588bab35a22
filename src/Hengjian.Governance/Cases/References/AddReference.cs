using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.References;

/// <summary>
/// Adds a reference standard, or withdraws one; the statistics judge the case by the standing one of highest precedence, the latest among equals, and follow in the same
/// transaction. Two of one kind may contradict each other: the second one says why it stands.
/// </summary>
public sealed class AddReference(CaseActs acts) : ICaseReferences
{
    public Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, ReferenceRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CasePartAnswer>(caseId, context, CaseEvent.AddReference, (act, _) => Task.FromResult(Add(act, request)), cancellationToken);

    /// <summary>Withdraws a standing reference; it stays on record with the reason.</summary>
    public Task<Outcome<CasePartAnswer>> WithdrawAsync(Guid caseId, Guid referenceId, ReferenceWithdrawal request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CasePartAnswer>(caseId, context, CaseEvent.AddReference, (act, _) => Task.FromResult(Withdraw(act, referenceId, request)), cancellationToken);

    public async Task<Outcome<Guid>> AddAsync(WriteScope scope, Guid caseId, ReferenceRequest request, CancellationToken cancellationToken)
    {
        if (await acts.OpenAsync(scope, caseId, cancellationToken) is not { } act)
        {
            return new NotFound("case");
        }

        if (CaseMachine.Find(act.Case.State, CaseEvent.AddReference) is null)
        {
            return CaseActs.StateForbids(act.Case, CaseEvent.AddReference);
        }

        var before = CaseFactsBuilder.Build(act.File, act.Deployment);
        var added = Add(act, request);
        if (added.Refusal is { } refusal)
        {
            return refusal;
        }

        await acts.SaveAsync(scope, act, before, cancellationToken);
        return added.Value!.Id;
    }

    private static Outcome<CasePartAnswer> Add(CaseAct act, ReferenceRequest request)
    {
        var errors = new FieldErrors();
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("label", request.Label, 64);
        errors.Require(string.IsNullOrWhiteSpace(request.Label) || act.Deployment.Label(request.Label) is not null, "label", "case.unknownLabel");
        errors.Require(request.EstablishedOn is not null, "establishedOn", "field.required");
        errors.Require(request.EstablishedOn is null || request.EstablishedOn <= ShanghaiDay.Of(act.Now), "establishedOn", "field.future");
        errors.Require(request.EstablishedOn is null || request.EstablishedOn.Value.Year >= 1980, "establishedOn", "field.tooEarly");
        var superseded = act.File.StandingReferences.FirstOrDefault(r => r.Id == request.Supersedes);
        errors.Require(request.Supersedes is null || superseded is not null, "supersedes", "field.unknownReference");
        var other = act.File.StandingReferences.FirstOrDefault(r => r.Kind == request.Kind && r.Label != request.Label && r != superseded);
        errors.Text("reason", request.Reason, 1000, required: superseded is not null);
        if (other is not null && request.Label is not null && string.IsNullOrWhiteSpace(request.Reason))
        {
            errors.Add("reason", "case.referenceContradicts", ("label", act.Deployment.Label(other.Label)?.Display ?? other.Label));
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var id = act.Scope.NewId();
        var reference = act.Add(new Reference
        {
            Id = id,
            Reason = act.Protect("reason", id, request.Reason?.Trim()),
            SupersedesId = superseded?.Id,
            CaseId = act.Case.Id,
            Kind = request.Kind!.Value,
            Label = request.Label!,
            EstablishedOn = request.EstablishedOn!.Value,
            RecordedBy = act.Caller.Kind == CallerKind.User ? act.Caller.PractitionerId : null,
            RecordedAt = act.Now,
        });
        if (superseded is not null)
        {
            superseded.EndedAt = act.Now;
            superseded.EndReason = act.Protect("end_reason", superseded.Id, request.Reason!.Trim());
        }

        act.File.References.Add(reference);
        act.Move(CaseEvent.AddReference, act.Case.State);
        act.Scope.Record(superseded is null ? "case.reference.added" : "case.reference.superseded", nameof(Case), act.Case.Id);
        return new CasePartAnswer(reference.Id, act.Case.State);
    }

    private static Outcome<CasePartAnswer> Withdraw(CaseAct act, Guid referenceId, ReferenceWithdrawal request)
    {
        if (act.File.References.Find(r => r.Id == referenceId) is not { } reference)
        {
            return new NotFound("reference");
        }

        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 1000);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (reference.EndedAt is not null)
        {
            return new Conflict("case.referenceEnded");
        }

        reference.EndedAt = act.Now;
        reference.EndReason = act.Protect("end_reason", reference.Id, request.Reason!.Trim());
        act.Move(CaseEvent.AddReference, act.Case.State);
        act.Scope.Record("case.reference.withdrawn", nameof(Case), act.Case.Id);
        return new CasePartAnswer(reference.Id, act.Case.State);
    }
}
