using Hengjian.Governance.Persistence;
using Hengjian.Governance.Retention.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Retention.Persistence;

internal sealed class LegalHoldConfiguration : IEntityTypeConfiguration<LegalHold>
{
    public void Configure(EntityTypeBuilder<LegalHold> entity)
    {
        entity.ToTable("legal_holds");
        entity.HasIndex(h => new { h.InstitutionId, h.PlacedAt });
    }
}

internal sealed class DeletionRequestConfiguration : IEntityTypeConfiguration<DeletionRequest>
{
    public void Configure(EntityTypeBuilder<DeletionRequest> entity)
    {
        entity.ToTable("deletion_requests");
        entity.Property(r => r.Cases).HasJson();
        entity.Property(r => r.Decisions).HasJson();
        entity.Property(r => r.Erasure).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.Number }).IsUnique();
    }
}

internal sealed class ErasureTombstoneConfiguration : IEntityTypeConfiguration<ErasureTombstone>
{
    public void Configure(EntityTypeBuilder<ErasureTombstone> entity)
    {
        entity.ToTable("erasure_tombstones");
        entity.Property(t => t.Cases).HasJson();
        entity.HasIndex(t => new { t.InstitutionId, t.ErasedAt });
    }
}
