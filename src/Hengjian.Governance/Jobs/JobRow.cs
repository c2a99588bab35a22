using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Jobs;

public enum JobState
{
    Queued,
    Running,
    Done,

    /// <summary>Ended with a refusal that the person can mend; the result says which.</summary>
    Refused,
    Cancelled,

    /// <summary>The program failed; the log says why.</summary>
    Failed,

    /// <summary>The program stopped while it ran.</summary>
    Interrupted,
}

/// <summary>Long work that somebody started, for its page.</summary>
[OutsideLedger("work under way; what a job changes is recorded by its own acts")]
internal sealed class JobRow : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    /// <summary>Dotted code, such as <c>quality.readerStudyImport</c>; says how to show the result.</summary>
    public string Kind { get; set; } = "";

    /// <summary>What it works on, such as a file's name.</summary>
    public string Title { get; set; } = "";

    public JobState State { get; set; }

    public int Done { get; set; }

    /// <summary>0 until known.</summary>
    public int Total { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>JSON of the kind's own shape; null until it ended.</summary>
    public string? Result { get; set; }

    /// <summary>The user who started it and who alone sees it.</summary>
    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>A job that should run and has not reported by then was interrupted.</summary>
    public DateTimeOffset LeaseUntil { get; set; }
}

internal sealed class JobConfiguration : IEntityTypeConfiguration<JobRow>
{
    public void Configure(EntityTypeBuilder<JobRow> entity)
    {
        entity.ToTable("jobs");
        entity.HasIndex(j => new { j.InstitutionId, j.CreatedBy, j.CreatedAt });
    }
}
