using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.References;

/// <summary>What the case turned out to be, as interfaces.md names it.</summary>
public sealed record ReferenceRequest
{
    public ReferenceKind? Kind { get; init; }

    public string? Label { get; init; }

    public DateOnly? EstablishedOn { get; init; }
}

/// <summary>Adds a reference standard; the statistics judge the case by the one of highest precedence.</summary>
public sealed class AddReference(CaseActs acts)
{
    public Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, ReferenceRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CasePartAnswer>(caseId, context, CaseEvent.AddReference, (act, _) => Task.FromResult(Add(act, request)), cancellationToken);

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
