using Hengjian.Governance.Indications.Contracts;

namespace Hengjian.Governance.Indications.Domain.Rules;

/// <summary>Whether a standing rule decides an order. What the order does not state does not meet a condition on it.</summary>
internal static class StandingRuleMatch
{
    /// <summary>Codes of the conditions that do not hold; empty: it decides.</summary>
    public static List<string> WhyNot(StandingRuleConditions rule, IndicationFacts facts)
    {
        var order = facts.Order;
        var reasons = new List<string>();
        if (rule.ExaminationKinds.Count > 0 && !rule.ExaminationKinds.Any(k => string.Equals(k.Trim(), order.ExaminationKind.Trim(), StringComparison.OrdinalIgnoreCase)))
            reasons.Add("examinationKind");
        if ((rule.MinimumAge is { } from && !(order.Age >= from)) || (rule.MaximumAge is { } to && !(order.Age <= to)))
            reasons.Add("age");
        if (rule.Sexes.Count > 0 && !rule.Sexes.Contains(order.Sex))
            reasons.Add("sex");
        if (rule.VisitKinds.Count > 0 && !(order.VisitKind is { } visit && rule.VisitKinds.Contains(visit)))
            reasons.Add("visitKind");
        if (rule.Purposes.Count > 0 && !(order.Purpose is { } purpose && rule.Purposes.Contains(purpose)))
            reasons.Add("purpose");
        if (facts.Checklist.Any(a => a.Item.Required && a.Answer is null && !rule.Settles.Contains(a.Item.Code)))
            reasons.Add("unanswered");
        return reasons;
    }
}
