using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Cases.ObservedImports;

/// <summary>What an import would do with a row.</summary>
public enum ObservedRowState
{
    /// <summary>Would be taken as an observed act.</summary>
    New,

    /// <summary>The same act with the same content is on record.</summary>
    Known,

    Error,
}

/// <summary>A row as the preview shows it: never what the act says.</summary>
/// <param name="CaseId">The case; null where none was found.</param>
/// <param name="SignerUnknown">Nobody on record here has the signer's numbers: the act would be kept and an officer says later who it was.</param>
public sealed record ObservedImportRow(
    string Sheet, int Row, string? CaseNumber, Guid? CaseId, ObservedKind? Kind, string? SystemActId, DateTimeOffset? PerformedAt, string? Signer, bool SignerUnknown, ObservedRowState State,
    IReadOnlyList<ImportProblem> Problems);

/// <summary>How many rows are what.</summary>
/// <param name="UnknownSigners">Of the new ones, those of signers who are not on record.</param>
public sealed record ObservedImportCounts(int New, int Known, int Errors, int UnknownSigners);

/// <summary>What an import would do, for its page. Nothing of it is stored.</summary>
public sealed record ObservedImportPreview(Guid Id, string FileName, ObservedImportCounts Counts, IReadOnlyList<ObservedImportRow> Rows, IReadOnlyList<ImportNote> Notes);

/// <summary>What an import did with the rows that it came to.</summary>
/// <param name="Taken">Acts that are part of their cases now.</param>
/// <param name="Waiting">Acts that wait for what has to come before them.</param>
/// <param name="Kept">Acts that are kept without effect.</param>
/// <param name="Breaches">Acts with a clause that did not hold; each is a finding.</param>
/// <param name="Known">Rows that were on record already.</param>
/// <param name="Left">Wrong rows that were left out.</param>
/// <param name="Refused">Rows that could not be taken any more, because something changed since the preview.</param>
/// <param name="NotReached">Rows after the one at which somebody cancelled.</param>
public sealed record ObservedImportResult(int Taken, int Waiting, int Kept, int Breaches, int Known, int Left, IReadOnlyList<ImportProblem> Refused, int NotReached);

/// <summary>An act to take.</summary>
internal sealed record PlannedAct(FileRow Row, Guid CaseId, ObservedActRequest Request);

/// <summary>What the rows of a file would do by what is on record now; acts in the order in which they were done.</summary>
internal sealed record ObservedImportPlan(IReadOnlyList<ObservedImportRow> Rows, IReadOnlyList<PlannedAct> Acts)
{
    public ObservedImportCounts Counts => new(
        Rows.Count(r => r.State == ObservedRowState.New),
        Rows.Count(r => r.State == ObservedRowState.Known),
        Rows.Count(r => r.State == ObservedRowState.Error),
        Rows.Count(r => r is { State: ObservedRowState.New, SignerUnknown: true }));
}
