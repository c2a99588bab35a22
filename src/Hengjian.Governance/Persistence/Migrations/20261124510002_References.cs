using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>References that are superseded or withdrawn stay, with the reason.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124510002_References")]
internal sealed class References : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<byte[]>("reason", "case_references", nullable: true);
        migrationBuilder.AddColumn<Guid>("supersedes_id", "case_references", nullable: true);
        migrationBuilder.AddColumn<long>("ended_at", "case_references", nullable: true);
        migrationBuilder.AddColumn<byte[]>("end_reason", "case_references", nullable: true);
    }
}
