using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>How cases are read: reading plans, structured opinions, sittings, critical values, steps out of a disagreement.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124300000_Reading")]
internal sealed class Reading : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("reading_plan", "deployments", nullable: true);
        migrationBuilder.AddColumn<string>("issued_by", "cases", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("draw", "cases", nullable: true);
        migrationBuilder.AddColumn<string>("override_code", "opinions", nullable: true);
        migrationBuilder.AddColumn<byte[]>("fields", "opinions", nullable: true);
        migrationBuilder.AddColumn<string>("seconds_source", "opinions", nullable: true);
        migrationBuilder.AddColumn<bool>("critical_value", "opinions", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("draft", "opinions", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<Guid>("session_id", "opinions", nullable: true);
        migrationBuilder.AddColumn<bool>("left_open", "resolutions", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("skip_reason", "resolutions", nullable: true);
        migrationBuilder.AddColumn<bool>("changes_treatment", "resolutions", nullable: true);
        migrationBuilder.CreateTable(
            "critical_value_reports",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                finding = table.Column<byte[]>(nullable: false),
                found_at = table.Column<long>(nullable: false),
                told_to = table.Column<byte[]>(nullable: false),
                channel = table.Column<string>(nullable: false),
                told_at = table.Column<long>(nullable: false),
                read_back = table.Column<byte[]>(nullable: true),
                recorded_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_critical_value_reports", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_critical_value_reports_institution_id_case_id", "critical_value_reports", ["institution_id", "case_id"]);
        migrationBuilder.CreateTable(
            "reading_sessions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                opinions = table.Column<string>(nullable: false),
                signed_at = table.Column<long>(nullable: false),
                signature_id = table.Column<Guid>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_reading_sessions", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_reading_sessions_institution_id_practitioner_id", "reading_sessions", ["institution_id", "practitioner_id"]);
    }
}
