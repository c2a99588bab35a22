using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>
/// HP-12.1: the two talk, a senior physician decides, the department confers, a multidisciplinary team where treatment would change. Steps come in this order; passing
/// one over needs a reason. Conference and team have enough people and minutes, and talking decides nothing by itself.
/// </summary>
internal sealed class DisagreementRule() : Rule<DisagreementStepFacts>(ClauseIds.Disagreement)
{
    private const string ConferencePeople = "conferencePeople";
    private const string MdtPeople = "mdtPeople";

    private static readonly RuleMessage Skipped = new("disagreement.skipped", "steps");
    private static readonly RuleMessage Backwards = new("disagreement.backwards", "step");
    private static readonly RuleMessage TooFew = new("disagreement.tooFew", "present", "needed");
    private static readonly RuleMessage NoMinutes = new("disagreement.noMinutes");
    private static readonly RuleMessage TalkDecidesNothing = new("disagreement.talkDecidesNothing");
    private static readonly RuleMessage NeedsMdt = new("disagreement.needsMdt");

    public override IReadOnlyList<ParameterNeed> Needs => [new(ConferencePeople, ParameterType.Integer), new(MdtPeople, ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [Skipped, Backwards, TooFew, NoMinutes, TalkDecidesNothing, NeedsMdt];

    public override RuleAnswer Decide(DisagreementStepFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var needed = facts.Step switch
        {
            ResolutionKind.Conference => parameters.Int(ConferencePeople),
            ResolutionKind.Mdt => parameters.Int(MdtPeople),
            ResolutionKind.Talk => 2,
            _ => 1,
        };
        // The team is for decisions that change treatment: passing it over is the rule, not a skip.
        var skipped = Enum.GetValues<ResolutionKind>().Where(k => k < facts.Step && !facts.Before.Contains(k)).ToList();
        var missing = new List<MissingItem>();
        if (facts.Before.Any(b => b > facts.Step))
            missing.Add(Backwards.With(CodeName.Of(facts.Step)));
        else if (skipped.Count > 0 && string.IsNullOrWhiteSpace(facts.SkipReason))
            missing.Add(Skipped.With(string.Join(',', skipped.Select(CodeName.Of))));
        if (facts.Present < needed)
            missing.Add(TooFew.With(Text(facts.Present), Text(needed)));
        if (facts.Step is ResolutionKind.Conference or ResolutionKind.Mdt && !facts.Minutes)
            missing.Add(NoMinutes.With());
        if (facts is { Step: ResolutionKind.Talk, Settles: true })
            missing.Add(TalkDecidesNothing.With());
        if (facts is { Settles: true, ChangesTreatment: true } && facts.Step != ResolutionKind.Mdt)
            missing.Add(NeedsMdt.With());

        var sheet = new FactSheet()
            .Add("step", CodeName.Of(facts.Step)).Add("stepsBefore", facts.Before.Select(CodeName.Of)).Add("stepsSkipped", skipped.Select(CodeName.Of))
            .Add("present", facts.Present).Add("presentNeeded", needed).Add("minutes", facts.Minutes).Add("settles", facts.Settles)
            .Add("changesTreatment", facts.ChangesTreatment is { } changes ? (changes ? "true" : "false") : null);
        return RuleAnswer.From(sheet, missing);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
