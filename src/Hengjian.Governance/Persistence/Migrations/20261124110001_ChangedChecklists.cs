using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>The new checklist that a change of indication brings.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124110001_ChangedChecklists")]
internal sealed class ChangedChecklists : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("indication_checklist", "deployment_changes", nullable: true);
}
