using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Remote;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>
/// What the pages of a case share: the case as the caller may see it (404 where there is none in the caller's scope), the record that it was read, the posted form,
/// and how a refusal is shown. A refused form keeps its input and answers 422 (fields), 403 (signing secret) or 409 (a rule or the state).
/// </summary>
public abstract class CasePageBase : LoadedComponent
{
    /// <summary>Name of the one form of a page.</summary>
    protected const string FormName = "act";

    private const string RemotePages = "/remote-cases";

    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<CasesText> L { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<CommonText> T { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected CaseQueries Queries { get; set; } = null!;

    [Inject]
    private RemoteCases Remote { get; set; } = null!;

    [Inject]
    protected CaseWords Words { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    [Inject]
    internal IAccessLog AccessLog { get; set; } = null!;

    [Inject]
    internal ApiMessages Messages { get; set; } = null!;

    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    /// <summary>The case; null while it loads, and where there is none for this caller.</summary>
    protected CaseView? Case { get; private set; }

    internal PostedForm Form { get; private set; } = PostedForm.Empty;

    /// <summary>What is wrong with the form that was posted.</summary>
    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>The decisions by which a rule refused the act.</summary>
    protected IReadOnlyList<Decision> Refused { get; private set; } = [];

    /// <summary>Sent with the form, so that a form posted twice acts once. A refused form gets a new one.</summary>
    protected string Key { get; private set; } = "";

    /// <summary>The seat from which a reader of another institution opens the case; null on the institution's own pages.</summary>
    internal RemoteSeat? Seat { get; private set; }

    /// <summary>The agreement under which the case was open is no longer in force.</summary>
    protected bool Lapsed { get; private set; }

    internal Caller Caller => Seat?.Caller ?? Http.GetCaller();

    /// <summary>The page of the case.</summary>
    protected string Home => $"{(Seat is null ? "/cases" : RemotePages)}/{Id:D}";

    internal WriteRequest ReadRequest => Body.Request(Http) with { Caller = Caller };

    protected CancellationToken Aborted => Http.RequestAborted;

    /// <summary>A word for an id or code of this case.</summary>
    internal Func<string, string?> Word => Case is { } found ? CaseNames.Of(found, L) : static _ => null;

    protected override async Task BeforeRenderAsync()
    {
        Form = await PostedForm.ReadAsync(Http);
        Key = NewKey();
        if (Http.Request.Path.StartsWithSegments(RemotePages, StringComparison.Ordinal))
        {
            Seat = await Remote.SeatForAsync(Http.GetCaller(), Id, acting: Form.IsPosted, Aborted);
        }

        Case = Seat is null && Http.Request.Path.StartsWithSegments(RemotePages, StringComparison.Ordinal) ? null : await FindAsync();
        if (Case is null)
        {
            if (Seat is not null)
            {
                // The agreement ended while the form was open (HP-9.1): nothing is signed, and the case is out of sight.
                Lapsed = true;
                Http.Response.StatusCode = StatusCodes.Status409Conflict;
                return;
            }

            Navigation.NotFound();
            return;
        }

        AccessLog.Read(ReadRequest, "Case", Id);
        await LoadAsync(Case);
    }

    /// <summary>What else the page needs once the case is there.</summary>
    protected virtual Task LoadAsync(CaseView found) => Task.CompletedTask;

    /// <summary>Whether the state table offers the act now.</summary>
    protected NextAct? Offered(CaseEvent act) => Case?.Next.FirstOrDefault(n => n.Act == act);

    /// <summary>Carries out the act that the form asks for: on success the case page says what was <paramref name="done"/>, else the refusal is shown here.</summary>
    /// <param name="body">The request, as the API takes it.</param>
    /// <param name="act">The use case.</param>
    /// <param name="done">Key of the sentence that the case page shows.</param>
    /// <param name="field">The form's name of a field of the request, where it differs.</param>
    internal Task ActAsync<TBody, T>(
        TBody body, Func<Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<T>>> act, string done, Func<string, string>? field = null) =>
        ActAsync(body, act, _ => done, field);

    /// <summary>The same where the sentence depends on what came of the act.</summary>
    internal async Task ActAsync<TBody, T>(
        TBody body, Func<Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<T>>> act, Func<T, string> done, Func<string, string>? field = null)
    {
        Outcome<T> outcome = Form.Errors.Any
            ? Form.Errors.ToRefusal()
            : await act(Id, body, Body.FormRequest(Http, Form.Text("idempotencyKey"), body) with { Caller = Caller }, Aborted);
        if (outcome.Refusal is { } refusal)
        {
            await ShowAsync(refusal, field);
        }
        else
        {
            Navigation.NavigateTo($"{Home}?done={done(outcome.Value!)}");
        }
    }

    internal SignatureInput Signature => new("password", Form.Secret("signature.secret"));

    internal async Task ShowAsync(Refusal refusal, Func<string, string>? field = null)
    {
        Errors = refusal switch
        {
            Invalid invalid => [.. invalid.Errors.Select(e => new FieldError(field?.Invoke(e.Field) ?? e.Field, Messages.Text(e.Code, e.Arguments)))],
            Forbidden forbidden => [new FieldError(SecretField, Messages.Text(forbidden.Code))],
            Conflict conflict => [new FieldError("", Messages.Text(conflict.Code, InWords(conflict)))],
            RuleRefused => [],
            _ => [new FieldError("", Messages.Text("notFound"))],
        };
        Refused = (refusal as RuleRefused)?.Decisions ?? [];
        Http.Response.StatusCode = Problems.StatusOf(refusal);
        if (refusal is not Invalid)
        {
            // The case may have moved meanwhile, or keeps what was refused (a result in shadow).
            Case = await FindAsync() ?? Case;
        }
    }

    /// <summary>A wrong secret is shown at its field; a page without one shows it above the form.</summary>
    private string SecretField => Form.Secret("signature.secret") is null ? "" : "signature.secret";

    private Task<CaseView?> FindAsync() => Queries.FindAsync(Caller, Id, Aborted);

    private string NewKey() => Guid.CreateVersion7(Clock.GetUtcNow()).ToString("N");

    /// <summary>The state and the act in a refusal by words, not codes.</summary>
    private Dictionary<string, string>? InWords(Conflict conflict) => conflict.Arguments?.ToDictionary(a => a.Key, a => a.Key switch
    {
        "state" when CodeName.TryParse<CaseState>(a.Value, out var state) => Words.State(state),
        "act" when CodeName.TryParse<CaseEvent>(a.Value, out var act) => Words.Act(act),
        _ => a.Value,
    });
}
