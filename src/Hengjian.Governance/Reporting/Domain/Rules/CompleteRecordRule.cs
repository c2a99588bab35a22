using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;

namespace Hengjian.Governance.Reporting.Domain.Rules;

/// <summary>
/// R17-3.5b: the parts of a case's record that the pack lists are kept. What a case read without AI cannot have (output, operator) and a consent that nothing asks for are
/// not missed.
/// </summary>
internal sealed class CompleteRecordRule() : Rule<CaseRecordFacts>(ClauseIds.CompleteRecord)
{
    private const string Parts = "parts";

    private static readonly RuleMessage Lacks = new("record.lacks", "part");

    public override IReadOnlyList<ParameterNeed> Needs => [new(Parts, ParameterType.Set)];

    public override IReadOnlyList<RuleMessage> Messages => [Lacks];

    public override RuleAnswer Decide(CaseRecordFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var asked = parameters.Set(Parts);
        var lacking = asked.Where(part => !Has(facts, part)).ToList();
        var sheet = new FactSheet().Add("caseNumber", facts.CaseNumber).Add("withAi", !facts.WithoutAi).Add("partsKept", asked.Except(lacking)).Add("partsLacking", lacking);
        return RuleAnswer.From(sheet, [.. lacking.Select(part => Lacks.With(part))]);
    }

    private static bool Has(CaseRecordFacts facts, string part) => part switch
    {
        "inputReference" => facts.InputReference,
        "rawAiOutput" => facts.WithoutAi || facts.RawAiOutput,
        "softwareVersion" => facts.WithoutAi || facts.SoftwareVersion,
        "operator" => facts.WithoutAi || facts.Operator,
        "opinions" => facts.SignedOpinions > 0,
        "finalDiagnosis" => facts.FinalDiagnosis,
        "consent" => !facts.ConsentAsked || facts.Consent,
        _ => throw new InvalidOperationException($"The pack asks for the part {part}, which nobody knows."),
    };
}
