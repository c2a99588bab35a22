using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Devices.Domain.Rules;

/// <summary>
/// R17-3.8.1b: a single-use unit is used once. Expired (from the day after its last day) or recalled nothing is used, whether for single use or not; for a product
/// that may be used again the clause otherwise does not apply.
/// </summary>
internal sealed class SingleUseRule() : Rule<SingleUseFacts>(ClauseIds.SingleUse)
{
    private static readonly RuleMessage Used = new("singleUse.used", "unit", "case", "on");
    private static readonly RuleMessage Wasted = new("singleUse.wasted", "unit", "on");
    private static readonly RuleMessage NoneLeft = new("singleUse.noneLeft", "unit");
    private static readonly RuleMessage Expired = new("singleUse.expired", "unit", "on");
    private static readonly RuleMessage Recalled = new("singleUse.recalled", "unit", "recall");
    private static readonly RuleMessage Reusable = new("singleUse.reusable", "unit");

    public override IReadOnlyList<RuleMessage> Messages => [Used, Wasted, NoneLeft, Expired, Recalled, Reusable];

    public override RuleAnswer Decide(SingleUseFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var sheet = new FactSheet()
            .Add("unit", facts.Unit)
            .Add("singleUse", facts.SingleUse)
            .Add("priorUses", facts.PriorUses.Select(u => $"{u.CaseNumber} {Text(u.On)}"))
            .Add("wastedOn", facts.WastedOn)
            .Add("expiresOn", facts.ExpiresOn)
            .Add("recall", facts.Recall)
            .Add("onDay", day);

        var missing = new List<MissingItem>();
        if (facts.SingleUse)
            missing.AddRange(facts.PriorUses.Select(u => Used.With(facts.Unit, u.CaseNumber, Text(u.On))));
        if (facts.WastedOn is { } wasted)
            missing.Add(Wasted.With(facts.Unit, Text(wasted)));
        if (facts.OnHand <= 0)
            missing.Add(NoneLeft.With(facts.Unit));
        if (facts.ExpiresOn < day)
            missing.Add(Expired.With(facts.Unit, Text(facts.ExpiresOn)));
        if (facts.Recall is { } recall)
            missing.Add(Recalled.With(facts.Unit, recall));
        return missing.Count == 0 && !facts.SingleUse
            ? RuleAnswer.NotApplicable(sheet, Reusable.With(facts.Unit))
            : RuleAnswer.From(sheet, missing);
    }

    private static string Text(DateOnly? day) => ClauseParameter.TextOf(day) ?? "–";
}
