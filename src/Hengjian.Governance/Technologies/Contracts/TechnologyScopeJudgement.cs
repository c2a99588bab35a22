using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>Where a version stands towards the specification, by its answers. Clause 0.1 and 0.2 decide from the same judgement.</summary>
public static class TechnologyScopeJudgement
{
    /// <summary>Why a clause does not apply to what is outside the specification.</summary>
    internal static readonly RuleMessage NotBound = new("rules.notGated");

    /// <summary>The standing as of a moment.</summary>
    public static TechnologyScope Of(TechnologyScopeFacts facts, DateTimeOffset at)
    {
        if (facts.AnsweredForVersion != facts.Version || facts.ReassessFrom <= ShanghaiDay.Of(at))
            return TechnologyScope.Undetermined;
        if (facts is { Embedded: true, RunsAloneOrExportsResults: false })
            return TechnologyScope.Embedded;
        if (facts.Influences.Count == 0)
            return IsSigned(facts.NoGreatInfluence, at) ? TechnologyScope.NoGreatInfluence : TechnologyScope.Undetermined;
        if (facts.Influences.Contains(DecisionInfluence.Other) && string.IsNullOrWhiteSpace(facts.OtherInfluence))
            return TechnologyScope.Undetermined;
        return !facts.HasValidation || string.IsNullOrWhiteSpace(facts.Approval)
            ? TechnologyScope.NotAdmissible
            : TechnologyScope.InScope;
    }

    /// <summary>True when the clauses of the specification bind the use of such a version.</summary>
    public static bool IsGated(TechnologyScope scope) => scope is not (TechnologyScope.Embedded or TechnologyScope.NoGreatInfluence);

    private static bool IsSigned(SignedReason? reason, DateTimeOffset at) =>
        reason is not null && !string.IsNullOrWhiteSpace(reason.Reason) && reason.SignedOn <= ShanghaiDay.Of(at);
}
