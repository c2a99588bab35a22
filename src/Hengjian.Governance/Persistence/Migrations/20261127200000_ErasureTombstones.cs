using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Erasures that were carried out, for the copies that were made before.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261127200000_ErasureTombstones")]
internal sealed class ErasureTombstones : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "erasure_tombstones",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                cases = table.Column<string>(nullable: false),
                erased_by = table.Column<Guid>(nullable: false),
                erased_at = table.Column<long>(nullable: false),
                applied_again_at = table.Column<long>(nullable: true),
                purged_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_erasure_tombstones", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_erasure_tombstones_institution_id_erased_at", "erasure_tombstones", ["institution_id", "erased_at"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("erasure_tombstones");
}
