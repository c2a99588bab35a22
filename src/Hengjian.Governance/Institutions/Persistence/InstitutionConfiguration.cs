using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Institutions.Persistence;

internal sealed class InstitutionConfiguration : IEntityTypeConfiguration<Institution>
{
    public void Configure(EntityTypeBuilder<Institution> entity)
    {
        entity.ToTable("institutions");
        entity.Property(i => i.Overrides).HasJson();
        entity.Property(i => i.Subjects).HasJson().HasDefaultValueSql("'[]'");
        entity.Property(i => i.Volumes).HasJson().HasDefaultValueSql("'[]'");
        entity.Property(i => i.Pacs).HasJson();
        entity.HasIndex(i => i.UnifiedSocialCreditCode).IsUnique();
    }
}

internal sealed class DepartmentConfiguration : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> entity)
    {
        entity.ToTable("departments");
        entity.Property(d => d.Subjects).HasJson().HasDefaultValueSql("'[]'");
        entity.Property(d => d.Hardware).HasJson().HasDefaultValueSql("'[]'");
        entity.HasIndex(d => new { d.InstitutionId, d.Name }).IsUnique();
    }
}
