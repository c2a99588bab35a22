using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Changes of trainees' plans after admission.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261127100000_PlanChanges")]
internal sealed class PlanChanges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("plan_changes", "enrolments", nullable: false, defaultValueSql: "'[]'");
        migrationBuilder.AddColumn<bool>("plan_change_waits", "enrolments", nullable: false, defaultValue: false);
    }
}
