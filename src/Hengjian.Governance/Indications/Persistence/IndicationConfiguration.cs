using Hengjian.Governance.Indications.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Indications.Persistence;

internal sealed class StandingRuleConfiguration : IEntityTypeConfiguration<StandingRule>
{
    public void Configure(EntityTypeBuilder<StandingRule> entity)
    {
        entity.ToTable("standing_rules");
        entity.Property(r => r.Conditions).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.DeploymentId });
        entity.HasIndex(r => new { r.InstitutionId, r.RuleId, r.Number }).IsUnique();
        entity.HasIndex(r => new { r.InstitutionId, r.State });
    }
}

internal sealed class UseSettingsConfiguration : IEntityTypeConfiguration<UseSettings>
{
    public void Configure(EntityTypeBuilder<UseSettings> entity)
    {
        entity.ToTable("use_settings");
        entity.Property(s => s.Weighing).HasJson();
        entity.HasIndex(s => new { s.InstitutionId, s.DeploymentId }).IsUnique();
    }
}
