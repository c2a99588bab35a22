using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Views;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.Agreements;

/// <summary>What the pages of agreements share: words for codes, looks of states, several forms on a page.</summary>
public abstract class AgreementPageBase : FormPage<AgreementsText>
{
    private string? _posted;

    internal SignatureInput Signature => new("password", Form.Secret("signature.secret"));

    protected bool MayWrite => Caller.Can(Permission.AgreementsWrite);

    protected string Word<T>(T value)
        where T : struct, Enum => L[typeof(T).Name + "." + value];

    protected IReadOnlyList<Choice> Choices<T>(IEnumerable<T>? only = null)
        where T : struct, Enum => [.. (only ?? Enum.GetValues<T>()).Select(v => new Choice(CodeName.Of(v), Word(v)))];

    protected string Acts(IEnumerable<PractitionerAct> acts) => Joined(acts.Select(Word));

    protected static Tone ToneOf(AgreementStanding standing) => standing switch
    {
        AgreementStanding.InForce => Tone.Ok,
        AgreementStanding.Proposed => Tone.Warn,
        AgreementStanding.Upcoming => Tone.Info,
        _ => Tone.None,
    };

    protected IReadOnlyList<FieldError> ErrorsOf(string form) => _posted == form ? Errors : [];

    /// <summary>The posted text of a field of one of several forms.</summary>
    protected string? Posted(string form, string name) => _posted == form ? Form.Text(name) : null;

    internal async Task ActAsync(string form, Func<Task<Outcome<Created>>> act)
    {
        _posted = form;
        Outcome<Created> outcome = Form.Errors.Any ? Form.Errors.ToRefusal() : MayWrite ? await act() : new Forbidden("access.roleLacking");
        if (Accept(outcome))
        {
            Navigation.NavigateTo($"/agreements/{outcome.Value!.Id:D}");
        }
    }
}
