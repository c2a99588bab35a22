using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Standing;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.Indications;

/// <summary>What the pages of standing rules and settings share: words for codes, a rule's conditions in words, several forms on a page.</summary>
public abstract class IndicationPageBase : FormPage<IndicationText>
{
    protected static Tone ToneOf(StandingRuleView rule) => rule switch
    {
        { InForce: true } => Tone.Ok,
        { State: StandingRuleState.Draft or StandingRuleState.BeforeCommittee } => Tone.Warn,
        { State: StandingRuleState.Refused } => Tone.Bad,
        _ => Tone.None,
    };

    protected string StateWord(StandingRuleView rule) =>
        rule.State != StandingRuleState.Approved || rule.InForce ? Word(rule.State) : L[rule.OfAdmittedVersion ? "State.TermOver" : "State.OtherVersion"];

    /// <summary>Each condition with its words, in an order that two versions share; "any" where it asks nothing.</summary>
    protected IReadOnlyList<LabelValue> Conditions(StandingRuleConditions c, IReadOnlyList<ChecklistItem> checklist)
    {
        string Any(IEnumerable<string> words) => Joined(words) is { Length: > 0 } text ? text : L["Any"];
        var ages = (c.MinimumAge, c.MaximumAge) switch
        {
            ({ } from, { } to) => L["Age.Between", from, to].Value,
            ({ } from, null) => L["Age.From", from].Value,
            (null, { } to) => L["Age.To", to].Value,
            _ => L["Any"].Value,
        };
        return
        [
            new(L["Kinds"], Any(c.ExaminationKinds)),
            new(L["Age"], ages),
            new(L["Sexes"], Any(c.Sexes.Select(Word))),
            new(L["VisitKinds"], Any(c.VisitKinds.Select(Word))),
            new(L["Purposes"], Any(c.Purposes.Select(Word))),
            new(L["Settles"], Joined(c.Settles.Select(code => checklist.FirstOrDefault(i => i.Code == code)?.Text ?? code)) is { Length: > 0 } settled ? settled : L["Settles.None"]),
        ];
    }
}
