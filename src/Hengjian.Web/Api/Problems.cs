using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;

namespace Hengjian.Web.Api;

/// <summary>Turns refusals into <c>application/problem+json</c>. Codes never change; texts follow Accept-Language (interfaces.md).</summary>
internal static class Problems
{
    /// <summary>Writes a refusal as the answer.</summary>
    public static Task Write(HttpContext http, Refusal refusal) => refusal switch
    {
        NotFound => Write(http, StatusCodes.Status404NotFound, "notFound"),
        Forbidden forbidden => Write(http, StatusCodes.Status403Forbidden, forbidden.Code),
        Invalid invalid => Write(http, StatusCodes.Status422UnprocessableEntity, "invalid", body => body["errors"] = Errors(http, invalid)),
        RuleRefused refused => Write(http, StatusCodes.Status409Conflict, "ruleRefused", body => body["decisions"] = Decisions(http, refused.Decisions)),
        Conflict conflict => Write(http, StatusCodes.Status409Conflict, conflict.Code, arguments: conflict.Arguments),
        Stale stale => Write(http, StatusCodes.Status412PreconditionFailed, "stale", body =>
        {
            body["askedVersion"] = stale.Asked;
            body["storedVersion"] = stale.Stored;
        }),
        _ => throw new InvalidOperationException($"No answer is defined for {refusal.GetType().Name}."),
    };

    /// <summary>Writes a problem with a message code. <paramref name="more"/> adds members.</summary>
    public static async Task Write(
        HttpContext http, int status, string code, Action<JsonObject>? more = null, IReadOnlyDictionary<string, string>? arguments = null)
    {
        RefusalMetrics.Count(status, code);
        var messages = http.RequestServices.GetRequiredService<ApiMessages>();
        var body = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = messages.Text("status." + status.ToString(CultureInfo.InvariantCulture)),
            ["status"] = status,
            ["code"] = code,
            ["detail"] = messages.Text(code, arguments),
            ["requestId"] = http.TraceIdentifier,
        };
        more?.Invoke(body);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json; charset=utf-8";
        await http.Response.WriteAsync(body.ToJsonString(ApiJson.Options), http.RequestAborted);
    }

    private static JsonNode Decisions(HttpContext http, IReadOnlyList<Decision> decisions) =>
        JsonSerializer.SerializeToNode(decisions, http.RequestServices.GetRequiredService<AnswerJson>().Options)!;

    private static JsonObject Errors(HttpContext http, Invalid invalid)
    {
        var messages = http.RequestServices.GetRequiredService<ApiMessages>();
        var errors = new JsonObject();
        foreach (var field in invalid.Errors.GroupBy(e => e.Field))
        {
            errors[field.Key] = new JsonArray([.. field.Select(e => (JsonNode)new JsonObject
            {
                ["code"] = e.Code,
                ["message"] = messages.Text(e.Code, e.Arguments),
                ["overridable"] = e.Overridable,
            })]);
        }

        return errors;
    }
}
