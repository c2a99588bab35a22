using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Forms;

/// <summary>
/// What pages of lists, records and their forms share: texts, the caller, the posted form, and how a refusal is shown. A refused form keeps its input and answers 422
/// (fields), 403, 404, 409 (rule or state) or 412 (changed meanwhile).
/// </summary>
/// <typeparam name="TTexts">The area's texts.</typeparam>
public abstract partial class FormPage<TTexts> : LoadedComponent
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<TTexts> L { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<CommonText> T { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    [Inject]
    internal ApiMessages Messages { get; set; } = null!;

    internal PostedForm Form { get; private set; } = PostedForm.Empty;

    /// <summary>What is wrong with the form that was posted.</summary>
    protected IReadOnlyList<FieldError> Errors { get; set; } = [];

    /// <summary>Fields whose rule an authorised user may override with a reason.</summary>
    protected IReadOnlyCollection<string> Overridable { get; private set; } = [];

    /// <summary>The decisions by which a rule refused the act.</summary>
    protected IReadOnlyList<Decision> Refused { get; private set; } = [];

    /// <summary>The record was changed since the form was opened.</summary>
    protected bool IsStale { get; private set; }

    /// <summary>Sent with the form, so that a form posted twice acts once. A refused form gets a new one.</summary>
    protected string Key { get; private set; } = "";

    internal Caller Caller => Http.GetCaller();

    protected CancellationToken Aborted => Http.RequestAborted;

    protected override async Task BeforeRenderAsync()
    {
        Form = await PostedForm.ReadAsync(Http);
        PostedName = Form.Text("_handler");
        Key = Guid.CreateVersion7(Clock.GetUtcNow()).ToString("N");
        await LoadAsync();
    }

    /// <summary>Reads what the page shows; the form is read already.</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>The posted text of a field, or the stored one when the page is only opened.</summary>
    protected string? Text(string name, string? stored) => Form.IsPosted ? Form.Text(name) : stored;

    internal WriteRequest Context<T>(T body) => Body.FormRequest(Http, Form.Text("idempotencyKey"), body);

    /// <summary>True when the act was carried out; else its refusal is what the page shows.</summary>
    internal bool Accept<T>(Outcome<T> outcome)
    {
        Refused = (outcome.Refusal as RuleRefused)?.Decisions ?? [];
        if (outcome.Refusal is not { } refusal)
        {
            return true;
        }

        IsStale = refusal is Stale;
        Overridable = refusal is Invalid invalid ? [.. invalid.Errors.Where(e => e.Overridable).Select(e => e.Field)] : [];
        Errors = refusal switch
        {
            Invalid wrong => [.. wrong.Errors.Select(e => new FieldError(e.Field, Messages.Text(e.Code, e.Arguments)))],
            Forbidden forbidden => [new FieldError("", Messages.Text(forbidden.Code))],
            Conflict conflict => [new FieldError("", Messages.Text(conflict.Code, conflict.Arguments))],
            RuleRefused rules => [.. rules.Decisions.Where(d => d.Blocks).Select(d => new FieldError("", d.Clause))],
            Stale => [new FieldError("", Messages.Text("stale"))],
            _ => [new FieldError("", Messages.Text("notFound"))],
        };
        Http.Response.StatusCode = Problems.StatusOf(refusal);
        return false;
    }

    /// <summary>Shows these errors with 422.</summary>
    internal void Refuse(FieldErrors errors) => Accept<bool>(errors.ToRefusal());

    /// <summary>A value of the address's query; blank is absent.</summary>
    protected string? Asked(string name) => Http.Request.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A coded value of the query; one that is unknown counts as absent.</summary>
    protected T? AskedCode<T>(string name)
        where T : struct, Enum => CodeName.TryParse<T>(Asked(name) ?? "", out var value) ? value : null;

    /// <summary>The page of a list that is asked for, from 1.</summary>
    protected int PageNumber => int.TryParse(Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 1_000_000) : 1;

    protected static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    protected DateOnly Today => ShanghaiDay.Of(Clock.GetUtcNow());

    /// <summary>Several words as one text.</summary>
    protected static string Joined(IEnumerable<string> words) => string.Join(CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal) ? "、" : ", ", words);
}
