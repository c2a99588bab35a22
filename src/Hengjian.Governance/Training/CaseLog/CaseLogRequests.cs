using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.CaseLog;

/// <summary>A case that the trainee took part in: one of this institution by its number, or one elsewhere by a reference of the trainee's own and the technology.</summary>
public sealed record CaseLogRequest
{
    /// <summary>Number of a case of this institution.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Where the case is not in this system: a reference that leads to no patient outside the base.</summary>
    public string? Reference { get; init; }

    /// <summary>Name of the technology, where the case is not in this system.</summary>
    public string? Technology { get; init; }

    public DateOnly? TakenOn { get; init; }

    public CaseTaking? Taking { get; init; }

    /// <summary>The trainee's own reading.</summary>
    public string? OwnReading { get; init; }

    /// <summary>0 to 100.</summary>
    public int? OwnConfidence { get; init; }

    /// <summary>De-identified particulars; needed where the case is not in this system.</summary>
    public string? Particulars { get; init; }
}

/// <summary>The supervisor's signature on a case, with a remark.</summary>
public sealed record CaseSignatureRequest
{
    public string? Note { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>A case of a trainee's log.</summary>
/// <param name="CaseId">The case here; null for one logged with particulars.</param>
/// <param name="Key">Its number, or the trainee's reference.</param>
/// <param name="ExaminedOn">Day of the examination, where it is known.</param>
/// <param name="Label">The issued label, once the case is concluded and the supervisor has signed.</param>
public sealed record CaseLogView(
    Guid Id,
    Guid EnrolmentId,
    Guid? CaseId,
    string Key,
    string Technology,
    DateOnly? ExaminedOn,
    string? Label,
    DateOnly TakenOn,
    CaseTaking Taking,
    string? OwnReading,
    int? OwnConfidence,
    string? Particulars,
    CaseEntryState State,
    DateTimeOffset LoggedAt,
    string? AnsweredBy,
    DateTimeOffset? AnsweredAt,
    string? Note);

/// <summary>A trainee's case log.</summary>
public sealed record CaseLogList(int Signed, int Waiting, int Rejected, IReadOnlyList<CaseLogView> Items);
