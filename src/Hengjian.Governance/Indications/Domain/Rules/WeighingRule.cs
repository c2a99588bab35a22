using System.Globalization;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Indications.Domain.Rules;

/// <summary>R17-3.1b: who pays, what the AI adds to the bill, the other methods with their cost, the patient's view where the patient pays, and the guideline referred to.</summary>
internal sealed class WeighingRule() : Rule<WeighingFacts>(ClauseIds.Weighing)
{
    private static readonly RuleMessage NoCharge = new("weighing.noCharge");
    private static readonly RuleMessage ChargeIncomplete = new("weighing.chargeIncomplete");
    private static readonly RuleMessage NoPayer = new("weighing.noPayer");
    private static readonly RuleMessage NoAlternatives = new("weighing.noAlternatives");
    private static readonly RuleMessage NoAlternativeCost = new("weighing.noAlternativeCost", "names");
    private static readonly RuleMessage NoGuideline = new("weighing.noGuideline");
    private static readonly RuleMessage NoPatientView = new("weighing.noPatientView");
    private static readonly RuleMessage PatientDeclines = new("weighing.patientDeclines");
    private static readonly RuleMessage CostNotExplained = new("weighing.costNotExplained");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("payerNeededFor", ParameterType.Set),
        new("viewNeededFrom", ParameterType.Set),
        new("alternativesNeeded", ParameterType.Boolean),
        new("guidelineReferenceNeeded", ParameterType.Boolean),
    ];

    public override IReadOnlyList<RuleMessage> Messages =>
    [
        ClinicalUse.Shadow, ClinicalUse.NotBound, NoCharge, ChargeIncomplete, NoPayer, NoAlternatives, NoAlternativeCost, NoGuideline, NoPatientView, PatientDeclines, CostNotExplained,
    ];

    public override RuleAnswer Decide(WeighingFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var weighing = facts.Weighing;
        var charge = weighing.Charge?.Kind;
        var sheet = new FactSheet()
            .Add("payer", weighing.Payer is { } payer ? CodeName.Of(payer) : null)
            .Add("aiCharge", charge is { } kind ? CodeName.Of(kind) : null)
            .Add("chargeCode", weighing.Charge?.Code)
            .Add("chargeAmount", weighing.Charge?.Amount?.ToString("0.00", CultureInfo.InvariantCulture))
            .Add("alternatives", Alternatives(facts))
            .Add("patientView", weighing.PatientView is { } view ? CodeName.Of(view) : null)
            .Add("guideline", weighing.Guideline);
        if (facts.Use.WhyNot() is { } why)
            return RuleAnswer.NotApplicable(sheet, why);

        var missing = new List<MissingItem>();
        if (charge is null)
            missing.Add(NoCharge.With());
        else if (charge == ChargeKind.Separate && (string.IsNullOrWhiteSpace(weighing.Charge!.Code) || weighing.Charge.Amount is not > 0))
            missing.Add(ChargeIncomplete.With());
        if (charge is { } known && weighing.Payer is null && parameters.Set("payerNeededFor").Contains(CodeName.Of(known)))
            missing.Add(NoPayer.With());

        // The patient pays for the AI only where it is an item of its own and nobody else pays it.
        var patientPays = charge == ChargeKind.Separate && weighing.Payer is { } pays && parameters.Set("viewNeededFrom").Contains(CodeName.Of(pays));
        if (patientPays)
            JudgePatient(facts, missing);
        if (parameters.Bool("alternativesNeeded") && Alternatives(facts).Count == 0)
            missing.Add(NoAlternatives.With());
        if (patientPays && weighing.Alternatives.Where(a => a.Cost is null).ToArray() is { Length: > 0 } unpriced)
            missing.Add(NoAlternativeCost.With(string.Join(", ", unpriced.Select(a => a.Name))));
        if (parameters.Bool("guidelineReferenceNeeded") && string.IsNullOrWhiteSpace(weighing.Guideline))
            missing.Add(NoGuideline.With());
        return RuleAnswer.From(sheet, missing);
    }

    private static void JudgePatient(WeighingFacts facts, List<MissingItem> missing)
    {
        if (facts.CostExplained == false)
            missing.Add(CostNotExplained.With());
        if (facts.Weighing.PatientView is null)
            missing.Add(NoPatientView.With());
        else if (facts.Weighing.PatientView == PatientView.Declines)
            missing.Add(PatientDeclines.With());
    }

    private static List<string> Alternatives(WeighingFacts facts)
    {
        List<string> names = [.. facts.Weighing.Alternatives.Select(a => a.Name).Where(n => !string.IsNullOrWhiteSpace(n)).Select(n => n!)];
        if (!string.IsNullOrWhiteSpace(facts.AlternativesText))
            names.Add(facts.AlternativesText);
        return names;
    }
}
