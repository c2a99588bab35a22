using System.Globalization;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>R17-4.1.3: the months abroad, merged and laid end to end; the institution's proof, checked by a second person; an assessment passed at the base while it was designated.</summary>
internal sealed class OverseasRule() : Rule<OverseasFacts>(ClauseIds.OverseasTraining)
{
    private static readonly RuleMessage NoPeriod = new("abroad.noPeriod");
    private static readonly RuleMessage Short = new("abroad.short", "months", "needs", "has");
    private static readonly RuleMessage NoProof = new("abroad.noProof");
    private static readonly RuleMessage NotChecked = new("evidence.notChecked");
    private static readonly RuleMessage NotAssessed = new("abroad.notAssessed");
    private static readonly RuleMessage NotDesignated = new("abroad.notDesignated", "on");

    public override IReadOnlyList<ParameterNeed> Needs { get; } = [new("months", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NoPeriod, Short, NoProof, NotChecked, NotAssessed, NotDesignated];

    public override RuleAnswer Decide(OverseasFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var months = parameters.Int("months");
        var missing = new List<MissingItem>();
        var sheet = new FactSheet().Add("periodsAbroad", facts.Periods.OrderBy(p => p.From).Select(Line)).Add("monthsAsked", months).Add("proofDocuments", facts.Documents)
            .Add("evidenceChecked", facts.Checked).Add("baseNumber", facts.Base?.Number).Add("onDay", day);
        var merged = MergedDays.Of(facts.Periods.Where(p => p.From <= day).Select(p => (p.From, p.To < day ? p.To : day)));
        if (merged.Start is not { } start)
        {
            missing.Add(NoPeriod.With());
        }
        else
        {
            var needed = ShanghaiDay.AddMonths(start, months).DayNumber - start.DayNumber;
            sheet.Add("countedFrom", start).Add("mergedDays", merged.Days).Add("requiredDays", needed);
            if (merged.Days < needed)
            {
                missing.Add(Short.With(Text(months), Text(needed), Text(merged.Days)));
            }
        }

        if (facts.Documents == 0)
        {
            missing.Add(NoProof.With());
        }

        if (!facts.Checked)
        {
            missing.Add(NotChecked.With());
        }

        CheckAssessment(facts, at, sheet, missing);
        return RuleAnswer.From(sheet, missing);
    }

    private static void CheckAssessment(OverseasFacts facts, DateTimeOffset at, FactSheet sheet, List<MissingItem> missing)
    {
        var passed = facts.Results.Where(r => r.Passed && r.ConcludedAt <= at).Select(r => ShanghaiDay.Of(r.SatAt)).Order().ToList();
        sheet.Add("assessedOn", passed.Select(d => ClauseParameter.TextOf(d)!));
        if (passed.Count == 0)
        {
            missing.Add(NotAssessed.With());
        }
        else if (!passed.Exists(d => facts.Base?.CoversOn(d) == true))
        {
            missing.Add(NotDesignated.With(ClauseParameter.TextOf(passed[^1])!));
        }
    }

    private static string Line(AbroadPeriod period) => $"{ClauseParameter.TextOf(period.From)}/{ClauseParameter.TextOf(period.To)} {period.Institution}, {period.Country}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
