using Hengjian.Governance.Handovers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Handovers.Persistence;

internal sealed class HandoverConfiguration : IEntityTypeConfiguration<Handover>
{
    public void Configure(EntityTypeBuilder<Handover> entity)
    {
        entity.ToTable("handovers");
        entity.HasIndex(h => new { h.InstitutionId, h.MadeAt });
        entity.HasIndex(h => new { h.InstitutionId, h.FromPractitionerId });
        entity.HasIndex(h => new { h.InstitutionId, h.FromUserId });
    }
}
