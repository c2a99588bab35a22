using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Policies.Persistence;

internal sealed class PolicyConfiguration : IEntityTypeConfiguration<Policy>
{
    public void Configure(EntityTypeBuilder<Policy> entity)
    {
        entity.ToTable("policies");
        entity.Property(p => p.BoundRoles).HasJson();
        entity.Property(p => p.BoundActs).HasJson();
        entity.Ignore(p => p.AllBoundRoles);
        entity.HasIndex(p => new { p.InstitutionId, p.Title }).IsUnique();
        entity.HasIndex(p => new { p.InstitutionId, p.Topic });
    }
}

internal sealed class PolicyVersionConfiguration : IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> entity)
    {
        entity.ToTable("policy_versions");
        entity.Property(v => v.Reviews).HasJson();
        entity.Ignore(v => v.IsApproved);
        entity.HasIndex(v => new { v.InstitutionId, v.PolicyId, v.Number }).IsUnique();
    }
}

internal sealed class PolicyAcknowledgementConfiguration : IEntityTypeConfiguration<PolicyAcknowledgement>
{
    public void Configure(EntityTypeBuilder<PolicyAcknowledgement> entity)
    {
        entity.ToTable("policy_acknowledgements");
        // Named: the name by convention is longer than PostgreSQL keeps.
        entity.HasIndex(a => new { a.InstitutionId, a.PolicyVersionId, a.UserId }).IsUnique().HasDatabaseName("IX_policy_acknowledgements_version_user");
        entity.HasIndex(a => new { a.InstitutionId, a.PractitionerId }).HasDatabaseName("IX_policy_acknowledgements_practitioner");
        entity.HasIndex(a => new { a.InstitutionId, a.UserId }).HasDatabaseName("IX_policy_acknowledgements_user");
    }
}
