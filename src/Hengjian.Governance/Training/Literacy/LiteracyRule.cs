using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Literacy;

/// <summary>HP-6.8: every unit read, and the test of judgement passed where the pack asks for it, each within the months after which it is repeated. On the day on which the months are full it no longer counts.</summary>
internal sealed class LiteracyRule() : Rule<LiteracyFacts>(ClauseIds.Literacy)
{
    public const string RepeatMonths = "repeatMonths";
    public const string MinimumSeconds = "minimumSeconds";
    public const string LeastPeople = "leastPeople";
    private const string TestNeeded = "testNeeded";

    private static readonly RuleMessage NotRead = new("literacy.notRead", "unit");
    private static readonly RuleMessage ReadAgain = new("literacy.readAgain", "unit", "on");
    private static readonly RuleMessage NotPassed = new("literacy.notPassed");
    private static readonly RuleMessage PassAgain = new("literacy.passAgain", "on");

    public override IReadOnlyList<ParameterNeed> Needs { get; } =
    [
        new(RepeatMonths, ParameterType.Integer), new(MinimumSeconds, ParameterType.Integer), new(LeastPeople, ParameterType.Integer), new(TestNeeded, ParameterType.Boolean),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [NotRead, ReadAgain, NotPassed, PassAgain];

    public override RuleAnswer Decide(LiteracyFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var months = parameters.Int(RepeatMonths);
        bool Counts(DateOnly on) => day < ShanghaiDay.AddMonths(on, months);
        var missing = new List<MissingItem>();
        foreach (var unit in Enum.GetValues<LiteracyUnit>())
        {
            if (!facts.Finished.TryGetValue(unit, out var on))
                missing.Add(NotRead.With(CodeName.Of(unit)));
            else if (!Counts(on))
                missing.Add(ReadAgain.With(CodeName.Of(unit), ClauseParameter.TextOf(on)!));
        }

        if (parameters.Bool(TestNeeded) && facts.PassedOn is null)
            missing.Add(NotPassed.With());
        else if (parameters.Bool(TestNeeded) && !Counts(facts.PassedOn!.Value))
            missing.Add(PassAgain.With(ClauseParameter.TextOf(facts.PassedOn.Value)!));
        var sheet = new FactSheet().Add("unitsRead", facts.Finished.Where(f => Counts(f.Value)).Select(f => CodeName.Of(f.Key)).Order(StringComparer.Ordinal)).Add("testPassedOn", facts.PassedOn)
            .Add("repeatMonths", months);
        return RuleAnswer.From(sheet, missing);
    }
}
