using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Access.Contracts;

public enum AccessKind
{
    /// <summary>Patient data were shown within the reader's ordinary scope.</summary>
    Read,

    /// <summary>A masked name or identifier was shown whole.</summary>
    Unmasked,

    /// <summary>Data left as a file or a print.</summary>
    Exported,

    /// <summary>A record outside the reader's scope was opened in an emergency; listed for review.</summary>
    Emergency,
}

/// <summary>Reading is recorded too (decisions.md 9): every record is a governed row, so the ledger commits to who saw what.</summary>
public interface IAccessLog
{
    /// <summary>
    /// Notes that patient data of <paramref name="subjectIds"/> were shown. Returns at once; everything one request read of one kind is summed up in one record, durable within a second.
    /// </summary>
    /// <param name="context">Who reads, under which request id.</param>
    /// <param name="subjectKind">Class of the rows shown, for example <c>Case</c>.</param>
    void Read(WriteRequest context, string subjectKind, params IEnumerable<Guid> subjectIds);

    /// <summary>Records an unmasking, an export or an emergency access and answers the record's id when that is durable: show or send nothing before.</summary>
    /// <param name="reason">Why; needed for <see cref="AccessKind.Unmasked"/> and <see cref="AccessKind.Emergency"/>, 4 to 500 characters, else <see cref="Invalid"/> on <c>reason</c>.</param>
    Task<Outcome<Guid>> DiscloseAsync(
        WriteRequest context, AccessKind kind, string subjectKind, IReadOnlyCollection<Guid> subjectIds, string? reason, CancellationToken cancellationToken);
}
