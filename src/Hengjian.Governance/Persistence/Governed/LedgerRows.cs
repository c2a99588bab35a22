using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Persistence.Governed;

/// <summary>A record of the transparency log. What is hashed is <see cref="Canonical"/>; the other columns repeat parts of it for queries and are checked against it by verification.</summary>
[OutsideLedger("is the ledger; its integrity is the Merkle tree's")]
internal sealed class LedgerRecordRow : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    /// <summary>Canonical JSON of the record, UTF-8.</summary>
    public byte[] Canonical { get; set; } = [];

    public DateTimeOffset RecordedAt { get; set; }

    public string Action { get; set; } = "";

    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    public string ActorId { get; set; } = "";

    /// <summary>HMAC-SHA-256 over <see cref="Canonical"/> under the folder's key: until a record is under a signed head, only the program itself can have added it.</summary>
    public byte[] Mac { get; set; } = [];

    /// <summary>Leaf index in the institution's tree; null until the sequencer has integrated it.</summary>
    public long? LeafIndex { get; set; }
}

/// <summary>256 hashes of one level of the institution's tree: a stored piece from which proofs are made.</summary>
[OutsideLedger("is the ledger's tree")]
internal sealed class LedgerTileRow
{
    public Guid InstitutionId { get; set; }

    public int Level { get; set; }

    public long Number { get; set; }

    /// <summary>Hashes of the tile so far, 32 bytes each.</summary>
    public byte[] Hashes { get; set; } = [];
}

/// <summary>A signed tree head.</summary>
[OutsideLedger("is the ledger's signed heads")]
internal sealed class LedgerHeadRow
{
    public Guid InstitutionId { get; set; }

    public long Size { get; set; }

    public DateTimeOffset SignedAt { get; set; }

    /// <summary>The signed head as canonical JSON, UTF-8, signature included.</summary>
    public byte[] Canonical { get; set; } = [];

    /// <summary>Size of the head before it, 0 for the first: so that a removed head leaves a gap.</summary>
    public long PreviousSize { get; set; }

    /// <summary>HMAC-SHA-256 over <see cref="PreviousSize"/> and <see cref="Canonical"/> under the folder's key.</summary>
    public byte[] Mac { get; set; } = [];
}

/// <summary>A public key that signed heads of the institution.</summary>
[OutsideLedger("is the ledger's public keys; named by every head")]
internal sealed class LedgerKeyRow
{
    public Guid InstitutionId { get; set; }

    public string KeyId { get; set; } = "";

    /// <summary>The public key record as canonical JSON, UTF-8.</summary>
    public byte[] Canonical { get; set; } = [];

    /// <summary>HMAC-SHA-256 over <see cref="Canonical"/> under the folder's key: only the program itself adds keys.</summary>
    public byte[] Mac { get; set; } = [];
}

internal sealed class LedgerRecordConfiguration : IEntityTypeConfiguration<LedgerRecordRow>
{
    public void Configure(EntityTypeBuilder<LedgerRecordRow> entity)
    {
        entity.ToTable("ledger_records");
        entity.HasIndex(r => new { r.InstitutionId, r.LeafIndex }).IsUnique();
        entity.HasIndex(r => new { r.InstitutionId, r.SubjectId, r.RecordedAt });
    }
}

internal sealed class LedgerTileConfiguration : IEntityTypeConfiguration<LedgerTileRow>
{
    public void Configure(EntityTypeBuilder<LedgerTileRow> entity)
    {
        entity.ToTable("ledger_tiles");
        entity.HasKey(t => new { t.InstitutionId, t.Level, t.Number });
    }
}

internal sealed class LedgerHeadConfiguration : IEntityTypeConfiguration<LedgerHeadRow>
{
    public void Configure(EntityTypeBuilder<LedgerHeadRow> entity)
    {
        entity.ToTable("ledger_heads");
        entity.HasKey(h => new { h.InstitutionId, h.Size });
    }
}

internal sealed class LedgerKeyConfiguration : IEntityTypeConfiguration<LedgerKeyRow>
{
    public void Configure(EntityTypeBuilder<LedgerKeyRow> entity)
    {
        entity.ToTable("ledger_keys");
        entity.HasKey(k => new { k.InstitutionId, k.KeyId });
    }
}
