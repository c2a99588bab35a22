using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.LifeCycle.Persistence;

internal sealed class LifeCycleEventConfiguration : IEntityTypeConfiguration<LifeCycleEvent>
{
    public void Configure(EntityTypeBuilder<LifeCycleEvent> entity)
    {
        entity.ToTable("life_cycle_events");
        entity.Property(e => e.Decisions).HasJson();
        entity.Property(e => e.Signatures).HasJson();
        entity.HasIndex(e => new { e.InstitutionId, e.DeploymentId, e.At });
    }
}

internal sealed class GateSubmissionConfiguration : IEntityTypeConfiguration<GateSubmission>
{
    public void Configure(EntityTypeBuilder<GateSubmission> entity)
    {
        entity.ToTable("gate_submissions");
        entity.Property(s => s.Items).HasJson();
        entity.Property(s => s.Documents).HasJson();
        entity.Property(s => s.Decisions).HasJson();
        entity.HasIndex(s => new { s.InstitutionId, s.DeploymentId, s.State });
        // One hand-in of a gate waits at a time, whoever acts at once; likewise below.
        entity.HasIndex(s => new { s.InstitutionId, s.DeploymentId, s.Gate }).IsUnique().HasFilter("state = 'AwaitingChair'").HasDatabaseName("IX_gate_submissions_awaiting");
    }
}

internal sealed class GateMotionConfiguration : IEntityTypeConfiguration<GateMotion>
{
    public void Configure(EntityTypeBuilder<GateMotion> entity)
    {
        entity.ToTable("gate_motions");
        entity.HasIndex(m => new { m.InstitutionId, m.DeploymentId });
    }
}

internal sealed class DeploymentChangeConfiguration : IEntityTypeConfiguration<DeploymentChange>
{
    public void Configure(EntityTypeBuilder<DeploymentChange> entity)
    {
        entity.ToTable("deployment_changes");
        entity.Property(c => c.IndicationChecklist).HasJson();
        entity.HasIndex(c => new { c.InstitutionId, c.DeploymentId });
        entity.HasIndex(c => new { c.InstitutionId, c.DeploymentId, c.Kind }).IsUnique().HasFilter("state = 'Open'").HasDatabaseName("IX_deployment_changes_open");
    }
}

internal sealed class AcceptanceTestConfiguration : IEntityTypeConfiguration<AcceptanceTest>
{
    public void Configure(EntityTypeBuilder<AcceptanceTest> entity)
    {
        entity.ToTable("acceptance_tests");
        entity.Property(t => t.Plan).HasJson();
        entity.Property(t => t.Results).HasJson();
        entity.HasIndex(t => new { t.InstitutionId, t.DeploymentId });
        entity.HasIndex(t => new { t.InstitutionId, t.DeploymentId, t.TechnologyVersionId }).IsUnique().HasFilter("state = 'Planned'").HasDatabaseName("IX_acceptance_tests_planned");
    }
}

internal sealed class TrialRunConfiguration : IEntityTypeConfiguration<TrialRun>
{
    public void Configure(EntityTypeBuilder<TrialRun> entity)
    {
        entity.ToTable("trial_runs");
        entity.Property(t => t.Conditions).HasJson();
        entity.Property(t => t.Counts).HasJson();
        entity.HasIndex(t => new { t.InstitutionId, t.DeploymentId });
        entity.HasIndex(t => new { t.InstitutionId, t.DeploymentId, t.TechnologyVersionId }).IsUnique().HasFilter("state = 'Planned'").HasDatabaseName("IX_trial_runs_planned");
    }
}

internal sealed class FilingBundleConfiguration : IEntityTypeConfiguration<FilingBundle>
{
    public void Configure(EntityTypeBuilder<FilingBundle> entity)
    {
        entity.ToTable("filing_bundles");
        entity.Property(b => b.Files).HasJson();
        entity.HasIndex(b => new { b.InstitutionId, b.DeploymentId });
    }
}
