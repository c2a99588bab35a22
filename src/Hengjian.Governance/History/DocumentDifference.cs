using System.Text.Json;

namespace Hengjian.Governance.History;

/// <summary>Where two JSON documents differ, by path: objects by member, lists of objects by their <c>code</c>, <c>id</c>, <c>number</c> or <c>name</c> where that tells them apart, else by place.</summary>
internal static class DocumentDifference
{
    private static readonly string[] Names = ["code", "id", "number", "name"];

    public static IEnumerable<(string Path, string? From, string? To)> Between(JsonElement? from, JsonElement? to, string path = "")
    {
        from = Present(from);
        to = Present(to);
        if (from is null && to is null)
        {
            return [];
        }

        var shape = (to ?? from)!.Value;
        if (shape.ValueKind == JsonValueKind.Object && from is null or { ValueKind: JsonValueKind.Object } && to is null or { ValueKind: JsonValueKind.Object })
        {
            return Members(from, to).SelectMany(m => Between(m.From, m.To, path.Length == 0 ? m.Name : path + "." + m.Name));
        }

        if (IsListOfObjects(from) || IsListOfObjects(to))
        {
            return Items(from, to).SelectMany(m => Between(m.From, m.To, $"{path}[{m.Name}]"));
        }

        var (before, after) = (Text(from), Text(to));
        return before == after ? [] : [(path, before, after)];
    }

    /// <summary>A value as text; a list of plain values is joined with commas.</summary>
    public static string? Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 0 ? null : string.Join(", ", list.EnumerateArray().Select(e => Text(e))),
        { } other => other.GetRawText(),
    };

    private static JsonElement? Present(JsonElement? value) => value is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } ? value : null;

    private static bool IsListOfObjects(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Object);

    private static IEnumerable<(string Name, JsonElement? From, JsonElement? To)> Members(JsonElement? from, JsonElement? to)
    {
        var names = new[] { from, to }.OfType<JsonElement>().SelectMany(e => e.EnumerateObject()).Select(p => p.Name).Distinct();
        return names.Select(n => (n, Member(from, n), Member(to, n)));
    }

    private static JsonElement? Member(JsonElement? value, string name) => value is { } known && known.TryGetProperty(name, out var found) ? found : null;

    private static IEnumerable<(string Name, JsonElement? From, JsonElement? To)> Items(JsonElement? from, JsonElement? to)
    {
        var before = List(from);
        var after = List(to);
        if (Names.FirstOrDefault(n => TellsApart(before, n) && TellsApart(after, n)) is not { } name)
        {
            return Enumerable.Range(0, Math.Max(before.Count, after.Count))
                .Select(i => ((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), At(before, i), At(after, i)));
        }

        var (old, now) = (ByName(before, name), ByName(after, name));
        return old.Keys.Union(now.Keys).Select(k => (k, old.TryGetValue(k, out var o) ? o : (JsonElement?)null, now.TryGetValue(k, out var n) ? n : (JsonElement?)null));
    }

    private static List<JsonElement> List(JsonElement? value) => value is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static JsonElement? At(List<JsonElement> list, int index) => index < list.Count ? list[index] : null;

    private static bool TellsApart(List<JsonElement> list, string name) =>
        list.TrueForAll(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        && list.Select(e => e.GetProperty(name).GetString()).Distinct().Count() == list.Count;

    private static Dictionary<string, JsonElement> ByName(List<JsonElement> list, string name) => list.ToDictionary(e => e.GetProperty(name).GetString()!);
}
