using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Register;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.Policies;

/// <summary>What the pages of policies share: words for codes, looks of states, several forms on a page.</summary>
public abstract class PolicyPageBase : FormPage<PoliciesText>
{
    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    [Inject]
    internal IStringLocalizer<AccessText> RoleWords { get; set; } = null!;

    protected string RoleWord(Role role) => RoleWords["Role." + role];

    protected static Tone ToneOf(PolicyState state) => state switch
    {
        PolicyState.InForce => Tone.Ok,
        PolicyState.ReviewOverdue => Tone.Bad,
        PolicyState.Draft => Tone.Warn,
        PolicyState.Upcoming => Tone.Info,
        _ => Tone.None,
    };

    /// <summary>For whom, in words: the whole institution or the thing's name.</summary>
    protected string ScopeWord(PolicyItem item) => item.ScopeTitle is { } title ? $"{Word(item.Scope)} · {title}" : Word(item.Scope);
}
