using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Technologies.Modes;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Acts done in other systems: the systems, the acts, and which deployments take them.</summary>
internal static class ObservedActsEndpoints
{
    public static void MapObservedActs(this RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/observed-acts", (HttpContext http, Guid id, ObserveAct act) =>
                Answers.CreateAsync<ObservedActRequest, ObservedAnswer>(http, (body, request, ct) => act.HandleAsync(id, body, request, ct)))
            .WithTags("Cases").Needs(Permission.ObservedActsSubmit).Accepts<ObservedActRequest>("application/json").Produces<ObservedAnswer>(201)
            .WithSummary("Takes an act that was signed in another system.");
        api.MapGet("/cases/{id:guid}/observed-acts", async (HttpContext http, Guid id, ObservedQueries queries) =>
            {
                var found = await queries.OfCaseAsync(http.GetCaller(), id, http.RequestAborted);
                await Answers.FoundAsync(http, found is null ? null : new Page<ObservedActView>(found, found.Count), "case");
            })
            .WithTags("Cases").Needs(Permission.CasesRead).Produces<Page<ObservedActView>>();
        api.MapGet("/observed-acts", (HttpContext http, ObservedQueries queries) => Answers.ListAsync(http, (query, page) =>
                queries.ListAsync(http.GetCaller(), query.Code<ObservedEffect>("effect"), query.Id("system"), query.Flag("unknown"), page, http.RequestAborted)))
            .WithTags("Cases").Needs(Permission.CasesRead).Produces<Page<ObservedActItem>>();
        api.MapGet("/observed-acts/{id:guid}", async (HttpContext http, Guid id, ObservedQueries queries) =>
                await Answers.FoundAsync(http, await queries.FindAsync(http.GetCaller(), id, http.RequestAborted), "observedAct"))
            .WithTags("Cases").Needs(Permission.CasesRead).Produces<ObservedActView>();
        api.MapPost("/observed-acts/{id:guid}/signer", (HttpContext http, Guid id, AssignSigner act) =>
                Answers.CreateAsync<AssignSignerRequest, ObservedAnswer>(http, (body, request, ct) => act.HandleAsync(id, body, request, ct)))
            .WithTags("Cases").Needs(Permission.ObservedActsAssign).Accepts<AssignSignerRequest>("application/json").Produces<ObservedAnswer>(201)
            .WithSummary("Says who the signer of an observed act is whose numbers told nobody; the act is decided anew as of its moment.");

        api.MapPost("/cases/{id:guid}/ai-results/{result:guid}/unlink", (HttpContext http, Guid id, Guid result, UnlinkAiResult act) =>
                Answers.CreateAsync<UnlinkRequest, UnlinkAnswer>(http, (body, request, ct) => act.HandleAsync(id, result, body, request, ct)))
            .WithTags("Cases").Needs(Permission.AiResultsUnlink).Accepts<UnlinkRequest>("application/json").Produces<UnlinkAnswer>(201)
            .WithSummary("Takes a result off a case that it never belonged to; the second person's call does it.");

        var systems = api.MapGroup("/external-systems").WithTags("ExternalSystems");
        systems.MapGet("/", (HttpContext http, ExternalSystems all) => Answers.ListAsync(http, (_, page) => all.ListAsync(http.GetCaller(), page, http.RequestAborted)))
            .Needs(Permission.RegistersRead).Produces<Page<ExternalSystemView>>();
        RegistersEndpoints.Register<ExternalSystems, ExternalSystemRequest, ExternalSystemView>(
            systems, Permission.ExternalSystemsWrite, "externalSystem", s => s.RegisterAsync, s => s.ChangeAsync, s => s.FindAsync, v => v.Version);

        api.MapPost("/deployments/{id:guid}/mode", (HttpContext http, Guid id, DeploymentModes modes) =>
                Answers.CreateAsync<DeploymentModeRequest, Created>(http, (body, request, ct) => modes.SetAsync(id, body, request, ct)))
            .WithTags("Deployments").Needs(Permission.DeploymentsWrite).Accepts<DeploymentModeRequest>("application/json").Produces<Created>(201);
        api.MapGet("/deployments/{id:guid}/modes", async (HttpContext http, Guid id, DeploymentModes modes) =>
            {
                var found = await modes.ListAsync(http.GetCaller(), id, http.RequestAborted);
                await Answers.WriteAsync<Page<DeploymentModeView>>(http, new Page<DeploymentModeView>(found, found.Count));
            })
            .WithTags("Deployments").Needs(Permission.RegistersRead).Produces<Page<DeploymentModeView>>();
    }
}
