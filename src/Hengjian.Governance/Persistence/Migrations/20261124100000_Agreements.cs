using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Agreements on remote diagnosis, and the records that stand in for readers of other institutions.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124100000_Agreements")]
internal sealed class Agreements : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("home_institution_id", "practitioners", nullable: true);
        migrationBuilder.AddColumn<Guid>("home_practitioner_id", "practitioners", nullable: true);
        migrationBuilder.AddColumn<string>("home_institution", "practitioners", nullable: true);
        migrationBuilder.CreateIndex("IX_practitioners_home_practitioner_id_institution_id", "practitioners", ["home_practitioner_id", "institution_id"], unique: true);
        migrationBuilder.CreateTable(
            "agreements",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                partner_id = table.Column<Guid>(nullable: false),
                partner = table.Column<string>(nullable: false),
                paper_number = table.Column<string>(nullable: false),
                purpose = table.Column<string>(nullable: false),
                department_id = table.Column<Guid>(nullable: false),
                technologies = table.Column<string>(nullable: false),
                deployments = table.Column<string>(nullable: false),
                acts = table.Column<string>(nullable: false),
                starts_on = table.Column<string>(nullable: false),
                ends_on = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                proposed_by = table.Column<Guid>(nullable: false),
                proposed_at = table.Column<long>(nullable: false),
                proposal_signature_id = table.Column<Guid>(nullable: false),
                answered_by = table.Column<Guid>(nullable: true),
                answered_at = table.Column<long>(nullable: true),
                answer_note = table.Column<string>(nullable: true),
                acceptance_signature_id = table.Column<Guid>(nullable: true),
                readers = table.Column<string>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                ended_by = table.Column<Guid>(nullable: true),
                ended_by_side = table.Column<Guid>(nullable: true),
                end_reason = table.Column<string>(nullable: true),
                renews_id = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_agreements", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_agreements_institution_id_state", "agreements", ["institution_id", "state"]);
        migrationBuilder.CreateIndex("IX_agreements_partner_id", "agreements", "partner_id");
    }
}
