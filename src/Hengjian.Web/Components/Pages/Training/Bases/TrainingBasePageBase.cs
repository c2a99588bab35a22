using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Domain;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Training.Bases;

/// <summary>What the pages of bases and programmes share: looks of states, decisions in words.</summary>
public abstract class TrainingBasePageBase : FormPage<TrainingBaseText>
{
    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    [Inject]
    internal PageContext Frame { get; set; } = null!;

    protected string Signer => $"{Frame.UserName} · {Frame.UserSubtitle}";

    protected static Tone ToneOf(BaseStanding standing) => standing switch
    {
        BaseStanding.Designated => Tone.Ok,
        BaseStanding.Suspended => Tone.Bad,
        BaseStanding.Upcoming => Tone.Info,
        BaseStanding.Preparing => Tone.Warn,
        _ => Tone.None,
    };

    protected static Tone ToneOf(BaseApplicationState state) => state switch
    {
        BaseApplicationState.Waiting => Tone.Warn,
        BaseApplicationState.Designated => Tone.Ok,
        BaseApplicationState.Refused => Tone.Bad,
        _ => Tone.None,
    };

    protected static Tone ToneOf(BaseReviewState state) => state switch
    {
        BaseReviewState.Open => Tone.Warn,
        BaseReviewState.Passed => Tone.Ok,
        BaseReviewState.Failed => Tone.Bad,
        _ => Tone.None,
    };

    protected static Tone ToneOf(ProgrammeState state) => state switch
    {
        ProgrammeState.Approved => Tone.Ok,
        ProgrammeState.Draft => Tone.Warn,
        _ => Tone.None,
    };

    internal IReadOnlyList<DecisionView> Views(IEnumerable<Decision> decisions, Func<string, string?>? word = null) => [.. decisions.Select(d => Decided.Of(d, word))];

    /// <summary>Days from and to; without an end a dash.</summary>
    protected string Days(DateOnly? from, DateOnly? to) => from is null ? "–" : to is null ? L["Since", Day(from)!] : L["FromTo", Day(from)!, Day(to)!];

    internal Task ActAsync(string form, Permission needed, Guid id, Func<Task<Outcome<Created>>> act) => ActAsync(form, needed, act, _ => $"/training/bases/{id:D}");
}
