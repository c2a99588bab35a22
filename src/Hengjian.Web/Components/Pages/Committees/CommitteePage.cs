using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;

namespace Hengjian.Web.Components.Pages.Committees;

/// <summary>What the pages of committees share: words for codes, tones of decisions.</summary>
public abstract class CommitteePage : FormPage<CommitteesText>
{
    protected static Tone ToneOf(MotionState state) => state switch
    {
        MotionState.Open => Tone.Warn,
        MotionState.Approved or MotionState.ApprovedWithConditions => Tone.Ok,
        MotionState.Withdrawn => Tone.None,
        _ => Tone.Bad,
    };
}
