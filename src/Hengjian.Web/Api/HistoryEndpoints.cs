using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.History.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Histories of records through the web API: who changed what, when, and the ledger's record of it.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this RouteGroupBuilder api) => api.MapGet("/history", async (HttpContext http, IRecordHistory histories) =>
    {
        var query = new ListQuery(http);
        var asked = query.Text("kind");
        var kind = histories.Kinds.FirstOrDefault(k => k.Equals(asked, StringComparison.OrdinalIgnoreCase));
        var id = query.Id("id");
        var page = new PageRequest(query.Page, query.PageSize);
        query.Errors.Require(asked is not null, "kind", "field.required");
        query.Errors.Require(asked is null || kind is not null, "kind", "query.unknownValue", ("value", asked ?? ""));
        query.Errors.Require(id is not null || query.Errors.Any, "id", "field.required");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.WriteAsync<Page<HistoryEntry>>(http, await histories.OfAsync(http.GetCaller(), kind!, [id!.Value], page, http.RequestAborted));
    }).Needs(Permission.HistoryRead).WithTags("History").Produces<Page<HistoryEntry>>().WithSummary("Changes of a record, newest first.");
}
