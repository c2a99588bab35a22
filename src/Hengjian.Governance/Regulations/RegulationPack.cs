namespace Hengjian.Governance.Regulations;

/// <summary>
/// A regulation as data: its clauses in our own wording, their numbers, period and legal status. Made by <see cref="RegulationPackLoader"/>,
/// which refuses an incomplete one.
/// </summary>
/// <param name="Id">Short name, for example <c>R17</c>; clause ids begin with it.</param>
/// <param name="Version">Edition of the data, 1 or more; the newest that is in force decides.</param>
/// <param name="Name">The regulation's name.</param>
/// <param name="Effective">Days on which the pack decides.</param>
/// <param name="LegalStatus">Whether it is law now, as far as known.</param>
/// <param name="References">Sources, by id.</param>
/// <param name="Clauses">Clauses by id, in the regulation's order.</param>
/// <param name="Messages">Templates for what is missing and why, with <c>{placeholders}</c>, by code.</param>
/// <param name="Facts">Names of facts, by fact key.</param>
/// <param name="Terms">Words for codes (units, enumerations, places of enforcement), by code.</param>
public sealed record RegulationPack(
    string Id,
    int Version,
    LocalText Name,
    EffectivePeriod Effective,
    LegalStatus LegalStatus,
    IReadOnlyList<RegulationReference> References,
    IReadOnlyList<Clause> Clauses,
    IReadOnlyDictionary<string, LocalText> Messages,
    IReadOnlyDictionary<string, FactName> Facts,
    IReadOnlyDictionary<string, LocalText> Terms)
{
    /// <summary><c>R17@1</c>.</summary>
    public string Key => $"{Id}@{Version}";

    /// <summary>The clause with this id, or <c>null</c>.</summary>
    public Clause? Find(string clause) => Clauses.FirstOrDefault(c => c.Id == clause);
}

/// <summary>How a fact is called.</summary>
/// <param name="Text">Its name.</param>
/// <param name="HasCodes">True when its values are codes of the pack's terms; false for what people wrote, which is shown as it is.</param>
public sealed record FactName(LocalText Text, bool HasCodes);

/// <summary>Whether the regulation is law now, as far as known.</summary>
/// <param name="Text">What is known, in words.</param>
/// <param name="Source">Where that is from: an id of the pack's references.</param>
/// <param name="ConfirmedByInstitution">False until the institution has confirmed it for itself; pages then say so.</param>
public sealed record LegalStatus(LocalText Text, string Source, bool ConfirmedByInstitution);

/// <summary>A source that the pack rests on.</summary>
/// <param name="Id">Short key, unique in the pack.</param>
/// <param name="Title">Title of the document.</param>
/// <param name="Date">Its date, where known.</param>
/// <param name="Source">Issuer and number, or where it was read.</param>
/// <param name="ToBeConfirmed">True while the institution has to check it.</param>
public sealed record RegulationReference(string Id, LocalText Title, DateOnly? Date, string Source, bool ToBeConfirmed);

/// <summary>One clause: what it asks, where it is enforced, how strictly, with which numbers.</summary>
/// <param name="Id">For example <c>R17-3.2a</c>.</param>
/// <param name="Title">A few words.</param>
/// <param name="Requirement">The requirement in one or two sentences of our own.</param>
/// <param name="DecidedFrom">The records that decide it.</param>
/// <param name="EnforcedAt">Codes of the acts that it guards; words in the pack's terms.</param>
/// <param name="Level">What an unmet clause does.</param>
/// <param name="Effective">Days on which the clause asks anything, within the pack's own period.</param>
/// <param name="Parameters">Its numbers and options, by name.</param>
/// <param name="References">Ids of sources.</param>
public sealed record Clause(
    string Id,
    LocalText Title,
    LocalText Requirement,
    LocalText DecidedFrom,
    IReadOnlyList<string> EnforcedAt,
    ClauseLevel Level,
    EffectivePeriod Effective,
    IReadOnlyDictionary<string, ClauseParameter> Parameters,
    IReadOnlyList<string> References);
