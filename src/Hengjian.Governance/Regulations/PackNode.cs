using System.Globalization;
using System.Text.Json;

namespace Hengjian.Governance.Regulations;

/// <summary>
/// A JSON value with its path. Reading never throws: each fault is added to the shared list and a harmless value stands in, so that one pass
/// finds every fault. Properties that nobody asked for are faults too (<see cref="Done"/>), since a misspelt name would otherwise be silent.
/// </summary>
internal sealed class PackNode
{
    private readonly Dictionary<string, JsonElement> properties = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = new(StringComparer.Ordinal);
    private readonly JsonElement element;
    private readonly List<PackProblem> problems;

    public PackNode(JsonElement element, string path, List<PackProblem> problems)
    {
        this.element = element;
        this.problems = problems;
        Path = path;
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            if (!properties.TryAdd(property.Name, property.Value))
                Fault(property.Name, "stands twice");
        }
    }

    public string Path { get; }

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public IEnumerable<string> Names => properties.Keys;

    public void Fault(string? name, string reason) => problems.Add(new PackProblem(name is null ? Path : $"{Path}.{name}", reason));

    /// <summary>Reports the properties that were never read.</summary>
    public void Done()
    {
        foreach (var name in properties.Keys.Where(n => !read.Contains(n)))
            Fault(name, "is not a known property");
    }

    public bool Has(string name) => properties.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string Text(string name)
    {
        if (!Take(name, JsonValueKind.String, "text", out var value))
            return "";
        var text = value.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
            Fault(name, "is empty");
        return text;
    }

    public string? OptionalText(string name) => Optional(name) ? Text(name) : null;

    public int Int(string name, int minimum)
    {
        if (!Take(name, JsonValueKind.Number, "a whole number", out var value))
            return minimum;
        if (!value.TryGetInt32(out var number))
            Fault(name, "must be a whole number");
        else if (number < minimum)
            Fault(name, $"must be {minimum} or more");
        return number;
    }

    public long? OptionalLong(string name)
    {
        if (!Optional(name) || !Take(name, JsonValueKind.Number, "a whole number", out var value))
            return null;
        if (value.TryGetInt64(out var number))
            return number;
        Fault(name, "must be a whole number");
        return null;
    }

    public bool OptionalFlag(string name)
    {
        if (!Optional(name))
            return false;
        if (properties[name].ValueKind is JsonValueKind.True or JsonValueKind.False)
            return properties[name].GetBoolean();
        Fault(name, "must be true or false");
        return false;
    }

    public bool Flag(string name)
    {
        if (properties.ContainsKey(name))
            return OptionalFlag(name);
        Fault(name, "is absent");
        return false;
    }

    public DateOnly Date(string name)
    {
        if (!Take(name, JsonValueKind.String, "a date", out var value))
            return default;
        if (!TryDate(value.GetString()!, out var date))
            Fault(name, "must be a date, yyyy-MM-dd");
        return date;
    }

    public DateOnly? OptionalDate(string name) => Optional(name) ? Date(name) : null;

    public T Enum<T>(string name)
        where T : struct, Enum
    {
        if (!Take(name, JsonValueKind.String, "text", out var value))
            return default;
        if (!CodeName.TryParse<T>(value.GetString()!, out var parsed))
            Fault(name, "must be one of " + string.Join(", ", System.Enum.GetValues<T>().Select(CodeName.Of)));
        return parsed;
    }

    public LocalText Local(string name)
    {
        var node = Child(name);
        if (!node.IsObject)
            return new LocalText("", "");
        var text = new LocalText(node.Text("zh"), node.Text("en"));
        node.Done();
        return text;
    }

    public EffectivePeriod Period(string name)
    {
        if (!Optional(name))
            return new EffectivePeriod(null, null);
        var node = Child(name);
        var period = new EffectivePeriod(node.OptionalDate("from"), node.OptionalDate("to"));
        if (period.To < period.From)
            node.Fault("to", "lies before 'from'");
        node.Done();
        return period;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var (item, index) in Items(name).Select((v, i) => (v, i)))
        {
            if (item.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(item.GetString()))
                Fault($"{name}[{index}]", "must be text");
            else if (texts.Contains(item.GetString()!))
                Fault($"{name}[{index}]", "stands twice");
            else
                texts.Add(item.GetString()!);
        }

        return texts;
    }

    public IReadOnlyList<string> OptionalTexts(string name) => Optional(name) ? Texts(name) : [];

    public IReadOnlyList<PackNode> Objects(string name) =>
        [.. Items(name).Select((item, index) => new PackNode(item, $"{Path}.{name}[{index}]", problems).MustBeObject())];

    public PackNode Child(string name)
    {
        read.Add(name);
        if (properties.TryGetValue(name, out var value))
            return new PackNode(value, $"{Path}.{name}", problems).MustBeObject();
        Fault(name, "is absent");
        return new PackNode(default, $"{Path}.{name}", problems);
    }

    public PackNode? OptionalChild(string name) => Optional(name) ? Child(name) : null;

    /// <summary>The raw value; <c>null</c> where absent or null.</summary>
    public JsonElement? Raw(string name)
    {
        read.Add(name);
        return Has(name) ? properties[name] : null;
    }

    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private PackNode MustBeObject()
    {
        if (!IsObject)
            Fault(null, "must be an object");
        return this;
    }

    private JsonElement.ArrayEnumerator Items(string name) =>
        Take(name, JsonValueKind.Array, "a list", out var value) ? value.EnumerateArray() : default;

    private bool Optional(string name)
    {
        read.Add(name);
        return Has(name);
    }

    private bool Take(string name, JsonValueKind kind, string expected, out JsonElement value)
    {
        read.Add(name);
        if (!properties.TryGetValue(name, out value))
        {
            if (IsObject)
                Fault(name, "is absent");
            return false;
        }

        if (value.ValueKind == kind)
            return true;
        Fault(name, $"must be {expected}");
        return false;
    }
}
