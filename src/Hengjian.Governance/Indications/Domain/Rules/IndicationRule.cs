using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Indications.Domain.Rules;

/// <summary>
/// R17-3.1c: the indication is confirmed by a physician, or by a standing rule in force that decides this order. A contraindication stops both; in an emergency two physicians may go on.
/// </summary>
internal sealed class IndicationRule() : Rule<IndicationFacts>(ClauseIds.Indication)
{
    private static readonly RuleMessage Unconfirmed = new("indication.unconfirmed");
    private static readonly RuleMessage NoRule = new("indication.noRule");
    private static readonly RuleMessage Exception = new("indication.exception", "rule", "reasons");
    private static readonly RuleMessage Unanswered = new("indication.unanswered", "items");
    private static readonly RuleMessage Absent = new("indication.absent", "items");
    private static readonly RuleMessage Contraindicated = new("indication.contraindicated", "items");
    private static readonly RuleMessage SecondNeeded = new("indication.secondNeeded");
    private static readonly RuleMessage SamePerson = new("indication.samePerson");

    public override IReadOnlyList<ParameterNeed> Needs => [new("standingRuleAccepted", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages =>
    [
        ClinicalUse.Shadow, ClinicalUse.NotBound, Unconfirmed, NoRule, Exception, Unanswered, Absent, Contraindicated, SecondNeeded, SamePerson,
        .. StandingCheck.Messages, .. LicenceCheck.Messages,
    ];

    public override RuleAnswer Decide(IndicationFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet()
            .Add("examinationKind", facts.Order.ExaminationKind)
            .Add("sex", CodeName.Of(facts.Order.Sex))
            .Add("visitKind", facts.Order.VisitKind is { } visit ? CodeName.Of(visit) : null)
            .Add("purpose", facts.Order.Purpose is { } purpose ? CodeName.Of(purpose) : null)
            .Add("answersYes", Texts(facts, a => a.Answer == true))
            .Add("answersNo", Texts(facts, a => a.Answer == false));
        if (facts.Order.Age is { } age)
            sheet.Add("age", age);
        if (facts.Use.WhyNot() is { } why)
            return RuleAnswer.NotApplicable(sheet, why);
        if (facts.Override is { } over)
            return ByOverride(facts, over, at, sheet);
        return facts.ConfirmedBy is { } physician ? ByPhysician(facts, physician, at, sheet) : ByRule(facts, at, parameters, sheet);
    }

    private static RuleAnswer ByOverride(IndicationFacts facts, OverrideFact over, DateTimeOffset at, FactSheet sheet)
    {
        sheet.Add("basis", CodeName.Of(IndicationBasis.Override)).Add("overrideBy", over.First);
        var missing = new List<MissingItem>();
        if (over.Second is not { } second)
        {
            missing.AddRange(AgainstChecklist(facts));
            missing.Add(SecondNeeded.With());
            return RuleAnswer.From(sheet, missing);
        }

        CheckPhysician(second, at, sheet, missing);
        if (second.Id == over.First)
            missing.Add(SamePerson.With());
        return RuleAnswer.From(sheet, missing);
    }

    private static RuleAnswer ByPhysician(IndicationFacts facts, PractitionerFacts physician, DateTimeOffset at, FactSheet sheet)
    {
        sheet.Add("basis", CodeName.Of(IndicationBasis.Physician));
        var missing = new List<MissingItem>();
        CheckPhysician(physician, at, sheet, missing);
        missing.AddRange(AgainstChecklist(facts));
        if (Texts(facts, a => a.Item.Required && a.Answer is null) is { Count: > 0 } open)
            missing.Add(Unanswered.With(Join(open)));
        return RuleAnswer.From(sheet, missing);
    }

    private static RuleAnswer ByRule(IndicationFacts facts, DateTimeOffset at, ClauseParameters parameters, FactSheet sheet)
    {
        var missing = AgainstChecklist(facts);
        if (missing.Count > 0 || !parameters.Bool("standingRuleAccepted"))
            return RuleAnswer.From(sheet, [.. missing, Unconfirmed.With()]);
        var rules = facts.Rules.Where(r => r.InForce(at) && r.TechnologyVersionId == facts.TechnologyVersionId).ToArray();
        if (rules.Length == 0)
            return RuleAnswer.From(sheet, [NoRule.With()]);

        var (rule, reasons) = rules.Select(r => (Rule: r, Reasons: StandingRuleMatch.WhyNot(r.Conditions, facts))).MinBy(m => m.Reasons.Count);
        if (reasons.Count > 0)
            return RuleAnswer.From(sheet, [Exception.With(Named(rule), string.Join(',', reasons))]);
        sheet.Add("basis", CodeName.Of(IndicationBasis.StandingRule)).Add("standingRule", Named(rule)).Add("standingRuleId", rule.Id);
        return RuleAnswer.From(sheet, []);
    }

    /// <summary>What the answers themselves forbid, whoever confirms.</summary>
    private static List<MissingItem> AgainstChecklist(IndicationFacts facts)
    {
        var missing = new List<MissingItem>();
        if (Texts(facts, a => a.Item.Kind == ChecklistKind.Contraindication && a.Answer == true) is { Count: > 0 } against)
            missing.Add(Contraindicated.With(Join(against)));
        if (Texts(facts, a => a.Item is { Kind: ChecklistKind.Indication, Required: true } && a.Answer == false) is { Count: > 0 } absent)
            missing.Add(Absent.With(Join(absent)));
        return missing;
    }

    private static void CheckPhysician(PractitionerFacts person, DateTimeOffset at, FactSheet sheet, List<MissingItem> missing)
    {
        var day = ShanghaiDay.Of(at);
        StandingCheck.Check(person, day, sheet, missing);
        LicenceCheck.Check(person, null, day, sheet, missing);
    }

    private static string Named(StandingRuleFact rule) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rule.Name} {rule.Number}");

    private static List<string> Texts(IndicationFacts facts, Func<ChecklistAnswer, bool> which) => [.. facts.Checklist.Where(which).Select(a => a.Item.Text)];

    private static string Join(List<string> texts) => string.Join(", ", texts);
}
