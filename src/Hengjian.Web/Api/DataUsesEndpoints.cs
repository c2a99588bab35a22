using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Register;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>The register of data use through the web API: entries, transfers under them, their end and the proof of destruction.</summary>
internal static class DataUsesEndpoints
{
    public static void MapDataUses(this RouteGroupBuilder api)
    {
        var entries = api.MapGroup("/data-uses").WithTags("Data use");
        entries.MapGet("/", (HttpContext http, DataUseQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), new DataUseFilter(query.Text("q"), query.Code<DataUsePurpose>("purpose"), query.Code<DataUseState>("state")), page, http.RequestAborted)))
            .Needs(Permission.DataUseRead).Produces<Page<DataUseItem>>();
        entries.MapGet("/{id:guid}", async (HttpContext http, Guid id, DataUseQueries all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "dataUse");
        }).Needs(Permission.DataUseRead).Produces<DataUseView>();
        entries.MapPost("/", (HttpContext http, DataUseRegister register) => Answers.CreateAsync<DataUseRequest, Created>(http, register.RegisterAsync))
            .Needs(Permission.DataUseWrite).Accepts<DataUseRequest>("application/json").Produces<Created>(201);
        entries.MapPut("/{id:guid}", (HttpContext http, Guid id, DataUseRegister register) =>
                RegistersEndpoints.ChangeAsync<DataUseRequest>(http, (version, body, request, ct) => register.ChangeAsync(id, version, body, request, ct)))
            .Needs(Permission.DataUseWrite).Accepts<DataUseRequest>("application/json").Produces<Changed>();
        entries.MapGet("/{id:guid}/transfers", TransfersAsync).Needs(Permission.DataUseRead).Produces<Page<DataTransferView>>();
        entries.MapPost("/{id:guid}/transfers", (HttpContext http, Guid id, DataUseEnding ending) =>
                Answers.CreateAsync<DataTransferRequest, Created>(http, (body, request, ct) => ending.TransferAsync(id, body, request, ct)))
            .Needs(Permission.DataUseWrite).Accepts<DataTransferRequest>("application/json").Produces<Created>(201);
        entries.MapPost("/{id:guid}/end", (HttpContext http, Guid id, DataUseEnding ending) =>
                Answers.CreateAsync<DataUseEndRequest, Created>(http, (body, request, ct) => ending.EndAsync(id, body, request, ct)))
            .Needs(Permission.DataUseWrite).Accepts<DataUseEndRequest>("application/json").Produces<Created>(201);
        entries.MapPost("/{id:guid}/destruction", (HttpContext http, Guid id, DataUseEnding ending) =>
                Answers.CreateAsync<DestructionRequest, Created>(http, (body, request, ct) => ending.ProveAsync(id, body, request, ct)))
            .Needs(Permission.DataUseWrite).Accepts<DestructionRequest>("application/json").Produces<Created>(201);
    }

    private static async Task TransfersAsync(HttpContext http, Guid id, DataUseQueries all)
    {
        var query = new ListQuery(http);
        var page = new PageRequest(query.Page, query.PageSize);
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.FoundAsync(http, await all.TransfersAsync(http.GetCaller(), id, page, http.RequestAborted), "dataUse");
    }
}
