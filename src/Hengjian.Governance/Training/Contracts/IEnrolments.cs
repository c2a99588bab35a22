using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>What must be passed after training, R17-4.2.2c.</summary>
public enum AssessmentKind
{
    /// <summary>笔试.</summary>
    WrittenExamination,

    /// <summary>技能考核.</summary>
    SkillsAssessment,
}

/// <summary>Where an enrolment stands.</summary>
public enum EnrolmentState
{
    /// <summary>Asked for, not decided.</summary>
    Applied,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Being trained, or (other routes) under assessment.</summary>
    Active,

    /// <summary>Every condition holds and the base has said so; the certificate or recognition is given.</summary>
    Completed,

    /// <summary>Ended without completion.</summary>
    Withdrawn,
}

/// <summary>An enrolment as others look at it.</summary>
/// <param name="PractitionerId">The trainee's record in the base's institution (a stand-in for people of other hospitals).</param>
/// <param name="ProgrammeVersionId">The programme's version; null for an exemption.</param>
/// <param name="From">First day of the training.</param>
/// <param name="DueOn">Last day by which it is to be completed; null: none set.</param>
/// <param name="Supervisors">Who supervises or supervised; none of them examines.</param>
public sealed record EnrolmentFact(
    Guid Id,
    string Number,
    Guid BaseId,
    Guid? ProgrammeVersionId,
    Guid PractitionerId,
    TrainingRoute Route,
    string TechnologyCategory,
    EnrolmentState State,
    DateOnly From,
    DateOnly? DueOn,
    IReadOnlyList<Guid> Supervisors);

/// <summary>Reads enrolments of the base's institution.</summary>
public interface IEnrolments
{
    Task<EnrolmentFact?> FindAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken);

    /// <summary>Enrolments of a programme that are under way on which an examination can be taken.</summary>
    Task<IReadOnlyList<EnrolmentFact>> ActiveAsync(HengjianDbContext db, Guid programmeVersionId, CancellationToken cancellationToken);
}
