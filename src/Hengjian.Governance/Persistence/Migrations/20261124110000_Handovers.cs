using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Tasks that passed from people who left or were suspended to colleagues.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124110000_Handovers")]
internal sealed class Handovers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "handovers",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                from_practitioner_id = table.Column<Guid>(nullable: true),
                from_user_id = table.Column<Guid>(nullable: true),
                to_user_id = table.Column<Guid>(nullable: false),
                to_practitioner_id = table.Column<Guid>(nullable: true),
                kind = table.Column<string>(nullable: false),
                task_id = table.Column<Guid>(nullable: false),
                title = table.Column<string>(nullable: false),
                path = table.Column<string>(nullable: false),
                reason = table.Column<string>(nullable: false),
                made_by = table.Column<Guid>(nullable: false),
                made_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_handovers", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_handovers_institution_id_made_at", "handovers", ["institution_id", "made_at"]);
        migrationBuilder.CreateIndex("IX_handovers_institution_id_from_practitioner_id", "handovers", ["institution_id", "from_practitioner_id"]);
        migrationBuilder.CreateIndex("IX_handovers_institution_id_from_user_id", "handovers", ["institution_id", "from_user_id"]);
    }
}
