using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Training.Persistence;

internal sealed class EnrolmentConfiguration :
    IEntityTypeConfiguration<Enrolment>, IEntityTypeConfiguration<TrainingSession>, IEntityTypeConfiguration<Presence>, IEntityTypeConfiguration<MaterialReading>,
    IEntityTypeConfiguration<ReadingClock>, IEntityTypeConfiguration<CaseLogEntry>
{
    public void Configure(EntityTypeBuilder<Enrolment> entity)
    {
        entity.ToTable("enrolments");
        entity.Property(e => e.AdmissionDecisions).HasJson();
        entity.Property(e => e.Plan).HasJson();
        entity.Property(e => e.Supervisors).HasJson();
        entity.Property(e => e.Extensions).HasJson();
        entity.Property(e => e.PlanChanges).HasJson().HasDefaultValueSql("'[]'");
        entity.Property(e => e.PlanChangeWaits).HasDefaultValue(false);
        entity.Property(e => e.Evidence).HasJson();
        entity.Property(e => e.CompletionDecisions).HasJson();
        entity.Ignore(e => e.LastDay);
        entity.HasIndex(e => new { e.InstitutionId, e.Number }).IsUnique();
        entity.HasIndex(e => new { e.InstitutionId, e.State, e.DueOn });
        entity.HasIndex(e => new { e.InstitutionId, e.PractitionerId });
        entity.HasIndex(e => new { e.InstitutionId, e.ProgrammeVersionId, e.State });
    }

    public void Configure(EntityTypeBuilder<TrainingSession> entity)
    {
        entity.ToTable("training_sessions");
        entity.Ignore(s => s.Stands);
        entity.HasIndex(s => new { s.InstitutionId, s.OpenedAt });
        entity.HasIndex(s => new { s.InstitutionId, s.ClosedAt });
    }

    public void Configure(EntityTypeBuilder<Presence> entity)
    {
        entity.ToTable("attendances");
        entity.HasIndex(a => new { a.InstitutionId, a.SessionId, a.EnrolmentId }).IsUnique();
        entity.HasIndex(a => new { a.InstitutionId, a.EnrolmentId });
    }

    public void Configure(EntityTypeBuilder<MaterialReading> entity)
    {
        entity.ToTable("material_readings");
        entity.Property(r => r.Spans).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.EnrolmentId, r.MaterialId, r.MaterialVersion }).IsUnique().HasDatabaseName("IX_material_readings_version_read");
    }

    public void Configure(EntityTypeBuilder<ReadingClock> entity)
    {
        entity.ToTable("reading_clocks");
        entity.Property(r => r.Spans).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.EnrolmentId, r.MaterialId, r.MaterialVersion }).IsUnique().HasDatabaseName("IX_reading_clocks_version_read");
    }

    public void Configure(EntityTypeBuilder<CaseLogEntry> entity)
    {
        entity.ToTable("case_log_entries");
        entity.HasIndex(e => new { e.InstitutionId, e.EnrolmentId, e.State });
        entity.HasIndex(e => new { e.InstitutionId, e.State });
    }
}
