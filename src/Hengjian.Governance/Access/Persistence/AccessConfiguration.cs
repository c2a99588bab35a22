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
