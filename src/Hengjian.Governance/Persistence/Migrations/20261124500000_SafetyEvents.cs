using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Adverse events and the actions on them.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124500000_SafetyEvents")]
internal sealed class SafetyEvents : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "adverse_events",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                grade = table.Column<string>(nullable: false),
                harm = table.Column<string>(nullable: false),
                causality = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                occurred_at = table.Column<long>(nullable: false),
                description = table.Column<byte[]>(nullable: false),
                case_id = table.Column<Guid>(nullable: true),
                deployment_id = table.Column<Guid>(nullable: true),
                udi = table.Column<string>(nullable: true),
                lot = table.Column<string>(nullable: true),
                device = table.Column<string>(nullable: true),
                anonymous = table.Column<bool>(nullable: false),
                reported_by = table.Column<Guid>(nullable: true),
                reported_at = table.Column<long>(nullable: false),
                investigation_due_on = table.Column<string>(nullable: false),
                investigation = table.Column<byte[]>(nullable: true),
                investigated_by = table.Column<Guid>(nullable: true),
                investigated_at = table.Column<long>(nullable: true),
                no_action_reason = table.Column<string>(nullable: true),
                suspension = table.Column<string>(nullable: false),
                suspension_note = table.Column<string>(nullable: true),
                suspension_decided_by = table.Column<Guid>(nullable: true),
                suspension_decided_at = table.Column<long>(nullable: true),
                external_reports = table.Column<string>(nullable: false),
                closing_note = table.Column<string>(nullable: true),
                closed_by = table.Column<Guid>(nullable: true),
                closed_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_adverse_events", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_adverse_events_institution_id_state_investigation_due_on", "adverse_events", ["institution_id", "state", "investigation_due_on"]);
        migrationBuilder.CreateIndex("IX_adverse_events_institution_id_case_id", "adverse_events", ["institution_id", "case_id"]);
        migrationBuilder.CreateIndex("IX_adverse_events_institution_id_deployment_id", "adverse_events", ["institution_id", "deployment_id"]);
        migrationBuilder.CreateIndex("IX_adverse_events_institution_id_reported_by", "adverse_events", ["institution_id", "reported_by"]);
        migrationBuilder.CreateTable(
            "event_actions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                event_id = table.Column<Guid>(nullable: false),
                number = table.Column<int>(nullable: false),
                kind = table.Column<string>(nullable: false),
                text = table.Column<string>(nullable: false),
                owner = table.Column<string>(nullable: false),
                due_on = table.Column<string>(nullable: false),
                replaces_id = table.Column<Guid>(nullable: true),
                evidence = table.Column<string>(nullable: true),
                done_by = table.Column<Guid>(nullable: true),
                done_at = table.Column<long>(nullable: true),
                effective = table.Column<bool>(nullable: true),
                effect_evidence = table.Column<string>(nullable: true),
                checked_by = table.Column<Guid>(nullable: true),
                checked_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_event_actions", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_event_actions_institution_id_event_id", "event_actions", ["institution_id", "event_id"]);
        migrationBuilder.CreateIndex("IX_event_actions_institution_id_due_on", "event_actions", ["institution_id", "due_on"]);
    }
}
