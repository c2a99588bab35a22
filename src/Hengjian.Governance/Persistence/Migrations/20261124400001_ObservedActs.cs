using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Acts done in other systems, the mode of deployments, and what cases, results and final diagnoses record of them.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124400001_ObservedActs")]
internal sealed class ObservedActs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Columns(migrationBuilder);
        Systems(migrationBuilder);
        Acts(migrationBuilder);
        Modes(migrationBuilder);
    }

    private static void Columns(MigrationBuilder migration)
    {
        migration.AddColumn<string>("ai_failure_code", "cases", nullable: true);
        migration.AddColumn<int>("waiting_acts", "cases", nullable: false, defaultValueSql: "0");
        migration.AddColumn<Guid>("observed_act_id", "opinions", nullable: true);
        migration.AddColumn<string>("observed_system", "opinions", nullable: true);
        migration.AddColumn<Guid>("observed_act_id", "final_diagnoses", nullable: true);
        migration.AddColumn<string>("observed_system", "final_diagnoses", nullable: true);
        migration.AddColumn<string>("ai_contribution", "final_diagnoses", nullable: true);
        migration.AddColumn<byte[]>("ai_contribution_text", "final_diagnoses", nullable: true);
        migration.AddColumn<Guid>("unlink_proposed_by", "ai_results", nullable: true);
        migration.AddColumn<long>("unlink_proposed_at", "ai_results", nullable: true);
        migration.AddColumn<byte[]>("unlink_reason", "ai_results", nullable: true);
        migration.AddColumn<Guid>("unlinked_by", "ai_results", nullable: true);
        migration.AddColumn<long>("unlinked_at", "ai_results", nullable: true);
        migration.AddColumn<string>("observed_acts", "deployments", nullable: true);
        migration.AddColumn<int>("ai_time_limit_minutes", "deployments", nullable: true);
    }

    private static void Systems(MigrationBuilder migration)
    {
        migration.CreateTable(
            "external_systems",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                attestation = table.Column<string>(nullable: false),
                registered_at = table.Column<long>(nullable: false),
                retired_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_external_systems", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_external_systems_institution_id_name", "external_systems", ["institution_id", "name"], unique: true);
    }

    private static void Acts(MigrationBuilder migration)
    {
        migration.CreateTable(
            "observed_acts",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                system_id = table.Column<Guid>(nullable: false),
                system_act_id = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                performed_at = table.Column<long>(nullable: false),
                received_at = table.Column<long>(nullable: false),
                licence_number = table.Column<string>(nullable: true),
                staff_number = table.Column<string>(nullable: true),
                signer_name = table.Column<string>(nullable: true),
                practitioner_id = table.Column<Guid>(nullable: true),
                signature_reference = table.Column<string>(nullable: true),
                content = table.Column<byte[]>(nullable: false),
                content_hash = table.Column<string>(nullable: false),
                effect = table.Column<string>(nullable: false),
                why = table.Column<string>(nullable: true),
                part_id = table.Column<Guid>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_observed_acts", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_observed_acts_institution_id_system_id_system_act_id", "observed_acts", ["institution_id", "system_id", "system_act_id"], unique: true);
        migration.CreateIndex("IX_observed_acts_institution_id_case_id", "observed_acts", ["institution_id", "case_id"]);
        migration.CreateIndex("IX_observed_acts_institution_id_effect_received_at", "observed_acts", ["institution_id", "effect", "received_at"]);
    }

    private static void Modes(MigrationBuilder migration)
    {
        migration.CreateTable(
            "deployment_mode_changes",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                mode = table.Column<string>(nullable: false),
                observed_acts = table.Column<string>(nullable: false),
                ai_time_limit_minutes = table.Column<int>(nullable: true),
                reason = table.Column<string>(nullable: false),
                committee_decision = table.Column<string>(nullable: true),
                set_by = table.Column<Guid>(nullable: false),
                since = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_deployment_mode_changes", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_deployment_mode_changes_deployment", "deployment_mode_changes", ["institution_id", "deployment_id", "since"]);
    }
}
