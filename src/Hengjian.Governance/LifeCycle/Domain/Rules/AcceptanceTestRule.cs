using System.Globalization;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.LifeCycle.Domain.Rules;

/// <summary>HP-5.2: the version was tested on a local sample of at least the pack's size, against criteria frozen beforehand, with a signed report, and met each of them.</summary>
internal sealed class AcceptanceTestRule() : Rule<AcceptanceTestFacts>(ClauseIds.AcceptanceTest)
{
    private const string LeastSample = "leastSample";

    private static readonly RuleMessage None = new("test.none", "release");
    private static readonly RuleMessage NotReported = new("test.notReported", "on");
    private static readonly RuleMessage Sample = new("test.sample", "has", "least");
    private static readonly RuleMessage Criterion = new("test.criterion", "metric", "value", "limit");

    public override IReadOnlyList<ParameterNeed> Needs => [new(LeastSample, ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [None, NotReported, Sample, Criterion];

    public override RuleAnswer Decide(AcceptanceTestFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var least = parameters.Int(LeastSample);
        var sheet = new FactSheet().Add("release", facts.Release).Add("leastSample", least);
        if (facts.Test is not { } test)
            return RuleAnswer.From(sheet, [None.With(facts.Release)]);

        sheet.Add("sample", test.Sample).Add("frozenOn", test.FrozenOn).Add("reportedOn", test.ReportedOn)
            .Add("criteriaMet", test.Criteria.Where(c => c.Met).Select(c => c.Metric));
        if (test.ReportedOn is null)
            return RuleAnswer.From(sheet, [NotReported.With(ClauseParameter.TextOf(test.FrozenOn)!)]);

        var missing = new List<MissingItem>();
        if (test.Sample < least)
            missing.Add(Sample.With(test.Sample.ToString(CultureInfo.InvariantCulture), least.ToString(CultureInfo.InvariantCulture)));
        missing.AddRange(test.Criteria.Where(c => !c.Met).Select(c => Criterion.With(c.Metric, c.Value, c.Limit)));
        return RuleAnswer.From(sheet, missing);
    }
}
