using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Concerns, their exchange, and what waits to be taken up.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124510001_Concerns")]
internal sealed class Concerns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "concern_intakes",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                concern_id = table.Column<Guid>(nullable: true),
                content = table.Column<byte[]>(nullable: false),
                locator = table.Column<string>(nullable: false),
                code_salt = table.Column<byte[]>(nullable: false),
                code_hash = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_concern_intakes", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_concern_intakes_institution_id_locator", "concern_intakes", ["institution_id", "locator"]);
        migrationBuilder.CreateTable(
            "concerns",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                topic = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                is_test = table.Column<bool>(nullable: false),
                received_on = table.Column<string>(nullable: false),
                answer_due_on = table.Column<string>(nullable: false),
                decision_due_on = table.Column<string>(nullable: false),
                text = table.Column<byte[]>(nullable: false),
                excluded = table.Column<string>(nullable: false),
                answered_on = table.Column<string>(nullable: true),
                decided_on = table.Column<string>(nullable: true),
                decision = table.Column<string>(nullable: true),
                decision_text = table.Column<byte[]>(nullable: true),
                protection = table.Column<byte[]>(nullable: true),
                referred_to = table.Column<string>(nullable: true),
                decided_by = table.Column<Guid>(nullable: true),
                locator = table.Column<string>(nullable: false),
                code_salt = table.Column<byte[]>(nullable: false),
                code_hash = table.Column<byte[]>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_concerns", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_concerns_institution_id_locator", "concerns", ["institution_id", "locator"]);
        migrationBuilder.CreateIndex("IX_concerns_institution_id_state", "concerns", ["institution_id", "state"]);
        migrationBuilder.CreateTable(
            "concern_messages",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                concern_id = table.Column<Guid>(nullable: false),
                number = table.Column<int>(nullable: false),
                handler_id = table.Column<Guid>(nullable: true),
                text = table.Column<byte[]>(nullable: false),
                on = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_concern_messages", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_concern_messages_institution_id_concern_id", "concern_messages", ["institution_id", "concern_id"]);
    }
}
