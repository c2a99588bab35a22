using System.Globalization;
using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Concerns.Domain.Rules;

/// <summary>HP-18.2: within the pack's months a test concern went through the channel and was answered, the last day included.</summary>
internal sealed class ChannelTestRule() : Rule<ChannelTestFacts>(ClauseIds.ConcernChannelTest)
{
    private const string TestMonths = "testMonths";

    private static readonly RuleMessage Never = new("concern.neverTested", "months");
    private static readonly RuleMessage Overdue = new("concern.testOverdue", "due");

    public override IReadOnlyList<ParameterNeed> Needs => [new(TestMonths, ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [Never, Overdue];

    public override RuleAnswer Decide(ChannelTestFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var months = parameters.Int(TestMonths);
        var sheet = new FactSheet().Add("lastTestOn", facts.LastTestOn);
        if (facts.LastTestOn is not { } last)
            return RuleAnswer.From(sheet, [Never.With(months.ToString(CultureInfo.InvariantCulture))]);
        var due = ShanghaiDay.AddMonths(last, months);
        sheet.Add("nextTestBy", due);
        return RuleAnswer.From(sheet, ShanghaiDay.Of(at) <= due ? [] : [Overdue.With(ClauseParameter.TextOf(due)!)]);
    }
}
