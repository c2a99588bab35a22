using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>A set-up link may set up a region.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261126110000_SetupOfRegions")]
internal sealed class SetupOfRegions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("region_level", "setup_links", nullable: true);
}
