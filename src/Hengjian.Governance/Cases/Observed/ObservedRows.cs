using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>A system in which people of this institution sign: what it is, and what its signatures rest on.</summary>
[KeepsHistory]
internal sealed class ExternalSystem : GovernedRow
{
    public string Name { get; set; } = "";

    public ExternalSystemKind Kind { get; set; }

    /// <summary>Who attests the identity of its signers and how they sign, such as a certification authority's electronic signature.</summary>
    public string Attestation { get; set; } = "";

    public DateTimeOffset RegisteredAt { get; set; }

    /// <summary>From when nothing of it is taken any more; null: in use.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>An act on a case that was done in another system, as that system attests it. Kept whatever it is worth; what it says is never changed.</summary>
internal sealed class ObservedAct : GovernedRow
{
    public Guid CaseId { get; set; }

    public Guid SystemId { get; set; }

    /// <summary>The other system's own id of the act: the same act sent twice is one.</summary>
    public string SystemActId { get; set; } = "";

    public ObservedKind Kind { get; set; }

    public DateTimeOffset PerformedAt { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The signer as that system names him: licence number, staff number, name.</summary>
    public string? LicenceNumber { get; set; }

    public string? StaffNumber { get; set; }

    public string? SignerName { get; set; }

    /// <summary>The signer's record here; null: unknown.</summary>
    public Guid? PractitionerId { get; set; }

    /// <summary>User who said who the signer is, where the numbers told nobody; null: the numbers did.</summary>
    public Guid? AssignedBy { get; set; }

    public DateTimeOffset? AssignedAt { get; set; }

    [Encrypted]
    public byte[]? AssignReason { get; set; }

    /// <summary>Where that system keeps the signature; null: it named none.</summary>
    public string? SignatureReference { get; set; }

    /// <summary>Label, phase, text and so on as received, encrypted JSON: it holds clinical text and readers may be blinded to it.</summary>
    [Encrypted(ErasedAs = "{}")]
    public byte[] Content { get; set; } = [];

    public string ContentHash { get; set; } = "";

    public ObservedEffect Effect { get; set; }

    /// <summary>Message code of why it waits or has no effect.</summary>
    public string? Why { get; set; }

    /// <summary>What it became: the opinion, the AI result whose acquisition it confirms, the final diagnosis.</summary>
    public Guid? PartId { get; set; }

    /// <summary>Decided as of <see cref="PerformedAt"/>, with what is known now.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];
}

internal sealed class ExternalSystemConfiguration : IEntityTypeConfiguration<ExternalSystem>
{
    public void Configure(EntityTypeBuilder<ExternalSystem> entity)
    {
        entity.ToTable("external_systems");
        entity.HasIndex(s => new { s.InstitutionId, s.Name }).IsUnique();
    }
}

internal sealed class ObservedActConfiguration : IEntityTypeConfiguration<ObservedAct>
{
    public void Configure(EntityTypeBuilder<ObservedAct> entity)
    {
        entity.ToTable("observed_acts");
        entity.Property(a => a.Decisions).HasJson();
        entity.HasIndex(a => new { a.InstitutionId, a.SystemId, a.SystemActId }).IsUnique();
        entity.HasIndex(a => new { a.InstitutionId, a.CaseId });
        entity.HasIndex(a => new { a.InstitutionId, a.Effect, a.ReceivedAt });
    }
}
