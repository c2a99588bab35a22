using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.FollowUps.Persistence;

internal sealed class FollowUpConfiguration :
    IEntityTypeConfiguration<FollowUpPlan>, IEntityTypeConfiguration<FollowUpStaffing>, IEntityTypeConfiguration<FollowUpTask>, IEntityTypeConfiguration<ContactAttempt>,
    IEntityTypeConfiguration<FollowUpContact>
{
    public void Configure(EntityTypeBuilder<FollowUpPlan> entity)
    {
        entity.ToTable("follow_up_plans");
        entity.Property(p => p.Steps).HasJson();
        entity.HasIndex(p => new { p.InstitutionId, p.DeploymentId, p.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<FollowUpStaffing> entity)
    {
        entity.ToTable("follow_up_staffings");
        entity.Property(s => s.Users).HasJson();
        entity.HasIndex(s => new { s.InstitutionId, s.DeploymentId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<FollowUpTask> entity)
    {
        entity.ToTable("follow_up_tasks");
        entity.HasIndex(t => new { t.InstitutionId, t.CaseId });
        entity.HasIndex(t => new { t.InstitutionId, t.State, t.NextOn });
        entity.HasIndex(t => new { t.InstitutionId, t.DueOn });
    }

    public void Configure(EntityTypeBuilder<ContactAttempt> entity)
    {
        entity.ToTable("contact_attempts");
        entity.HasIndex(a => new { a.InstitutionId, a.TaskId });
    }

    public void Configure(EntityTypeBuilder<FollowUpContact> entity)
    {
        entity.ToTable("follow_up_contacts");
        entity.HasIndex(c => new { c.InstitutionId, c.CaseId }).IsUnique();
    }
}
