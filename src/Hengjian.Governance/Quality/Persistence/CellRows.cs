using Hengjian.Governance.Persistence;
using Hengjian.Governance.Quality.Counting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Quality.Persistence;

/// <summary>Counts of one deployment, reader, period, subgroup, reference and version; one column a <see cref="Tally"/>. Written and read by <see cref="CellStore"/> alone.</summary>
[OutsideLedger("derived from cases; 'counters rebuild --check' proves it")]
internal sealed class CountRow
{
    public Guid InstitutionId { get; set; }

    public Guid DeploymentId { get; set; }

    /// <summary>Empty: all readers.</summary>
    public Guid ReaderId { get; set; }

    public string Period { get; set; } = "";

    /// <summary>Empty: all cases.</summary>
    public string Dimension { get; set; } = "";

    public string Value { get; set; } = "";

    public string Reference { get; set; } = "";

    public Guid VersionId { get; set; }
}

/// <summary>How often one value of a distribution occurred.</summary>
[OutsideLedger("derived from cases; 'counters rebuild --check' proves it")]
internal sealed class BinRow
{
    public Guid InstitutionId { get; set; }

    public Guid DeploymentId { get; set; }

    public Guid ReaderId { get; set; }

    public string Period { get; set; } = "";

    public string Dimension { get; set; } = "";

    public string Value { get; set; } = "";

    public string Reference { get; set; } = "";

    public Guid VersionId { get; set; }

    public string Series { get; set; } = "";

    /// <summary>Steps of the series' grid.</summary>
    public long Bin { get; set; }

    public long N { get; set; }
}

internal sealed class CountConfiguration : IEntityTypeConfiguration<CountRow>
{
    public void Configure(EntityTypeBuilder<CountRow> entity)
    {
        entity.ToTable("quality_counts");
        foreach (var tally in Enum.GetNames<Tally>())
        {
            entity.Property<long>(tally).HasDefaultValue(0L);
        }

        entity.HasKey(c => new { c.InstitutionId, c.DeploymentId, c.ReaderId, c.Period, c.Dimension, c.Value, c.Reference, c.VersionId });
    }
}

internal sealed class BinConfiguration : IEntityTypeConfiguration<BinRow>
{
    public void Configure(EntityTypeBuilder<BinRow> entity)
    {
        entity.ToTable("quality_bins");
        entity.HasKey(b => new { b.InstitutionId, b.DeploymentId, b.ReaderId, b.Period, b.Dimension, b.Value, b.Series, b.Reference, b.VersionId, b.Bin });
    }
}
