using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.Domain.Rules;

/// <summary>HP-5.1: gates are passed in order, each with its checklist, its documents and, where it asks for them, the conditions or the good end of a trial.</summary>
internal sealed class GateRule() : Rule<GateFacts>(ClauseIds.Gates)
{
    private static readonly RuleMessage Order = new("gate.order", "gate", "from", "stage");
    private static readonly RuleMessage SuspendedNow = new("gate.suspended", "gate");
    private static readonly RuleMessage NotSuspended = new("gate.notSuspended");
    private static readonly RuleMessage Item = new("gate.item", "item");
    private static readonly RuleMessage Document = new("gate.document", "document");
    private static readonly RuleMessage NoTrialPlan = new("gate.noTrialPlan");
    private static readonly RuleMessage NoTrial = new("gate.noTrial");
    private static readonly RuleMessage TrialRunning = new("gate.trialRunning");
    private static readonly RuleMessage TrialStopped = new("gate.trialStopped");

    public override IReadOnlyList<RuleMessage> Messages => [Order, SuspendedNow, NotSuspended, Item, Document, NoTrialPlan, NoTrial, TrialRunning, TrialStopped];

    public override RuleAnswer Decide(GateFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet()
            .Add("gate", facts.Gate)
            .Add("stage", Term(facts.Stage))
            .Add("suspended", facts.Suspended)
            .Add("itemsGiven", facts.Items.Where(i => i.Given).Select(i => i.Code))
            .Add("documentsGiven", facts.Documents.Where(d => d.Given).Select(d => d.Code));
        var missing = new List<MissingItem>();
        if (!facts.From.Contains(facts.Stage))
            missing.Add(Order.With(facts.Gate, string.Join(',', facts.From.Select(Term)), Term(facts.Stage)));
        if (facts.NeedsSuspension && !facts.Suspended)
            missing.Add(NotSuspended.With());
        if (facts.Suspended && !facts.NeedsSuspension && !facts.WhileSuspended)
            missing.Add(SuspendedNow.With(facts.Gate));
        missing.AddRange(facts.Items.Where(i => !i.Given).Select(i => Item.With(i.Code)));
        missing.AddRange(facts.Documents.Where(d => !d.Given).Select(d => Document.With(d.Code)));
        if (facts.NeedsTrialPlan && facts.Trial != TrialState.Planned)
            missing.Add(NoTrialPlan.With());
        if (facts.NeedsTrialReport && TrialFault(facts.Trial) is { } fault)
            missing.Add(fault);
        return RuleAnswer.From(sheet, missing);
    }

    private static MissingItem? TrialFault(TrialState? trial) => trial switch
    {
        TrialState.Succeeded => null,
        TrialState.Running => TrialRunning.With(),
        TrialState.Stopped => TrialStopped.With(),
        _ => NoTrial.With(),
    };

    private static string Term(DeploymentStage stage) => "stage." + CodeName.Of(stage);
}
