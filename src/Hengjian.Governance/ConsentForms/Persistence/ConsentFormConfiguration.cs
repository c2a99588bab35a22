using Hengjian.Governance.ConsentForms.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.ConsentForms.Persistence;

internal sealed class ConsentFormConfiguration : IEntityTypeConfiguration<ConsentForm>
{
    public void Configure(EntityTypeBuilder<ConsentForm> entity)
    {
        entity.ToTable("consent_forms");
        entity.HasIndex(f => new { f.InstitutionId, f.FormId, f.Number }).IsUnique();
    }
}
