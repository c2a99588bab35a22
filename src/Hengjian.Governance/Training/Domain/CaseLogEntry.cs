using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain;

/// <summary>A case that a trainee took part in. It is training and no act on the case: nothing of it reaches the case's opinions.</summary>
internal sealed class CaseLogEntry : GovernedRow
{
    public Guid EnrolmentId { get; set; }

    /// <summary>The case here; null: logged with de-identified particulars.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>Names the case within the enrolment: the case's number, or the trainee's own reference in upper case.</summary>
    public string CaseKey { get; set; } = "";

    public string Technology { get; set; } = "";

    /// <summary>Day on which the trainee took part.</summary>
    public DateOnly TakenOn { get; set; }

    public CaseTaking Taking { get; set; }

    /// <summary>The trainee's own reading; null: none was made.</summary>
    public string? OwnReading { get; set; }

    /// <summary>0 to 100.</summary>
    public int? OwnConfidence { get; set; }

    /// <summary>De-identified particulars and what was learnt.</summary>
    [Encrypted]
    public byte[]? Particulars { get; set; }

    public CaseEntryState State { get; set; }

    public Guid LoggedBy { get; set; }

    public DateTimeOffset LoggedAt { get; set; }

    /// <summary>The supervisor who answered.</summary>
    public Guid? AnsweredBy { get; set; }

    public string? AnsweredName { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Why it was rejected, or a remark of the supervisor.</summary>
    public string? Note { get; set; }

    public Guid? SignatureId { get; set; }
}
