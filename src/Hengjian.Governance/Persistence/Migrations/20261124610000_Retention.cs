using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Legal holds and requests that records be erased.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124610000_Retention")]
internal sealed class Retention : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "legal_holds",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                subject = table.Column<string>(nullable: false),
                subject_id = table.Column<Guid>(nullable: true),
                patient_index = table.Column<string>(nullable: true),
                title = table.Column<string>(nullable: false),
                reason = table.Column<byte[]>(nullable: false),
                placed_by = table.Column<Guid>(nullable: false),
                placed_at = table.Column<long>(nullable: false),
                until = table.Column<string>(nullable: true),
                lifted_at = table.Column<long>(nullable: true),
                lifted_by = table.Column<Guid>(nullable: true),
                lift_reason = table.Column<byte[]>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_legal_holds", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_legal_holds_institution_id_placed_at", "legal_holds", ["institution_id", "placed_at"]);
        migrationBuilder.CreateTable(
            "deletion_requests",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                patient_index = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: false),
                cases = table.Column<string>(nullable: false),
                ground = table.Column<byte[]>(nullable: false),
                category = table.Column<string>(nullable: false),
                asked_on = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                kept_until = table.Column<string>(nullable: false),
                decisions = table.Column<string>(nullable: false),
                decided_by = table.Column<Guid>(nullable: false),
                decided_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_deletion_requests", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_deletion_requests_institution_id_number", "deletion_requests", ["institution_id", "number"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("deletion_requests");
        migrationBuilder.DropTable("legal_holds");
    }
}
