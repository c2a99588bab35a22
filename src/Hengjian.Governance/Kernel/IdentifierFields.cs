using Hengjian.Governance.Identifiers;

namespace Hengjian.Governance.Kernel;

/// <summary>Checks identifiers in requests, with the override that a weak or unverified rule allows (identifiers.md).</summary>
internal static class IdentifierFields
{
    /// <summary>
    /// The normalised identifier. A problem becomes an error on <paramref name="field"/> unless its rule may be overridden and <paramref name="overrides"/> gives a
    /// reason; then the reason is added to <paramref name="used"/>, to be stored with the row.
    /// </summary>
    public static string Identifier(
        this FieldErrors errors, string field, IdentifierResult result, IReadOnlyDictionary<string, string>? overrides, IDictionary<string, string> used)
    {
        if (result.Valid)
        {
            return result.Normalised;
        }

        if (result.Overridable && overrides is not null && overrides.TryGetValue(field, out var reason) && !string.IsNullOrWhiteSpace(reason))
        {
            used[field] = reason.Trim();
            return result.Normalised;
        }

        foreach (var problem in result.Problems.Where(p => !p.IsWarning))
        {
            errors.Add(new FieldError(field, "identifier." + problem.Code, new Dictionary<string, string> { ["detail"] = problem.Detail }, problem.Overridable));
        }

        return result.Normalised;
    }
}
