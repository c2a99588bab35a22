using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Agreements.Contracts;

/// <summary>Where an agreement stands.</summary>
public enum AgreementState
{
    /// <summary>The asking institution has signed; the reading one has not answered.</summary>
    Proposed,

    /// <summary>Both sides have signed. Whether it is in force depends on its term and on whether a side has ended it.</summary>
    Accepted,

    /// <summary>The reading institution said no.</summary>
    Declined,

    /// <summary>The asking institution took it back before an answer.</summary>
    Withdrawn,
}

/// <summary>A reader whom the reading institution has named.</summary>
/// <param name="PractitionerId">The record that the asking institution keeps in place of the reader's own.</param>
/// <param name="AddedAt">Since when named.</param>
/// <param name="RemovedAt">Struck from the list from this instant on; null: named still.</param>
public sealed record NamedReaderFact(Guid PractitionerId, DateTimeOffset AddedAt, DateTimeOffset? RemovedAt);

/// <summary>An agreement as HP-9.1 looks at it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Partner">The institution whose physicians read.</param>
/// <param name="Covers">It covers the deployment, by name or through its technology.</param>
/// <param name="Acts">What it allows: opinions, final diagnoses.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
/// <param name="AcceptedAt">When the second side signed.</param>
/// <param name="EndedAt">When a side ended it before its term.</param>
public sealed record AgreementFact(
    Guid Id,
    string Number,
    Guid Partner,
    bool Covers,
    IReadOnlyList<PractitionerAct> Acts,
    DateOnly From,
    DateOnly To,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? EndedAt,
    string? EndReason,
    IReadOnlyList<NamedReaderFact> Readers);

/// <summary>Facts of HP-9.1.</summary>
/// <param name="PractitionerId">Who acts.</param>
/// <param name="Home">Where the person's own record is kept; null: here, and the clause asks nothing.</param>
/// <param name="Act">What is done.</param>
/// <param name="Agreements">Every agreement that both sides have signed.</param>
/// <param name="Authorised">An authorisation of the asking institution for the act on the deployment is in force; it stands in for the naming, not for the agreement.</param>
/// <param name="KnownAt">Record time that is asked about; null: now.</param>
public sealed record RemoteReaderFacts(
    Guid PractitionerId, HomeRecord? Home, PractitionerAct Act, IReadOnlyList<AgreementFact> Agreements, bool Authorised, DateTimeOffset? KnownAt = null);
