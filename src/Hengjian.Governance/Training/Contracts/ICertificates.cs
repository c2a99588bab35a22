using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>A certificate or recognition to be given in the act that completes an enrolment.</summary>
/// <param name="HolderId">The trainee's record in the base's institution.</param>
/// <param name="CompletedOn">Day from which it counts.</param>
public sealed record CertificateDraft(
    Guid EnrolmentId, Guid BaseId, Guid HolderId, TrainingRoute Route, ProgrammeKind Kind, string TechnologyCategory, DateOnly CompletedOn);

/// <summary>Gives certificates: the number, the row, and the fact on the holder's own record, so that eligibility changes with it.</summary>
public interface ICertificates
{
    /// <summary>Gives one within the act; answers its id and number.</summary>
    Task<(Guid Id, string Number)> IssueAsync(WriteScope scope, CertificateDraft draft, CancellationToken cancellationToken);
}
