using System.Text.Json;

namespace Hengjian.Ledger;

/// <summary>
/// Reads an object whose members are all known: each is asked for once, and <see cref="End"/> refuses any that nobody asked for. Errors name the member by its path.
/// </summary>
internal sealed class StrictObject
{
    /// <summary>Longest identifier, action, version or other short text of the ledger's formats, in UTF-16 code units.</summary>
    internal const int MaxText = 200;

    // Room for the levels that a ledger line lays around content of the full depth.
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = CanonicalJsonWriter.MaxDepth + 8 };

    private readonly JsonElement element;
    private readonly string path;
    private readonly HashSet<string> asked = [];

    internal StrictObject(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new LedgerFormatException(path.Length == 0 ? "document" : path.TrimEnd('.'), "an object is expected");
        this.element = element;
        this.path = path;
    }

    /// <summary>Parses JSON, refusing two members of one name, and hands its root, which must be an object, to <paramref name="read"/>.</summary>
    internal static T Parse<T>(ReadOnlyMemory<byte> utf8, Func<StrictObject, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return read(new StrictObject(document.RootElement, string.Empty));
        }
        catch (JsonException e)
        {
            throw new LedgerFormatException("Not JSON: " + e.Message, e);
        }
        catch (InvalidOperationException e)
        {
            throw new LedgerFormatException("A string is not valid Unicode.", e);
        }
    }

    /// <summary>As <see cref="Parse"/>, and refuses bytes other than those that <paramref name="encode"/> gives for the result.</summary>
    internal static T ParseCanonical<T>(ReadOnlyMemory<byte> utf8, Func<StrictObject, T> read, Func<T, byte[]> encode)
    {
        var value = Parse(utf8, read);
        return encode(value).AsSpan().SequenceEqual(utf8.Span) ? value : throw new LedgerFormatException("The bytes are not in canonical form.");
    }

    /// <summary>Gives the text back, or refuses it under the name of its member.</summary>
    internal static string Checked(string text, string member) => Flaw(text) is { } flaw ? throw new LedgerFormatException(member, flaw) : text;

    /// <summary>Gives the number back, or refuses it under the name of its member.</summary>
    internal static long Checked(long number, string member) =>
        number is >= 0 and <= CanonicalJsonWriter.MaxInteger ? number : throw new LedgerFormatException(member, "an integer from 0 to 2^53 is expected");

    /// <summary>What is wrong with a short text, or null: it has 1 to <see cref="MaxText"/> characters, none of them a control character.</summary>
    private static string? Flaw(string text) =>
        text.Length is 0 or > MaxText ? $"1 to {MaxText} characters are expected"
        : text.Any(char.IsControl) ? "control characters are not possible"
        : null;

    internal bool Has(string name) => element.TryGetProperty(name, out _);

    internal string Text(string name)
    {
        var value = Member(name, JsonValueKind.String).GetString()!;
        return Flaw(value) is { } flaw ? throw Bad(name, flaw) : value;
    }

    internal string? OptionalText(string name) => Has(name) ? Text(name) : null;

    /// <summary>An integer from 0 to 2^53.</summary>
    internal long Integer(string name) =>
        Member(name, JsonValueKind.Number).TryGetInt64(out var value) && value is >= 0 and <= CanonicalJsonWriter.MaxInteger
            ? value
            : throw Bad(name, "an integer from 0 to 2^53 is expected");

    internal long? OptionalInteger(string name) => Has(name) ? Integer(name) : null;

    internal Digest Digest(string name) => Ledger.Digest.TryParse(Text(name), out var digest) ? digest : throw Bad(name, "64 lower-case hexadecimal digits are expected");

    /// <summary>Text that is base64 in its one canonical spelling.</summary>
    internal string Base64(string name)
    {
        var member = Member(name, JsonValueKind.String);
        return member.TryGetBytesFromBase64(out var bytes) && Convert.ToBase64String(bytes) == member.GetString()
            ? member.GetString()!
            : throw Bad(name, "base64 is expected");
    }

    internal T Enum<T>(string name)
        where T : struct, Enum =>
        EnumText<T>.TryParse(Text(name), out var value) ? value : throw Bad(name, "one of " + string.Join(", ", EnumText<T>.All) + " is expected");

    internal void Constant(string name, string expected)
    {
        if (Text(name) != expected)
            throw Bad(name, $"'{expected}' is expected");
    }

    internal StrictObject Object(string name) => new(Member(name, JsonValueKind.Object), path + name + ".");

    internal IReadOnlyList<T> Array<T>(string name, Func<StrictObject, T> read)
    {
        var items = new List<T>();
        foreach (var item in Member(name, JsonValueKind.Array).EnumerateArray())
            items.Add(read(new StrictObject(item, $"{path}{name}[{items.Count}].")));
        return items;
    }

    internal JsonElement Any(string name) => Member(name, null);

    internal LedgerFormatException Bad(string name, string reason) => new(path + name, reason);

    /// <summary>Refuses members that nobody asked for.</summary>
    internal void End()
    {
        if (element.GetPropertyCount() == asked.Count)
            return;
        foreach (var member in element.EnumerateObject())
        {
            if (!asked.Contains(member.Name))
                throw Bad(member.Name, "unknown member");
        }
    }

    private JsonElement Member(string name, JsonValueKind? kind)
    {
        if (!element.TryGetProperty(name, out var value))
            throw Bad(name, "missing");
        if (kind is { } expected && value.ValueKind != expected)
            throw Bad(name, $"{expected.ToString().ToLowerInvariant()} expected, {value.ValueKind.ToString().ToLowerInvariant()} found");
        asked.Add(name);
        return value;
    }
}
