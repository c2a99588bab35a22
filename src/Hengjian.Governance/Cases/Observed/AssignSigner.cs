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
/// place in the case, and the finding about its signer ends. A wrong word is mended the same way while the case still takes opinions: the opinion under the wrong name is superseded, and what was said first
/// stays in the reason.
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

    /// <summary><see cref="Conflict"/> where the numbers told the signer, or the act has its effect in the case.</summary>
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

            if (row.PractitionerId == request.PractitionerId || !MayAssign(row, act.Case.State))
            {
                return new Conflict("observed.signerKnown");
            }

            var given = row.PartId;

            var reason = request.Reason!.Trim();
            if (row.PractitionerId is { } earlier)
            {
                var name = (await _practitioners.NamesAsync(scope.Db, [earlier], ct)).GetValueOrDefault(earlier);
                reason += $"\n← {name}: {scope.Database.Fields.Unprotect(row.InstitutionId, "assign_reason", row.Id, row.AssignReason)}";
            }

            (row.PractitionerId, row.AssignedBy, row.AssignedAt) = (request.PractitionerId, scope.Caller.Id, scope.Now);
            row.AssignReason = act.Protect("assign_reason", row.Id, reason);
            var answer = await TakeUpAsync(scope, act, row, "signerAssigned", ct);
            return given is not null && row.Effect != ObservedEffect.Taken ? new Conflict(row.Why ?? "observed.signerKnown") : answer;
        },
        cancellationToken);

    /// <summary>Whether a person may still say who signed: nobody has told yet, or what a person said has had no effect, or one that can be superseded.</summary>
    internal static bool MayAssign(ObservedAct row, CaseState state) => row switch
    {
        { PractitionerId: null } => true,
        { AssignedBy: null } => false,
        { Effect: not ObservedEffect.Taken } => true,
        { Kind: ObservedKind.Opinion } => CaseMachine.Find(state, CaseEvent.GiveOpinion) is not null,
        _ => false,
    };

    /// <summary>Looks once more for the signers of acts whose numbers told nobody: the person may have been registered since.</summary>
    /// <returns>How many are known now.</returns>
    internal async Task<int> RetryAsync(Guid institution, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var known = 0;
        foreach (var id in ids)
        {
            await _writer.WriteAsSystemAsync(
                institution,
                async (scope, ct) =>
                {
                    if (await scope.Db.Set<ObservedAct>().FirstOrDefaultAsync(a => a.Id == id && a.PractitionerId == null, ct) is { } row
                        && await _acts.OpenAsync(scope, row.CaseId, ct) is { } act)
                    {
                        await TakeUpAsync(scope, act, row, "signerFound", ct);
                        known += row.PractitionerId is null ? 0 : 1;
                    }
                },
                cancellationToken);
        }

        return known;
    }

    private async Task<ObservedAnswer> TakeUpAsync(WriteScope scope, CaseAct act, ObservedAct row, string how, CancellationToken cancellationToken)
    {
        var before = CaseFactsBuilder.Build(act.File, act.Deployment);
        var waited = row.Effect == ObservedEffect.Waiting ? 1 : 0;
        var system = await scope.Db.Set<ExternalSystem>().Where(s => s.Id == row.SystemId).Select(s => s.Name).FirstAsync(cancellationToken);
        await _progress.TryAsync(act, row, ObservedProgress.ContentOf(act, row), system, cancellationToken);
        act.Case.WaitingActs += (row.Effect == ObservedEffect.Waiting ? 1 : 0) - waited;
        scope.Record($"case.observed.{how}.{CodeName.Of(row.Effect)}", nameof(Case), act.Case.Id, row.Decisions.Count > 0 ? row.Decisions[0].Pack : null);
        await _acts.SaveAsync(scope, act, before, cancellationToken);
        return ObserveAct.Answer(row, act.Case.State);
    }
}
