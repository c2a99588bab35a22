using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Handing;

/// <summary>
/// Whether a colleague may take a case: the same decisions as at the act itself, so that nobody is named who would be refused there. Who is named is no fact of
/// statistics, so no observer is told.
/// </summary>
public sealed class CaseTakers
{
    private readonly CaseActors _actors;
    private readonly IDeploymentDirectory _deployments;
    private readonly EligibilityDecisions _decisions;

    internal CaseTakers(CaseActors actors, IDeploymentDirectory deployments, EligibilityDecisions decisions)
    {
        _actors = actors;
        _deployments = deployments;
        _decisions = decisions;
    }

    internal async Task<Refusal?> RefuseAsync(WriteScope scope, Case subject, Guid? practitioner, PractitionerAct act, CancellationToken cancellationToken)
    {
        if (practitioner is null)
        {
            return new Conflict("handover.noRecord");
        }

        var deployment = await _deployments.FindAsync(scope.Db, subject.DeploymentId, cancellationToken);
        if (deployment is null || await _actors.FindAsync(scope.Db, practitioner, deployment, null, cancellationToken) is not { } actor)
        {
            return new Conflict("handover.noRecord");
        }

        var decisions = _decisions.Decide(new EligibilityFile(actor, deployment, null), act, scope.Now);
        return EligibilityDecisions.MayAct(decisions) ? null : new RuleRefused(decisions);
    }
}

/// <summary>Cases that name somebody as reader and wait for that opinion.</summary>
internal sealed class CaseReadings(CaseTakers takers) : IOpenTasks
{
    private static readonly CaseState[] BeforeOpinion =
        [CaseState.Registered, CaseState.Indicated, CaseState.Analysed, CaseState.Reading, CaseState.Provisional, CaseState.Disagreed];

    public string Kind => "caseReading";

    public async Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var named = await db.Set<Case>().Where(c => c.StudyKey == null && c.NamedReaders != "" && BeforeOpinion.Contains(c.State))
            .Select(c => c.NamedReaders).Distinct().ToListAsync(cancellationToken);
        return [.. named.SelectMany(NamedPeople.Read).Distinct().Select(TaskHolder.OfPractitioner)];
    }

    public async Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        if (holder.PractitionerId is not { } reader)
        {
            return [];
        }

        var rows = await Waiting(db, reader).OrderBy(c => c.DueAt == null).ThenBy(c => c.DueAt).ThenBy(c => c.Number)
            .Select(c => new { c.Id, c.Number, c.ExaminationKind, c.DueAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(c => new OpenTask(Kind, c.Id, $"{c.Number} · {c.ExaminationKind}", $"/cases/{c.Id:D}", c.DueAt));
    }

    public async Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken)
    {
        if (from.PractitionerId is not { } reader || await Waiting(scope.Db, reader).FirstOrDefaultAsync(c => c.Id == task, cancellationToken) is not { } subject)
        {
            return new NotFound("case");
        }

        if (to.PractitionerId is { } taker && subject.Readers.Contains(taker))
        {
            return new Conflict("handover.alreadyNamed");
        }

        if (await takers.RefuseAsync(scope, subject, to.PractitionerId, PractitionerAct.Opinion, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        subject.NamedReaders = NamedPeople.Replace(subject.NamedReaders, reader, to.PractitionerId!.Value);
        scope.Record("case.readerReplaced", nameof(Case), subject.Id);
        return null;
    }

    private static IQueryable<Case> Waiting(HengjianDbContext db, Guid reader)
    {
        var text = reader.ToString("D");
        var opinions = db.Set<Opinion>();
        return db.Set<Case>().Where(c => c.StudyKey == null && c.NamedReaders.Contains(text) && BeforeOpinion.Contains(c.State)
            && !opinions.Any(o => o.CaseId == c.Id && o.PractitionerId == reader && o.Phase == ReadingPhase.AfterAi));
    }
}

/// <summary>Cases that name somebody as the clinician who concludes them.</summary>
internal sealed class CaseConclusions(CaseTakers takers) : IOpenTasks
{
    private static readonly CaseState[] Over = [CaseState.Concluded, CaseState.Reported, CaseState.Closed, CaseState.Cancelled];

    public string Kind => "caseConclusion";

    public async Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var named = await db.Set<Case>().Where(c => c.StudyKey == null && c.ClinicianId != null && !Over.Contains(c.State)).Select(c => c.ClinicianId!.Value).Distinct().ToListAsync(cancellationToken);
        return named.ConvertAll(TaskHolder.OfPractitioner);
    }

    public async Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        if (holder.PractitionerId is not { } clinician)
        {
            return [];
        }

        var rows = await Waiting(db, clinician).OrderBy(c => c.DueAt == null).ThenBy(c => c.DueAt).ThenBy(c => c.Number)
            .Select(c => new { c.Id, c.Number, c.ExaminationKind, c.DueAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(c => new OpenTask(Kind, c.Id, $"{c.Number} · {c.ExaminationKind}", $"/cases/{c.Id:D}", c.DueAt));
    }

    public async Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken)
    {
        if (from.PractitionerId is not { } clinician || await Waiting(scope.Db, clinician).FirstOrDefaultAsync(c => c.Id == task, cancellationToken) is not { } subject)
        {
            return new NotFound("case");
        }

        if (await takers.RefuseAsync(scope, subject, to.PractitionerId, PractitionerAct.FinalDiagnosis, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        subject.ClinicianId = to.PractitionerId;
        scope.Record("case.clinicianReplaced", nameof(Case), subject.Id);
        return null;
    }

    private static IQueryable<Case> Waiting(HengjianDbContext db, Guid clinician) =>
        db.Set<Case>().Where(c => c.StudyKey == null && c.ClinicianId == clinician && !Over.Contains(c.State));
}
