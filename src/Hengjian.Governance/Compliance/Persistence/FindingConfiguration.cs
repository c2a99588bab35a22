using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Compliance.Persistence;

internal sealed class FindingConfiguration : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> entity)
    {
        entity.ToTable("findings");
        entity.Property(f => f.Decisions).HasJson();
        entity.HasIndex(f => new { f.InstitutionId, f.UniqueKey }).IsUnique();
        entity.HasIndex(f => new { f.InstitutionId, f.State, f.DueAt });
        entity.HasIndex(f => new { f.InstitutionId, f.CaseId });
    }
}

internal sealed class FindingEntryConfiguration : IEntityTypeConfiguration<FindingEntry>
{
    public void Configure(EntityTypeBuilder<FindingEntry> entity)
    {
        entity.ToTable("finding_entries");
        entity.HasIndex(e => new { e.InstitutionId, e.FindingId });
    }
}
