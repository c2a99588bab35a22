using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Examinations.Contracts;

/// <summary>A concluded examination or assessment of a trainee, R17-4.2.2c.</summary>
/// <param name="Id">The sitting or assessment.</param>
/// <param name="Attempt">1 for the first, 2 for the first resit, and so on.</param>
/// <param name="Score">Marks obtained.</param>
/// <param name="Maximum">Marks obtainable.</param>
/// <param name="Passed">The conclusion.</param>
/// <param name="SatAt">When it was sat.</param>
/// <param name="ConcludedAt">When the examiners signed the conclusion.</param>
/// <param name="Examiners">Users who signed it.</param>
public sealed record ExaminationResult(
    Guid Id,
    Guid EnrolmentId,
    AssessmentKind Kind,
    string Title,
    int Attempt,
    decimal Score,
    decimal Maximum,
    bool Passed,
    DateTimeOffset SatAt,
    DateTimeOffset ConcludedAt,
    IReadOnlyList<Guid> Examiners);

/// <summary>Reads concluded examinations; one that was annulled is absent.</summary>
public interface IExaminationResults
{
    Task<IReadOnlyList<ExaminationResult>> OfAsync(HengjianDbContext db, IReadOnlyCollection<Guid> enrolmentIds, CancellationToken cancellationToken);
}
