using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>The account of who answers for an action of an adverse event.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261125400000_ActionOwners")]
internal sealed class ActionOwners : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<Guid>("owner_user_id", "event_actions", nullable: true);
}
