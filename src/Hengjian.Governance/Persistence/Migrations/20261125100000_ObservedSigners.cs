using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Who said who signed an observed act, and why.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261125100000_ObservedSigners")]
internal sealed class ObservedSigners : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("assigned_by", "observed_acts", nullable: true);
        migrationBuilder.AddColumn<long>("assigned_at", "observed_acts", nullable: true);
        migrationBuilder.AddColumn<byte[]>("assign_reason", "observed_acts", nullable: true);
    }
}
