using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Persistence.Writing;

/// <summary>What was answered to a client's key; removed after seven days (decisions.md 4).</summary>
[OutsideLedger("technical: repeats of requests, removed after seven days")]
internal sealed class IdempotencyRow : ITenantRow
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    public Guid ActorId { get; set; }

    public string Method { get; set; } = "";

    public string Path { get; set; } = "";

    public string Key { get; set; } = "";

    public string BodyHash { get; set; } = "";

    public bool Refused { get; set; }

    public string Answer { get; set; } = "";

    public DateTimeOffset At { get; set; }
}

internal sealed class IdempotencyRowConfiguration : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> entity)
    {
        entity.ToTable("idempotency_keys");
        entity.HasIndex(r => new { r.InstitutionId, r.ActorId, r.Method, r.Path, r.Key }).IsUnique();
        entity.HasIndex(r => r.At);
    }
}
