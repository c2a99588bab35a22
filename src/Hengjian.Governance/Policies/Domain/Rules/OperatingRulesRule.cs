using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Policies.Domain.Rules;

/// <summary>
/// R17-3.1a: the technology version has an operating procedure and, by the pack, a guideline in force, and whoever acts has acknowledged each that binds the act. By the
/// pack a rule whose review is overdue is not in force (its last day is in time). It does not apply to a version that the specification does not gate.
/// </summary>
internal sealed class OperatingRulesRule() : Rule<OperatingRuleFacts>(ClauseIds.OperatingRules)
{
    private static readonly RuleMessage NotGated = new("rules.notGated");
    private static readonly RuleMessage NoProcedure = new("rules.noProcedure");
    private static readonly RuleMessage NoGuideline = new("rules.noGuideline");
    private static readonly RuleMessage Overdue = new("rules.reviewOverdue", "title", "number", "on");
    private static readonly RuleMessage NotAcknowledged = new("rules.notAcknowledged", "title", "number");

    public override IReadOnlyList<ParameterNeed> Needs => [new("guidelineNeeded", ParameterType.Boolean), new("lapsesWithReview", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages => [NotGated, NoProcedure, NoGuideline, Overdue, NotAcknowledged];

    public override RuleAnswer Decide(OperatingRuleFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var lapsed = parameters.Bool("lapsesWithReview") ? facts.Rules.Where(r => r.ReviewBy < day).ToList() : [];
        var counted = facts.Rules.Except(lapsed).ToList();
        var sheet = new FactSheet()
            .Add("practitionerId", facts.PractitionerId)
            .Add("rulesInForce", counted.Select(Line))
            .Add("rulesAcknowledged", counted.Where(r => r.AcknowledgedAt <= at).Select(Line))
            .Add("onDay", day);
        if (!facts.Gated)
            return RuleAnswer.NotApplicable(sheet, NotGated.With());

        var missing = new List<MissingItem>();
        missing.AddRange(lapsed.Select(r => Overdue.With(r.Title, r.Number, ClauseParameter.TextOf(r.ReviewBy)!)));
        if (counted.TrueForAll(r => r.Kind != PolicyKind.Procedure))
            missing.Add(NoProcedure.With());
        if (parameters.Bool("guidelineNeeded") && counted.TrueForAll(r => r.Kind != PolicyKind.Guideline))
            missing.Add(NoGuideline.With());
        if (facts.PractitionerId is not null)
            missing.AddRange(counted.Where(r => r.Binding && !(r.AcknowledgedAt <= at)).Select(r => NotAcknowledged.With(r.Title, r.Number)));
        return RuleAnswer.From(sheet, missing);
    }

    private static string Line(OperatingRuleFact rule) => $"{rule.Title} {rule.Number}";
}
