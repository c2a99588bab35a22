using System.Globalization;

namespace Hengjian.Governance.Technologies.Domain.Rules;

/// <summary>
/// Compares a release in use with the registered one by the registrant's naming rule: dotted parts, a leading <c>V</c> and leading zeros ignored,
/// absent parts as 0.
/// </summary>
internal static class ReleaseVersion
{
    /// <summary>True when the releases are the same by the first <paramref name="significantParts"/> parts, or by all.</summary>
    public static bool SameRelease(string registered, string inUse, int? significantParts)
    {
        var a = Parts(registered);
        var b = Parts(inUse);
        var count = significantParts ?? Math.Max(a.Length, b.Length);
        for (var i = 0; i < count; i++)
        {
            if (!string.Equals(Part(a, i), Part(b, i), StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    private static string[] Parts(string version) =>
        version.Trim().TrimStart('v', 'V').Split('.', StringSplitOptions.TrimEntries);

    private static string Part(string[] parts, int index)
    {
        if (index >= parts.Length)
            return "0";
        return long.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : parts[index];
    }
}
