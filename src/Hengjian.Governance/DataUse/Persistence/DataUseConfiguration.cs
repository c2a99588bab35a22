using Hengjian.Governance.DataUse.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.DataUse.Persistence;

internal sealed class DataUseEntryConfiguration : IEntityTypeConfiguration<DataUseEntry>
{
    public void Configure(EntityTypeBuilder<DataUseEntry> entity)
    {
        entity.ToTable("data_uses");
        entity.Property(e => e.Categories).HasJson();
        entity.Ignore(e => e.LastDay);
        entity.HasIndex(e => new { e.InstitutionId, e.Number }).IsUnique();
        entity.HasIndex(e => new { e.InstitutionId, e.Purpose });
    }
}

internal sealed class DataTransferConfiguration : IEntityTypeConfiguration<DataTransfer>
{
    public void Configure(EntityTypeBuilder<DataTransfer> entity)
    {
        entity.ToTable("data_transfers");
        entity.Property(t => t.Categories).HasJson();
        entity.HasIndex(t => new { t.InstitutionId, t.DataUseId, t.At });
    }
}
