using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain.Rules;

/// <summary>
/// R17-0.2: AI that is part of an instrument is listed and not gated: satisfied when it is. It does not apply to other software, nor to a console's
/// software that also runs alone or exports results.
/// </summary>
internal sealed class EmbeddedInstrumentRule() : Rule<TechnologyScopeFacts>(ClauseIds.Embedded)
{
    private static readonly RuleMessage NotEmbedded = new("embedded.not");
    private static readonly RuleMessage AsSoftware = new("embedded.asSoftware");

    public override IReadOnlyList<RuleMessage> Messages => [.. ScopeAnswers.Messages, NotEmbedded, AsSoftware];

    public override RuleAnswer Decide(TechnologyScopeFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = ScopeAnswers.Facts(facts, at);
        if (ScopeAnswers.Unanswered(facts, at) is { } missing)
            return RuleAnswer.From(sheet, [missing]);
        if (!facts.Embedded)
            return RuleAnswer.NotApplicable(sheet, NotEmbedded.With());
        return facts.RunsAloneOrExportsResults ? RuleAnswer.NotApplicable(sheet, AsSoftware.With()) : RuleAnswer.From(sheet, []);
    }
}
