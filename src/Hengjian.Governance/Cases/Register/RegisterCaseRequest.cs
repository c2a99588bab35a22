using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;

namespace Hengjian.Governance.Cases.Register;

/// <summary>A case to register, as interfaces.md names it. Every member is checked; what is wrong is answered all at once.</summary>
public sealed record RegisterCaseRequest
{
    public Guid? DeploymentId { get; init; }

    public PatientInput? Patient { get; init; }

    public string? AccessionNumber { get; init; }

    public ExaminationInput? Examination { get; init; }

    /// <summary>Absent: nothing is answered. The case waits in <c>registered</c> unless a standing rule decides its order all the same.</summary>
    public IndicationAnswers? Indication { get; init; }

    public bool? Invasive { get; init; }

    public InvasiveProcedure? InvasiveProcedure { get; init; }

    /// <summary>Absent: the deployment's default.</summary>
    public ReadingProtocol? Protocol { get; init; }

    /// <summary>Practitioners who read; absent or empty: the deployment's pool.</summary>
    public IReadOnlyList<Guid>? Readers { get; init; }

    public Guid? ClinicianId { get; init; }

    public string? StudyInstanceUid { get; init; }
}

public sealed record PatientInput
{
    public string? Identifier { get; init; }

    public string? Name { get; init; }

    public Sex? Sex { get; init; }

    public DateOnly? BirthDate { get; init; }
}

public sealed record ExaminationInput
{
    public string? Kind { get; init; }

    public DateTimeOffset? PerformedAt { get; init; }

    /// <summary>Campus or device group, a subgroup of the statistics; optional.</summary>
    public string? Site { get; init; }

    /// <summary>On what occasion; standing rules may ask for it.</summary>
    public VisitKind? VisitKind { get; init; }

    /// <summary>What for; standing rules may ask for it.</summary>
    public ExaminationPurpose? Purpose { get; init; }
}

/// <summary>Answer to a registration.</summary>
public sealed record RegisteredCase(Guid Id, string Number, CaseState State);
