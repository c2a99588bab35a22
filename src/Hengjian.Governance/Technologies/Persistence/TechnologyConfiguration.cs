using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Technologies.Persistence;

internal sealed class TechnologyConfiguration : IEntityTypeConfiguration<Technology>
{
    public void Configure(EntityTypeBuilder<Technology> entity)
    {
        entity.ToTable("technologies");
        entity.Property(t => t.ScopesOfPractice).HasJson();
        entity.Property(t => t.FinalDiagnosisScopes).HasJson();
        entity.Property(t => t.Subjects).HasJson().HasDefaultValueSql("'[]'");
        entity.Property(t => t.Acquires).HasJson().HasDefaultValueSql("'[]'");
        entity.Property(t => t.Labels).HasJson();
        entity.Property(t => t.IndicationChecklist).HasJson();
        entity.Property(t => t.Overrides).HasJson();
        entity.HasIndex(t => new { t.InstitutionId, t.Name });
    }
}

internal sealed class TechnologyVersionConfiguration : IEntityTypeConfiguration<TechnologyVersion>
{
    public void Configure(EntityTypeBuilder<TechnologyVersion> entity)
    {
        entity.ToTable("technology_versions");
        entity.Property(v => v.Scope).HasJson();
        entity.Property(v => v.IndicationChecklist).HasJson();
        entity.Property(v => v.Particulars).HasJson();
        entity.Property(v => v.Risk).HasJson();
        entity.Property(v => v.Overrides).HasJson();
        // Named: the name by convention is longer than PostgreSQL keeps.
        entity.HasIndex(v => new { v.InstitutionId, v.TechnologyId, v.AlgorithmName, v.AlgorithmVersion }).IsUnique().HasDatabaseName("IX_technology_versions_algorithm");
    }
}

internal sealed class RegistrationCertificateConfiguration : IEntityTypeConfiguration<RegistrationCertificate>
{
    public void Configure(EntityTypeBuilder<RegistrationCertificate> entity)
    {
        entity.ToTable("registration_certificates");
        entity.HasIndex(c => new { c.InstitutionId, c.TechnologyId });
    }
}

internal sealed class DeploymentConfiguration : IEntityTypeConfiguration<Deployment>
{
    public void Configure(EntityTypeBuilder<Deployment> entity)
    {
        entity.ToTable("deployments");
        entity.Property(d => d.ReadingPlan).HasJson();
        entity.Property(d => d.ObservedActs).HasJson();
        entity.HasIndex(d => new { d.InstitutionId, d.Name }).IsUnique();
        entity.HasIndex(d => new { d.InstitutionId, d.TechnologyId });
    }
}

internal sealed class ScopeAssessmentConfiguration : IEntityTypeConfiguration<ScopeAssessment>
{
    public void Configure(EntityTypeBuilder<ScopeAssessment> entity)
    {
        entity.ToTable("scope_assessments");
        entity.Property(a => a.Answers).HasJson();
        entity.HasIndex(a => new { a.InstitutionId, a.TechnologyVersionId, a.AnsweredAt }).HasDatabaseName("IX_scope_assessments_version");
    }
}

internal sealed class TechnologyChangeConfiguration : IEntityTypeConfiguration<TechnologyChange>
{
    public void Configure(EntityTypeBuilder<TechnologyChange> entity)
    {
        entity.ToTable("technology_changes");
        entity.HasIndex(c => new { c.InstitutionId, c.TechnologyVersionId, c.RecordedAt }).HasDatabaseName("IX_technology_changes_version");
    }
}

internal sealed class ManagementClassConfiguration : IEntityTypeConfiguration<ManagementClass>
{
    public void Configure(EntityTypeBuilder<ManagementClass> entity)
    {
        entity.ToTable("management_classes");
        entity.Property(c => c.Gates).HasJson();
        entity.HasIndex(c => new { c.InstitutionId, c.AiClass, c.Tier }).IsUnique();
    }
}

internal sealed class DeployedModelConfiguration : IEntityTypeConfiguration<DeployedModel>
{
    public void Configure(EntityTypeBuilder<DeployedModel> entity)
    {
        entity.ToTable("deployed_models");
        entity.Property(m => m.Particulars).HasJson();
        entity.Property(m => m.Tightening).HasJson();
        entity.HasIndex(m => new { m.InstitutionId, m.DeploymentId }).IsUnique();
    }
}

internal sealed class DeploymentModeChangeConfiguration : IEntityTypeConfiguration<DeploymentModeChange>
{
    public void Configure(EntityTypeBuilder<DeploymentModeChange> entity)
    {
        entity.ToTable("deployment_mode_changes");
        entity.Property(c => c.ObservedActs).HasJson();
        entity.HasIndex(c => new { c.InstitutionId, c.DeploymentId, c.Since }).HasDatabaseName("IX_deployment_mode_changes_deployment");
    }
}
