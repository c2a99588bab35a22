using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Readiness.Domain.Rules;

/// <summary>
/// What R17-1.2, 1.3 and 1.4 have in common: people of the department with the years in the right work, computer hardware, and equipment in service that acquires what
/// the AI needs. Each concerns one kind of department and does not apply to others.
/// </summary>
internal abstract class DepartmentConditionRule(string clause, DepartmentKind kind) : Rule<DepartmentConditionFacts>(clause)
{
    private static readonly RuleMessage OtherKind = new("department.otherKind", "department", "kind", "concerned");
    private static readonly RuleMessage NotSaid = new("department.notSaid");
    private static readonly RuleMessage FewPeople = new("department.fewPeople", "has", "needs", "years", "specialties");
    private static readonly RuleMessage NoHardware = new("department.noHardware");
    private static readonly RuleMessage NoAcquisition = new("department.noAcquisition", "acquires");
    private static readonly RuleMessage OutOfService = new("department.outOfService", "equipment");
    private static readonly RuleMessage VerificationOverdue = new("department.verificationOverdue", "equipment");
    private static readonly RuleMessage Reached = new("years.reachedOn", "on");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("years", ParameterType.Integer), new("residencyCounts", ParameterType.Boolean), new("leaveOverMonths", ParameterType.Integer),
        new("partTimeCounts", ParameterType.Choice), new("minimumStaff", ParameterType.Integer), new("overdueVerificationCounts", ParameterType.Boolean),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [TechnologyScopeJudgement.NotBound, OtherKind, NotSaid, FewPeople, NoHardware, NoAcquisition, OutOfService, VerificationOverdue, Reached];

    /// <summary>Kinds of staff whose years count.</summary>
    protected virtual IReadOnlyList<string> Kinds(ClauseParameters parameters) => [CodeName.Of(PractitionerKind.Physician)];

    /// <summary>Specialties whose time counts, one as good as the other.</summary>
    protected abstract IReadOnlyList<string> Specialties(DepartmentConditionFacts facts, ClauseParameters parameters);

    /// <summary>What this clause asks beyond the others.</summary>
    protected virtual void CheckMore(DepartmentConditionFacts facts, FactSheet sheet, List<MissingItem> missing)
    {
    }

    public override RuleAnswer Decide(DepartmentConditionFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet();
        if (facts.Outside)
            return RuleAnswer.NotApplicable(sheet, TechnologyScopeJudgement.NotBound.With());
        if (facts.Department is not { } department)
        {
            // One of the three must ask for the department, or none would; the others wait for it.
            return kind == DepartmentKind.Clinical ? RuleAnswer.From(sheet, [NotSaid.With()]) : RuleAnswer.NotApplicable(sheet, NotSaid.With());
        }

        sheet.Add("department", department.Name).Add("departmentKind", CodeName.Of(department.Kind));
        if (department.Kind != kind)
            return RuleAnswer.NotApplicable(sheet, OtherKind.With(department.Name, CodeName.Of(department.Kind), CodeName.Of(kind)));

        var missing = new List<MissingItem>();
        CheckPeople(facts, ShanghaiDay.Of(at), parameters, sheet, missing);
        var hardware = department.Hardware.Select(h => h.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{h.Name} × {h.Count}") : h.Name)
            .Concat(facts.Equipment.Where(e => e.Kind == DepartmentEquipmentKind.Hardware && e.InService).Select(e => e.Name)).ToList();
        sheet.Add("hardware", hardware);
        if (hardware.Count == 0)
            missing.Add(NoHardware.With());
        CheckAcquisition(facts, parameters.Bool("overdueVerificationCounts"), sheet, missing);
        CheckMore(facts, sheet, missing);
        return RuleAnswer.From(sheet.Add("onDay", ShanghaiDay.Of(at)), missing);
    }

    private void CheckPeople(DepartmentConditionFacts facts, DateOnly day, ClauseParameters parameters, FactSheet sheet, List<MissingItem> missing)
    {
        var (years, minimum, kinds, specialties) = (parameters.Int("years"), parameters.Int("minimumStaff"), Kinds(parameters), Specialties(facts, parameters));
        var terms = new SpecialtyTerms(years, parameters.Bool("residencyCounts"), parameters.Int("leaveOverMonths"), parameters.Choice("partTimeCounts") == SpecialtyTerms.ByShare);
        var times = facts.People.Where(p => kinds.Contains(CodeName.Of(p.Kind)) && WorksHere(p, day))
            .Select(p => (p.Id, Time: SpecialtyTime.Measure(OneSpecialty(p.SpecialtyPeriods, specialties), specialties[0], day, terms)))
            .ToList();
        var experienced = times.Where(t => t.Time.Start is not null && t.Time.IsReached(day)).Select(t => t.Id).ToList();
        sheet.Add("staffKinds", kinds).Add("specialties", specialties).Add("yearsAsked", years).Add("minimumStaff", minimum)
            .Add("experiencedStaff", experienced.Select(id => id.ToString("D"))).Add("experiencedCount", experienced.Count);
        if (experienced.Count >= minimum)
            return;
        missing.Add(FewPeople.With(Number(experienced.Count), Number(minimum), Number(years), string.Join(',', specialties)));
        var coming = times.Select(t => t.Time.ReachedOn).OfType<DateOnly>().Where(d => d > day).Order().ToList();
        if (coming.Count >= minimum - experienced.Count)
            missing.Add(Reached.With(ClauseParameter.TextOf(coming[minimum - experienced.Count - 1])!));
    }

    /// <summary>In service here on the day; a physician by a licence in force.</summary>
    private static bool WorksHere(PractitionerFacts person, DateOnly day) =>
        !person.StudyReader
        && !person.Suspensions.Any(s => s.Contains(day))
        && !person.Departures.Any(d => d.Contains(day))
        && (person.Kind != PractitionerKind.Physician
            || (person.PractisesHereOn(day) && !string.IsNullOrWhiteSpace(person.LicenceNumber) && !(person.LicenceFrom > day) && !(person.LicenceTo < day)));

    /// <summary>Periods of any of the specialties under one name, so that two at once count once.</summary>
    private static IReadOnlyList<SpecialtyPeriodFact> OneSpecialty(IReadOnlyList<SpecialtyPeriodFact> periods, IReadOnlyList<string> specialties) =>
        [.. periods.Select(p => specialties.Any(s => NameMatch.Same(s, p.Specialty)) ? p with { Specialty = specialties[0] } : p)];

    private static void CheckAcquisition(DepartmentConditionFacts facts, bool overdueCounts, FactSheet sheet, List<MissingItem> missing)
    {
        var fitting = facts.Equipment.Where(e => e.Kind == DepartmentEquipmentKind.Acquisition && Fits(e, facts.Acquires)).ToList();
        var serving = fitting.Where(e => e.InService && (overdueCounts || !e.VerificationOverdue)).ToList();
        sheet.Add("acquires", facts.Acquires).Add("acquisitionEquipment", serving.Select(e => e.Name));
        if (serving.Count > 0)
            return;
        missing.Add(NoAcquisition.With(facts.Acquires.Count == 0 ? "anyAcquisition" : string.Join(',', facts.Acquires)));
        if (fitting.Where(e => !e.InService).Select(e => e.Name).ToList() is { Count: > 0 } out1)
            missing.Add(OutOfService.With(string.Join(',', out1)));
        if (fitting.Where(e => e.InService && e.VerificationOverdue).Select(e => e.Name).ToList() is { Count: > 0 } overdue)
            missing.Add(VerificationOverdue.With(string.Join(',', overdue)));
    }

    private static bool Fits(DepartmentEquipmentFact equipment, IReadOnlyList<string> acquires) =>
        acquires.Count == 0
        || (equipment.Acquires ?? "").Split([',', '，', '、', ';'], StringSplitOptions.RemoveEmptyEntries).Any(a => acquires.Any(needed => NameMatch.Same(a, needed)));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>R17-1.2: a clinical department, by years in the technology's specialty.</summary>
internal sealed class ClinicalDepartmentRule() : DepartmentConditionRule(ClauseIds.ClinicalDepartment, DepartmentKind.Clinical)
{
    protected override IReadOnlyList<string> Specialties(DepartmentConditionFacts facts, ClauseParameters parameters) => [facts.Specialty];
}

/// <summary>R17-1.3: an imaging department, by years of clinical imaging of any kind that the pack names; it also has an image management system with its platform.</summary>
internal sealed class ImagingDepartmentRule() : DepartmentConditionRule(ClauseIds.ImagingDepartment, DepartmentKind.Imaging)
{
    private static readonly RuleMessage NoPacs = new("department.noPacs");
    private static readonly RuleMessage NoPlatform = new("department.noPlatform", "pacs");

    public override IReadOnlyList<ParameterNeed> Needs => [.. base.Needs, new("specialties", ParameterType.Set)];

    public override IReadOnlyList<RuleMessage> Messages => [.. base.Messages, NoPacs, NoPlatform];

    protected override IReadOnlyList<string> Specialties(DepartmentConditionFacts facts, ClauseParameters parameters) =>
        [.. parameters.Set("specialties").Prepend(facts.Specialty).Distinct()];

    protected override void CheckMore(DepartmentConditionFacts facts, FactSheet sheet, List<MissingItem> missing)
    {
        // The equipment register holds the system with what it runs on; the institution's record states the two apart.
        if (facts.Equipment.FirstOrDefault(e => e.Kind == DepartmentEquipmentKind.Pacs && e.InService) is { } system)
        {
            sheet.Add("pacs", system.Name);
            return;
        }

        sheet.Add("pacs", facts.Pacs?.Name).Add("pacsHardware", facts.Pacs?.Hardware);
        if (facts.Pacs is null)
            missing.Add(NoPacs.With());
        else if (string.IsNullOrWhiteSpace(facts.Pacs.Hardware))
            missing.Add(NoPlatform.With(facts.Pacs.Name));
    }
}

/// <summary>R17-1.4: a laboratory department, by years of cytology, histology or the like, of physicians or technicians.</summary>
internal sealed class LaboratoryDepartmentRule() : DepartmentConditionRule(ClauseIds.LaboratoryDepartment, DepartmentKind.Laboratory)
{
    public override IReadOnlyList<ParameterNeed> Needs => [.. base.Needs, new("specialties", ParameterType.Set), new("kinds", ParameterType.Set)];

    protected override IReadOnlyList<string> Kinds(ClauseParameters parameters) => parameters.Set("kinds");

    protected override IReadOnlyList<string> Specialties(DepartmentConditionFacts facts, ClauseParameters parameters) =>
        [.. parameters.Set("specialties").Prepend(facts.Specialty).Distinct()];
}
