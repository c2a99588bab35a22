using Hengjian.Governance.Concerns.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Concerns.Persistence;

internal sealed class ConcernConfiguration : IEntityTypeConfiguration<ConcernIntake>, IEntityTypeConfiguration<Concern>, IEntityTypeConfiguration<ConcernMessage>
{
    public void Configure(EntityTypeBuilder<ConcernIntake> entity)
    {
        entity.ToTable("concern_intakes");
        entity.HasIndex(i => new { i.InstitutionId, i.Locator });
    }

    public void Configure(EntityTypeBuilder<Concern> entity)
    {
        entity.ToTable("concerns");
        entity.Property(c => c.Excluded).HasJson();
        entity.HasIndex(c => new { c.InstitutionId, c.Locator });
        entity.HasIndex(c => new { c.InstitutionId, c.State });
    }

    public void Configure(EntityTypeBuilder<ConcernMessage> entity)
    {
        entity.ToTable("concern_messages");
        entity.HasIndex(m => new { m.InstitutionId, m.ConcernId });
    }
}
