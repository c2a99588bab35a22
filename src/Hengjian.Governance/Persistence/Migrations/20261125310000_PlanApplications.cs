using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Who carried a follow-up plan to earlier cases, and by when the effect of an action is to be checked.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261125310000_PlanApplications")]
internal sealed class PlanApplications : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("applied_by", "follow_up_plans", nullable: true);
        migrationBuilder.AddColumn<long>("applied_at", "follow_up_plans", nullable: true);
        migrationBuilder.AddColumn<string>("applied_reason", "follow_up_plans", nullable: true);
        migrationBuilder.AddColumn<string>("check_due_on", "event_actions", nullable: true);
    }
}
