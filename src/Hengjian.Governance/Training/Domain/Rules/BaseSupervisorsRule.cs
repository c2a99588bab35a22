using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>
/// R17-4.2.1c: the set number of supervising physicians, each able in the technology (eligible, authorised, the last assessment not failed), with the set title or above, and
/// with the set years in the specialty or the set number of cases.
/// </summary>
internal sealed class BaseSupervisorsRule() : Rule<SupervisorsFacts>(ClauseIds.BaseSupervisors)
{
    private static readonly RuleMessage TooFew = new("supervisor.tooFew", "has", "asked");
    private static readonly RuleMessage NotAble = new("supervisor.notAble", "name", "clauses");
    private static readonly RuleMessage Failed = new("supervisor.assessmentFailed", "name", "on");
    private static readonly RuleMessage Title = new("supervisor.title", "name", "title", "asked");
    private static readonly RuleMessage Practice = new("supervisor.practice", "name", "years", "cases", "has");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("supervisors", ParameterType.Integer), new("years", ParameterType.Integer), new("cases", ParameterType.Integer), new("minimumTitle", ParameterType.Choice),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [TooFew, NotAble, Failed, Title, Practice];

    public override RuleAnswer Decide(SupervisorsFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var judged = facts.People.Select(p => (Person: p, Faults: Faults(p, day, parameters).ToList())).ToList();
        var able = judged.Where(j => j.Faults.Count == 0).ToList();
        var asked = facts.Alone ? 1 : parameters.Int("supervisors");
        var sheet = new FactSheet()
            .Add("technologyCategory", facts.TechnologyCategory)
            .Add("supervisorsAsked", asked)
            .Add("ableSupervisors", able.Select(j => j.Person.Name))
            .Add("otherSupervisors", judged.Where(j => j.Faults.Count > 0).Select(j => j.Person.Name))
            .Add("onDay", day);
        if (facts is { Alone: true, People: [var one] })
            sheet.Add("practitionerId", one.PractitionerId).Add("title", one.Title is { } title ? CodeName.Of(title) : null)
                .Add("yearsReachedOn", Time(one, day, parameters).ReachedOn).Add("casesCounted", one.CountedCases).Add("casesDocumented", one.Paper ? one.DocumentedCases ?? 0 : 0);
        if (able.Count >= asked)
            return RuleAnswer.From(sheet, []);
        var missing = judged.SelectMany(j => j.Faults);
        return RuleAnswer.From(sheet, facts.Alone && judged.Count > 0 ? [.. missing] : [TooFew.With(Number(able.Count), Number(asked)), .. missing]);
    }

    private static IEnumerable<MissingItem> Faults(SupervisorFact person, DateOnly day, ClauseParameters parameters)
    {
        if (person.Unmet.Count > 0)
            yield return NotAble.With(person.Name, string.Join(", ", person.Unmet));
        if (person.FailedAssessmentOn is { } failed)
            yield return Failed.With(person.Name, ClauseParameter.TextOf(failed)!);
        var least = CodeName.Parse<ProfessionalTitle>(parameters.Choice("minimumTitle"));
        if (person.Title is null || person.Title < least)
            yield return Title.With(person.Name, person.Title is { } title ? CodeName.Of(title) : "none", CodeName.Of(least));
        if (person.Cases < parameters.Int("cases") && !Time(person, day, parameters).IsReached(day))
            yield return Practice.With(person.Name, Number(parameters.Int("years")), Number(parameters.Int("cases")), Number(person.Cases));
    }

    /// <summary>Periods of any of the category's specialties count under one name, so that two at once count once.</summary>
    private static SpecialtyTime Time(SupervisorFact person, DateOnly day, ClauseParameters parameters)
    {
        var terms = new SpecialtyTerms(parameters.Int("years"), person.Counting.ResidencyCounts, person.Counting.LeaveOverMonths, person.Counting.PartTimeByShare);
        if (person.Specialties.Count == 0)
            return new SpecialtyTime(null, 0, 0, null);
        var name = person.Specialties[0];
        return SpecialtyTime.Measure(
            [.. person.Periods.Select(p => person.Specialties.Any(s => NameMatch.Same(s, p.Specialty)) ? p with { Specialty = name } : p)], name, day, terms);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
