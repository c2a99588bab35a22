using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Ledger;
using Hengjian.Web.Access;
using Microsoft.Extensions.Primitives;

namespace Hengjian.Web.Api;

/// <summary>Reads a JSON request body strictly: unreadable is 400, readable but of wrong type is 422 and names the field.</summary>
internal static class Body
{
    private const int LargestBody = 1 << 20;
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 200;

    /// <summary>The body and the act's context, or null after the problem was written.</summary>
    public static async Task<(T Value, WriteRequest Request)?> ReadAsync<T>(HttpContext http)
    {
        if (await ReadBytesAsync(http) is not { } bytes)
        {
            return null;
        }

        if (!TryParse(bytes, out var document, out var wrongLine))
        {
            await Problems.Write(http, StatusCodes.Status400BadRequest, "json.unreadable", arguments: new Dictionary<string, string>
            {
                ["line"] = wrongLine.ToString(CultureInfo.InvariantCulture),
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
        var key = http.Request.Headers[KeyHeader].ToString();
        IdempotencyKey? idempotency = key.Length > 0 ? new IdempotencyKey(http.Request.Method, http.Request.Path.ToString(), key, HashOf(http, body)) : null;
        return new WriteRequest(http.GetCaller(), http.TraceIdentifier, idempotency);
    }

    /// <summary>Refuses an idempotency key that is too long to be kept, before anything is done under it.</summary>
    public static async ValueTask<object?> CheckKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Headers[KeyHeader].ToString().Length <= LongestKey)
        {
            return await next(context);
        }

        await Problems.Write(http, new Invalid(KeyHeader, "field.tooLong", ("longest", LongestKey.ToString(CultureInfo.InvariantCulture))));
        return Results.Empty;
    }

    /// <summary>The act's context of a page's form: its hidden idempotency key, with the hash that the same request through the API would have.</summary>
    public static WriteRequest FormRequest<T>(HttpContext http, string? key, T body)
    {
        var context = new WriteRequest(http.GetCaller(), http.TraceIdentifier);
        return key is { Length: > 0 and <= LongestKey }
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

        byte[] canonical;
        try
        {
            canonical = CanonicalJson.Serialize(node);
        }
        catch (LedgerFormatException)
        {
            // Numbers that have no canonical form: then only the very same text is the same body.
            canonical = Encoding.UTF8.GetBytes(node.ToJsonString());
        }

        var keys = http.RequestServices.GetRequiredService<Hengjian.Governance.Persistence.Protection.KeyFolder>();
        var secret = keys.Symmetric("idempotency", http.GetCaller().InstitutionId);
        return Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(secret, canonical));
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType() || http.Request.GetTypedHeaders().ContentType is { Charset: { HasValue: true } charset } && !IsUtf8(charset))
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

    private static bool IsUtf8(StringSegment charset) => charset.ToString().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses strictly: one JSON value, no member twice, not too deep, and every text in it Unicode. Else the line that is wrong.</summary>
    private static bool TryParse(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out JsonDocument? document, out long wrongLine)
    {
        document = null;
        try
        {
            if (JsonText.FirstNonUnicode(bytes.Span) is { } place)
            {
                wrongLine = 1 + bytes.Span[..place].Count((byte)'\n');
                return false;
            }

            wrongLine = 0;
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth, AllowDuplicateProperties = false });
            return true;
        }
        catch (JsonException exception)
        {
            wrongLine = 1 + (exception.LineNumber ?? 0);
            return false;
        }
    }

    /// <summary><c>$.patient.birthDate</c> → <c>patient.birthDate</c>.</summary>
    private static string FieldOf(string? path) => path is null or "$" ? "$" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;
}
