using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>Enrolments as lists and whole, each caller's own part.</summary>
public sealed class EnrolmentQueries(
    Database database, ITrainingBases bases, IProgrammes programmes, IPractitionerDirectory practitioners, IActorNames actors, TimeProvider clock)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<EnrolmentItem>> ListAsync(Caller caller, EnrolmentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var rows = Filtered(db, EnrolmentDesk.Visible(db, caller).AsNoTracking(), filter, today);
        var total = await rows.CountAsync(cancellationToken);
        var listed = await rows.OrderByDescending(e => e.AppliedAt).ThenBy(e => e.Id).Skip(page.Skip).Take(page.Size)
            .Select(e => new { Row = e, Waiting = db.Set<CaseLogEntry>().Count(c => c.EnrolmentId == e.Id && c.State == CaseEntryState.Waiting) }).ToListAsync(cancellationToken);
        return new Page<EnrolmentItem>([.. listed.Select(l => Item(l.Row, l.Waiting, today))], total);
    }

    public async Task<EnrolmentView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await EnrolmentDesk.Visible(db, caller).AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } e)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var waiting = await db.Set<CaseLogEntry>().CountAsync(c => c.EnrolmentId == id && c.State == CaseEntryState.Waiting, cancellationToken);
        var people = new[] { e.AppliedBy, e.DecidedBy, e.Evidence?.EnteredBy, e.Evidence?.CheckedBy, e.CompletedBy, e.EndedBy }.OfType<Guid>()
            .Concat(e.PlanChanges.SelectMany(c => new[] { c.AskedBy, c.DecidedBy ?? c.AskedBy })).Distinct().ToList();
        var names = await actors.FindAsync(caller.InstitutionId, people.ConvertAll(p => p.ToString("D")), cancellationToken);
        string? Who(Guid? user) => user is { } known ? names.GetValueOrDefault(known.ToString("D")) : null;
        return new EnrolmentView(
            Item(e, waiting, ShanghaiDay.Of(now)),
            e.Version,
            e.BaseId,
            (await bases.FindAsync(db, e.BaseId, cancellationToken))?.Institution,
            e.ProgrammeVersionId,
            Who(e.AppliedBy),
            e.AppliedAt,
            Who(e.DecidedBy),
            e.DecidedAt,
            e.DecisionNote,
            e.AdmissionDecisions,
            e.PrescribedOn,
            e.Plan,
            e.Supervisors,
            e.Extensions,
            [
                .. e.PlanChanges.Reverse().Select(c => new PlanChangeView(
                    c.Id, c.Reason, c.Before, c.After, c.State, Who(c.AskedBy), c.AskedAt, Who(c.DecidedBy), c.DecidedAt, c.Note, MayDecidePlan(e, c, caller))),
            ],
            e.Evidence,
            Who(e.Evidence?.EnteredBy),
            Who(e.Evidence?.CheckedBy),
            Who(e.CompletedBy),
            e.CompletedAt,
            e.CertificateId,
            e.CertificateNumber,
            Who(e.EndedBy),
            e.EndedAt,
            e.EndReason,
            May(e, caller, now));
    }

    /// <summary>Who may supervise on an enrolment: the programme's supervisors, without the trainee.</summary>
    public async Task<IReadOnlyList<PersonChoice>> SupervisorsAsync(Caller caller, Guid? programmeVersion, Guid? trainee, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var plan = programmeVersion is { } version ? await programmes.FindAsync(db, version, cancellationToken) : null;
        var names = await practitioners.NamesAsync(db, [.. (plan?.Supervisors ?? []).Where(s => s != trainee)], cancellationToken);
        return [.. names.OrderBy(n => n.Value, StringComparer.Ordinal).Select(n => new PersonChoice(n.Key, n.Value))];
    }

    private static IQueryable<Enrolment> Filtered(HengjianDbContext db, IQueryable<Enrolment> rows, EnrolmentFilter filter, DateOnly today)
    {
        if (filter.Text is { Length: > 0 } text)
        {
            rows = rows.Where(e => e.Number.Contains(text) || e.PractitionerName.Contains(text) || (e.Programme != null && e.Programme.Contains(text)));
        }

        if (filter.State is { } state)
        {
            rows = rows.Where(e => e.State == state);
        }

        if (filter.Route is { } route)
        {
            rows = rows.Where(e => e.Route == route);
        }

        if (filter.Late)
        {
            rows = rows.Where(e => e.State == EnrolmentState.Active && e.DueOn != null && e.DueOn < today);
        }

        return filter.Waiting switch
        {
            EnrolmentWaiting.Signatures => rows.Where(e => db.Set<CaseLogEntry>().Any(c => c.EnrolmentId == e.Id && c.State == CaseEntryState.Waiting)),
            EnrolmentWaiting.Evidence => rows.Where(e => e.EvidenceWaits),
            EnrolmentWaiting.PlanChange => rows.Where(e => e.PlanChangeWaits),
            _ => rows,
        };
    }

    private static EnrolmentMay May(Enrolment e, Caller caller, DateTimeOffset now)
    {
        var active = e.State == EnrolmentState.Active;
        var manages = caller.Can(Permission.EnrolmentsWrite);
        var own = caller.PractitionerId == e.PractitionerId;
        return new EnrolmentMay(
            manages && e.State == EnrolmentState.Applied,
            manages && active,
            active && own && caller.Can(Permission.TrainingAttend) && e.Route != TrainingRoute.Exemption,
            active && caller.Can(Permission.TrainingSupervise) && e.SupervisedBy(caller.PractitionerId, now),
            active && manages && e.Route != TrainingRoute.Normal,
            active && e.EvidenceWaits && caller.Can(Permission.TrainingEvidenceCheck) && e.Evidence?.EnteredBy != caller.Id && !own,
            active && manages && !own)
        {
            ChangePlan = active && e.DueOn is not null && !e.PlanChangeWaits && (manages || own || e.SupervisedBy(caller.PractitionerId, now)),
        };
    }

    private static bool MayDecidePlan(Enrolment e, PlanChange change, Caller caller) =>
        change.State == PlanChangeState.Asked && e.State == EnrolmentState.Active && caller.Can(Permission.EnrolmentsWrite) && change.AskedBy != caller.Id && e.PractitionerId != caller.PractitionerId;

    private static EnrolmentItem Item(Enrolment e, int waiting, DateOnly today) => new(
        e.Id, e.Number, e.PractitionerId, e.PractitionerName, e.Route, e.State, e.Kind, e.Programme, e.TechnologyCategory, e.StartsOn, e.DueOn,
        [.. e.Supervisors.Where(s => s.Until is null).Select(s => s.Name)], waiting, e.EvidenceWaits, e.State == EnrolmentState.Active && e.DueOn < today);
}
