using Hengjian.Governance.Quality.Statistics;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Quality;

/// <summary>The sentence that the page is for: whether the AI helped, or that it cannot be said and why.</summary>
/// <param name="Tone">How it looks.</param>
/// <param name="Tag">In two or three words.</param>
/// <param name="Title">In a sentence.</param>
/// <param name="Lines">What it rests on, and what it costs.</param>
internal sealed record Headline(Tone Tone, string Tag, string Title, IReadOnlyList<string> Lines)
{
    public static Headline Of(StatisticsAnswer answer, StatisticsDefinition definition, IStringLocalizer<QualityText> texts)
    {
        if (answer.Suppressed)
        {
            return new Headline(Tone.Info, texts["Say.Suppressed.Tag"], texts["Say.Suppressed.Title", definition.LeastCases], []);
        }

        if (answer.ReadingsAlone + answer.ReadingsWithAi == 0)
        {
            return new Headline(Tone.Info, texts["Say.NoReadings.Tag"], texts["Say.NoReadings.Title"], []);
        }

        if (answer.WithReference == 0)
        {
            return new Headline(Tone.Info, texts["Say.NoReference.Tag"], texts["Say.NoReference.Title", answer.Cases], [texts["Say.NoReference.Text"]]);
        }

        var (alone, withAi) = (answer.PhysiciansAlone!.Judged, answer.PhysiciansWithAi!.Judged);
        if (alone == 0 || withAi == 0)
        {
            return new Headline(
                Tone.Info, texts["Say.NoComparison.Tag"], texts[alone == 0 ? "Say.NoAlone.Title" : "Say.NoWithAi.Title"], [texts["Say.NoComparison.Text"], .. Costs(answer, texts)]);
        }

        return Math.Min(alone, withAi) < definition.LeastReadingsToJudge
            ? new Headline(Tone.Info, texts["Say.TooFew.Tag"], texts["Say.TooFew.Title", alone, withAi, definition.LeastReadingsToJudge], [.. Costs(answer, texts)])
            : Judge(answer, definition, texts);
    }

    private static Headline Judge(StatisticsAnswer answer, StatisticsDefinition definition, IStringLocalizer<QualityText> texts)
    {
        var gain = GainBasis.Of(answer, definition);
        var points = Numbers.Format(Math.Abs(gain.Value!.Value) * 100, 1);
        var key = gain switch { { Low: > 0 } => "Helps", { High: < 0 } => "Harms", _ => "Unclear" };
        var tone = key switch { "Helps" => Tone.Ok, "Harms" => Tone.Bad, _ => Tone.Warn };
        var interval = Numbers.Interval(gain.Low!.Value * 100, gain.High!.Value * 100, 1);
        var basis = gain.Pairs is { } pairs
            ? texts["Say.PartsPaired", pairs, Numbers.Signed(gain.Value.Value * 100, 1), interval]
            : texts["Say.Parts", Percent(answer.PhysiciansAlone!.Accuracy), Percent(answer.PhysiciansWithAi!.Accuracy), Numbers.Signed(gain.Value.Value * 100, 1), interval];
        var title = texts[$"Say.{key}.Title", key == "Unclear" ? Numbers.Signed(gain.Value.Value * 100, 1) : points];
        return new Headline(tone, texts[$"Say.{key}.Tag"], title, [basis, .. Parts(answer, texts), .. Costs(answer, texts)]);
    }

    private static IEnumerable<string> Parts(StatisticsAnswer answer, IStringLocalizer<QualityText> texts)
    {
        var (alone, withAi) = (answer.PhysiciansAlone!, answer.PhysiciansWithAi!);
        if (withAi.Sensitivity.Value - alone.Sensitivity.Value is { } sensitivity && withAi.Specificity.Value - alone.Specificity.Value is { } specificity)
        {
            yield return texts["Say.Sensitivity", Numbers.Signed(sensitivity * 100, 1), Numbers.Signed(specificity * 100, 1)];
        }
    }

    private static IEnumerable<string> Costs(StatisticsAnswer answer, IStringLocalizer<QualityText> texts)
    {
        if (answer.FollowedWrongAi is { Denominator: > 0 } followed)
        {
            yield return texts["Say.Followed", followed.Numerator, followed.Denominator];
        }

        if (answer.MissingReference > 0)
        {
            yield return texts["Say.Missing", answer.MissingReference, answer.Cases];
        }
    }

    private static string Percent(ProportionFigure share) => Numbers.Percent(share.Value!.Value);
}

/// <summary>The gain that the page speaks of: within pairs of one reader and case where there are enough of them, for they compare like with like; else over all readings.</summary>
/// <param name="Pairs">How many pairs; null where it is over all readings.</param>
internal sealed record GainBasis(double? Value, double? Low, double? High, long? Pairs)
{
    public static GainBasis Of(StatisticsAnswer answer, StatisticsDefinition definition) =>
        answer.PairedGain is { } paired && paired.Pairs >= definition.LeastReadingsToJudge
            ? new GainBasis(paired.Value, paired.Low, paired.High, paired.Pairs)
            : new GainBasis(answer.IncrementalAccuracy?.Value, answer.IncrementalAccuracy?.Low, answer.IncrementalAccuracy?.High, null);
}
