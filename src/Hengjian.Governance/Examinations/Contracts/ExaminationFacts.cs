namespace Hengjian.Governance.Examinations.Contracts;

/// <summary>An earlier attempt.</summary>
public sealed record AttemptFact(DateOnly SatOn, bool Passed);

/// <summary>Facts of HP-6.5: an attempt that is to be scheduled.</summary>
/// <param name="OnDay">First day on which it can be sat.</param>
/// <param name="Earlier">Concluded attempts at the same kind for the same enrolment; annulled ones are absent.</param>
/// <param name="PassPercent">Share of the marks that passes.</param>
public sealed record AttemptPlanFacts(DateOnly OnDay, IReadOnlyList<AttemptFact> Earlier, int PassPercent);

/// <summary>An answer that examiners mark; marks are null while they are not given.</summary>
public sealed record OpenAnswerFact(int Position, int Maximum, decimal? First, decimal? Second, decimal? Third);

/// <summary>Someone who marks or arbitrates.</summary>
/// <param name="Supervises">Supervises or supervised the candidate.</param>
/// <param name="IsCandidate">Is the candidate.</param>
public sealed record ExaminerFact(string Name, bool Supervises, bool IsCandidate);

/// <summary>Facts of HP-6.6: who examines, and how the answers that people mark were marked.</summary>
public sealed record MarkingFacts(IReadOnlyList<ExaminerFact> Examiners, IReadOnlyList<OpenAnswerFact> Answers);
