using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.LifeCycle;

/// <summary>What the pages of the life cycle share: words, tones, decisions with where they are mended, and the signature.</summary>
public abstract class LifeCyclePageBase : FormPage<LifeCycleText>
{
    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    [Inject]
    internal PackTexts PackTexts { get; set; } = null!;

    [Inject]
    internal PageContext Frame { get; set; } = null!;

    /// <summary>The words of a checklist's line, a document or a metric.</summary>
    protected string Term(string code) => PackTexts.Term(code, CultureInfo.CurrentUICulture.Name);

    internal SignView Sign(params LabelValue[] what) => new($"{Frame.UserName} · {Frame.UserSubtitle}") { What = what };

    /// <summary>A decision as a panel, with links to where it is mended.</summary>
    internal DecisionView Panel(Decision decision, Guid deployment, Guid technology) => Decided.Of(decision, mends: decision.Outcome == ClauseOutcome.NotSatisfied ? [.. Mends(decision, deployment, technology)] : []);

    protected static Tone ToneOf(MotionState? state) => state switch
    {
        null => Tone.None,
        MotionState.Open => Tone.Warn,
        MotionState.Approved or MotionState.ApprovedWithConditions => Tone.Ok,
        MotionState.Withdrawn => Tone.None,
        _ => Tone.Bad,
    };

    protected static Tone ToneOf(AcceptanceTestState state) => state switch
    {
        AcceptanceTestState.Passed => Tone.Ok,
        AcceptanceTestState.Failed => Tone.Bad,
        AcceptanceTestState.Planned => Tone.Run,
        _ => Tone.None,
    };

    protected static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<MendLink> Mends(Decision decision, Guid deployment, Guid technology)
    {
        var root = $"/deployments/{deployment:D}";
        switch (decision.Clause)
        {
            case ClauseIds.AcceptanceTest:
                yield return new MendLink(L["Mend.Test"], $"{root}/acceptance-tests/new");
                break;
            case ClauseIds.Gates when decision.Missing.Any(m => m.Code.StartsWith("gate.noTrial", StringComparison.Ordinal) || m.Code.StartsWith("gate.trial", StringComparison.Ordinal)):
                yield return new MendLink(L["Mend.Trial"], $"{root}/trial-run");
                break;
            case ClauseIds.Scope or ClauseIds.Embedded or ClauseIds.ApprovedDevice:
                yield return new MendLink(L["Mend.Technology"], $"/technologies/{technology:D}");
                break;
            case ClauseIds.Filing:
                yield return new MendLink(L["Mend.Filing"], $"{root}/filing");
                break;
            case var clause when clause.StartsWith("R17-1.", StringComparison.Ordinal):
                yield return new MendLink(L["Mend.Readiness"], root);
                break;
        }
    }
}
