using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain.Rules;

/// <summary>What both scope rules say about the questionnaire itself.</summary>
internal static class ScopeAnswers
{
    private static readonly RuleMessage NotAnswered = new("scope.notAnswered", "version");
    private static readonly RuleMessage OtherVersion = new("scope.otherVersion", "answered", "version");

    public static IReadOnlyList<RuleMessage> Messages { get; } = [NotAnswered, OtherVersion];

    public static FactSheet Facts(TechnologyScopeFacts facts, DateTimeOffset at) => new FactSheet()
        .Add("version", facts.Version)
        .Add("answeredForVersion", facts.AnsweredForVersion)
        .Add("scope", CodeName.Of(TechnologyScopeJudgement.Of(facts, at)))
        .Add("embedded", facts.Embedded)
        .Add("runsAloneOrExportsResults", facts.RunsAloneOrExportsResults);

    /// <summary>What is missing when the questionnaire was not answered for this version; otherwise <c>null</c>.</summary>
    public static MissingItem? Unanswered(TechnologyScopeFacts facts) =>
        facts.AnsweredForVersion is null ? NotAnswered.With(facts.Version)
        : facts.AnsweredForVersion != facts.Version ? OtherVersion.With(facts.AnsweredForVersion, facts.Version)
        : null;
}
