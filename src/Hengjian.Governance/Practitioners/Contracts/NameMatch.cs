namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Compares specialties, scopes and categories as people write them: white space and letter case do not matter.</summary>
internal static class NameMatch
{
    public static bool Same(string a, string b) => string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => string.Concat(name.Where(c => !char.IsWhiteSpace(c)));
}
