namespace Hengjian.Ledger;

/// <summary>Names of an enumeration as they stand in JSON: the member's name with a small first letter.</summary>
internal static class EnumText<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Names = Enum.GetValues<T>().ToDictionary(value => value, value => Camel(value.ToString()));

    internal static IEnumerable<string> All => Names.Values;

    /// <summary>The name of a value.</summary>
    /// <exception cref="LedgerFormatException">The value is no member of the enumeration.</exception>
    internal static string Of(T value) =>
        Names.TryGetValue(value, out var name) ? name : throw new LedgerFormatException($"{typeof(T).Name} has no member {value}.");

    internal static bool TryParse(string text, out T value)
    {
        foreach (var (candidate, name) in Names)
        {
            if (name == text)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
