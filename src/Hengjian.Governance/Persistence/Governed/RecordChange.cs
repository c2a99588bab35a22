using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Persistence.Governed;

/// <summary>
/// What one act changed in a row that keeps its history. Governed itself: the ledger commits to it with the row, so that the history shown is the one that happened. It is
/// erased together with its row.
/// </summary>
internal sealed class RecordChange : GovernedRow
{
    /// <summary>Name of the row's class.</summary>
    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    /// <summary>Version that the row has since.</summary>
    public long SubjectVersion { get; set; }

    /// <summary>Code of the act, as its ledger record has it.</summary>
    public string Action { get; set; } = "";

    /// <summary>Ledger record of the act.</summary>
    public Guid RecordId { get; set; }

    /// <summary><c>user</c>, <c>device</c> or <c>system</c>.</summary>
    public string ActorKind { get; set; } = "";

    public string ActorId { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public IReadOnlyList<StoredFieldChange> Changes { get; set; } = [];
}

/// <summary>A field's stored values before and after; documents whole, instants as text, nothing of an encrypted field.</summary>
internal sealed record StoredFieldChange(string Field, JsonElement? From, JsonElement? To)
{
    /// <summary>The field is encrypted: that it changed is kept, what it says is not.</summary>
    public bool Concealed { get; init; }
}

internal sealed class RecordChangeConfiguration : IEntityTypeConfiguration<RecordChange>
{
    public void Configure(EntityTypeBuilder<RecordChange> entity)
    {
        entity.ToTable("record_changes");
        entity.Property(c => c.Changes).HasJson();
        entity.HasIndex(c => new { c.InstitutionId, c.SubjectId, c.SubjectVersion });
    }
}
