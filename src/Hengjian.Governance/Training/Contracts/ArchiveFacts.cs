namespace Hengjian.Governance.Training.Contracts;

/// <summary>What an archive holds of a training (R17-4.2.2d).</summary>
public enum ArchivePart
{
    /// <summary>What was decided at admission.</summary>
    Admission,

    /// <summary>Sign-ins and readings.</summary>
    Attendance,

    /// <summary>Cases taken part in.</summary>
    CaseLog,

    /// <summary>Papers of another route than the normal one.</summary>
    Evidence,

    /// <summary>Examinations and assessments with marks and examiners.</summary>
    Assessments,

    /// <summary>What was decided at completion.</summary>
    Conclusion,

    Certificate,
}

/// <summary>One training in an archive.</summary>
/// <param name="Number">Number of the enrolment.</param>
/// <param name="Asked">Parts that it must hold, by its route and how far it has come.</param>
/// <param name="Kept">Parts that it holds.</param>
public sealed record ArchivedTraining(string Number, IReadOnlyList<ArchivePart> Asked, IReadOnlyList<ArchivePart> Kept);

/// <summary>Facts of R17-4.2.2d: the archive of one person.</summary>
/// <param name="LastEventOn">Day of the last event in it; null: there is none.</param>
/// <param name="KeptUntil">Last day of its retention (HP-13.3).</param>
public sealed record ArchiveFacts(IReadOnlyList<ArchivedTraining> Trainings, DateOnly? LastEventOn, DateOnly? KeptUntil);
