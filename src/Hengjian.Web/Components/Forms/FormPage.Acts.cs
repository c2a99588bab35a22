using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Forms;

/// <content>Acts of a page: which of its forms was posted, what carries it out, and where its errors stand.</content>
public abstract partial class FormPage<TTexts>
{
    /// <summary>Which of the page's forms was posted; null while the page is only opened.</summary>
    protected string? PostedName { get; private set; }

    /// <summary>What signs with the password that the form asked for.</summary>
    internal SignatureInput Signature => new("password", Form.Secret("signature.secret"));

    /// <summary>The errors of one of several forms of a page.</summary>
    protected IReadOnlyList<FieldError> ErrorsOf(string form) => PostedName == form ? Errors : [];

    /// <summary>The posted text of a field whose name several forms of the page have.</summary>
    protected string? Typed(string form, string name) => PostedName == form ? Form.Text(name) : null;

    /// <summary>Carries out the act of a form, if its fields could be read and the caller has what is <paramref name="needed"/>, and goes on to the page that
    /// <paramref name="next"/> names; null stays.</summary>
    internal async Task ActAsync<T>(string form, Permission needed, Func<Task<Outcome<T>>> act, Func<T, string?> next)
    {
        PostedName = form;
        Outcome<T> outcome = Form.Errors.Any ? Form.Errors.ToRefusal() : Caller.Can(needed) ? await act() : new Forbidden("access.roleLacking");
        if (Accept(outcome) && next(outcome.Value!) is { } page)
        {
            Navigation.NavigateTo(page);
        }
    }

    internal Task ActAsync<T>(string form, Permission needed, Func<Task<Outcome<T>>> act, string next) => ActAsync(form, needed, act, _ => next);

    /// <summary>As <see cref="Accept{T}"/>, for a page that shows <see cref="Refused"/> as panels: a rule's refusal leaves no line among the <see cref="Errors"/>.</summary>
    internal bool Done<T>(Outcome<T> outcome)
    {
        var accepted = Accept(outcome);
        if (Refused.Count > 0)
        {
            Errors = [];
        }

        return accepted;
    }
}
