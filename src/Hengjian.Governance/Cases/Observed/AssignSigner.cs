using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>Who signed an act of somebody unknown, and how that is known.</summary>
public sealed record AssignSignerRequest
{
    public Guid? PractitionerId { get; init; }

    /// <summary>1 to 500 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// An officer says who the signer of an observed act is whose numbers told nobody. What the system sent stays as it came; the act is decided anew as of its own moment, takes its
/// place in the case, and the finding about its signer ends.
/// </summary>
public sealed class AssignSigner
{
    private readonly IWriter _writer;
    private readonly CaseActs _acts;
    private readonly ObservedProgress _progress;
    private readonly IPractitionerDirectory _practitioners;

    internal AssignSigner(IWriter writer, CaseActs acts, ObservedProgress progress, IPractitionerDirectory practitioners)
    {
        _writer = writer;
        _acts = acts;
        _progress = progress;
        _practitioners = practitioners;
    }

    /// <summary><see cref="Conflict"/> where the signer is known already.</summary>
    public Task<Outcome<ObservedAnswer>> HandleAsync(Guid id, AssignSignerRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<ObservedAnswer>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<ObservedAct>().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } row || await _acts.OpenAsync(scope, row.CaseId, ct) is not { } act)
            {
                return new NotFound("observedAct");
            }

            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            errors.Require(request.PractitionerId is not null, "practitionerId", "field.required");
            errors.Require(
                request.PractitionerId is not { } named || await _practitioners.FindAsync(scope.Db, named, null, ct) is { StudyReader: false }, "practitionerId", "field.unknownReference");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (row.PractitionerId is not null)
            {
                return new Conflict("observed.signerKnown");
            }

            var before = CaseFactsBuilder.Build(act.File, act.Deployment);
            (row.PractitionerId, row.AssignedBy, row.AssignedAt) = (request.PractitionerId, scope.Caller.Id, scope.Now);
            row.AssignReason = act.Protect("assign_reason", row.Id, request.Reason!.Trim());
            var system = await scope.Db.Set<ExternalSystem>().Where(s => s.Id == row.SystemId).Select(s => s.Name).FirstAsync(ct);
            await _progress.TryAsync(act, row, ObservedProgress.ContentOf(act, row), system, ct);
            act.Case.WaitingActs += row.Effect == ObservedEffect.Waiting ? 1 : 0;
            scope.Record($"case.observed.signerAssigned.{CodeName.Of(row.Effect)}", nameof(Case), act.Case.Id, row.Decisions.Count > 0 ? row.Decisions[0].Pack : null);
            await _acts.SaveAsync(scope, act, before, ct);
            return ObserveAct.Answer(row, act.Case.State);
        },
        cancellationToken);
}
