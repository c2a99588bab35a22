using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Quality.ReaderStudies;

public enum StudyImportState
{
    /// <summary>Under way, or interrupted: nothing of it shows in statistics.</summary>
    Importing,

    /// <summary>Whole; its deployments show.</summary>
    Complete,
}

/// <summary>An import of a reader study: which file by which map, and what it made.</summary>
internal sealed class ReaderStudyImport : GovernedRow
{
    /// <summary>Running number in the institution; begins the numbers of the study's cases.</summary>
    public long Number { get; set; }

    /// <summary>SHA-256 (hex) over the SHA-256 of the file and that of the canonical map: what makes an import the same one.</summary>
    public string Fingerprint { get; set; } = "";

    public string FileName { get; set; } = "";

    public StudyMap Map { get; set; } = new();

    public StudyImportState State { get; set; }

    public IReadOnlyList<ImportedDeployment> Deployments { get; set; } = [];

    /// <summary>Practitioners made for the readers, in the plan's order.</summary>
    public IReadOnlyList<Guid> Readers { get; set; } = [];

    /// <summary>While this lies ahead, an import is at work on it; a later one may take over an interrupted one only afterwards.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>What it reported; null until complete.</summary>
    public ImportReport? Report { get; set; }
}

internal sealed class ReaderStudyImportConfiguration : IEntityTypeConfiguration<ReaderStudyImport>
{
    public void Configure(EntityTypeBuilder<ReaderStudyImport> entity)
    {
        entity.ToTable("reader_study_imports");
        entity.Property(i => i.Map).HasJson();
        entity.Property(i => i.Deployments).HasJson();
        entity.Property(i => i.Readers).HasJson();
        entity.Property(i => i.Report).HasJson();
        entity.HasIndex(i => new { i.InstitutionId, i.Fingerprint }).IsUnique();
    }
}
