using Hengjian.Governance.Documents.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Documents.Persistence;

internal sealed class DocumentConfiguration : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> entity)
    {
        entity.ToTable("documents");
        entity.HasIndex(d => new { d.InstitutionId, d.SubjectKind, d.SubjectId });
        entity.HasIndex(d => new { d.InstitutionId, d.FileHash });
        entity.HasIndex(d => new { d.InstitutionId, d.ValidTo });
    }
}
