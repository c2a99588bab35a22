using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Practitioners.Persistence;

internal sealed class PractitionerConfiguration : IEntityTypeConfiguration<Practitioner>
{
    public void Configure(EntityTypeBuilder<Practitioner> entity)
    {
        entity.ToTable("practitioners");
        entity.Property(p => p.Details).HasJson();
        entity.HasIndex(p => new { p.InstitutionId, p.Name });
        entity.HasIndex(p => new { p.InstitutionId, p.LicenceNumber }).IsUnique();
        entity.HasIndex(p => new { p.InstitutionId, p.StaffNumber }).IsUnique();
        entity.HasIndex(p => new { p.InstitutionId, p.IdentityIndex }).IsUnique();
        entity.HasIndex(p => new { p.HomePractitionerId, p.InstitutionId }).IsUnique();
    }
}

internal sealed class PractitionerSnapshotConfiguration : IEntityTypeConfiguration<PractitionerSnapshot>
{
    public void Configure(EntityTypeBuilder<PractitionerSnapshot> entity)
    {
        entity.ToTable("practitioner_snapshots");
        entity.Property(p => p.Details).HasJson();
        // Named: the name by convention is longer than PostgreSQL keeps.
        entity.HasIndex(p => new { p.InstitutionId, p.PractitionerId, p.RecordedAt }).HasDatabaseName("IX_practitioner_snapshots_as_of");
    }
}
