using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Training.Literacy;

/// <summary>A person's reading of a unit; each repetition is a row of its own.</summary>
internal sealed class LiteracyReading : GovernedRow
{
    public Guid UserId { get; set; }

    public LiteracyUnit Unit { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null: under way.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}

internal sealed class LiteracyReadingConfiguration : IEntityTypeConfiguration<LiteracyReading>
{
    public void Configure(EntityTypeBuilder<LiteracyReading> entity)
    {
        entity.ToTable("literacy_readings");
        entity.HasIndex(r => new { r.InstitutionId, r.UserId, r.Unit });
    }
}
