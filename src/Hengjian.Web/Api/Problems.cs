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
        NotFound => Write(http, StatusOf(refusal), "notFound"),
        Forbidden forbidden => Write(http, StatusOf(refusal), forbidden.Code),
        Invalid invalid => Write(http, StatusOf(refusal), "invalid", body => body["errors"] = Errors(http, invalid)),
        RuleRefused refused => Write(http, StatusOf(refusal), "ruleRefused", body => body["decisions"] = Decisions(http, refused.Decisions)),
        Conflict conflict => Write(http, StatusOf(refusal), conflict.Code, arguments: conflict.Arguments),
        Stale stale => Write(http, StatusOf(refusal), "stale", body =>
        {
            body["askedVersion"] = stale.Asked;
            body["storedVersion"] = stale.Stored;
        }),
        _ => throw new InvalidOperationException($"No answer is defined for {refusal.GetType().Name}."),
    };

    /// <summary>The status that a refusal is answered with, by the API and by pages alike.</summary>
    public static int StatusOf(Refusal refusal) => refusal switch
    {
        NotFound => StatusCodes.Status404NotFound,
        Forbidden => StatusCodes.Status403Forbidden,
        Invalid => StatusCodes.Status422UnprocessableEntity,
        RuleRefused or Conflict => StatusCodes.Status409Conflict,
        Stale => StatusCodes.Status412PreconditionFailed,
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
