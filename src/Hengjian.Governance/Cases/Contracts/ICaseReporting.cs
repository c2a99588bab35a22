using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>
/// A complete case as a report may draw on it. It names the patient by the identifier alone, so that a pseudonym can be made from it; free text of the wards is not in it.
/// </summary>
/// <param name="AgeAtExamination">Whole years.</param>
/// <param name="HasInputReference">An accession number or a Study Instance UID says where the input is.</param>
/// <param name="ConsentSigned">A consent that was not withdrawn is on record.</param>
public sealed record ReportableCase(
    Guid Id,
    string Number,
    CaseState State,
    DeploymentFile Deployment,
    string PatientIdentifier,
    Sex Sex,
    int? AgeAtExamination,
    string ExaminationKind,
    DateTimeOffset ExaminedAt,
    bool HasInputReference,
    bool WithoutAi,
    bool Invasive,
    bool ConsentSigned,
    IReadOnlyList<ReportableResult> AiResults,
    IReadOnlyList<ReportableOpinion> Opinions,
    string? IssuedLabel,
    DateTimeOffset? ConcludedAt,
    IReadOnlyList<ReportableDiagnosis> FinalDiagnoses,
    IReadOnlyList<ReportableReference> References);

/// <summary>An AI result that readers were or could be shown.</summary>
public sealed record ReportableResult(
    string? Label, double? Score, string? AlgorithmName, string? AlgorithmVersion, string? Udi, string ContentHash, Guid? OperatorId, DateTimeOffset ProducedAt, bool Current);

/// <summary>An opinion that no later one supersedes.</summary>
public sealed record ReportableOpinion(Guid PractitionerId, ReadingPhase Phase, OpinionRole Role, string Label, bool Signed, bool Provisional, DateTimeOffset SignedAt);

public sealed record ReportableDiagnosis(Guid PractitionerId, string Label, string? Icd10, DateTimeOffset SignedAt);

public sealed record ReportableReference(ReferenceKind Kind, string Label, DateOnly EstablishedOn);

/// <summary>A case that is concluded and not reported yet.</summary>
public sealed record ConcludedCase(Guid Id, Guid DeploymentId, DateTimeOffset ConcludedAt);

/// <summary>What the module that reports needs of cases.</summary>
public interface ICaseReporting
{
    /// <summary>The case, read through <paramref name="db"/>; null where there is none, or it is of a reader study.</summary>
    Task<ReportableCase?> FindAsync(HengjianDbContext db, Guid caseId, CancellationToken cancellationToken);

    /// <summary>Moves a concluded case to reported within the act; false where the case is not concluded.</summary>
    /// <param name="pack">The pack of the decision that says so; null where the receipt itself does.</param>
    Task<bool> MarkReportedAsync(WriteScope scope, Guid caseId, string remark, string? pack, CancellationToken cancellationToken);

    /// <summary>Cases that stand in concluded and are none of <paramref name="waiting"/>, in the order of their ids after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<ConcludedCase>> ConcludedAsync(HengjianDbContext db, IQueryable<Guid> waiting, Guid after, int most, CancellationToken cancellationToken);
}
