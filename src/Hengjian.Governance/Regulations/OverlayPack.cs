namespace Hengjian.Governance.Regulations;

/// <summary>Whose rules an overlay holds; a province's are applied before an institution's.</summary>
public enum OverlayKind
{
    /// <summary>A province's own numbers.</summary>
    Province,

    /// <summary>A house rule of one or more institutions.</summary>
    Institution,
}

/// <summary>
/// Changes on top of a pack. It may ask more freely. Where it asks less it must name who approved that, and a lowered level must name the
/// committee and the legal reason; <see cref="RegulationCatalog"/> refuses it otherwise.
/// </summary>
/// <param name="Id">Short name.</param>
/// <param name="Version">Edition; the newest in force of one id applies.</param>
/// <param name="Base">Id of the pack that it lies on, for example <c>R17</c>.</param>
/// <param name="Kind">Whose rules these are.</param>
/// <param name="Institutions">Unified social credit codes it applies to; empty: all.</param>
/// <param name="Effective">Days on which it applies.</param>
/// <param name="Name">Its name.</param>
/// <param name="Clauses">Changes by clause id.</param>
public sealed record OverlayPack(
    string Id,
    int Version,
    string Base,
    OverlayKind Kind,
    IReadOnlyList<string> Institutions,
    EffectivePeriod Effective,
    LocalText Name,
    IReadOnlyDictionary<string, OverlayClause> Clauses)
{
    /// <summary><c>SITE@2</c>.</summary>
    public string Key => $"{Id}@{Version}";

    internal bool AppliesTo(string? institution) =>
        Institutions.Count == 0 || (institution is not null && Institutions.Contains(institution, StringComparer.Ordinal));
}

/// <summary>What an overlay changes on one clause.</summary>
/// <param name="Level">The new level, or <c>null</c> to leave it.</param>
/// <param name="Lowering">Who lowered the level and on which legal ground; needed only when it is lowered.</param>
/// <param name="Parameters">New values by parameter name.</param>
public sealed record OverlayClause(ClauseLevel? Level, Approval? Lowering, IReadOnlyDictionary<string, OverlayValue> Parameters);

/// <summary>A new value of a parameter.</summary>
/// <param name="Value">As in <see cref="ClauseParameter.Value"/>.</param>
/// <param name="Approval">Who approved it; needed only when it asks less than the value underneath.</param>
public sealed record OverlayValue(object? Value, Approval? Approval);

/// <summary>Who answers for a change.</summary>
/// <param name="By">Person or committee.</param>
/// <param name="On">Day.</param>
/// <param name="Reason">Reason; for a lowered level the legal one.</param>
public sealed record Approval(string By, DateOnly On, string Reason);
