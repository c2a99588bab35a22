using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Training.Certificates;

/// <summary>Where a certificate stands on a day.</summary>
public enum CertificateStanding
{
    Valid,

    /// <summary>Its last day is over.</summary>
    Expired,

    /// <summary>The base has asked for revocation, a second person has not decided yet; it counts until then.</summary>
    RevocationAsked,
    Revoked,
}

/// <summary>培训合格证书: what a base gave to whom for a completed training, or in recognition of another route. It lies with the base; its fact stands on the holder's own record.</summary>
[KeepsHistory(Permission.CertificatesRead)]
internal sealed class TrainingCertificate : GovernedRow
{
    /// <summary>See <see cref="CertificateNumber"/>.</summary>
    public string Number { get; set; } = "";

    public Guid EnrolmentId { get; set; }

    public Guid BaseId { get; set; }

    /// <summary>Number of the province's designation when it was given; null where none was needed.</summary>
    public string? DesignationNumber { get; set; }

    /// <summary>The holder's record in the base's institution.</summary>
    public Guid HolderId { get; set; }

    /// <summary>The institution of the holder's own record.</summary>
    public Guid HolderInstitutionId { get; set; }

    /// <summary>The holder's own record there.</summary>
    public Guid HolderPractitionerId { get; set; }

    /// <summary>Name as it was when given.</summary>
    public string HolderName { get; set; } = "";

    public TrainingRoute Route { get; set; }

    public ProgrammeKind Kind { get; set; }

    public string TechnologyCategory { get; set; } = "";

    public DateOnly CompletedOn { get; set; }

    /// <summary>Last day, included; null: no end.</summary>
    public DateOnly? ValidTo { get; set; }

    public Guid IssuedBy { get; set; }

    public DateTimeOffset IssuedAt { get; set; }

    public Guid? RevocationAskedBy { get; set; }

    public DateTimeOffset? RevocationAskedAt { get; set; }

    /// <summary>First day on which it no longer counts.</summary>
    public DateOnly? RevokedOn { get; set; }

    public string? RevocationReason { get; set; }

    public Guid? RevokedBy { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>The region whose regulator revoked it; null: the base itself.</summary>
    public Guid? RevokedBySide { get; set; }

    public OwnRecord Holder() => new(HolderInstitutionId, HolderPractitionerId, HolderName);

    public CertificateStanding StandingOn(DateOnly day) =>
        RevokedAt is not null ? CertificateStanding.Revoked
        : ValidTo is { } to && day > to ? CertificateStanding.Expired
        : RevocationAskedAt is not null ? CertificateStanding.RevocationAsked
        : CertificateStanding.Valid;
}

internal sealed class TrainingCertificateConfiguration : IEntityTypeConfiguration<TrainingCertificate>
{
    public void Configure(EntityTypeBuilder<TrainingCertificate> entity)
    {
        entity.ToTable("training_certificates");
        entity.HasIndex(c => c.Number).IsUnique();
        entity.HasIndex(c => new { c.InstitutionId, c.IssuedAt });
        entity.HasIndex(c => new { c.InstitutionId, c.EnrolmentId });
        entity.HasIndex(c => new { c.HolderInstitutionId, c.HolderPractitionerId }).HasDatabaseName("IX_training_certificates_holder");
    }
}
