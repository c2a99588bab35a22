using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Findings;
using Hengjian.Governance.Compliance.Shares;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Compliance through the web API: findings and what is done about them.</summary>
internal static class ComplianceEndpoints
{
    public static void MapCompliance(this RouteGroupBuilder api)
    {
        api.MapGet("/compliance/clauses", async (HttpContext http, ClauseShares shares, TimeProvider clock) =>
            {
                var query = new ListQuery(http);
                var scope = ScopeOf(query, clock);
                if (query.Errors.Any)
                {
                    await Problems.Write(http, query.Errors.ToRefusal());
                    return;
                }

                var found = await shares.OfAsync(http.GetCaller(), scope, http.RequestAborted);
                await Answers.WriteAsync<Page<ClauseShare>>(http, new Page<ClauseShare>(found, found.Count));
            })
            .WithTags("Compliance").Needs(Permission.QualityRead).Produces<Page<ClauseShare>>().WithSummary("The share of complete cases in which each clause held.");
        api.MapGet("/compliance/clauses/{clause}/cases", (HttpContext http, string clause, ClauseShares shares, TimeProvider clock) => Answers.ListAsync(http, (query, page) =>
            {
                var scope = ScopeOf(query, clock);
                var mode = query.Code<DeploymentMode>("mode");
                var standing = query.Code<ClauseStanding>("standing");
                return query.Errors.Any
                    ? Task.FromResult(new Page<ShareCase>([], 0))
                    : shares.CasesAsync(http.GetCaller(), clause, scope, mode is null ? null : mode == DeploymentMode.Observed, standing, page, http.RequestAborted);
            }))
            .WithTags("Compliance").Needs(Permission.FindingsClose).Produces<Page<ShareCase>>().WithSummary("The cases behind a share: those in which the clause held, did not, or was not decided.");
        var findings = api.MapGroup("/compliance/findings").WithTags("Compliance");
        findings.MapGet("/", (HttpContext http, FindingQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(),
                new FindingFilter(
                    query.Code<FindingState>("state"), query.Text("clause"), query.Id("deployment"), query.Id("case"), query.Flag("standing"), query.Flag("mine"), query.Flag("overdue")),
                page,
                http.RequestAborted)))
            .Needs(Permission.FindingsRead).Produces<Page<FindingItem>>();
        findings.MapGet("/{id:guid}", async (HttpContext http, Guid id, FindingQueries all) =>
                await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "finding"))
            .Needs(Permission.FindingsRead).Produces<FindingView>();
        findings.MapPost("/{id:guid}/take", (HttpContext http, Guid id, FindingActs acts) =>
                Answers.CreateAsync<FindingTakeRequest, Created>(http, (body, request, ct) => acts.TakeAsync(id, body, request, ct)))
            .Needs(Permission.FindingsAnswer).Accepts<FindingTakeRequest>("application/json").Produces<Created>(201);
        findings.MapPost("/{id:guid}/explanation", (HttpContext http, Guid id, FindingActs acts) =>
                Answers.CreateAsync<FindingTextRequest, Created>(http, (body, request, ct) => acts.ExplainAsync(id, body, request, ct)))
            .Needs(Permission.FindingsAnswer).Accepts<FindingTextRequest>("application/json").Produces<Created>(201);
        findings.MapPost("/{id:guid}/return", (HttpContext http, Guid id, FindingActs acts) =>
                Answers.CreateAsync<FindingTextRequest, Created>(http, (body, request, ct) => acts.ReturnAsync(id, body, request, ct)))
            .Needs(Permission.FindingsClose).Accepts<FindingTextRequest>("application/json").Produces<Created>(201);
        findings.MapPost("/{id:guid}/closure", (HttpContext http, Guid id, FindingActs acts) =>
                Answers.CreateAsync<FindingTextRequest, Created>(http, (body, request, ct) => acts.CloseAsync(id, body, request, ct)))
            .Needs(Permission.FindingsClose).Accepts<FindingTextRequest>("application/json").Produces<Created>(201);
    }

    /// <summary>The period and deployment that a query asks for; by default the last 90 days of every deployment.</summary>
    internal static ShareScope ScopeOf(ListQuery query, TimeProvider clock)
    {
        var to = query.Date("to") ?? ShanghaiDay.Of(clock.GetUtcNow());
        var scope = new ShareScope(query.Id("deployment"), query.Date("from") ?? to.AddDays(-89), to);
        query.Errors.Require(scope.IsValid, "from", "query.unknownValue", ("value", query.Text("from") ?? ""));
        return scope;
    }
}
