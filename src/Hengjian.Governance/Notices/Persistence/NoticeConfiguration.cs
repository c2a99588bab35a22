using Hengjian.Governance.Notices.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Notices.Persistence;

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> entity)
    {
        entity.ToTable("notices");
        entity.Property(n => n.SeenBy).HasJson();
        entity.HasIndex(n => new { n.InstitutionId, n.UniqueKey }).IsUnique();
        entity.HasIndex(n => new { n.InstitutionId, n.ClosedAt });
    }
}
