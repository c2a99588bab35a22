using Hengjian.Governance.Agreements.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Agreements.Persistence;

internal sealed class AgreementConfiguration : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> entity)
    {
        entity.ToTable("agreements");
        entity.Property(a => a.Technologies).HasJson();
        entity.Property(a => a.Deployments).HasJson();
        entity.Property(a => a.Acts).HasJson();
        entity.Property(a => a.Readers).HasJson();
        entity.HasIndex(a => new { a.InstitutionId, a.State });
        entity.HasIndex(a => a.PartnerId);
    }
}
