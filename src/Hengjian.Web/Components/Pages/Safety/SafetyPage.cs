using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Safety;

/// <summary>What the pages of adverse events share: words for codes, people by name, decisions as panels.</summary>
public abstract class SafetyPage : FormPage<SafetyText>
{
    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    [Inject]
    internal IActorNames Actors { get; set; } = null!;

    internal static Tone ToneOf(EventGrade grade) => grade switch { EventGrade.I => Tone.Bad, EventGrade.II => Tone.Warn, _ => Tone.Info };

    /// <summary>Names of users by id; an unknown one is a dash.</summary>
    internal Task<Func<Guid?, string>> NamesAsync(IEnumerable<Guid?> ids) => Actors.NamesAsync(Caller.InstitutionId, ids, Aborted);
}
