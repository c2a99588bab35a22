using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Quality.Statistics;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Quality;

/// <summary>What the pages of one deployment's quality share: the deployment, the question that the query string asks, and how a refusal is shown.</summary>
public abstract class QualityPageBase : LoadedComponent
{
    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<QualityText> L { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected Deployments Deployments { get; set; } = null!;

    [Inject]
    internal ApiMessages Messages { get; set; } = null!;

    internal Caller Caller => Http.GetCaller();

    protected CancellationToken Aborted => Http.RequestAborted;

    /// <summary>What is wrong with the query string; then nothing else is shown.</summary>
    protected IReadOnlyList<string> Errors { get; private set; } = [];

    protected DeploymentView? Deployment { get; private set; }

    protected StatisticsQuestion Question { get; private set; } = new() { Deployment = Guid.Empty };

    internal QualityWords Words { get; private set; } = null!;

    internal FigureLinks Figures { get; private set; } = null!;

    protected override async Task BeforeRenderAsync()
    {
        Words = new QualityWords(L);
        Deployment = await Deployments.FindAsync(Caller, Id, Aborted);
        if (Deployment is null)
        {
            Navigation.NotFound();
            return;
        }

        var query = new ListQuery(Http);
        Question = QualityEndpoints.Question(query, Id);
        Figures = new FigureLinks(Question);
        await LoadAsync(query);
        if (query.Errors.Any)
        {
            Show(query.Errors.ToRefusal());
        }
    }

    /// <summary>Reads what the page shows; it may add errors of its own query values.</summary>
    internal abstract Task LoadAsync(ListQuery query);

    /// <summary>The value, or null after the refusal was put on the page.</summary>
    internal T? Accept<T>(Outcome<T> outcome)
        where T : class
    {
        if (outcome.Refusal is { } refusal)
        {
            Show(refusal);
        }

        return outcome.Value;
    }

    protected string PeriodText => (Question.From, Question.To) switch
    {
        (null, null) => L["Period.All"],
        ({ } from, null) => L["Period.From", Day(from)],
        (null, { } to) => L["Period.To", Day(to)],
        ({ } from, { } to) => L["Period.Both", Day(from), Day(to)],
    };

    protected static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Show(Refusal refusal)
    {
        switch (refusal)
        {
            case NotFound:
                Navigation.NotFound();
                break;
            case Forbidden forbidden:
                Http.Response.StatusCode = StatusCodes.Status403Forbidden;
                Errors = [Messages.Text(forbidden.Code)];
                break;
            case Invalid invalid:
                Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                Errors = [.. invalid.Errors.Select(e => $"{e.Field}: {Messages.Text(e.Code, e.Arguments)}")];
                break;
            default:
                throw new InvalidOperationException($"Statistics are not refused by {refusal.GetType().Name}.");
        }
    }
}
