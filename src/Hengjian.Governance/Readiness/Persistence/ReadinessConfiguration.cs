using Hengjian.Governance.Persistence;
using Hengjian.Governance.Readiness.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Readiness.Persistence;

internal sealed class ReadinessEvaluationConfiguration : IEntityTypeConfiguration<ReadinessEvaluation>
{
    public void Configure(EntityTypeBuilder<ReadinessEvaluation> entity)
    {
        entity.ToTable("readiness_evaluations");
        entity.Property(e => e.Clauses).HasJson();
        entity.HasIndex(e => new { e.InstitutionId, e.DeploymentId, e.At });
    }
}

internal sealed class ReadinessRunConfiguration : IEntityTypeConfiguration<ReadinessRun>
{
    public void Configure(EntityTypeBuilder<ReadinessRun> entity)
    {
        entity.ToTable("readiness_runs");
        entity.HasIndex(r => new { r.InstitutionId, r.DueOn }).IsUnique();
    }
}
