using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.Access;

/// <summary>What the pages of this area share: texts, the request, and how a refusal is shown. A form that is refused keeps its input and answers 422, 403, 404, 409 or 412.</summary>
public abstract class AccessPage : LoadedComponent
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<AccessText> L { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    internal ApiMessages Messages { get; set; } = null!;

    [Inject]
    internal IOptions<AccessOptions> Settings { get; set; } = null!;

    protected string PasswordRule => L[Settings.Value.PasswordNeedsLetterAndDigit ? "Password.Rule" : "Password.RuleLength", Settings.Value.PasswordLength];

    /// <summary>What is wrong with the form that was posted.</summary>
    protected IReadOnlyList<FieldError> Errors { get; set; } = [];

    /// <summary>The form's name whose errors these are, where a page has several.</summary>
    protected string? Refused { get; private set; }

    /// <summary>The record was changed since the form was opened.</summary>
    protected bool IsStale { get; private set; }

    internal WriteRequest Request => Body.Request(Http);

    internal Caller Caller => Http.GetCaller();

    /// <summary>The errors of the form of that name.</summary>
    protected IReadOnlyList<FieldError> ErrorsOf(string form) => Refused == form ? Errors : [];

    /// <summary>True when the act was carried out; else the errors are shown in <paramref name="form"/> and the answer has the refusal's status.</summary>
    internal bool Accept<T>(Outcome<T> outcome, string form)
    {
        if (outcome.Refusal is not { } refusal)
        {
            return true;
        }

        Refused = form;
        IsStale = refusal is Stale;
        Errors = refusal switch
        {
            Invalid invalid => [.. invalid.Errors.Select(e => new FieldError(FormName(e.Field), Word(e.Code, e.Arguments)))],
            Forbidden forbidden => [new FieldError("", Word(forbidden.Code))],
            Conflict conflict => [new FieldError("", Word(conflict.Code, conflict.Arguments))],
            Stale => [new FieldError("", Word("stale"))],
            _ => [new FieldError("", Word("notFound"))],
        };
        Http.Response.StatusCode = Problems.StatusOf(refusal);
        return false;
    }

    /// <summary>Answers 404 with the error page.</summary>
    protected void Missing() => Navigation.NotFound();

    protected string RoleName(Governance.Access.Contracts.Role role) => L["Role." + role];


    protected string Address(string path) => $"{Http.Request.Scheme}://{Http.Request.Host}{path}";

    /// <summary><c>auditAdministrator.userName</c> → <c>Input.AuditAdministrator.UserName</c>.</summary>
    private static string FormName(string field) => "Input." + string.Join('.', field.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private string Word(string code, IReadOnlyDictionary<string, string>? arguments = null) =>
        // Two roles that exclude each other are named by their words, not by their codes.
        Messages.Text(code, code == "access.rolesExclude" ? arguments!.ToDictionary(a => a.Key, a => L["Role." + a.Value].Value) : arguments);
}
