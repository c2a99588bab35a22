using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Classification;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Inventory;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Governance.Technologies.Scope;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Technologies beyond their registers: the inventory, the scope questionnaire as of any moment, unknown versions, risk tiers and classified management.</summary>
internal static class TechnologiesEndpoints
{
    public static void MapTechnologies(this RouteGroupBuilder api)
    {
        var technologies = api.MapGroup("/technologies").WithTags("Technologies");
        technologies.MapGet("/inventory", InventoryAsync).Needs(Permission.RegistersRead).Produces<InventoryAnswer>()
            .WithSummary("All AI of the institution, in scope or not, with counts by outcome; filters q, aiClass, scope, stage, department, tier.");
        technologies.MapGet("/{id:guid}/unknown-versions", async (HttpContext http, Guid id, Technologies all, UnknownVersions unknown) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted) is null ? null : await unknown.ListAsync(http.GetCaller(), id, http.RequestAborted);
            await Answers.FoundAsync(http, found is null ? null : new Page<UnadmittedVersion>(found, found.Count), "technology");
        }).Needs(Permission.RegistersRead).Produces<Page<UnadmittedVersion>>().WithSummary("Versions that sent results without being admitted; their results are kept in shadow.");

        var version = technologies.MapGroup("/{id:guid}/versions/{version:guid}");
        version.MapGet("/scope", ScopeAsync).Needs(Permission.RegistersRead).Produces<ScopeView>().WithSummary("Where the version stands towards the specification as of a moment (at, default now).");
        version.MapPost("/scope", (HttpContext http, Guid id, Guid version, ScopeQuestionnaire questions) =>
                Answers.CreateAsync<ScopeRequest, Created>(http, (body, request, ct) => questions.AnswerAsync(id, version, body, request, ct)))
            .Needs(Permission.TechnologiesWrite).Accepts<ScopeRequest>("application/json").Produces<Created>(201);
        version.MapPost("/changes", (HttpContext http, Guid id, Guid version, ScopeQuestionnaire questions) =>
                Answers.CreateAsync<TechnologyChangeRequest, Created>(http, (body, request, ct) => questions.RecordChangeAsync(id, version, body, request, ct)))
            .Needs(Permission.TechnologiesWrite).Accepts<TechnologyChangeRequest>("application/json").Produces<Created>(201);
        version.MapPut("/risk", (HttpContext http, Guid id, Guid version, RiskTiers tiers) =>
                RegistersEndpoints.ChangeAsync<RiskRequest>(http, (etag, body, request, ct) => tiers.DecideAsync(id, version, etag, body, request, ct)))
            .Needs(Permission.TechnologiesWrite).Accepts<RiskRequest>("application/json").Produces<Changed>();

        MapClassification(api);
    }

    public static InventoryFilter FilterOf(ListQuery query) => new(
        query.Text("q"), query.Code<AiClass>("aiClass"), query.Code<TechnologyScope>("scope"), query.Code<DeploymentStage>("stage"), query.Id("department"), query.Code<RiskTier>("tier"));

    private static void MapClassification(RouteGroupBuilder api)
    {
        var classes = api.MapGroup("/management-classes").WithTags("Classified management");
        classes.MapGet("/", async (HttpContext http, ManagementClasses all) =>
        {
            var found = await all.ListAsync(http.GetCaller(), http.RequestAborted);
            await Answers.WriteAsync<Page<ManagementClassView>>(http, new Page<ManagementClassView>(found, found.Count));
        }).Needs(Permission.RegistersRead).Produces<Page<ManagementClassView>>();
        classes.MapGet("/{aiClass}/{tier}", async (HttpContext http, string aiClass, string tier, ManagementClasses all) =>
        {
            var found = LineOf(aiClass, tier) is var (known, level) ? await all.FindAsync(http.GetCaller(), known, level, http.RequestAborted) : null;
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "managementClass");
        }).Needs(Permission.RegistersRead).Produces<ManagementClassView>();
        classes.MapPut("/{aiClass}/{tier}", async (HttpContext http, string aiClass, string tier, ManagementClasses all) =>
        {
            if (LineOf(aiClass, tier) is var (known, level))
            {
                await RegistersEndpoints.ChangeAsync<ManagementClassRequest>(http, (etag, body, request, ct) => all.ChangeAsync(known, level, etag, body, request, ct));
            }
            else
            {
                await Problems.Write(http, new NotFound("managementClass"));
            }
        }).Needs(Permission.TechnologiesWrite).Accepts<ManagementClassRequest>("application/json").Produces<Changed>();

        var models = api.MapGroup("/deployments/{id:guid}/model").WithTags("Classified management");
        models.MapGet("/", async (HttpContext http, Guid id, DeployedModels all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "deployment");
        }).Needs(Permission.RegistersRead).Produces<DeployedModelView>();
        models.MapPut("/", (HttpContext http, Guid id, DeployedModels all) =>
                RegistersEndpoints.ChangeAsync<DeployedModelRequest>(http, (etag, body, request, ct) => all.ChangeAsync(id, etag, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<DeployedModelRequest>("application/json").Produces<Changed>();
    }

    private static (AiClass Class, RiskTier Tier)? LineOf(string aiClass, string tier) =>
        CodeName.TryParse<AiClass>(aiClass, out var known) && CodeName.TryParse<RiskTier>(tier, out var level) ? (known, level) : null;

    private static async Task InventoryAsync(HttpContext http, TechnologyInventory inventory)
    {
        var query = new ListQuery(http);
        var filter = FilterOf(query);
        var (page, size) = (query.Page, query.PageSize);
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var found = await inventory.ListAsync(http.GetCaller(), filter, http.RequestAborted);
        await Answers.WriteAsync<InventoryAnswer>(http, new InventoryAnswer(
            [.. found.Items.Skip((page - 1) * size).Take(size)], found.Items.Count, found.Counts.ToDictionary(c => CodeName.Of(c.Key), c => c.Value)));
    }

    private static async Task ScopeAsync(HttpContext http, Guid id, Guid version, ScopeQuestionnaire questions)
    {
        var query = new ListQuery(http);
        var at = query.Instant("at");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.FoundAsync(http, await questions.AsOfAsync(http.GetCaller(), id, version, at, http.RequestAborted), "technologyVersion");
    }
}

/// <summary>A page of the inventory with the counts by outcome over all that the other filters found.</summary>
internal sealed record InventoryAnswer(IReadOnlyList<InventoryItem> Items, int Total, IReadOnlyDictionary<string, int> Counts);
