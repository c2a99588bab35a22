using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Whether a deployment was in use when its readiness was evaluated.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261126500000_ReadinessInUse")]
internal sealed class ReadinessInUse : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<bool>("in_use", "readiness_evaluations", nullable: true);
}
