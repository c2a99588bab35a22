using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>HP-13.4: a consent that was signed by hand is on record with its scan before the invasive step begins; of an emergency the paper may follow.</summary>
internal sealed class ConsentScanRule() : Rule<ConsentScanFacts>(ClauseIds.ConsentScan)
{
    private static readonly RuleMessage NotInvasive = new("consentScan.notInvasive");
    private static readonly RuleMessage NoPaper = new("consentScan.noPaper");
    private static readonly RuleMessage Missing = new("consentScan.missing", "count");

    public override IReadOnlyList<ParameterNeed> Needs => [new("emergencyMayFollow", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages => [NotInvasive, NoPaper, Missing];

    public override RuleAnswer Decide(ConsentScanFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var mayFollow = parameters.Bool("emergencyMayFollow");
        var papers = facts.OnPaper.Where(p => !(p.WithdrawnAt <= at) && !(p.Emergency && mayFollow)).ToArray();
        var scanned = papers.Count(p => p.Scanned);
        var sheet = new FactSheet().Add("consentsOnPaper", papers.Length).Add("consentsScanned", scanned);
        if (!facts.Invasive)
            return RuleAnswer.NotApplicable(sheet, NotInvasive.With());
        if (papers.Length == 0)
            return RuleAnswer.NotApplicable(sheet, NoPaper.With());
        return RuleAnswer.From(sheet, scanned > 0 ? [] : [Missing.With(papers.Length.ToString(CultureInfo.InvariantCulture))]);
    }
}
