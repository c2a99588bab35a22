using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Quality.Agreement;
using Hengjian.Governance.Quality.CasesBehind;
using Hengjian.Governance.Quality.Statistics;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Quality statistics through the web API (interfaces.md).</summary>
internal static class QualityEndpoints
{
    public static void MapQuality(this RouteGroupBuilder api)
    {
        var quality = api.MapGroup("/quality").WithTags("Quality");
        quality.MapGet("/statistics", (HttpContext http, QualityStatistics statistics) => AnswerAsync(http, statistics.AskAsync))
            .Needs(Permission.QualityRead).Produces<StatisticsAnswer>()
            .WithSummary("AI, physicians alone and physicians with AI against the reference: counts, rates with Wilson intervals, times.");
        quality.MapGet("/readers", (HttpContext http, QualityBreakdowns parts) => AnswerAsync(http, parts.ReadersAsync))
            .Needs(Permission.QualityRead).Produces<List<ReaderPart>>().WithSummary("The same by reader; names only for whom they concern.");
        quality.MapGet("/subgroups", (HttpContext http, QualityBreakdowns parts) => AnswerAsync(http, parts.SubgroupsAsync))
            .Needs(Permission.QualityRead).Produces<List<SubgroupParts>>().WithSummary("The same by value of each subgroup dimension.");
        quality.MapGet("/months", (HttpContext http, QualityBreakdowns parts) => AnswerAsync(http, parts.MonthsAsync))
            .Needs(Permission.QualityRead).Produces<List<StatisticsPart>>().WithSummary("The same by month of the examination.");
        quality.MapGet("/references", (HttpContext http, QualityBreakdowns parts) => AnswerAsync(http, parts.ReferencesAsync))
            .Needs(Permission.QualityRead).Produces<List<StatisticsPart>>().WithSummary("The same by kind of reference.");
        quality.MapGet("/agreement", AgreementAsync)
            .Needs(Permission.QualityRead).Produces<AgreementAnswer>().WithSummary("Pairwise kappa of independent readings by condition; needs no reference.");
        quality.MapGet("/cases", CasesAsync)
            .Needs(Permission.QualityRead).Produces<CasesBehindPage>().WithSummary("The cases behind a figure, within the caller's scope.");
    }

    private static StatisticsQuestion Question(ListQuery query)
    {
        var deployment = query.Id("deployment");
        query.Errors.Require(deployment is not null || query.Errors.Any, "deployment", "field.required");
        return Question(query, deployment ?? Guid.Empty);
    }

    /// <summary>The question that a query string asks of a deployment; errors are collected in <paramref name="query"/>.</summary>
    internal static StatisticsQuestion Question(ListQuery query, Guid deployment)
    {
        var group = query.Text("subgroup") is { } text ? (Text: text, Value: Subgroup.Parse(text)) : default;
        query.Errors.Require(group.Text is null || group.Value is not null, "subgroup", "query.unknownValue", ("value", group.Text ?? ""));
        return new StatisticsQuestion
        {
            Deployment = deployment,
            From = query.Date("from"),
            To = query.Date("to"),
            Reader = query.Id("reader"),
            Subgroup = group.Value,
            Reference = query.Code<ReferenceKind>("reference"),
            Unit = query.Code<AiUnit>("unit") ?? AiUnit.Case,
        };
    }

    private static async Task AnswerAsync<T>(HttpContext http, Func<Caller, StatisticsQuestion, CancellationToken, Task<Outcome<T>>> ask)
    {
        var query = new ListQuery(http);
        var question = Question(query);
        await (query.Errors.Any
            ? Problems.Write(http, query.Errors.ToRefusal())
            : Answers.WriteAsync(http, await ask(http.GetCaller(), question, http.RequestAborted)));
    }

    private static async Task AgreementAsync(HttpContext http, ReaderAgreement agreement)
    {
        var query = new ListQuery(http);
        var question = Question(query);
        await (query.Errors.Any
            ? Problems.Write(http, query.Errors.ToRefusal())
            : Answers.WriteAsync(http, await agreement.AskAsync(http.GetCaller(), question.Deployment, http.RequestAborted)));
    }

    private static async Task CasesAsync(HttpContext http, CasesBehindFigure cases)
    {
        var query = new ListQuery(http);
        var question = Question(query);
        var cells = query.Codes<FigureCell>("cell");
        var page = new PageRequest(query.Page, query.PageSize);
        query.Errors.Require(cells.Count > 0 || query.Errors.Any, "cell", "field.required");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var listed = await cases.ListAsync(http.GetCaller(), question, cells, page, http.RequestAborted);
        CaseReads.Note(http, listed.Value?.Items.Select(c => c.Id) ?? []);
        await Answers.WriteAsync(http, listed);
    }
}
