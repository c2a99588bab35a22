using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Ledger;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Reads a JSON request body strictly: unreadable is 400, readable but of wrong type is 422 and names the field.</summary>
internal static class Body
{
    private const int LargestBody = 1 << 20;

    /// <summary>The body and the act's context, or null after the problem was written.</summary>
    public static async Task<(T Value, WriteRequest Request)?> ReadAsync<T>(HttpContext http)
    {
        if (await ReadBytesAsync(http) is not { } bytes)
        {
            return null;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            await Problems.Write(http, StatusCodes.Status400BadRequest, "json.unreadable", arguments: new Dictionary<string, string>
            {
                ["line"] = ((exception.LineNumber ?? 0) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
            return null;
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                await Problems.Write(http, new Invalid("$", "json.objectExpected"));
                return null;
            }

            try
            {
                var value = document.RootElement.Deserialize<T>(ApiJson.Options)!;
                return (value, Request(http, document.RootElement));
            }
            catch (JsonException exception)
            {
                await Problems.Write(http, new Invalid(FieldOf(exception.Path), "json.wrongType"));
                return null;
            }
        }
    }

    /// <summary>The act's context of a request without a body.</summary>
    public static WriteRequest Request(HttpContext http, JsonElement? body = null)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        IdempotencyKey? idempotency = key.Length is > 0 and <= 200
            ? new IdempotencyKey(http.Request.Method, http.Request.Path.ToString(), key, HashOf(http, body))
            : null;
        return new WriteRequest(http.GetCaller(), http.TraceIdentifier, idempotency);
    }

    /// <summary>The act's context of a page's form: its hidden idempotency key, with the hash that the same request through the API would have.</summary>
    public static WriteRequest FormRequest<T>(HttpContext http, string? key, T body)
    {
        var context = new WriteRequest(http.GetCaller(), http.TraceIdentifier);
        return key is { Length: > 0 and <= 200 }
            ? context with { Idempotency = new IdempotencyKey(http.Request.Method, http.Request.Path.ToString(), key, HashOf(http, JsonSerializer.SerializeToElement(body, ApiJson.Options))) }
            : context;
    }

    /// <summary>HMAC of the canonical body without the signing secret, so that a repeat is recognised and a password is not derivable (decisions.md 4).</summary>
    private static string HashOf(HttpContext http, JsonElement? body)
    {
        var node = body is { } element ? JsonObject.Create(element)! : [];
        if (node["signature"] is JsonObject signature)
        {
            signature.Remove("secret");
        }

        var keys = http.RequestServices.GetRequiredService<Hengjian.Governance.Persistence.Protection.KeyFolder>();
        var secret = keys.Symmetric("idempotency", http.GetCaller().InstitutionId);
        return Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(secret, CanonicalJson.Serialize(node)));
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            await Problems.Write(http, StatusCodes.Status400BadRequest, "json.contentType");
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var read = await http.Request.Body.ReadAsync(buffer.GetMemory(4096), http.RequestAborted);
            if (read == 0)
            {
                break;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > LargestBody)
            {
                await Problems.Write(http, StatusCodes.Status413PayloadTooLarge, "json.tooLarge");
                return null;
            }
        }

        var bytes = buffer.WrittenMemory;
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    /// <summary><c>$.patient.birthDate</c> → <c>patient.birthDate</c>.</summary>
    private static string FieldOf(string? path) => path is null or "$" ? "$" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
}
