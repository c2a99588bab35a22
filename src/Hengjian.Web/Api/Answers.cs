using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Web.Api;

/// <summary>The shape that every writing and reading endpoint shares: read the body, run the use case, answer its value or its refusal.</summary>
internal static class Answers
{
    /// <summary>POST that creates: 201 with the value.</summary>
    public static Task CreateAsync<TBody, T>(HttpContext http, Func<TBody, WriteRequest, CancellationToken, Task<Outcome<T>>> act) =>
        WithBodyAsync(http, act, StatusCodes.Status201Created);

    /// <summary>PUT and other acts: 200 with the value.</summary>
    public static Task ActAsync<TBody, T>(HttpContext http, Func<TBody, WriteRequest, CancellationToken, Task<Outcome<T>>> act) =>
        WithBodyAsync(http, act, StatusCodes.Status200OK);

    /// <summary>Answers an outcome that is at hand.</summary>
    public static Task WriteAsync<T>(HttpContext http, Outcome<T> outcome, int status = StatusCodes.Status200OK)
    {
        if (outcome.Refusal is { } refusal)
        {
            return Problems.Write(http, refusal);
        }

        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(outcome.Value, http.RequestServices.GetRequiredService<AnswerJson>().Options, "application/json; charset=utf-8", http.RequestAborted);
    }

    /// <summary>Answers what was read, or 404 where there is none within the caller's scope.</summary>
    public static Task FoundAsync<T>(HttpContext http, T? found, string kind)
        where T : class => WriteAsync<T>(http, found is null ? new NotFound(kind) : found);

    /// <summary>GET of a list: reads page and filters strictly; a wrong one is 422.</summary>
    public static async Task ListAsync<T>(HttpContext http, Func<ListQuery, PageRequest, Task<Page<T>>> list)
    {
        var query = new ListQuery(http);
        var page = new PageRequest(query.Page, query.PageSize);
        var listed = await list(query, page);
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await WriteAsync<Page<T>>(http, listed);
    }

    private static async Task WithBodyAsync<TBody, T>(HttpContext http, Func<TBody, WriteRequest, CancellationToken, Task<Outcome<T>>> act, int status)
    {
        if (await Body.ReadAsync<TBody>(http) is { } read)
        {
            await WriteAsync(http, await act(read.Value, read.Request, http.RequestAborted), status);
        }
    }
}
