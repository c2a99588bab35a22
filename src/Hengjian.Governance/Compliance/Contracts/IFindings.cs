using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Compliance.Contracts;

/// <summary>A clause that was breached without an act being refused: somebody answers for it within a time.</summary>
/// <param name="Key">Names the breach for good within the institution, such as <c>finalDiagnosisOverdue|{case}</c>; the same breach is not raised twice.</param>
/// <param name="Kind">What happened, a stable code in camel case; its words are the text <c>Finding.{Kind}</c> of <c>ComplianceText</c>.</param>
/// <param name="Clause">Id of the clause that was breached.</param>
/// <param name="SubjectKind">Kind of the record that it is about, in camel case, such as <c>case</c>.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="Title">Which one, for people, such as the case's number; never a patient's name or an AI's result.</param>
/// <param name="Path">Page on which it can be mended.</param>
/// <param name="Owner">Role that answers for it.</param>
public sealed record FindingDraft(string Key, string Kind, string Clause, string SubjectKind, Guid SubjectId, string Title, string Path, Role Owner)
{
    /// <summary>The case; null where it is about none.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The deployment; null where it is about none.</summary>
    public Guid? DeploymentId { get; init; }

    /// <summary>Holders of the owner's role outside this department do not see it; null: all of the institution do.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>The practitioner who answers for it; null: whoever holds the role.</summary>
    public Guid? OwnerPractitionerId { get; init; }

    /// <summary>The record of the act that breached the clause, such as an observed act; null: none did.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>What was decided, with what is missing; not shown to those who give opinions or conclude cases, who might be blinded. Null: the kind says all.</summary>
    public Decision? Decision { get; init; }

    /// <summary>By when it is to be explained; null: by the pack's days (HP-8.2).</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>How a finding stands.</summary>
public enum FindingState
{
    /// <summary>Nobody has explained it.</summary>
    Open,

    /// <summary>Explained by who answers for it; waits for the one who closes it.</summary>
    Explained,

    /// <summary>What was breached holds now; the program saw that.</summary>
    Mended,

    /// <summary>Closed by the officer or quality officer, with evidence.</summary>
    Closed,
}

/// <summary>Compliance findings for other modules, within their own acts.</summary>
public interface IFindings
{
    /// <summary>Raises a finding. One of the same key that stands, or was closed by a person, is left as it is; one that had been mended opens again. Answers its id.</summary>
    Task<Guid> RaiseAsync(WriteScope scope, FindingDraft draft, CancellationToken cancellationToken);

    /// <summary>Which of these keys name a finding that stands, or that a person has closed: raising them again would change nothing.</summary>
    Task<IReadOnlySet<string>> StandingAsync(HengjianDbContext db, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Marks the finding of that key as mended, where it stands: what was breached holds now.</summary>
    Task CloseAsync(WriteScope scope, string key, CancellationToken cancellationToken);
}
