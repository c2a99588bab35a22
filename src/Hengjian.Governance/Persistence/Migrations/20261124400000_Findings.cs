using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Compliance findings and what was done about them.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124400000_Findings")]
internal sealed class Findings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "findings",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                unique_key = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                clause = table.Column<string>(nullable: false),
                subject_kind = table.Column<string>(nullable: false),
                subject_id = table.Column<Guid>(nullable: false),
                title = table.Column<string>(nullable: false),
                path = table.Column<string>(nullable: false),
                case_id = table.Column<Guid>(nullable: true),
                deployment_id = table.Column<Guid>(nullable: true),
                department_id = table.Column<Guid>(nullable: true),
                source_id = table.Column<Guid>(nullable: true),
                owner = table.Column<string>(nullable: false),
                owner_practitioner_id = table.Column<Guid>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                opened_at = table.Column<long>(nullable: false),
                due_at = table.Column<long>(nullable: false),
                taken_by = table.Column<Guid>(nullable: true),
                explained_by = table.Column<Guid>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                noticed_due_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_findings", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_findings_institution_id_unique_key", "findings", ["institution_id", "unique_key"], unique: true);
        migrationBuilder.CreateIndex("IX_findings_institution_id_state_due_at", "findings", ["institution_id", "state", "due_at"]);
        migrationBuilder.CreateIndex("IX_findings_institution_id_case_id", "findings", ["institution_id", "case_id"]);
        migrationBuilder.CreateTable(
            "finding_entries",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                finding_id = table.Column<Guid>(nullable: false),
                step = table.Column<string>(nullable: false),
                text = table.Column<byte[]>(nullable: true),
                by = table.Column<Guid>(nullable: false),
                at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_finding_entries", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_finding_entries_institution_id_finding_id", "finding_entries", ["institution_id", "finding_id"]);
    }
}
