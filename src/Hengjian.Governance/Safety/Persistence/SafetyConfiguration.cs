using Hengjian.Governance.Persistence;
using Hengjian.Governance.Safety.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Safety.Persistence;

internal sealed class SafetyConfiguration : IEntityTypeConfiguration<AdverseEvent>, IEntityTypeConfiguration<EventAction>
{
    public void Configure(EntityTypeBuilder<AdverseEvent> entity)
    {
        entity.ToTable("adverse_events");
        entity.Property(e => e.ExternalReports).HasJson();
        entity.HasIndex(e => new { e.InstitutionId, e.State, e.InvestigationDueOn });
        entity.HasIndex(e => new { e.InstitutionId, e.CaseId });
        entity.HasIndex(e => new { e.InstitutionId, e.DeploymentId });
        entity.HasIndex(e => new { e.InstitutionId, e.ReportedBy });
    }

    public void Configure(EntityTypeBuilder<EventAction> entity)
    {
        entity.ToTable("event_actions");
        entity.HasIndex(a => new { a.InstitutionId, a.EventId });
        entity.HasIndex(a => new { a.InstitutionId, a.DueOn });
    }
}
