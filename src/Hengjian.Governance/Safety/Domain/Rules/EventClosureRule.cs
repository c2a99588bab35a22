using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Safety.Domain.Rules;

/// <summary>
/// HP-11.2: an event closes when its cause is found and each action was done with evidence and found effective. Up to the pack's grade there is at least one action; a
/// lighter event may say why none is needed. An action without effect is followed by another.
/// </summary>
internal sealed class EventClosureRule() : Rule<EventClosureFacts>(ClauseIds.EventClosure)
{
    /// <summary>Days from when an action was done to the check of its effect.</summary>
    public const string CheckDays = "checkDays";

    private const string ActionsUpToGrade = "actionsUpToGrade";

    private static readonly RuleMessage NotInvestigated = new("event.notInvestigated");
    private static readonly RuleMessage NoAction = new("event.noAction");
    private static readonly RuleMessage NotDone = new("event.actionNotDone", "number");
    private static readonly RuleMessage NotChecked = new("event.actionNotChecked", "number");
    private static readonly RuleMessage NoEffect = new("event.actionWithoutEffect", "number");

    public override IReadOnlyList<ParameterNeed> Needs => [new(ActionsUpToGrade, ParameterType.Integer), new(CheckDays, ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NotInvestigated, NoAction, NotDone, NotChecked, NoEffect];

    public override RuleAnswer Decide(EventClosureFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var mayDoWithout = (int)facts.Grade + 1 > parameters.Int(ActionsUpToGrade) && facts.NoActionReason is not null;
        var sheet = new FactSheet().Add("eventGrade", CodeName.Of(facts.Grade)).Add("investigated", facts.Investigated).Add("actionCount", facts.Actions.Count)
            .Add("effectiveActions", facts.Actions.Count(a => a.Effective == true)).Add("noActionReason", facts.NoActionReason);
        var missing = new List<MissingItem>();
        if (!facts.Investigated)
            missing.Add(NotInvestigated.With());
        if (facts.Actions.Count == 0 && !mayDoWithout)
            missing.Add(NoAction.With());
        missing.AddRange(facts.Actions.Where(a => !a.Replaced).Select(Fault).OfType<MissingItem>());
        return RuleAnswer.From(sheet, missing);
    }

    private static MissingItem? Fault(EventActionFact action)
    {
        var number = action.Number.ToString(CultureInfo.InvariantCulture);
        return action switch
        {
            { Evidence: null } => NotDone.With(number),
            { Effective: null } => NotChecked.With(number),
            { Effective: false } => NoEffect.With(number),
            _ => null,
        };
    }
}
