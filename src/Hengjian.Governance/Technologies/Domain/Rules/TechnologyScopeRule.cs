using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain.Rules;

/// <summary>
/// R17-0.1: a version in scope has clinical validation and approval. Without them it is not admissible for clinical use; embedded AI and AI without
/// great influence (signed) are outside.
/// </summary>
internal sealed class TechnologyScopeRule() : Rule<TechnologyScopeFacts>(ClauseIds.Scope)
{
    private static readonly RuleMessage Embedded = new("scope.embedded");
    private static readonly RuleMessage NoInfluence = new("scope.noInfluence", "reason", "on");
    private static readonly RuleMessage ReasonNotSigned = new("scope.reasonNotSigned");
    private static readonly RuleMessage OtherNotNamed = new("scope.otherNotNamed");
    private static readonly RuleMessage NoValidation = new("scope.noValidation");
    private static readonly RuleMessage NoApproval = new("scope.noApproval");

    public override IReadOnlyList<RuleMessage> Messages =>
        [.. ScopeAnswers.Messages, Embedded, NoInfluence, ReasonNotSigned, OtherNotNamed, NoValidation, NoApproval];

    public override RuleAnswer Decide(TechnologyScopeFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = ScopeAnswers.Facts(facts, at)
            .Add("influences", facts.Influences.Select(CodeName.Of))
            .Add("otherInfluence", facts.OtherInfluence)
            .Add("clinicalValidation", facts.ClinicalValidation)
            .Add("evidence", facts.Evidence)
            .Add("approval", facts.Approval);
        return TechnologyScopeJudgement.Of(facts, at) switch
        {
            TechnologyScope.InScope => RuleAnswer.From(sheet, []),
            TechnologyScope.Embedded => RuleAnswer.NotApplicable(sheet, Embedded.With()),
            TechnologyScope.NoGreatInfluence => RuleAnswer.NotApplicable(
                sheet.Add("reasonSignedBy", facts.NoGreatInfluence!.SignedBy),
                NoInfluence.With(facts.NoGreatInfluence.Reason, ClauseParameter.TextOf(facts.NoGreatInfluence.SignedOn)!)),
            TechnologyScope.NotAdmissible => RuleAnswer.From(sheet, [.. AbsentEvidence(facts)]),
            _ => RuleAnswer.From(
                sheet,
                [ScopeAnswers.Unanswered(facts, at) ?? (facts.Influences.Count == 0 ? ReasonNotSigned.With() : OtherNotNamed.With())]),
        };
    }

    private static IEnumerable<MissingItem> AbsentEvidence(TechnologyScopeFacts facts)
    {
        if (!facts.HasValidation)
            yield return NoValidation.With();
        if (string.IsNullOrWhiteSpace(facts.Approval))
            yield return NoApproval.With();
    }
}
