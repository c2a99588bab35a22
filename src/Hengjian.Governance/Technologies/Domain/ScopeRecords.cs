using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain;

/// <summary>One answering of the scope questionnaire for a version; never changed, so that the outcome as of any moment can be told.</summary>
internal sealed class ScopeAssessment : GovernedRow
{
    public Guid TechnologyVersionId { get; set; }

    public ScopeAnswers Answers { get; set; } = new();

    public DateTimeOffset AnsweredAt { get; set; }

    /// <summary>The user; empty for the program.</summary>
    public Guid AnsweredBy { get; set; }

    /// <summary>The signature of the reason why there is no great influence; null where none was stated.</summary>
    public Guid? SignatureId { get; set; }
}

/// <summary>A change of a version that makes the scope questions be asked again (R17-0.1); never changed itself.</summary>
internal sealed class TechnologyChange : GovernedRow
{
    public Guid TechnologyVersionId { get; set; }

    public string Description { get; set; } = "";

    /// <summary>First day on which the change is in effect.</summary>
    public DateOnly EffectiveOn { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>The user; empty for the program.</summary>
    public Guid RecordedBy { get; set; }
}
