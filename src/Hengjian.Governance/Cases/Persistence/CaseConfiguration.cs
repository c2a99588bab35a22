using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Cases.Persistence;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> entity)
    {
        entity.ToTable("cases");
        entity.Property(c => c.InvasiveProcedure).HasJson();
        entity.Property(c => c.Indication).HasJson();
        entity.Property(c => c.WaitingActs).HasDefaultValueSql("0");
        entity.Ignore(c => c.Readers);
        entity.Property(c => c.AiConsent).HasDefaultValue(AiConsent.NotAsked);
        entity.Property(c => c.Subgroups).HasJson();
        entity.Property(c => c.Draw).HasJson();
        entity.Property(c => c.IssuedBy).HasDefaultValue("");
        entity.HasIndex(c => new { c.InstitutionId, c.Number }).IsUnique();
        entity.HasIndex(c => new { c.InstitutionId, c.State, c.RegisteredAt });
        entity.HasIndex(c => new { c.InstitutionId, c.RegisteredAt });
        entity.HasIndex(c => new { c.InstitutionId, c.DeploymentId, c.State, c.RegisteredAt });
        entity.HasIndex(c => new { c.InstitutionId, c.DueAt });
        entity.HasIndex(c => new { c.InstitutionId, c.AccessionNumberIndex });
        entity.HasIndex(c => new { c.InstitutionId, c.PatientIdentifierIndex });
        entity.HasIndex(c => new { c.InstitutionId, c.DeploymentId, c.StudyKey });
    }
}

internal sealed class AiResultConfiguration : IEntityTypeConfiguration<AiResult>
{
    public void Configure(EntityTypeBuilder<AiResult> entity)
    {
        entity.ToTable("ai_results");
        entity.Property(r => r.Decisions).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.CaseId });
        // Few among many: what was kept in shadow is listed by version.
        entity.HasIndex(r => new { r.InstitutionId, r.AlgorithmName, r.AlgorithmVersion }).HasFilter("status = 'Shadow'").HasDatabaseName("IX_ai_results_shadow");
    }
}

internal sealed class OpinionConfiguration : IEntityTypeConfiguration<Opinion>
{
    public void Configure(EntityTypeBuilder<Opinion> entity)
    {
        entity.ToTable("opinions");
        entity.Property(o => o.Decisions).HasJson();
        entity.Property(o => o.CriticalValue).HasDefaultValue(false);
        entity.Property(o => o.Draft).HasDefaultValue(false);
        entity.HasIndex(o => new { o.InstitutionId, o.CaseId });
        entity.HasIndex(o => new { o.InstitutionId, o.PractitionerId });
    }
}

internal sealed class FinalDiagnosisConfiguration : IEntityTypeConfiguration<FinalDiagnosis>
{
    public void Configure(EntityTypeBuilder<FinalDiagnosis> entity)
    {
        entity.ToTable("final_diagnoses");
        entity.Property(d => d.Decisions).HasJson();
        entity.HasIndex(d => new { d.InstitutionId, d.CaseId });
    }
}

internal sealed class ResolutionConfiguration : IEntityTypeConfiguration<Resolution>
{
    public void Configure(EntityTypeBuilder<Resolution> entity)
    {
        entity.ToTable("resolutions");
        entity.Property(r => r.LeftOpen).HasDefaultValue(false);
        entity.Property(r => r.Attendees).HasJson();
        entity.Property(r => r.Decisions).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.CaseId });
    }
}

internal sealed class CriticalValueReportConfiguration : IEntityTypeConfiguration<CriticalValueReport>
{
    public void Configure(EntityTypeBuilder<CriticalValueReport> entity)
    {
        entity.ToTable("critical_value_reports");
        entity.HasIndex(r => new { r.InstitutionId, r.CaseId });
    }
}

internal sealed class ReadingSessionConfiguration : IEntityTypeConfiguration<ReadingSession>
{
    public void Configure(EntityTypeBuilder<ReadingSession> entity)
    {
        entity.ToTable("reading_sessions");
        entity.Property(s => s.Opinions).HasJson();
        entity.HasIndex(s => new { s.InstitutionId, s.PractitionerId });
    }
}

internal sealed class ReferenceConfiguration : IEntityTypeConfiguration<Reference>
{
    public void Configure(EntityTypeBuilder<Reference> entity)
    {
        entity.ToTable("case_references");
        entity.HasIndex(r => new { r.InstitutionId, r.CaseId });
    }
}

internal sealed class InformedConsentConfiguration : IEntityTypeConfiguration<InformedConsent>
{
    public void Configure(EntityTypeBuilder<InformedConsent> entity)
    {
        entity.ToTable("informed_consents");
        entity.Property(c => c.Content).HasJson();
        entity.HasIndex(c => new { c.InstitutionId, c.CaseId });
    }
}

internal sealed class CaseIndicationConfiguration : IEntityTypeConfiguration<CaseIndication>
{
    public void Configure(EntityTypeBuilder<CaseIndication> entity)
    {
        entity.ToTable("case_indications");
        entity.Property(i => i.Decisions).HasJson();
        entity.HasIndex(i => new { i.InstitutionId, i.CaseId }).IsUnique();
        // Few among many: the overrides.
        entity.HasIndex(i => new { i.InstitutionId, i.OverrideRequestedAt }).HasFilter("override_requested_at IS NOT NULL").HasDatabaseName("IX_case_indications_overrides");
    }
}
