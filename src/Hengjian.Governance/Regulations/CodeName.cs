using System.Text.Json;

namespace Hengjian.Governance.Regulations;

/// <summary>Enumerations as the camelCase codes of the API, the packs and frozen decisions (<c>AssociateChief</c> ↔ <c>associateChief</c>).</summary>
public static class CodeName
{
    /// <summary>The camelCase code of an enumeration value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The value whose code this is.</summary>
    /// <exception cref="FormatException">No value of <typeparamref name="T"/> has this code.</exception>
    public static T Parse<T>(string code)
        where T : struct, Enum =>
        TryParse<T>(code, out var value) ? value : throw new FormatException($"'{code}' is no {typeof(T).Name}.");

    /// <summary>Looks the code up, case-sensitively.</summary>
    public static bool TryParse<T>(string code, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (Of(candidate) == code)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
