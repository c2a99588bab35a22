using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>What a case turned out to be, as interfaces.md names it.</summary>
public sealed record ReferenceRequest
{
    public ReferenceKind? Kind { get; init; }

    public string? Label { get; init; }

    public DateOnly? EstablishedOn { get; init; }

    /// <summary>Needed where another standing reference of this kind says otherwise, and where one is superseded.</summary>
    public string? Reason { get; init; }

    /// <summary>A standing reference of the case whose place this one takes.</summary>
    public Guid? Supersedes { get; init; }
}

/// <summary>Why a reference is withdrawn.</summary>
public sealed record ReferenceWithdrawal
{
    public string? Reason { get; init; }
}

/// <summary>References that other modules find while they work: follow-up, panels.</summary>
public interface ICaseReferences
{
    /// <summary>Adds a reference within an act of another module, with every check and everything that follows from it; a refusal adds nothing.</summary>
    Task<Outcome<Guid>> AddAsync(WriteScope scope, Guid caseId, ReferenceRequest request, CancellationToken cancellationToken);
}
