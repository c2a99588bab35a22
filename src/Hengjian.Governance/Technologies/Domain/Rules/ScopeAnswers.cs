using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain.Rules;

/// <summary>What both scope rules say about the questionnaire itself.</summary>
internal static class ScopeAnswers
{
    private static readonly RuleMessage NotAnswered = new("scope.notAnswered", "version");
    private static readonly RuleMessage OtherVersion = new("scope.otherVersion", "answered", "version");

    private static readonly RuleMessage Changed = new("scope.changed", "on");

    public static IReadOnlyList<RuleMessage> Messages { get; } = [NotAnswered, OtherVersion, Changed];

    public static FactSheet Facts(TechnologyScopeFacts facts, DateTimeOffset at) => new FactSheet()
        .Add("version", facts.Version)
        .Add("answeredForVersion", facts.AnsweredForVersion)
        .Add("reassessFrom", facts.ReassessFrom)
        .Add("scope", CodeName.Of(TechnologyScopeJudgement.Of(facts, at)))
        .Add("embedded", facts.Embedded)
        .Add("runsAloneOrExportsResults", facts.RunsAloneOrExportsResults);

    /// <summary>What is missing when the questionnaire was not answered for this version as it is now; otherwise <c>null</c>.</summary>
    public static MissingItem? Unanswered(TechnologyScopeFacts facts, DateTimeOffset at) =>
        facts.AnsweredForVersion is null ? NotAnswered.With(facts.Version)
        : facts.AnsweredForVersion != facts.Version ? OtherVersion.With(facts.AnsweredForVersion, facts.Version)
        : facts.ReassessFrom is { } from && from <= ShanghaiDay.Of(at) ? Changed.With(ClauseParameter.TextOf(from)!)
        : null;
}
