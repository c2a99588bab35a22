using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Retention.Contracts;

namespace Hengjian.Governance.Retention.Domain.Rules;

/// <summary>HP-13.3: records may be erased once the years of their category are over (counted from the last event, the day after the term is the first) and no legal hold stands on them.</summary>
internal sealed class RetentionRule() : Rule<RetentionFacts>(ClauseIds.Retention)
{
    private const string OutpatientYears = "outpatientYears";
    private const string InpatientYears = "inpatientYears";

    private static readonly RuleMessage WithinTerm = new("retention.withinTerm", "recordCategory", "years", "until");
    private static readonly RuleMessage Held = new("retention.held", "count");

    public override IReadOnlyList<ParameterNeed> Needs => [new(OutpatientYears, ParameterType.Integer), new(InpatientYears, ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [WithinTerm, Held];

    public override RuleAnswer Decide(RetentionFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var years = parameters.Int(facts.Category == RetentionCategory.Outpatient ? OutpatientYears : InpatientYears);
        var until = ShanghaiDay.AddYears(facts.LastEventOn, years);
        var sheet = new FactSheet().Add("recordCategory", CodeName.Of(facts.Category)).Add("lastEventOn", facts.LastEventOn).Add("keptUntil", until).Add("legalHolds", facts.Holds);
        var missing = new List<MissingItem>();
        if (ShanghaiDay.Of(at) <= until)
            missing.Add(WithinTerm.With(CodeName.Of(facts.Category), years.ToString(CultureInfo.InvariantCulture), ClauseParameter.TextOf(until)!));
        if (facts.Holds > 0)
            missing.Add(Held.With(facts.Holds.ToString(CultureInfo.InvariantCulture)));
        return RuleAnswer.From(sheet, missing);
    }
}
