using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>An answer of the API with the checks that most tests make.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, string? ContentType, string? ETag)
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("null").RootElement;

    public JsonElement Json { get; } = Parse(Text);

    public Guid Id => Json.GetProperty("id").GetGuid();

    public string State => Json.GetProperty("state").GetString()!;

    public string Code => Json.GetProperty("code").GetString()!;

    /// <summary>The member at a dotted path.</summary>
    public JsonElement At(string path) => path.Split('.').Aggregate(Json, (element, name) => element.GetProperty(name));

    public Answer Is(HttpStatusCode expected)
    {
        Status.ShouldBe(expected, Text);
        return this;
    }

    public Answer Created() => Is(HttpStatusCode.Created);

    /// <summary>The answer is a problem of this status.</summary>
    public Answer IsProblem(HttpStatusCode expected)
    {
        Is(expected);
        ContentType.ShouldBe("application/problem+json");
        At("status").GetInt32().ShouldBe((int)expected);
        At("title").GetString().ShouldNotBeNullOrWhiteSpace();
        At("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        At("code").GetString().ShouldNotBeNullOrWhiteSpace();
        return this;
    }

    /// <summary>409, and among the decisions is this clause, not satisfied, with its pack, its facts and a worded reason.</summary>
    public Answer RefusedBy(string clause)
    {
        IsProblem(HttpStatusCode.Conflict);
        Code.ShouldBe("ruleRefused", Text);
        var decision = Decision(clause);
        decision.GetProperty("outcome").GetString().ShouldBe("notSatisfied", Text);
        decision.GetProperty("pack").GetString().ShouldBe(clause.Split('-')[0] + "@1");
        decision.GetProperty("facts").ValueKind.ShouldBe(JsonValueKind.Object);
        decision.GetProperty("missing").GetString().ShouldNotBeNullOrWhiteSpace();
        return this;
    }

    /// <summary>Clauses of the decisions that are not satisfied.</summary>
    public IReadOnlyList<string> Unmet => [.. At("decisions").EnumerateArray()
        .Where(d => d.GetProperty("outcome").GetString() == "notSatisfied").Select(d => d.GetProperty("clause").GetString()!)];

    public JsonElement Decision(string clause) => At("decisions").EnumerateArray().SingleOrDefault(d => d.GetProperty("clause").GetString() == clause) is
        { ValueKind: JsonValueKind.Object } found ? found : throw new ShouldAssertException($"No decision on {clause} in {Text}");

    /// <summary>409 with a message code that is not a clause's.</summary>
    public Answer Conflicts(string code)
    {
        IsProblem(HttpStatusCode.Conflict);
        Code.ShouldBe(code);
        return this;
    }

    /// <summary>422 that names the field, with a code and a text for people.</summary>
    public Answer Names(string field, string? code = null)
    {
        IsProblem(HttpStatusCode.UnprocessableEntity);
        At("errors").TryGetProperty(field, out var errors).ShouldBeTrue($"{field} is not named: {Text}");
        errors.EnumerateArray().ShouldAllBe(e => e.GetProperty("message").GetString()!.Length > 0 && (e.GetProperty("overridable").ValueKind == JsonValueKind.True || e.GetProperty("overridable").ValueKind == JsonValueKind.False));
        if (code is not null)
        {
            errors.EnumerateArray().Select(e => e.GetProperty("code").GetString()).ShouldContain(code, Text);
        }

        return this;
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            return text.Length == 0 ? Nothing : JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }
}

internal static class Calls
{
    public const string Root = "/api/v1/";

    public static async Task<Answer> AskAsync(this HttpClient client, string path) => await client.CallAsync(HttpMethod.Get, path, null);

    public static async Task<Answer> SendAsync(this HttpClient client, string path, JsonNode? body, string? key = null) =>
        await client.CallAsync(HttpMethod.Post, path, Content(body?.ToJsonString() ?? ""), key is null ? [] : [("Idempotency-Key", key)]);

    public static async Task<Answer> SendAsync(this HttpClient client, string path, object body, string? key = null) => await client.SendAsync(path, Json(body), key);

    /// <summary>Posts the text as it is.</summary>
    public static async Task<Answer> SendRawAsync(this HttpClient client, string path, string body, string? key = null) =>
        await client.CallAsync(HttpMethod.Post, path, Content(body), key is null ? [] : [("Idempotency-Key", key)]);

    public static async Task<Answer> PutAsync(this HttpClient client, string path, JsonNode body, string? ifMatch) =>
        await client.CallAsync(HttpMethod.Put, path, Content(body.ToJsonString()), ifMatch is null ? [] : [("If-Match", ifMatch)]);

    public static async Task<Answer> CallAsync(this HttpClient client, HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Root + path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var answer = await client.SendAsync(request);
        return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.MediaType, answer.Headers.ETag?.Tag);
    }

    public static StringContent Content(string json) => new(json, Encoding.UTF8, "application/json");

    public static JsonObject Json(object body) => JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!.AsObject();

    /// <summary>The body with the member at a dotted path set (indices are numbers); to change it for one test.</summary>
    public static JsonObject With(this JsonObject body, string path, object? value)
    {
        var (owner, name) = Owner(body, path);
        var node = value as JsonNode ?? (value is null ? null : JsonSerializer.SerializeToNode(value, JsonSerializerOptions.Web));
        if (owner is JsonArray items)
        {
            items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = node;
        }
        else
        {
            owner[name] = node;
        }

        return body;
    }

    public static JsonObject Without(this JsonObject body, string path)
    {
        var (owner, name) = Owner(body, path);
        owner.AsObject().Remove(name).ShouldBeTrue($"The body has no {path}.");
        return body;
    }

    private static (JsonNode Owner, string Name) Owner(JsonObject body, string path)
    {
        var names = path.Split('.');
        JsonNode owner = body;
        foreach (var name in names[..^1])
        {
            owner = (owner is JsonArray items ? items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] : owner[name])!;
        }

        return (owner, names[^1]);
    }
}
