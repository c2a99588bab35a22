using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Archive;

/// <summary>A share with its 95 % interval (Wilson).</summary>
/// <param name="Value">In [0, 1]; null where fewer than the least sample stand behind it.</param>
public sealed record ReportShare(int Events, int Of, double? Value, double? Low, double? High);

/// <summary>Trainees of a route in the year.</summary>
/// <param name="Admitted">Admitted in the year.</param>
/// <param name="Completed">Completed, or recognised, in the year.</param>
/// <param name="Withdrawn">Ended without completion in the year.</param>
/// <param name="UnderWay">Under way at the end of the year, or today.</param>
public sealed record RouteCount(TrainingRoute Route, ProgrammeKind Kind, int Admitted, int Completed, int Withdrawn, int UnderWay);

/// <summary>A supervising physician with the trainees of the year.</summary>
public sealed record SupervisorCount(string Name, int Trainees);

/// <summary>Places of a programme and how many were taken at the same time at most.</summary>
public sealed record CapacityUse(string Programme, int Capacity, int MostAtOnce);

/// <summary>A yearly re-check of a base that was decided, or is due, in the year.</summary>
public sealed record ReportedReview(string Base, DateOnly DueOn, string State, DateOnly? DecidedOn);

/// <summary>Passing at the first attempt, by kind of assessment.</summary>
public sealed record FirstAttempts(AssessmentKind Kind, ReportShare Passed);

/// <summary>What an institution did as a training base in a calendar year; every number is counted from records.</summary>
/// <param name="LeastSample">Below so many no share is stated.</param>
/// <param name="InTime">Of those completed in the year who had a last day, those in time.</param>
/// <param name="TheoryHours">Credit hours of theory given in the year.</param>
/// <param name="CasesSigned">Cases of the year that supervisors signed.</param>
/// <param name="CertificatesRevoked">Certificates revoked in the year.</param>
public sealed record BaseReport(
    int Year,
    string Institution,
    int LeastSample,
    IReadOnlyList<string> Designations,
    IReadOnlyList<RouteCount> Routes,
    ReportShare InTime,
    decimal TheoryHours,
    int CasesSigned,
    IReadOnlyList<FirstAttempts> Assessments,
    IReadOnlyList<SupervisorCount> Supervisors,
    IReadOnlyList<CapacityUse> Capacity,
    IReadOnlyList<ReportedReview> Reviews,
    int CertificatesGiven,
    int CertificatesRevoked,
    DateTimeOffset At);
