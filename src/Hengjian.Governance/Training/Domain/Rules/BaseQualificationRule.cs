using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>
/// R17-4.2.1a: a hospital of the set level and grade that had the set number of cases in each of the full calendar years before the application or re-check, designated by
/// the province and by no lower level. The weakest year is named.
/// </summary>
internal sealed class BaseQualificationRule() : Rule<BaseQualificationFacts>(ClauseIds.BaseQualification)
{
    private static readonly RuleMessage NotProvince = new("base.notProvince", "authority");
    private static readonly RuleMessage Level = new("base.level", "level", "asked");
    private static readonly RuleMessage Grade = new("base.grade", "grade", "asked");
    private static readonly RuleMessage NoFigure = new("base.noFigure", "year", "asked");
    private static readonly RuleMessage NoPaper = new("base.noPaper", "year", "cases");
    private static readonly RuleMessage Short = new("base.yearShort", "year", "cases", "asked");

    public override IReadOnlyList<ParameterNeed> Needs =>
        [new("casesPerYear", ParameterType.Integer), new("fullYears", ParameterType.Integer), new("levels", ParameterType.Set), new("grades", ParameterType.Set)];

    public override IReadOnlyList<RuleMessage> Messages => [NotProvince, Level, Grade, NoFigure, NoPaper, Short];

    public override RuleAnswer Decide(BaseQualificationFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var (asked, full) = (parameters.Int("casesPerYear"), parameters.Int("fullYears"));
        var years = Enumerable.Range(facts.AskedOn.Year - full, full)
            .Select(y => facts.Years.FirstOrDefault(f => f.Year == y) ?? new BaseYearFact(y, 0, false, null, false)).ToList();
        var weakest = years.MinBy(y => y.Figure.Cases)!;
        var sheet = new FactSheet()
            .Add("level", facts.Level).Add("grade", facts.Grade).Add("technologyCategory", facts.TechnologyCategory)
            .Add("casesPerYearAsked", asked)
            .Add("countedYears", years.Where(y => y.Figure.Source == YearSource.Counted).Select(Line))
            .Add("documentedYears", years.Where(y => y.Figure.Source == YearSource.Documented).Select(Line))
            .Add("weakestYear", weakest.Year).Add("weakestYearCases", weakest.Figure.Cases)
            .Add("onDay", facts.AskedOn);
        var missing = new List<MissingItem>();
        if (facts.Authority is { } authority)
        {
            sheet.Add("designatingAuthority", authority.Name).Add("authorityLevel", authority.Level is { } level ? CodeName.Of(level) : null);
            if (authority.Level != RegionLevel.Province)
                missing.Add(NotProvince.With(authority.Name));
        }

        var (levels, grades) = (parameters.Set("levels"), parameters.Set("grades"));
        if (!levels.Contains(facts.Level))
            missing.Add(Level.With(Named(facts.Level), string.Join(',', levels)));
        if (!grades.Contains(facts.Grade))
            missing.Add(Grade.With(Named(facts.Grade), string.Join(',', grades)));
        missing.AddRange(years.Where(y => y.Figure.Cases < asked).Select(y => Fault(y, asked)));
        return RuleAnswer.From(sheet, missing);
    }

    private static MissingItem Fault(BaseYearFact year, int asked) => year switch
    {
        { WholeYearCounted: false, Documented: { } documented, Paper: false } => NoPaper.With(Number(year.Year), Number(documented)),
        { Figure.Source: YearSource.None } => NoFigure.With(Number(year.Year), Number(asked)),
        _ => Short.With(Number(year.Year), Number(year.Figure.Cases), Number(asked)),
    };

    private static string Line(BaseYearFact year) => $"{Number(year.Year)}: {Number(year.Figure.Cases)}";

    private static string Named(string text) => text.Length == 0 ? "none" : text;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
