using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Who may do what with which technology.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123080000_Authorisations")]
internal sealed class Authorisations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "authorisations",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                technology_id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                whole_technology = table.Column<bool>(nullable: false),
                may_operate = table.Column<bool>(nullable: false),
                may_opine = table.Column<bool>(nullable: false),
                may_conclude = table.Column<bool>(nullable: false),
                kind = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                reason = table.Column<string>(nullable: false),
                months = table.Column<int>(nullable: false),
                applied_by = table.Column<Guid>(nullable: false),
                applied_at = table.Column<long>(nullable: false),
                reviewed_by = table.Column<Guid>(nullable: true),
                reviewed_at = table.Column<long>(nullable: true),
                review_note = table.Column<string>(nullable: true),
                verified_by = table.Column<Guid>(nullable: true),
                verified_at = table.Column<long>(nullable: true),
                verification_note = table.Column<string>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                batch_id = table.Column<Guid>(nullable: true),
                motion_id = table.Column<Guid>(nullable: true),
                number = table.Column<string>(nullable: true),
                granted_at = table.Column<long>(nullable: true),
                from = table.Column<long>(nullable: true),
                until = table.Column<long>(nullable: true),
                conditions = table.Column<string>(nullable: true),
                confirmed_by = table.Column<Guid>(nullable: true),
                changes = table.Column<string>(nullable: false),
                suspended_at = table.Column<long>(nullable: true),
                revoked_at = table.Column<long>(nullable: true),
                renews_id = table.Column<Guid>(nullable: true),
                title_at_grant = table.Column<string>(nullable: true),
                department_at_grant = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_authorisations", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_authorisations_institution_id_practitioner_id", "authorisations", ["institution_id", "practitioner_id"]);
        migrationBuilder.CreateIndex("IX_authorisations_institution_id_technology_id", "authorisations", ["institution_id", "technology_id"]);
        migrationBuilder.CreateIndex("IX_authorisations_institution_id_state", "authorisations", ["institution_id", "state"]);
        migrationBuilder.CreateIndex("IX_authorisations_institution_id_batch_id", "authorisations", ["institution_id", "batch_id"]);
    }
}
