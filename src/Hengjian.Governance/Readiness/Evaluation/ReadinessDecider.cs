using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Devices.Contracts;
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
    IEquipmentDirectory instruments,
    IAuthorisationDirectory authorisations,
    IAgreementDirectory agreements,
    IMotions motions) : IReadiness
{
    /// <summary>Kind of subject under which motions about deployments are put.</summary>
    public const string MotionSubject = "deployment";

    /// <summary>Beyond the number asked for, so many clinicians who may conclude are looked for where no authorisation is asked; a hospital has thousands.</summary>
    private const int SpareClinicians = 20;

    private static readonly PractitionerAct[] Acts = [PractitionerAct.Opinion, PractitionerAct.Operate, PractitionerAct.FinalDiagnosis];

    public async Task<ReadinessAnswer?> DecideAsync(HengjianDbContext db, Guid deploymentId, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ShareAsync(db, at, cancellationToken) is { } shared ? await DecideAsync(db, shared, deploymentId, cancellationToken) : null;

    public async Task<ReadinessAnswer?> DecideInAsync(HengjianDbContext db, Guid deploymentId, Guid departmentId, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ShareAsync(db, at, cancellationToken) is { } shared ? await DecideAsync(db, shared, deploymentId, cancellationToken, departmentId) : null;

    public Task<SharedFacts?> ShareAsync(HengjianDbContext db, DateTimeOffset at, CancellationToken cancellationToken) =>
        SharedFacts.ReadAsync(db, engine, institutions, staff, equipment, at, cancellationToken);

    public async Task<ReadinessAnswer?> DecideAsync(HengjianDbContext db, SharedFacts shared, Guid deploymentId, CancellationToken cancellationToken, Guid? elsewhere = null)
    {
        if (await deployments.FindAsync(db, deploymentId, cancellationToken) is not { } file)
        {
            return null;
        }

        var at = shared.At;
        var department = (elsewhere ?? file.DepartmentId) is { } id ? shared.Departments.GetValueOrDefault(id) : null;
        IReadOnlyList<StaffMember> ofDepartment = [.. department is null ? shared.Staff.Where(s => s.Facts.Home is null) : shared.StaffByDepartment[department.Id]];
        var pieces = shared.EquipmentOf(department?.Id);
        var terms = engine.Catalog.Parameters(ClauseIds.DepartmentStaff, at, file.Institution);
        var calendar = shared.Calendar(file.Needs, terms.Int("warnAheadDays"));
        var scope = engine.Decide(ClauseIds.Scope, file.Scope, at, file.Institution);
        var outside = scope.Outcome == ClauseOutcome.NotApplicable;
        // What is outside the specification asks for no authorisation (HP-7.1).
        var granted = terms.Bool("authorisationNeeded") && !outside
            ? Granted(await authorisations.OfDeploymentAsync(db, file.TechnologyId, deploymentId, at, null, cancellationToken), ShanghaiDay.Of(at))
            : null;
        var agreed = shared.Staff.Any(s => s.Facts.Home is not null) ? Agreed(shared, await agreements.OfDeploymentAsync(db, file.TechnologyId, deploymentId, cancellationToken), granted) : [];
        var people = People(shared, calendar, granted, agreed, ofDepartment, terms.Int("minimumClinicians"));
        var decision = Decided(await motions.OfAsync(db, MotionSubject, deploymentId, cancellationToken));
        var conditions = new DepartmentConditionFacts(
            department, shared.Institution.Pacs, [.. department is null ? [] : ofDepartment.Select(s => s.Facts)], file.Specialty, file.Acquires, pieces) { Outside = outside };
        var linked = await instruments.OfDeploymentAsync(db, deploymentId, ShanghaiDay.Of(at), cancellationToken);
        var trained = ofDepartment.Where(s => calendar.IsTrained(s.Facts)).Select(s => s.Id).ToList();
        Decision[] decisions =
        [
            scope,
            engine.Decide(ClauseIds.Embedded, file.Scope, at, file.Institution),
            engine.Decide(
                ClauseIds.InstitutionFit, new InstitutionFitFacts(shared.Institution, file.Subjects.Count > 0 ? file.Subjects : [file.Specialty], decision) { Outside = outside }, at, file.Institution),
            engine.Decide(ClauseIds.ClinicalDepartment, conditions, at, file.Institution),
            engine.Decide(ClauseIds.ImagingDepartment, conditions, at, file.Institution),
            engine.Decide(ClauseIds.LaboratoryDepartment, conditions, at, file.Institution),
            engine.Decide(
                ClauseIds.DepartmentStaff,
                new DepartmentStaffFacts(file.Category, trained, [.. people.SelectMany(p => p.Entries.Values.Select(e => e.Span))])
                {
                    Outside = outside,
                    Remote = [.. people.Where(p => p.Member.Facts.Home is not null).Select(p => p.Member.Id)],
                },
                at,
                file.Institution),
            engine.Decide(ClauseIds.ApprovedDevice, file.Approval, at, file.Institution),
            .. Enum.GetValues<UpkeepKind>().Select(kind => engine.Decide(DeviceRules.ClauseOf(kind), new UpkeepFacts(kind, linked), at, file.Institution)),
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

    /// <summary>Last days of authorisations in force, by person and act.</summary>
    private static Dictionary<(Guid Person, PractitionerAct Act), DateOnly> Granted(IReadOnlyList<AuthorisationTerm> terms, DateOnly day) =>
        terms.SelectMany(t => t.Acts.Select(a => (Key: (t.PractitionerId, a), Last: ShanghaiDay.Of(t.Until.AddTicks(-1)))))
            .Where(t => t.Last >= day).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Max(t => t.Last));

    /// <summary>
    /// Who counts: the department's staff, and whoever of other departments is authorised for the deployment. Where no authorisation is asked, anyone of the institution
    /// may conclude.
    /// </summary>
    private static List<(StaffMember Member, Dictionary<PractitionerAct, StaffCalendar.Entry> Entries)> People(
        SharedFacts shared,
        StaffCalendar calendar,
        Dictionary<(Guid Person, PractitionerAct Act), DateOnly>? granted,
        Dictionary<(Guid Person, PractitionerAct Act), DateOnly> agreed,
        IReadOnlyList<StaffMember> ofDepartment,
        int minimumClinicians)
    {
        var known = ofDepartment.Select(m => m.Id).ToHashSet();
        var authorised = granted?.Keys.Select(k => k.Person).ToHashSet();
        var people = ofDepartment.Concat(shared.Staff.Where(m => authorised?.Contains(m.Id) == true && !known.Contains(m.Id)))
            .Select(m => (Member: m, Entries: Acts.ToDictionary(a => a, a => Of(m, a)))).ToList();
        if (granted is not null)
        {
            return people;
        }

        people.AddRange(shared.Staff.Where(m => agreed.Keys.Any(k => k.Person == m.Id)).Select(m => (m, Acts.ToDictionary(a => a, a => Of(m, a)))));

        var conclude = people.Count(p => p.Entries[PractitionerAct.FinalDiagnosis].Span.May.Count > 0);
        foreach (var member in shared.Staff.Where(m => m.Facts is { Kind: PractitionerKind.Physician, Home: null } && !known.Contains(m.Id)))
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

        StaffCalendar.Entry Of(StaffMember member, PractitionerAct act)
        {
            var entry = Within(calendar.Of(member.Facts, act), granted, ClauseIds.Authorisation);
            return member.Facts.Home is null ? entry : Within(entry, agreed, ClauseIds.RemoteAgreement);
        }
    }

    /// <summary>Last days of agreements that let remote readers act today, by person and act; HP-9.1 itself says which do.</summary>
    private Dictionary<(Guid Person, PractitionerAct Act), DateOnly> Agreed(
        SharedFacts shared, IReadOnlyList<AgreementFact> signed, Dictionary<(Guid Person, PractitionerAct Act), DateOnly>? granted)
    {
        var last = new Dictionary<(Guid, PractitionerAct), DateOnly>();
        foreach (var member in shared.Staff.Where(m => m.Facts.Home is not null))
        {
            foreach (var act in new[] { PractitionerAct.Opinion, PractitionerAct.FinalDiagnosis })
            {
                var under = signed.Where(a => engine.Decide(
                    ClauseIds.RemoteAgreement,
                    new RemoteReaderFacts(member.Id, member.Facts.Home, act, [a], granted?.ContainsKey((member.Id, act)) == true),
                    shared.At).Outcome == ClauseOutcome.Satisfied).Select(a => a.To).ToList();
                if (under.Count > 0)
                {
                    last[(member.Id, act)] = under.Max();
                }
            }
        }

        return last;
    }

    /// <summary>The days of eligibility within those of what is granted; without a grant, none.</summary>
    private static StaffCalendar.Entry Within(StaffCalendar.Entry entry, Dictionary<(Guid Person, PractitionerAct Act), DateOnly>? granted, string clause) =>
        granted is null ? entry
        : !granted.TryGetValue((entry.Span.PractitionerId, entry.Span.Act), out var last) ? new(entry.Span with { May = [] }, [.. entry.Unmet, clause], entry.OnLeave)
        : entry with { Span = entry.Span with { May = [.. entry.Span.May.Where(r => r.From <= last).Select(r => r.To <= last ? r : r with { To = last })] } };

    private static StaffLine Line(StaffMember member, Dictionary<PractitionerAct, StaffCalendar.Entry> entries, bool ofDepartment) => new(
        member.Id,
        member.Name,
        ofDepartment,
        [.. entries.Select(e => new StaffAnswer(
            e.Key,
            e.Value.Unmet.Count == 0 && !e.Value.OnLeave,
            e.Value.Unmet.Count == 0 && !e.Value.OnLeave && e.Value.Span.May[0].To is var to && to < DateOnly.MaxValue ? to : null,
            e.Value.Unmet,
            e.Value.OnLeave))])
    {
        RemoteFrom = member.Facts.Home?.Institution,
    };

    /// <summary>The technology committee's latest decision that stands or fell; an open motion decides nothing yet.</summary>
    private static CommitteeDecisionFact? Decided(IReadOnlyList<MotionFacts> motions) =>
        motions.Where(m => m is { Committee: CommitteeKind.Technology, DecidedAt: not null, State: not (MotionState.Open or MotionState.Withdrawn) }).MaxBy(m => m.DecidedAt) is { } last
            ? new CommitteeDecisionFact(
                last.Id, ShanghaiDay.Of(last.DecidedAt!.Value), last.State is MotionState.Approved or MotionState.ApprovedWithConditions, last.Conditions, last.ReviewBy)
            : null;
}
