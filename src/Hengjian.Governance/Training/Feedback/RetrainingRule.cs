using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Governance.Training.Feedback;

/// <summary>
/// HP-6.7: re-training is proposed where the lower end of the 95 % interval (Wilson) of a measure lies above its threshold: what chance alone explains proposes nothing. A measure with fewer
/// readings than the least sample is not looked at.
/// </summary>
internal sealed class RetrainingRule() : Rule<RetrainingFacts>(ClauseIds.Retraining)
{
    public const string WindowMonths = "windowMonths";
    public const string PrivateDays = "privateDays";
    public const string LeastSample = "leastSample";
    private const string Measures = "measures";
    private const string FollowedPercent = "followedWrongPercent";
    private const string ErrorPercent = "errorPercent";
    private const string FollowedWrongAi = "followedWrongAi";
    private const string Errors = "errors";

    private static readonly RuleMessage FewReadings = new("retraining.fewReadings", "least");
    private static readonly RuleMessage Followed = new("retraining.followedWrongAi", "followed", "seen", "low", "threshold");
    private static readonly RuleMessage Mistaken = new("retraining.errors", "wrong", "judged", "low", "threshold");

    public override IReadOnlyList<ParameterNeed> Needs { get; } =
    [
        new(Measures, ParameterType.Set), new(WindowMonths, ParameterType.Integer), new(FollowedPercent, ParameterType.Integer), new(ErrorPercent, ParameterType.Integer),
        new(LeastSample, ParameterType.Integer), new(PrivateDays, ParameterType.Integer),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [FewReadings, Followed, Mistaken];

    public override RuleAnswer Decide(RetrainingFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet().Add("technologyCategory", facts.TechnologyCategory).Add("windowFrom", facts.From).Add("windowTo", facts.To)
            .Add("judgedReadings", facts.Judged).Add("wrongReadings", facts.Wrong).Add("wrongAiSeen", facts.WrongAiSeen).Add("wrongAiFollowed", facts.WrongAiFollowed);
        var least = parameters.Int(LeastSample);
        var measures = parameters.Set(Measures);
        (string Measure, long Events, long Trials, int Threshold, RuleMessage Message)[] all =
        [
            (FollowedWrongAi, facts.WrongAiFollowed, facts.WrongAiSeen, parameters.Int(FollowedPercent), Followed),
            (Errors, facts.Wrong, facts.Judged, parameters.Int(ErrorPercent), Mistaken),
        ];
        var looked = all.Where(m => measures.Contains(m.Measure) && m.Trials >= least).ToList();
        if (looked.Count == 0)
        {
            return RuleAnswer.NotApplicable(sheet, FewReadings.With(Text(least)));
        }

        var missing = new List<MissingItem>();
        foreach (var (_, events, trials, threshold, message) in looked)
        {
            var low = Proportion.Wilson(events, trials).Low * 100;
            if (low > threshold)
            {
                missing.Add(message.With(Text(events), Text(trials), low.ToString("0.0", CultureInfo.InvariantCulture), Text(threshold)));
            }
        }

        return RuleAnswer.From(sheet, missing);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
