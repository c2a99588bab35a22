using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Training.Feedback;

/// <summary>Where a proposal of re-training stands.</summary>
public enum RetrainingState
{
    /// <summary>The physician has not answered.</summary>
    Proposed,

    /// <summary>The physician takes it up.</summary>
    TakenUp,

    /// <summary>The physician sees it otherwise, and says why.</summary>
    Declined,

    /// <summary>The trainer has done with it.</summary>
    Closed,
}

/// <summary>再培训建议: proposed by the figures, never ordered. The physician sees it first, the trainer after some days or once the physician shares it, nobody else.</summary>
internal sealed class RetrainingProposal : GovernedRow
{
    public Guid PractitionerId { get; set; }

    public string TechnologyCategory { get; set; } = "";

    /// <summary>HP-6.7 as it was decided.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public DateTimeOffset ProposedAt { get; set; }

    /// <summary>First day on which the trainer sees it.</summary>
    public DateOnly SharedFrom { get; set; }

    /// <summary>When the physician shared it before that.</summary>
    public DateTimeOffset? SharedAt { get; set; }

    public RetrainingState State { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? Answer { get; set; }

    public Guid? ClosedBy { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public string? ClosingNote { get; set; }
}

internal sealed class RetrainingProposalConfiguration : IEntityTypeConfiguration<RetrainingProposal>
{
    public void Configure(EntityTypeBuilder<RetrainingProposal> entity)
    {
        entity.ToTable("retraining_proposals");
        entity.Property(p => p.Decisions).HasJson();
        entity.HasIndex(p => new { p.InstitutionId, p.PractitionerId, p.TechnologyCategory }).HasDatabaseName("IX_retraining_proposals_person");
        entity.HasIndex(p => new { p.InstitutionId, p.SharedFrom });
    }
}
