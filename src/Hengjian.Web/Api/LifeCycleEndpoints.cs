using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.AcceptanceTests;
using Hengjian.Governance.LifeCycle.Changes;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Filings;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.LifeCycle.TrialRuns;
using Hengjian.Governance.LifeCycle.Views;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Access;
using Hengjian.Web.Components.Pages.LifeCycle;

namespace Hengjian.Web.Api;

/// <summary>The life cycle of deployments through the web API: gates, acceptance tests, trial runs and changes.</summary>
internal static class LifeCycleEndpoints
{
    public static void MapLifeCycle(this RouteGroupBuilder api)
    {
        var deployment = api.MapGroup("/deployments/{id:guid}").WithTags("Life cycle");
        deployment.MapGet("/life-cycle", async (HttpContext http, Guid id, LifeCycleQueries all) =>
                await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "deployment"))
            .Needs(Permission.RegistersRead).Produces<LifeCycleView>();
        MapGates(deployment);
        MapTests(deployment);
        MapFiling(deployment);

        deployment.MapGet("/trial-run", async (HttpContext http, Guid id, LifeCycleQueries all) =>
                await Answers.FoundAsync(http, await all.TrialAsync(http.GetCaller(), id, http.RequestAborted), "trialRun"))
            .Needs(Permission.RegistersRead).Produces<TrialView>();
        deployment.MapPost("/trial-run", (HttpContext http, Guid id, TrialRuns all) =>
                Answers.CreateAsync<TrialRequest, Created>(http, (body, request, ct) => all.PlanAsync(id, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<TrialRequest>("application/json").Produces<Created>(201);
        deployment.MapPost("/trial-run/end", (HttpContext http, Guid id, TrialRuns all) =>
                Answers.CreateAsync<TrialEndRequest, Created>(http, (body, request, ct) => all.EndAsync(id, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<TrialEndRequest>("application/json").Produces<Created>(201);

        deployment.MapPost("/changes", (HttpContext http, Guid id, Changes all) =>
                Answers.CreateAsync<ChangeRequest, Created>(http, (body, request, ct) => all.ProposeAsync(id, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<ChangeRequest>("application/json").Produces<Created>(201);
        deployment.MapPost("/changes/{change:guid}/withdrawal", (HttpContext http, Guid id, Guid change, Changes all) =>
                Answers.CreateAsync<WithdrawalRequest, Created>(http, (body, request, ct) => all.WithdrawAsync(id, change, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<WithdrawalRequest>("application/json").Produces<Created>(201);
    }

    private static void MapFiling(RouteGroupBuilder deployment)
    {
        deployment.MapGet("/filing", async (HttpContext http, Guid id, FilingBundles bundles) =>
        {
            var found = await bundles.ListAsync(http.GetCaller(), id, http.RequestAborted);
            await Answers.FoundAsync(http, found is null ? null : new Page<FilingBundleView>(found, found.Count), "deployment");
        }).Needs(Permission.RegistersRead).Produces<Page<FilingBundleView>>();
        deployment.MapPost("/filing", (HttpContext http, Guid id, FilingJob maker) =>
                Answers.CreateAsync<FilingRequest, Created>(http, (body, request, ct) => maker.StartAsync(id, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<FilingRequest>("application/json").Produces<Created>(201).WithSummary("Starts the job that makes the bundle; the answer is the job's id.");
        deployment.MapGet("/filing/{bundle:guid}/content", ContentAsync).Needs(Permission.RegistersRead);
        deployment.MapPost("/filing/{bundle:guid}/sent", (HttpContext http, Guid id, Guid bundle, FilingBundles bundles) =>
                Answers.CreateAsync<FiledRequest, Created>(http, (body, request, ct) => bundles.FiledAsync(id, bundle, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<FiledRequest>("application/json").Produces<Created>(201);
    }

    /// <summary>The archive, to be saved.</summary>
    internal static async Task ContentAsync(HttpContext http, Guid id, Guid bundle, FilingBundles bundles)
    {
        if (await bundles.ReadAsync(http.GetCaller(), id, bundle, http.RequestAborted) is not { } archive)
        {
            await Problems.Write(http, new NotFound("filing"));
            return;
        }

        http.Response.ContentType = "application/zip";
        http.Response.Headers.ContentDisposition = $"attachment; filename=filing-{bundle:N}.zip";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(archive, http.RequestAborted);
    }

    private static void MapGates(RouteGroupBuilder deployment)
    {
        deployment.MapPost("/gates/{gate}", (HttpContext http, Guid id, string gate, PassGate pass) =>
                GateAsync<GateRequest, GateAnswered>(http, gate, known => (body, request, ct) => pass.HandleAsync(id, known, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<GateRequest>("application/json").Produces<GateAnswered>(201);
        deployment.MapPost("/gates/{gate}/countersignature", (HttpContext http, Guid id, string gate, CountersignGate sign) =>
                GateAsync<CountersignRequest, GateAnswered>(http, gate, known => (body, request, ct) => sign.HandleAsync(id, known, body, request, ct)))
            .Needs(Permission.MotionsVote).Accepts<CountersignRequest>("application/json").Produces<GateAnswered>(201);
        deployment.MapPost("/gates/{gate}/motions", (HttpContext http, Guid id, string gate, PutGateMotion put) =>
                GateAsync<GateMotionRequest, Created>(http, gate, known => (body, request, ct) => put.HandleAsync(id, known, body, request, ct)))
            .Needs(Permission.MotionsWrite).Accepts<GateMotionRequest>("application/json").Produces<Created>(201);

        // Suspension stands with the registers; its way back and the end of use are gates.
        deployment.MapPost("/resumption", (HttpContext http, Guid id, PassGate pass) =>
                Answers.CreateAsync<GateRequest, GateAnswered>(http, (body, request, ct) => pass.HandleAsync(id, Gate.Resumption, body, request, ct)))
            .Needs(Permission.DeploymentsSuspend).Accepts<GateRequest>("application/json").Produces<GateAnswered>(201);
        deployment.MapPost("/retirement", (HttpContext http, Guid id, PassGate pass) =>
                Answers.CreateAsync<GateRequest, GateAnswered>(http, (body, request, ct) => pass.HandleAsync(id, Gate.Retirement, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<GateRequest>("application/json").Produces<GateAnswered>(201);
    }

    private static void MapTests(RouteGroupBuilder deployment)
    {
        deployment.MapPost("/acceptance-tests", (HttpContext http, Guid id, PlanAcceptanceTest plan) =>
                Answers.CreateAsync<TestPlanRequest, Created>(http, (body, request, ct) => plan.HandleAsync(id, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<TestPlanRequest>("application/json").Produces<Created>(201);
        deployment.MapGet("/acceptance-tests/{test:guid}", async (HttpContext http, Guid id, Guid test, LifeCycleQueries all) =>
                await Answers.FoundAsync(http, await all.TestAsync(http.GetCaller(), id, test, http.RequestAborted), "acceptanceTest"))
            .Needs(Permission.RegistersRead).Produces<AcceptanceTestView>();
        deployment.MapPost("/acceptance-tests/{test:guid}/report", (HttpContext http, Guid id, Guid test, ReportAcceptanceTest report) =>
                Answers.CreateAsync<TestReportRequest, TestReported>(http, (body, request, ct) => report.HandleAsync(id, test, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<TestReportRequest>("application/json").Produces<TestReported>(201);
        deployment.MapPost("/acceptance-tests/{test:guid}/withdrawal", (HttpContext http, Guid id, Guid test, PlanAcceptanceTest plan) =>
                Answers.CreateAsync<WithdrawalRequest, Created>(http, (body, request, ct) => plan.WithdrawAsync(id, test, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<WithdrawalRequest>("application/json").Produces<Created>(201);
    }

    private static Task GateAsync<TBody, T>(
        HttpContext http, string gate, Func<Gate, Func<TBody, Governance.Persistence.Writing.WriteRequest, CancellationToken, Task<Outcome<T>>>> act) =>
        CodeName.TryParse<Gate>(gate, out var known) ? Answers.CreateAsync(http, act(known)) : Problems.Write(http, new NotFound("gate"));
}
