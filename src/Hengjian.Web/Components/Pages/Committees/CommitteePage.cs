using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;

namespace Hengjian.Web.Components.Pages.Committees;

/// <summary>What the pages of committees share: words for codes, tones of decisions.</summary>
public abstract class CommitteePage : FormPage<CommitteesText>
{
    protected string Word<T>(T value)
        where T : struct, Enum => L[typeof(T).Name + "." + value];

    protected IReadOnlyList<Choice> Choices<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Choice(CodeName.Of(v), Word(v)))];

    protected static Tone ToneOf(MotionState state) => state switch
    {
        MotionState.Open => Tone.Warn,
        MotionState.Approved or MotionState.ApprovedWithConditions => Tone.Ok,
        MotionState.Withdrawn => Tone.None,
        _ => Tone.Bad,
    };
}
