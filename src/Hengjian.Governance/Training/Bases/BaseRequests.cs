using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;

namespace Hengjian.Governance.Training.Bases;

/// <summary>A base as its institution keeps it; lists are given whole at each change.</summary>
public sealed record TrainingBaseRequest
{
    /// <summary>Category of technology, such as <c>chestCt</c>; fixed once the base is designated.</summary>
    public string? TechnologyCategory { get; init; }

    /// <summary>Who answers for the base.</summary>
    public string? Lead { get; init; }

    public string? Note { get; init; }

    /// <summary>The institution's own figures of full calendar years, each with a document of the base.</summary>
    public IReadOnlyList<DocumentedYear>? Years { get; init; }

    /// <summary>Supervising physicians.</summary>
    public IReadOnlyList<BaseSupervisorInput>? Supervisors { get; init; }
}

public sealed record BaseSupervisorInput
{
    public Guid? PractitionerId { get; init; }

    /// <summary>Cases completed before this system came; null: none are stated.</summary>
    public int? DocumentedCases { get; init; }

    /// <summary>The document of the base that proves them.</summary>
    public Guid? DocumentId { get; init; }
}

/// <summary>Facilities, see <see cref="BaseFacilities"/>.</summary>
public sealed record BaseFacilitiesRequest
{
    public int? Seats { get; init; }

    public int? Workstations { get; init; }

    public int? TeachingImages { get; init; }

    public int? LibraryCases { get; init; }

    public bool? ExaminationRoom { get; init; }

    public string? Note { get; init; }
}

public sealed record BaseApplicationRequest
{
    /// <summary>What the institution says for it.</summary>
    public string? Statement { get; init; }
}

public sealed record BaseReasonRequest
{
    public string? Reason { get; init; }
}

/// <summary>The province designates.</summary>
public sealed record BaseDesignationRequest
{
    /// <summary>Number of the notice.</summary>
    public string? Number { get; init; }

    public DateOnly? From { get; init; }

    /// <summary>Last day, included; null: without a term.</summary>
    public DateOnly? To { get; init; }

    public string? Note { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>The province concludes a re-check.</summary>
public sealed record BaseReviewRequest
{
    public bool? Passed { get; init; }

    /// <summary>Why; needed where it was not passed.</summary>
    public string? Note { get; init; }

    public SignatureInput? Signature { get; init; }
}
