using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>Decides the clauses that admit a deployment from what is on record.</summary>
internal sealed class ReadinessDecider(
    RuleEngine engine,
    IDeploymentDirectory deployments,
    IInstitutionFacts institutions,
    IStaffDirectory staff,
    IEnumerable<IDepartmentEquipment> equipment,
    IMotions motions) : IReadiness
{
    /// <summary>Kind of subject under which motions about deployments are put.</summary>
    public const string MotionSubject = "deployment";

    /// <summary>Beyond the number asked for, so many clinicians who may conclude are looked for; a hospital has thousands.</summary>
    private const int SpareClinicians = 20;

    private static readonly PractitionerAct[] Acts = [PractitionerAct.Opinion, PractitionerAct.Operate, PractitionerAct.FinalDiagnosis];

    public async Task<ReadinessAnswer?> DecideAsync(HengjianDbContext db, Guid deploymentId, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ShareAsync(db, at, cancellationToken) is { } shared ? await DecideAsync(db, shared, deploymentId, cancellationToken) : null;

    public Task<SharedFacts?> ShareAsync(HengjianDbContext db, DateTimeOffset at, CancellationToken cancellationToken) =>
        SharedFacts.ReadAsync(db, engine, institutions, staff, equipment, at, cancellationToken);

    public async Task<ReadinessAnswer?> DecideAsync(HengjianDbContext db, SharedFacts shared, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (await deployments.FindAsync(db, deploymentId, cancellationToken) is not { } file)
        {
            return null;
        }

        var at = shared.At;
        var department = file.DepartmentId is { } id ? shared.Departments.GetValueOrDefault(id) : null;
        var ofDepartment = department is null ? shared.Staff : [.. shared.StaffByDepartment[department.Id]];
        var pieces = shared.EquipmentOf(department?.Id);
        var terms = engine.Catalog.Parameters(ClauseIds.DepartmentStaff, at, file.Institution);
        var calendar = shared.Calendar(file.Needs, terms.Int("warnAheadDays"));
        var people = People(shared, calendar, ofDepartment, terms.Int("minimumClinicians"));
        var decision = Decided(await motions.OfAsync(db, MotionSubject, deploymentId, cancellationToken));
        var conditions = new DepartmentConditionFacts(
            department, shared.Institution.Pacs, [.. department is null ? [] : ofDepartment.Select(s => s.Facts)], file.Specialty, file.Acquires, pieces);
        var trained = ofDepartment.Where(s => calendar.IsTrained(s.Facts)).Select(s => s.Id).ToList();
        Decision[] decisions =
        [
            engine.Decide(ClauseIds.Scope, file.Scope, at, file.Institution),
            engine.Decide(ClauseIds.Embedded, file.Scope, at, file.Institution),
            engine.Decide(
                ClauseIds.InstitutionFit, new InstitutionFitFacts(shared.Institution, file.Subjects.Count > 0 ? file.Subjects : [file.Specialty], decision), at, file.Institution),
            engine.Decide(ClauseIds.ClinicalDepartment, conditions, at, file.Institution),
            engine.Decide(ClauseIds.ImagingDepartment, conditions, at, file.Institution),
            engine.Decide(ClauseIds.LaboratoryDepartment, conditions, at, file.Institution),
            engine.Decide(
                ClauseIds.DepartmentStaff, new DepartmentStaffFacts(file.Category, trained, [.. people.SelectMany(p => p.Entries.Values.Select(e => e.Span))]), at, file.Institution),
            engine.Decide(ClauseIds.ApprovedDevice, file.Approval, at, file.Institution),
        ];
        var gap = decisions.Select(d => d.Facts.GetValueOrDefault("gapOn") as string).OfType<string>()
            .Select(t => (DateOnly?)DateOnly.ParseExact(t, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
        return new ReadinessAnswer(
            decisions.Any(d => d.Blocks) ? ReadinessOutcome.NotReady : gap is null ? ReadinessOutcome.Ready : ReadinessOutcome.AtRisk,
            decisions,
            gap,
            [.. people.Select(p => Line(p.Member, p.Entries, ofDepartment.Contains(p.Member)))],
            pieces);
    }

    /// <summary>
    /// Who counts: the department's staff for opinions and operating, anyone of the institution for conclusions. (Where authorisations are kept, an authorisation for the
    /// technology and the act is asked for besides, and lets people of other departments count.)
    /// </summary>
    private static List<(StaffMember Member, Dictionary<PractitionerAct, StaffCalendar.Entry> Entries)> People(
        SharedFacts shared, StaffCalendar calendar, IReadOnlyList<StaffMember> ofDepartment, int minimumClinicians)
    {
        var people = ofDepartment.Select(m => (Member: m, Entries: Acts.ToDictionary(a => a, a => calendar.Of(m.Facts, a)))).ToList();
        var conclude = people.Count(p => p.Entries[PractitionerAct.FinalDiagnosis].Span.May.Count > 0);
        var known = ofDepartment.Select(m => m.Id).ToHashSet();
        foreach (var member in shared.Staff.Where(m => m.Facts.Kind == PractitionerKind.Physician && !known.Contains(m.Id)))
        {
            if (conclude >= minimumClinicians + SpareClinicians)
            {
                break;
            }

            var entry = calendar.Of(member.Facts, PractitionerAct.FinalDiagnosis);
            if (entry.Span.May.Count > 0)
            {
                people.Add((member, new Dictionary<PractitionerAct, StaffCalendar.Entry> { [PractitionerAct.FinalDiagnosis] = entry }));
                conclude++;
            }
        }

        return people;
    }

    private static StaffLine Line(StaffMember member, Dictionary<PractitionerAct, StaffCalendar.Entry> entries, bool ofDepartment) => new(
        member.Id,
        member.Name,
        ofDepartment,
        [.. entries.Select(e => new StaffAnswer(
            e.Key,
            e.Value.Unmet.Count == 0 && !e.Value.OnLeave,
            e.Value.Unmet.Count == 0 && !e.Value.OnLeave && e.Value.Span.May[0].To is var to && to < DateOnly.MaxValue ? to : null,
            e.Value.Unmet,
            e.Value.OnLeave))]);

    /// <summary>The technology committee's latest decision that stands or fell; an open motion decides nothing yet.</summary>
    private static CommitteeDecisionFact? Decided(IReadOnlyList<MotionFacts> motions) =>
        motions.Where(m => m is { Committee: CommitteeKind.Technology, DecidedAt: not null, State: not (MotionState.Open or MotionState.Withdrawn) }).MaxBy(m => m.DecidedAt) is { } last
            ? new CommitteeDecisionFact(
                last.Id, ShanghaiDay.Of(last.DecidedAt!.Value), last.State is MotionState.Approved or MotionState.ApprovedWithConditions, last.Conditions, last.ReviewBy)
            : null;
}
