using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Authorisations.Persistence;

internal sealed class AuthorisationConfiguration : IEntityTypeConfiguration<Authorisation>
{
    public void Configure(EntityTypeBuilder<Authorisation> entity)
    {
        entity.ToTable("authorisations");
        entity.Ignore(a => a.Acts);
        entity.Property(a => a.Decisions).HasJson();
        entity.Property(a => a.Changes).HasJson();
        entity.HasIndex(a => new { a.InstitutionId, a.PractitionerId });
        entity.HasIndex(a => new { a.InstitutionId, a.TechnologyId });
        entity.HasIndex(a => new { a.InstitutionId, a.State });
        entity.HasIndex(a => new { a.InstitutionId, a.BatchId });
    }
}
