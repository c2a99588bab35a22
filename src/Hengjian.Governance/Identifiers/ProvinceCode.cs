namespace Hengjian.Governance.Identifiers;

/// <summary>
/// First two digits of an administrative region (GB/T 2260). A rule of its own, off unless asked for, because synthetic data use region 99.
/// </summary>
public static class ProvinceCode
{
    private static readonly HashSet<string> Known =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91",
    ];

    /// <summary>The problem with a region code that begins with no known province; <c>null</c> where it does.</summary>
    public static IdentifierProblem? Check(string region) =>
        region.Length >= 2 && Known.Contains(region[..2]) ? null : new IdentifierProblem("region.province", Certainty.Common, Detail: region);
}
