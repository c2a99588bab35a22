using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Agreements.Views;

/// <summary>How an agreement stands on a day, for people.</summary>
public enum AgreementStanding
{
    Proposed,
    Declined,
    Withdrawn,

    /// <summary>Signed by both; its term has not begun.</summary>
    Upcoming,
    InForce,

    /// <summary>Its term is over.</summary>
    Expired,

    /// <summary>A side ended it before its term.</summary>
    Ended,
}

/// <summary>What is looked for among the agreements.</summary>
/// <param name="Text">Part of number, paper number, purpose or either institution's name.</param>
/// <param name="Asks">True: where the caller's institution asks; false: where its physicians read; null: both.</param>
public sealed record AgreementFilter(string? Text = null, AgreementStanding? Standing = null, bool? Asks = null);

/// <summary>An agreement in a list.</summary>
/// <param name="Asks">The caller's institution asks; else its physicians read.</param>
public sealed record AgreementItem(
    Guid Id, string Number, bool Asks, string Asking, string Reading, string Purpose, AgreementStanding Standing, IReadOnlyList<PractitionerAct> Acts, DateOnly From, DateOnly To, int Readers);

/// <summary>Something that an agreement covers.</summary>
public sealed record CoveredView(Guid Id, string Name);

/// <summary>A reader on the list.</summary>
/// <param name="PractitionerId">The record that stands in for the reader in the asking institution.</param>
/// <param name="HomePractitionerId">The reader's own record; only the reading institution is told.</param>
/// <param name="Cases">Cases of the asking institution that the reader has given an opinion on, whatever agreement it was under.</param>
public sealed record AgreementReaderView(
    Guid PractitionerId, Guid? HomePractitionerId, string Name, string? AddedBy, DateTimeOffset AddedAt, DateTimeOffset? RemovedAt, string? RemovedBy, string? RemovalReason, int Cases);

/// <summary>A paper attached to an agreement.</summary>
public sealed record AgreementPaper(Guid Id, string Title, string FileName, long Size, string Sha256, DateTimeOffset UploadedAt);

/// <summary>An agreement whole, for either side.</summary>
public sealed record AgreementView(
    AgreementItem Item,
    long Version,
    string PaperNumber,
    string? Department,
    IReadOnlyList<CoveredView> Technologies,
    IReadOnlyList<CoveredView> Deployments,
    AgreementState State,
    string? ProposedBy,
    DateTimeOffset ProposedAt,
    string? AnsweredBy,
    DateTimeOffset? AnsweredAt,
    string? AnswerNote,
    IReadOnlyList<AgreementReaderView> Readers,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    string? EndedBySide,
    string? EndReason,
    Guid? RenewsId,
    string? Renews,
    IReadOnlyList<AgreementPaper> Papers);
