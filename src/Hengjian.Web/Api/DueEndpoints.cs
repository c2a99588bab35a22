using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>The caller's list for the day through the web API.</summary>
internal static class DueEndpoints
{
    public static void MapDue(this RouteGroupBuilder api) =>
        api.MapGet("/due", (HttpContext http, IDueList due) => Answers.ListAsync(http, async (query, page) =>
            {
                var kind = query.Text("kind");
                var found = (await due.TodayAsync(http.GetCaller(), http.RequestAborted)).Where(i => kind is null || i.Kind == kind).ToList();
                return new Page<DueItem>([.. found.Skip(page.Skip).Take(page.Size)], found.Count);
            }))
            .Needs(Permission.OwnAccount).WithTags("Notices").Produces<Page<DueItem>>();
}
