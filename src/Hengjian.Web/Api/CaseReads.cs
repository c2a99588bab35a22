using Hengjian.Governance.Access.Contracts;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Reading through the API is recorded as reading on a page is (decisions.md 9), so that the patient's access log is whole: one record a request.</summary>
internal static class CaseReads
{
    private const string CaseRoutes = ApiRoutes.Root + "/cases/{id:guid}";

    /// <summary>Notes that patient data of these cases were answered.</summary>
    public static void Note(HttpContext http, params IEnumerable<Guid> cases) =>
        http.RequestServices.GetRequiredService<IAccessLog>().Read(Body.Request(http), "Case", cases);

    /// <summary>Notes that objects of the inbox, with the patients whom they name, were answered.</summary>
    public static void NoteReceived(HttpContext http, params IEnumerable<Guid> objects) =>
        http.RequestServices.GetRequiredService<IAccessLog>().Read(Body.Request(http), "ReceivedObject", objects);

    /// <summary>Every read below <c>/cases/{id}</c> that was answered concerns that case, whichever area answers it.</summary>
    public static async ValueTask<object?> NoteAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method)
            && http.Response.StatusCode == StatusCodes.Status200OK
            && http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
            && route.StartsWith(CaseRoutes, StringComparison.Ordinal)
            && Guid.TryParse(http.Request.RouteValues["id"]?.ToString(), out var id))
        {
            Note(http, id);
        }

        return answer;
    }
}
