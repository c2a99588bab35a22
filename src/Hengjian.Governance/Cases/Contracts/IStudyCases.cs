using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Cases of imported reader studies: data about past readings. Nothing in them is signed, nobody is eligible by them, and no patient is behind them.</summary>
public interface IStudyCases
{
    /// <summary>Which of these keys the deployment has already; a case is stored whole or not at all.</summary>
    Task<IReadOnlySet<string>> StoredAsync(HengjianDbContext db, Guid deploymentId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Adds concluded cases with their AI results, readings and references, and tells the observers.</summary>
    Task AddAsync(WriteScope scope, Guid deploymentId, IReadOnlyList<StudyCase> cases, CancellationToken cancellationToken);

    /// <summary>Erases up to <paramref name="most"/> study cases of the deployment with all their parts, after telling the observers; answers how many.</summary>
    Task<int> EraseAsync(WriteScope scope, Guid deploymentId, int most, CancellationToken cancellationToken);
}

/// <summary>A case as a study's file tells it.</summary>
/// <param name="Key">Its key in the study.</param>
/// <param name="Number">Case number, unique in the institution.</param>
/// <param name="PatientIdentifier">Stands for the unknown patient.</param>
/// <param name="ExaminationKind">The study's name.</param>
/// <param name="Subgroups">Dimension → value; what the file leaves blank is absent.</param>
/// <param name="AiResults">One for each distinct AI label.</param>
/// <param name="Readings">Its readings, in the file's order.</param>
/// <param name="Reference">What the case turned out to be; null where the file does not say.</param>
public sealed record StudyCase(
    string Key,
    string Number,
    string PatientIdentifier,
    string ExaminationKind,
    IReadOnlyDictionary<string, string> Subgroups,
    IReadOnlyList<StudyAiResult> AiResults,
    IReadOnlyList<StudyReading> Readings,
    StudyReference? Reference);

public sealed record StudyAiResult(string? Label, double? Score);

/// <summary>One reading of a study. <paramref name="ShownAiResult"/> is the place of the shown result in the case's list; null where none was shown.</summary>
public sealed record StudyReading(Guid ReaderId, string Condition, bool WithAi, string Label, double? Seconds, int? ShownAiResult);

public sealed record StudyReference(ReferenceKind Kind, string Label);
