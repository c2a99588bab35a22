using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Findings;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Compliance;

/// <summary>What the pages of compliance share: words for codes, tones of findings.</summary>
public abstract class CompliancePageBase : FormPage<ComplianceText>
{
    [Inject]
    protected IStringLocalizer<AccessText> A { get; set; } = null!;

    [Inject]
    protected PackTexts Packs { get; set; } = null!;

    protected static Tone ToneOf(FindingItem finding) => finding switch
    {
        { Overdue: true } => Tone.Bad,
        { State: FindingState.Open } => Tone.Warn,
        { State: FindingState.Explained } => Tone.Info,
        _ => Tone.Ok,
    };

    internal static Tone ToneOf(ObservedEffect effect) => effect switch
    {
        ObservedEffect.Taken => Tone.Ok,
        ObservedEffect.Waiting => Tone.Info,
        _ => Tone.Warn,
    };

    /// <summary>What happened, in words; the code where a module brought no words for it.</summary>
    protected string Happened(FindingItem finding) => L["Finding." + finding.Kind] is { ResourceNotFound: false } words ? words : finding.Kind;

    protected string State(FindingItem finding) => finding.Overdue ? L["State.Overdue", Word(finding.State)] : Word(finding.State);

    protected string Owner(FindingItem finding) => finding.OwnerName ?? A["Role." + finding.Owner];
}
