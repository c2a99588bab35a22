using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Standing rules, settings of use, and on what the indication of a case rests.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124200000_Indications")]
internal sealed class Indications : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("visit_kind", "cases", nullable: true);
        migrationBuilder.AddColumn<string>("purpose", "cases", nullable: true);
        StandingRules(migrationBuilder);
        UseSettings(migrationBuilder);
        CaseIndications(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("A schema is not taken back: restore a backup instead.");

    private static void StandingRules(MigrationBuilder migration)
    {
        migration.CreateTable(
            "standing_rules",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                rule_id = table.Column<Guid>(nullable: false),
                number = table.Column<int>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                technology_version_id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                grounds = table.Column<string>(nullable: false),
                conditions = table.Column<string>(nullable: false),
                months = table.Column<int>(nullable: false),
                state = table.Column<string>(nullable: false),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                motion_id = table.Column<Guid>(nullable: true),
                committee_conditions = table.Column<string>(nullable: true),
                from = table.Column<long>(nullable: true),
                until = table.Column<long>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                end_reason = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_standing_rules", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_standing_rules_institution_id_deployment_id", "standing_rules", ["institution_id", "deployment_id"]);
        migration.CreateIndex("IX_standing_rules_institution_id_rule_id_number", "standing_rules", ["institution_id", "rule_id", "number"], unique: true);
        migration.CreateIndex("IX_standing_rules_institution_id_state", "standing_rules", ["institution_id", "state"]);
    }

    private static void UseSettings(MigrationBuilder migration)
    {
        migration.CreateTable(
            "use_settings",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                weighing = table.Column<string>(nullable: false),
                ai_consent_required = table.Column<bool>(nullable: false),
                purpose_zh = table.Column<string>(nullable: true),
                purpose_en = table.Column<string>(nullable: true),
                contact = table.Column<string>(nullable: true),
                changed_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_use_settings", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_use_settings_institution_id_deployment_id", "use_settings", ["institution_id", "deployment_id"], unique: true);
    }

    private static void CaseIndications(MigrationBuilder migration)
    {
        migration.CreateTable(
            "case_indications",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                basis = table.Column<string>(nullable: true),
                standing_rule_id = table.Column<Guid>(nullable: true),
                practitioner_id = table.Column<Guid>(nullable: true),
                indicated_at = table.Column<long>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                override_requested_at = table.Column<long>(nullable: true),
                override_reason = table.Column<byte[]>(nullable: true),
                second_id = table.Column<Guid>(nullable: true),
                signature_id = table.Column<Guid>(nullable: true),
                review_due_at = table.Column<long>(nullable: true),
                reviewed_by = table.Column<Guid>(nullable: true),
                reviewed_at = table.Column<long>(nullable: true),
                justified = table.Column<bool>(nullable: true),
                review_text = table.Column<byte[]>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_case_indications", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_case_indications_institution_id_case_id", "case_indications", ["institution_id", "case_id"], unique: true);
        migration.CreateIndex("IX_case_indications_overrides", "case_indications", ["institution_id", "override_requested_at"], filter: "override_requested_at IS NOT NULL");
    }
}
