using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Follow-up: plans, who does it, tasks, contacts.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124510000_FollowUps")]
internal sealed class FollowUps : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Plans(migrationBuilder);
        Tasks(migrationBuilder);
    }

    private static void Plans(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "follow_up_plans",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                number = table.Column<int>(nullable: false),
                steps = table.Column<string>(nullable: false),
                reason = table.Column<string>(nullable: false),
                set_by = table.Column<Guid>(nullable: false),
                set_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_follow_up_plans", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_follow_up_plans_institution_id_deployment_id_number", "follow_up_plans", ["institution_id", "deployment_id", "number"], unique: true);
        migrationBuilder.CreateTable(
            "follow_up_staffings",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                users = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_follow_up_staffings", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_follow_up_staffings_institution_id_deployment_id", "follow_up_staffings", ["institution_id", "deployment_id"], unique: true);
        migrationBuilder.CreateTable(
            "follow_up_contacts",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                phone = table.Column<byte[]>(nullable: false),
                person = table.Column<byte[]>(nullable: true),
                recorded_by = table.Column<Guid>(nullable: false),
                recorded_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_follow_up_contacts", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_follow_up_contacts_institution_id_case_id", "follow_up_contacts", ["institution_id", "case_id"], unique: true);
    }

    private static void Tasks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "follow_up_tasks",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                plan_id = table.Column<Guid>(nullable: true),
                months = table.Column<int>(nullable: true),
                purpose = table.Column<string>(nullable: false),
                due_on = table.Column<string>(nullable: false),
                next_on = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                assigned_to = table.Column<Guid>(nullable: true),
                attempts = table.Column<int>(nullable: false),
                result = table.Column<string>(nullable: true),
                note = table.Column<byte[]>(nullable: true),
                done_by = table.Column<Guid>(nullable: true),
                done_at = table.Column<long>(nullable: true),
                reference_id = table.Column<Guid>(nullable: true),
                lost_reason = table.Column<string>(nullable: true),
                dropped = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_follow_up_tasks", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_follow_up_tasks_institution_id_case_id", "follow_up_tasks", ["institution_id", "case_id"]);
        migrationBuilder.CreateIndex("IX_follow_up_tasks_institution_id_state_next_on", "follow_up_tasks", ["institution_id", "state", "next_on"]);
        migrationBuilder.CreateIndex("IX_follow_up_tasks_institution_id_due_on", "follow_up_tasks", ["institution_id", "due_on"]);
        migrationBuilder.CreateTable(
            "contact_attempts",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                task_id = table.Column<Guid>(nullable: false),
                at = table.Column<long>(nullable: false),
                channel = table.Column<string>(nullable: false),
                result = table.Column<string>(nullable: false),
                next_on = table.Column<string>(nullable: true),
                note = table.Column<byte[]>(nullable: true),
                by = table.Column<Guid>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_contact_attempts", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_contact_attempts_institution_id_task_id", "contact_attempts", ["institution_id", "task_id"]);
    }
}
