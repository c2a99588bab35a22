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
    private string? _posted;

    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    [Inject]
    internal IStringLocalizer<AccessText> RoleWords { get; set; } = null!;

    protected string Word<T>(T value)
        where T : struct, Enum => L[typeof(T).Name + "." + value];

    protected string RoleWord(Role role) => RoleWords["Role." + role];

    protected IReadOnlyList<Choice> Choices<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Choice(CodeName.Of(v), Word(v)))];

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

    /// <summary>The errors of a form, where a page has several.</summary>
    protected IReadOnlyList<FieldError> ErrorsOf(string form) => _posted == form ? Errors : [];

    /// <summary>Carries out the act of one form, if the caller may, and goes on to <paramref name="next"/>.</summary>
    internal async Task ActAsync<T>(string form, Permission needed, string next, Func<Task<Outcome<T>>> act)
    {
        _posted = form;
        Outcome<T> outcome = Form.Errors.Any ? Form.Errors.ToRefusal() : Caller.Can(needed) ? await act() : new Forbidden("access.roleLacking");
        if (Accept(outcome))
        {
            Navigation.NavigateTo(next);
        }
    }
}
