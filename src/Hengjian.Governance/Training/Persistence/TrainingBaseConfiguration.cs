using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Training.Persistence;

internal sealed class TrainingBaseConfiguration : IEntityTypeConfiguration<TrainingBase>
{
    public void Configure(EntityTypeBuilder<TrainingBase> entity)
    {
        entity.ToTable("training_bases");
        entity.Property(b => b.Facilities).HasJson();
        entity.Property(b => b.Years).HasJson();
        entity.Property(b => b.Supervisors).HasJson();
        entity.Property(b => b.Designations).HasJson();
        entity.Property(b => b.Suspensions).HasJson();
        entity.Ignore(b => b.LastDesignation);
        entity.Ignore(b => b.Suspended);
        entity.HasIndex(b => b.Id);
    }
}

internal sealed class BaseApplicationConfiguration : IEntityTypeConfiguration<BaseApplication>
{
    public void Configure(EntityTypeBuilder<BaseApplication> entity)
    {
        entity.ToTable("training_base_applications");
        entity.Property(a => a.Decisions).HasJson();
        entity.HasIndex(a => new { a.InstitutionId, a.BaseId });
        entity.HasIndex(a => a.State);
    }
}

internal sealed class BaseReviewConfiguration : IEntityTypeConfiguration<BaseReview>
{
    public void Configure(EntityTypeBuilder<BaseReview> entity)
    {
        entity.ToTable("training_base_reviews");
        entity.Property(r => r.Decisions).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.BaseId, r.OpensOn }).IsUnique();
        entity.HasIndex(r => r.State);
    }
}

internal sealed class TrainingProgrammeConfiguration : IEntityTypeConfiguration<TrainingProgramme>
{
    public void Configure(EntityTypeBuilder<TrainingProgramme> entity)
    {
        entity.ToTable("training_programmes");
        entity.HasIndex(p => new { p.InstitutionId, p.BaseId });
    }
}

internal sealed class ProgrammeVersionConfiguration : IEntityTypeConfiguration<ProgrammeVersion>
{
    public void Configure(EntityTypeBuilder<ProgrammeVersion> entity)
    {
        entity.ToTable("training_programme_versions");
        entity.Property(v => v.Courses).HasJson();
        entity.Property(v => v.Materials).HasJson();
        entity.Property(v => v.Supervisors).HasJson();
        entity.Property(v => v.Assessments).HasJson();
        entity.Property(v => v.Authors).HasJson();
        entity.Property(v => v.Decisions).HasJson();
        entity.HasIndex(v => new { v.InstitutionId, v.ProgrammeId, v.Edition }).IsUnique().HasDatabaseName("IX_training_programme_versions_edition");
    }
}
