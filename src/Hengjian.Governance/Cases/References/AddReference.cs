using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.References;

/// <summary>Adds a reference standard; the statistics judge the case by the one of highest precedence.</summary>
public sealed class AddReference(CaseActs acts) : ICaseReferences
{
    public Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, ReferenceRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CasePartAnswer>(caseId, context, CaseEvent.AddReference, (act, _) => Task.FromResult(Add(act, request)), cancellationToken);

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
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var reference = act.Add(new Reference
        {
            CaseId = act.Case.Id,
            Kind = request.Kind!.Value,
            Label = request.Label!,
            EstablishedOn = request.EstablishedOn!.Value,
            RecordedBy = act.Caller.Kind == CallerKind.User ? act.Caller.PractitionerId : null,
            RecordedAt = act.Now,
        });
        act.File.References.Add(reference);
        act.Move(CaseEvent.AddReference, act.Case.State);
        act.Scope.Record("case.reference.added", nameof(Case), act.Case.Id);
        return new CasePartAnswer(reference.Id, act.Case.State);
    }
}
