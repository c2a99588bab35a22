using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>What is decided before a trainee is taken: R17-4.1.1 as of the day, HP-6.3, and R17-4.2.1c of each supervisor.</summary>
public sealed class AdmissionJudge(RuleEngine rules, IInstitutionRegister institutions, IPractitionerDirectory practitioners, ITrainingBases bases, IProgrammes programmes)
{
    /// <param name="supervisors">Who is to supervise.</param>
    /// <param name="from">First day of the training.</param>
    /// <param name="at">The moment of the act.</param>
    internal async Task<IReadOnlyList<Decision>> DecideAsync(
        HengjianDbContext db, Enrolment enrolment, IReadOnlyList<Guid> supervisors, DateOnly from, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var institution = await institutions.CreditCodeAsync(db, cancellationToken);
        var decisions = new List<Decision>();
        if (enrolment.Route != TrainingRoute.Exemption)
        {
            decisions.Add(await TraineeAsync(db, enrolment, at, institution, cancellationToken));
        }

        var plan = enrolment.ProgrammeVersionId is { } version ? await programmes.FindAsync(db, version, cancellationToken) : null;
        var taken = enrolment.ProgrammeVersionId is null ? 0
            : await db.Set<Enrolment>().CountAsync(e => e.Id != enrolment.Id && e.ProgrammeVersionId == enrolment.ProgrammeVersionId && e.State == EnrolmentState.Active, cancellationToken);
        var names = await practitioners.NamesAsync(db, supervisors, cancellationToken);
        var load = new List<(Guid PractitionerId, string Name, int Others)>();
        foreach (var supervisor in supervisors)
        {
            load.Add((supervisor, names.GetValueOrDefault(supervisor, ""), await OthersAsync(db, enrolment.Id, supervisor, at, cancellationToken)));
        }

        decisions.Add(rules.Decide(
            ClauseIds.Admission,
            new AdmissionFacts(from, await bases.FindAsync(db, enrolment.BaseId, cancellationToken), enrolment.TechnologyCategory, enrolment.Kind, enrolment.Route, plan?.Capacity ?? 0, taken, load),
            at,
            institution));
        decisions.AddRange(await SupervisorsAsync(db, enrolment, supervisors, at, cancellationToken));
        return decisions;
    }

    /// <summary>R17-4.1.1 alone.</summary>
    internal async Task<Decision> TraineeAsync(HengjianDbContext db, Enrolment enrolment, DateTimeOffset at, string? institution, CancellationToken cancellationToken)
    {
        var person = await practitioners.FindAsync(db, enrolment.PractitionerId, null, cancellationToken)
            ?? throw new InvalidOperationException($"The trainee of {enrolment.Number} is not on record.");
        return rules.Decide(ClauseIds.Trainee, new TraineeFacts(person, enrolment.Kind), at, institution);
    }

    /// <summary>R17-4.2.1c of each; physicians' programmes alone ask for it.</summary>
    internal async Task<IReadOnlyList<Decision>> SupervisorsAsync(
        HengjianDbContext db, Enrolment enrolment, IReadOnlyList<Guid> supervisors, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var decisions = new List<Decision>();
        foreach (var supervisor in enrolment.Kind == ProgrammeKind.Physician ? supervisors : [])
        {
            decisions.Add(await programmes.SupervisorAsync(db, supervisor, enrolment.TechnologyCategory, at, cancellationToken));
        }

        return decisions;
    }

    /// <summary>How many others a person supervises now.</summary>
    internal static async Task<int> OthersAsync(HengjianDbContext db, Guid enrolment, Guid supervisor, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var text = supervisor.ToString("D");
        return (await db.Set<Enrolment>().AsNoTracking().Where(e => e.Id != enrolment && e.State == EnrolmentState.Active && e.NamedSupervisors.Contains(text)).Select(e => e.Supervisors).ToListAsync(cancellationToken))
            .Count(list => list.Any(s => s.PractitionerId == supervisor && s.At(at)));
    }
}
