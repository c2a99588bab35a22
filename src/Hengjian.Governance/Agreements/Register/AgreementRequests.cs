using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Agreements.Register;

/// <summary>An agreement that the asking institution proposes and signs.</summary>
public sealed record AgreementRequest
{
    /// <summary>统一社会信用代码 of the institution whose physicians read.</summary>
    public string? PartnerCode { get; init; }

    public string? PaperNumber { get; init; }

    public string? Purpose { get; init; }

    /// <summary>The asking department.</summary>
    public Guid? DepartmentId { get; init; }

    /// <summary>Technologies, each with all of its deployments.</summary>
    public IReadOnlyList<Guid>? Technologies { get; init; }

    /// <summary>Single deployments.</summary>
    public IReadOnlyList<Guid>? Deployments { get; init; }

    /// <summary><c>opinion</c>, and <c>finalDiagnosis</c> only where it is stated.</summary>
    public IReadOnlyList<PractitionerAct>? Acts { get; init; }

    public DateOnly? From { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The agreement that it follows.</summary>
    public Guid? Renews { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>The reading institution's answer: yes with its readers, signed, or no with a reason.</summary>
public sealed record AgreementAnswerRequest
{
    public bool? Accept { get; init; }

    public string? Note { get; init; }

    /// <summary>Physicians of the reading institution, by its own records.</summary>
    public IReadOnlyList<Guid>? Readers { get; init; }

    public SignatureInput? Signature { get; init; }
}

public sealed record AgreementReaderRequest
{
    public Guid? PractitionerId { get; init; }
}

public sealed record AgreementReasonRequest
{
    public string? Reason { get; init; }
}
