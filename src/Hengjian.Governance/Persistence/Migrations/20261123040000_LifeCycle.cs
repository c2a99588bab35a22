using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Gates, acceptance tests, trial runs, changes and filings of deployments, and what was taken over in use.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123040000_LifeCycle")]
internal sealed class LifeCycle : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("takeover_reason", "deployments", nullable: true);
        migrationBuilder.AddColumn<string>("in_use_since", "deployments", nullable: true);
        LifeCycleEvents(migrationBuilder);
        GateSubmissions(migrationBuilder);
        GateMotions(migrationBuilder);
        DeploymentChanges(migrationBuilder);
        AcceptanceTests(migrationBuilder);
        TrialRuns(migrationBuilder);
        FilingBundles(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("A schema is not taken back: restore a backup instead.");

    private static void LifeCycleEvents(MigrationBuilder migration)
    {
        migration.CreateTable(
            "life_cycle_events",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                gate = table.Column<string>(nullable: true),
                from_stage = table.Column<string>(nullable: false),
                to_stage = table.Column<string>(nullable: false),
                technology_version_id = table.Column<Guid>(nullable: false),
                at = table.Column<long>(nullable: false),
                actor_id = table.Column<Guid>(nullable: false),
                subject_id = table.Column<Guid>(nullable: true),
                remark = table.Column<string>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                signatures = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_life_cycle_events", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_life_cycle_events_institution_id_deployment_id_at", "life_cycle_events", ["institution_id", "deployment_id", "at"]);
    }

    private static void GateSubmissions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "gate_submissions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                gate = table.Column<string>(nullable: false),
                change_id = table.Column<Guid>(nullable: true),
                state = table.Column<string>(nullable: false),
                items = table.Column<string>(nullable: false),
                documents = table.Column<string>(nullable: false),
                decisions = table.Column<string>(nullable: false),
                remark = table.Column<string>(nullable: true),
                submitted_by = table.Column<Guid>(nullable: false),
                submitted_at = table.Column<long>(nullable: false),
                signature_id = table.Column<Guid>(nullable: false),
                chair_id = table.Column<Guid>(nullable: true),
                chair_at = table.Column<long>(nullable: true),
                chair_signature_id = table.Column<Guid>(nullable: true),
                chair_remark = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_gate_submissions", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_gate_submissions_institution_id_deployment_id_state", "gate_submissions", ["institution_id", "deployment_id", "state"]);
        migration.CreateIndex("IX_gate_submissions_awaiting", "gate_submissions", ["institution_id", "deployment_id", "gate"], unique: true, filter: "state = 'AwaitingChair'");
    }

    private static void GateMotions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "gate_motions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                gate = table.Column<string>(nullable: false),
                change_id = table.Column<Guid>(nullable: true),
                motion_id = table.Column<Guid>(nullable: false),
                put_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_gate_motions", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_gate_motions_institution_id_deployment_id", "gate_motions", ["institution_id", "deployment_id"]);
    }

    private static void DeploymentChanges(MigrationBuilder migration)
    {
        migration.CreateTable(
            "deployment_changes",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                description = table.Column<string>(nullable: false),
                technology_version_id = table.Column<Guid>(nullable: true),
                department_id = table.Column<Guid>(nullable: true),
                protocol = table.Column<string>(nullable: true),
                state = table.Column<string>(nullable: false),
                proposed_by = table.Column<Guid>(nullable: false),
                proposed_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                remark = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_deployment_changes", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_deployment_changes_institution_id_deployment_id", "deployment_changes", ["institution_id", "deployment_id"]);
        migration.CreateIndex("IX_deployment_changes_open", "deployment_changes", ["institution_id", "deployment_id", "kind"], unique: true, filter: "state = 'Open'");
    }

    private static void AcceptanceTests(MigrationBuilder migration)
    {
        migration.CreateTable(
            "acceptance_tests",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                technology_version_id = table.Column<Guid>(nullable: false),
                state = table.Column<string>(nullable: false),
                plan = table.Column<string>(nullable: false),
                planned_by = table.Column<Guid>(nullable: false),
                frozen_at = table.Column<long>(nullable: false),
                results = table.Column<string>(nullable: true),
                remark = table.Column<string>(nullable: true),
                reported_by = table.Column<Guid>(nullable: true),
                reported_at = table.Column<long>(nullable: true),
                signature_id = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_acceptance_tests", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_acceptance_tests_institution_id_deployment_id", "acceptance_tests", ["institution_id", "deployment_id"]);
        migration.CreateIndex("IX_acceptance_tests_planned", "acceptance_tests", ["institution_id", "deployment_id", "technology_version_id"], unique: true, filter: "state = 'Planned'");
    }

    private static void TrialRuns(MigrationBuilder migration)
    {
        migration.CreateTable(
            "trial_runs",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                technology_version_id = table.Column<Guid>(nullable: false),
                state = table.Column<string>(nullable: false),
                conditions = table.Column<string>(nullable: false),
                planned_by = table.Column<Guid>(nullable: false),
                planned_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                ended_by = table.Column<Guid>(nullable: true),
                counts = table.Column<string>(nullable: true),
                report = table.Column<string>(nullable: true),
                signature_id = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_trial_runs", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_trial_runs_institution_id_deployment_id", "trial_runs", ["institution_id", "deployment_id"]);
        migration.CreateIndex("IX_trial_runs_planned", "trial_runs", ["institution_id", "deployment_id", "technology_version_id"], unique: true, filter: "state = 'Planned'");
    }

    private static void FilingBundles(MigrationBuilder migration)
    {
        migration.CreateTable(
            "filing_bundles",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                lead_physician_id = table.Column<Guid>(nullable: false),
                files = table.Column<string>(nullable: false),
                archive_hash = table.Column<string>(nullable: false),
                archive_size = table.Column<long>(nullable: false),
                made_by = table.Column<Guid>(nullable: false),
                made_at = table.Column<long>(nullable: false),
                filed_on = table.Column<string>(nullable: true),
                receipt_number = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_filing_bundles", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_filing_bundles_institution_id_deployment_id", "filing_bundles", ["institution_id", "deployment_id"]);
    }
}
