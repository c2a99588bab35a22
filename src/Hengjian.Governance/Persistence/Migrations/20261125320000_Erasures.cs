using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Deletions that were carried out, and signatures whose content went with the records.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261125320000_Erasures")]
internal sealed class Erasures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("erased_by", "deletion_requests", nullable: true);
        migrationBuilder.AddColumn<long>("erased_at", "deletion_requests", nullable: true);
        migrationBuilder.AddColumn<string>("erasure", "deletion_requests", nullable: true);
        migrationBuilder.AddColumn<long>("purged_at", "deletion_requests", nullable: true);
        migrationBuilder.AddColumn<long>("erased_at", "signatures", nullable: true);
    }
}
