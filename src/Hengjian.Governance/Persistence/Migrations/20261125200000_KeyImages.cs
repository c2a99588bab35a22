using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>The series of a received object, without which a viewer does not find it.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261125200000_KeyImages")]
internal sealed class KeyImages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("series_instance_uid", "received_objects", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropColumn("series_instance_uid", "received_objects");
}
