using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>
/// R17-4.2.2a: courses of every part that the pack names (theory and clinical practice), a written syllabus and materials, and enough of them: the months and the hours of
/// theory that R17-4.1.2 asks of a trainee can be had in the programme. Only programmes for physicians are judged.
/// </summary>
internal sealed class SyllabusRule() : Rule<SyllabusFacts>(ClauseIds.Syllabus)
{
    private static readonly RuleMessage NotPhysicians = new("programme.notPhysicians", "kind");
    private static readonly RuleMessage NoPart = new("programme.noPart", "part");
    private static readonly RuleMessage NoSyllabus = new("programme.noSyllabus");
    private static readonly RuleMessage NoMaterials = new("programme.noMaterials");
    private static readonly RuleMessage Hours = new("programme.hoursShort", "has", "asked");
    private static readonly RuleMessage Months = new("programme.monthsShort", "has", "asked");

    public override IReadOnlyList<ParameterNeed> Needs => [new("courseParts", ParameterType.Set)];

    public override IReadOnlyList<RuleMessage> Messages => [NotPhysicians, NoPart, NoSyllabus, NoMaterials, Hours, Months];

    public override RuleAnswer Decide(SyllabusFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var theory = facts.Courses.Where(c => c.Part == CoursePart.Theory).Sum(c => c.Hours);
        var practice = facts.Courses.Where(c => c.Part == CoursePart.ClinicalPractice).Sum(c => c.Hours);
        var sheet = new FactSheet()
            .Add("programmeKind", CodeName.Of(facts.Kind)).Add("theoryHoursPlanned", Number(theory)).Add("practiceHoursPlanned", Number(practice))
            .Add("programmeMonths", facts.Months).Add("materials", facts.Materials);
        if (facts.Kind != ProgrammeKind.Physician)
            return RuleAnswer.NotApplicable(sheet, NotPhysicians.With(CodeName.Of(facts.Kind)));

        var missing = new List<MissingItem>();
        missing.AddRange(parameters.Set("courseParts").Where(part => !facts.Courses.Any(c => CodeName.Of(c.Part) == part && c.Hours > 0)).Select(part => NoPart.With(part)));
        if (!facts.HasSyllabus)
            missing.Add(NoSyllabus.With());
        if (facts.Materials.Count == 0)
            missing.Add(NoMaterials.With());
        if (theory < facts.TheoryHoursAsked)
            missing.Add(Hours.With(Number(theory), Number(facts.TheoryHoursAsked)));
        if (facts.Months < facts.MonthsAsked)
            missing.Add(Months.With(Number(facts.Months), Number(facts.MonthsAsked)));
        return RuleAnswer.From(sheet, missing);
    }

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
