using System.Text.Json.Serialization;

namespace Hengjian.Governance.Regulations;

/// <summary>
/// One thing that is missing (not satisfied), or the reason why a clause is not applicable or not decided.
/// A code with its arguments; <see cref="PackTexts"/> renders it in a language.
/// </summary>
/// <param name="Code">A key of the pack's <c>messages</c>.</param>
/// <param name="Arguments">Values for the template's placeholders, by name.</param>
public sealed record MissingItem(string Code, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>Equal when code and arguments are.</summary>
    public bool Equals(MissingItem? other) =>
        other is not null
        && Code == other.Code
        && Arguments.Count == other.Arguments.Count
        && Arguments.All(a => other.Arguments.TryGetValue(a.Key, out var value) && value == a.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Arguments.Count);
}

/// <summary>
/// What an overlay changed on a clause to the lenient side, with who answers for it. It stands on every decision that it touches.
/// </summary>
/// <param name="Clause">Clause id.</param>
/// <param name="Parameter">The parameter's name, or <c>level</c> for a lowered level.</param>
/// <param name="Base">The value underneath, as text; <c>null</c> where it was not set.</param>
/// <param name="Overlay">The overlay's value, as text; <c>null</c> where it takes the value away.</param>
/// <param name="OverlayPack">Pack and version that changed it, for example <c>SITE@2</c>.</param>
/// <param name="ApprovedBy">Who (a number), or which committee (a level), approved.</param>
/// <param name="ApprovedOn">The day of the approval.</param>
/// <param name="Reason">The stated reason; for a level the legal reason.</param>
public sealed record PackDeviation(
    string Clause,
    string Parameter,
    string? Base,
    string? Overlay,
    string OverlayPack,
    string ApprovedBy,
    DateOnly ApprovedOn,
    string Reason);

/// <summary>
/// What the system decided about one clause as of a moment, with the evidence it was decided from. It can be frozen into a
/// signature: its JSON is the same for the same decision (<see cref="DecisionJson"/>), and two decisions are equal when their JSON is.
/// </summary>
/// <param name="Clause">Clause id, for example <c>R17-3.2a</c>.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Level">What an unmet clause does here, overlays included.</param>
/// <param name="Facts">
/// What it was decided from: null, string, bool, long, or a list of these. Dates are <c>yyyy-MM-dd</c>, instants ISO 8601 with offset.
/// </param>
/// <param name="Missing">
/// Not satisfied: what is missing. Not applicable or not decided: why. Satisfied: empty.
/// </param>
/// <param name="Pack">Pack and version with its overlays, <c>R17@1</c> or <c>R17@1+SITE@2</c>; empty where no pack was in force.</param>
[JsonConverter(typeof(DecisionJsonConverter))]
public sealed record Decision(
    string Clause,
    ClauseOutcome Outcome,
    ClauseLevel Level,
    IReadOnlyDictionary<string, object?> Facts,
    IReadOnlyList<MissingItem> Missing,
    string Pack)
{
    /// <summary>True when the act that this clause guards must be refused.</summary>
    [JsonIgnore]
    public bool Blocks => Outcome == ClauseOutcome.NotSatisfied && Level == ClauseLevel.Block;

    /// <summary>Where overlays made this clause more lenient than the pack underneath; empty in the usual case.</summary>
    public IReadOnlyList<PackDeviation> Deviations { get; init; } = [];

    /// <summary>Equal when the JSON is.</summary>
    public bool Equals(Decision? other) => other is not null && DecisionJson.Serialize(this) == DecisionJson.Serialize(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Clause, Outcome, Level, Pack);
}
