using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Proposals of re-training, and readings of AI literacy.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261126410000_TrainingOutcomes")]
internal sealed class TrainingOutcomes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "retraining_proposals",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                technology_category = table.Column<string>(nullable: false),
                decisions = table.Column<string>(nullable: false),
                proposed_at = table.Column<long>(nullable: false),
                shared_from = table.Column<string>(nullable: false),
                shared_at = table.Column<long>(nullable: true),
                state = table.Column<string>(nullable: false),
                answered_at = table.Column<long>(nullable: true),
                answer = table.Column<string>(nullable: true),
                closed_by = table.Column<Guid>(nullable: true),
                closed_at = table.Column<long>(nullable: true),
                closing_note = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_retraining_proposals", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_retraining_proposals_person", "retraining_proposals", ["institution_id", "practitioner_id", "technology_category"]);
        migrationBuilder.CreateIndex("IX_retraining_proposals_institution_id_shared_from", "retraining_proposals", ["institution_id", "shared_from"]);
        migrationBuilder.CreateTable(
            "literacy_readings",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                unit = table.Column<string>(nullable: false),
                started_at = table.Column<long>(nullable: false),
                finished_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_literacy_readings", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_literacy_readings_institution_id_user_id_unit", "literacy_readings", ["institution_id", "user_id", "unit"]);
    }
}
