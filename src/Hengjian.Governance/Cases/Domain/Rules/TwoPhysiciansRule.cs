using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>
/// R17-3.2a: enough different eligible physicians agree and are named on the issued opinion. Opinions agree when their positions are the same: the label, or what the
/// deployment's rule of agreement makes of label and measurement. A disagreement must be resolved first: by
/// a majority that a third reader made (where the pack lets it), a senior physician, a conference or an MDT; the label issued still needs the
/// minimum number of physicians behind it.
/// </summary>
internal sealed class TwoPhysiciansRule() : Rule<IssuedOpinionFacts>(ClauseIds.TwoPhysicians)
{
    /// <summary>For the refusal of a second opinion that does not supersede the first: an act, not a state of the case.</summary>
    internal static readonly RuleMessage SameAuthor = new("opinions.sameAuthor");

    private static readonly RuleMessage TooFew = new("opinions.tooFew", "counted", "minimum");
    private static readonly RuleMessage NotCounted = new("opinions.notCounted", "number", "why");
    private static readonly RuleMessage Disagree = new("opinions.disagree", "labels");
    private static readonly RuleMessage TooFewAgree = new("opinions.tooFewAgree", "label", "counted", "minimum");
    private static readonly RuleMessage NotSenior = new("opinions.notSenior", "title");
    private static readonly RuleMessage NoMinutes = new("opinions.noMinutes");
    private static readonly RuleMessage NotNamed = new("opinions.notNamed", "named", "minimum");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("minimumPhysicians", ParameterType.Integer),
        new("decisionMeans", ParameterType.Choice),
        new("thirdReaderMajority", ParameterType.Boolean),
        new("seniorTitle", ParameterType.Choice),
    ];

    public override IReadOnlyList<RuleMessage> Messages =>
        [TooFew, NotCounted, Disagree, TooFewAgree, NotSenior, NoMinutes, NotNamed, SameAuthor];

    public override RuleAnswer Decide(IssuedOpinionFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var minimum = parameters.Int("minimumPhysicians");
        var opinions = CountedOpinions.Of(facts, parameters.Choice("decisionMeans") == "useAndDiagnosis");
        var chosen = facts.IssuedLabel ?? facts.Resolution?.Label;
        var position = chosen is null ? MostGiven(opinions.Counted) : null;
        var behind = opinions.Counted.Where(o => chosen is null ? Position(o) == position : Group(facts, o.Label) == Group(facts, chosen)).ToArray();
        var label = chosen ?? Spoken(behind);
        var named = behind.Where(o => facts.NamedOnIssue is null || facts.NamedOnIssue.Contains(o.PractitionerId!.Value)).ToArray();

        var missing = new List<MissingItem>();
        if (opinions.Counted.Count < minimum)
        {
            missing.Add(TooFew.With(Number(opinions.Counted.Count), Number(minimum)));
            missing.AddRange(opinions.Others
                .GroupBy(o => o.Why, StringComparer.Ordinal)
                .Select(g => NotCounted.With(Number(g.Count()), g.Key)));
        }
        else
        {
            if (behind.Length < opinions.Counted.Count)
                missing.AddRange(Unresolved(facts, opinions.Counted, behind, label, parameters));
            if (missing.Count == 0 && behind.Length < minimum)
                missing.Add(TooFewAgree.With(label ?? "–", Number(behind.Length), Number(minimum)));
            if (missing.Count == 0 && named.Length < minimum)
                missing.Add(NotNamed.With(Number(named.Length), Number(minimum)));
        }

        var sheet = new FactSheet()
            .Add("minimumPhysicians", minimum)
            .Add("decisionMeans", parameters.Choice("decisionMeans"))
            .Add("withAi", facts.WithAi)
            .Add("label", label)
            .Add("counted", opinions.Counted.Select(o => o.PractitionerId!.Value.ToString()))
            .Add("countedLabels", opinions.Counted.Select(o => o.Label))
            .Add("behindLabel", behind.Select(o => o.PractitionerId!.Value.ToString()))
            .Add("named", named.Select(o => o.PractitionerId!.Value.ToString()))
            .Add("notCountedOpinions", opinions.Others.Select(o => o.Opinion.OpinionId.ToString()))
            .Add("notCountedWhy", opinions.Others.Select(o => o.Why))
            .Add("resolution", facts.Resolution is { } resolution ? CodeName.Of(resolution.Kind) : null);
        if (opinions.Counted.Any(o => o.Position is not null))
            sheet.Add("countedPositions", opinions.Counted.Select(Position));
        return RuleAnswer.From(sheet, missing);
    }

    private static string Position(OpinionFact opinion) => opinion.Position ?? opinion.Label;

    private static string Group(IssuedOpinionFacts facts, string label) => facts.Groups.GetValueOrDefault(label, label);

    /// <summary>The label that speaks for opinions which agree: the review's, else the last signed, whose author had the others before them.</summary>
    private static string? Spoken(IReadOnlyList<OpinionFact> agreeing) => (agreeing.LastOrDefault(o => o.Review) ?? agreeing.LastOrDefault())?.Label;

    private static IEnumerable<MissingItem> Unresolved(
        IssuedOpinionFacts facts, IReadOnlyList<OpinionFact> counted, OpinionFact[] behind, string? label, ClauseParameters parameters)
    {
        // Three or more physicians counted and more than half of them agree: the third reader has decided.
        if (parameters.Bool("thirdReaderMajority") && counted.Count >= 3 && behind.Length * 2 > counted.Count)
            yield break;
        if (facts.Resolution is not { } resolution || Group(facts, resolution.Label) != Group(facts, label ?? ""))
        {
            yield return Disagree.With(string.Join(',', counted.Select(o => o.Says ?? o.Label).Distinct(StringComparer.Ordinal)));
            yield break;
        }

        if (resolution.Kind != ResolutionKind.Senior)
        {
            if (string.IsNullOrWhiteSpace(resolution.Minutes))
                yield return NoMinutes.With();
            yield break;
        }

        var needed = parameters.Choice("seniorTitle");
        var title = behind.FirstOrDefault(o => o.PractitionerId == resolution.DecidedBy)?.Title;
        if (title is null || title < CodeName.Parse<ProfessionalTitle>(needed))
            yield return NotSenior.With(needed);
    }

    /// <summary>The position that most physicians take; <c>null</c> where two share the first place, so that no order of signing decides.</summary>
    private static string? MostGiven(IReadOnlyList<OpinionFact> counted)
    {
        var byLabel = counted.GroupBy(Position, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToArray();
        return byLabel.Length == 0 || (byLabel.Length > 1 && byLabel[0].Count() == byLabel[1].Count()) ? null : byLabel[0].Key;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
