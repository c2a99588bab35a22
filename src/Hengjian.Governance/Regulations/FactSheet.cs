using System.Globalization;

namespace Hengjian.Governance.Regulations;

/// <summary>Collects the facts of a decision in the few types that its JSON knows.</summary>
internal sealed class FactSheet
{
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, object?> Values => values;

    public FactSheet Add(string key, string? value) => Put(key, value);

    public FactSheet Add(string key, bool value) => Put(key, value);

    public FactSheet Add(string key, long value) => Put(key, value);

    public FactSheet Add(string key, DateOnly? value) => Put(key, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Instants are shown as Shanghai wall time, whole seconds.</summary>
    public FactSheet Add(string key, DateTimeOffset? value) => Put(key, value is { } instant ? Text(instant) : null);

    public FactSheet Add(string key, Guid? value) => Put(key, value?.ToString());

    public FactSheet Add(string key, IEnumerable<string> value) => Put(key, value.ToArray<object?>());

    public static string Text(DateTimeOffset instant) =>
        instant.ToOffset(ShanghaiDay.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private FactSheet Put(string key, object? value)
    {
        values[key] = value;
        return this;
    }
}
