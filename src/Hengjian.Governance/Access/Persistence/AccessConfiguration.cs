using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Access.Persistence;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> entity)
    {
        entity.ToTable("users");
        entity.Property(u => u.RecoveryCodes).HasJson();
        entity.HasIndex(u => u.NormalizedUserName).IsUnique();
        entity.HasIndex(u => u.Id).IsUnique();
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> entity)
    {
        entity.ToTable("memberships");
        entity.Property(m => m.Roles).HasJson();
        entity.HasIndex(m => new { m.InstitutionId, m.UserId }).IsUnique();
        entity.HasIndex(m => m.UserId);
    }
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> entity)
    {
        entity.ToTable("api_tokens");
        entity.Property(t => t.Scopes).HasJson();
        entity.HasIndex(t => t.Hash).IsUnique();
        entity.HasIndex(t => new { t.InstitutionId, t.UserId });
    }
}

internal sealed class SetupLinkConfiguration : IEntityTypeConfiguration<SetupLink>
{
    public void Configure(EntityTypeBuilder<SetupLink> entity)
    {
        entity.ToTable("setup_links");
        entity.HasIndex(l => l.Hash).IsUnique();
    }
}

internal sealed class UserKeyConfiguration : IEntityTypeConfiguration<UserKey>
{
    public void Configure(EntityTypeBuilder<UserKey> entity)
    {
        entity.ToTable("user_keys");
        entity.HasIndex(k => new { k.InstitutionId, k.UserId });
        entity.HasIndex(k => new { k.InstitutionId, k.KeyId }).IsUnique();
    }
}

internal sealed class SignatureConfiguration : IEntityTypeConfiguration<Signature>
{
    public void Configure(EntityTypeBuilder<Signature> entity)
    {
        entity.ToTable("signatures");
        entity.HasIndex(s => new { s.InstitutionId, s.SubjectId });
    }
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> entity)
    {
        entity.ToTable("user_sessions");
        entity.HasIndex(s => new { s.InstitutionId, s.UserId });
        entity.HasIndex(s => s.ExpiresAt);
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> entity)
    {
        entity.ToTable("invitations");
        entity.HasIndex(i => i.Hash).IsUnique();
        entity.HasIndex(i => new { i.InstitutionId, i.UserId });
    }
}

internal sealed class AccessRecordConfiguration : IEntityTypeConfiguration<AccessRecord>
{
    public void Configure(EntityTypeBuilder<AccessRecord> entity)
    {
        entity.ToTable("access_records");
        entity.Property(r => r.SubjectIds).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.At });
        entity.HasIndex(r => new { r.InstitutionId, r.Kind, r.At });
    }
}
