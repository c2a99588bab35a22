using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Policies, their versions, and who acknowledged which.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123020100_Policies")]
internal sealed class Policies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "policies",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                topic = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: false),
                code = table.Column<string>(nullable: true),
                scope = table.Column<string>(nullable: false),
                scope_id = table.Column<Guid>(nullable: true),
                bound_roles = table.Column<string>(nullable: false),
                bound_acts = table.Column<string>(nullable: false),
                retired_from = table.Column<string>(nullable: true),
                retirement_reason = table.Column<string>(nullable: true),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_policies", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_policies_institution_id_title", "policies", ["institution_id", "title"], unique: true);
        migrationBuilder.CreateIndex("IX_policies_institution_id_topic", "policies", ["institution_id", "topic"]);
        migrationBuilder.CreateTable(
            "policy_versions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                policy_id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                text = table.Column<string>(nullable: true),
                changes = table.Column<string>(nullable: true),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                approver = table.Column<string>(nullable: true),
                approved_on = table.Column<string>(nullable: true),
                approval_by = table.Column<Guid>(nullable: true),
                approval_at = table.Column<long>(nullable: true),
                in_force_from = table.Column<string>(nullable: true),
                in_force_to = table.Column<string>(nullable: true),
                review_by = table.Column<string>(nullable: true),
                reviews = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_policy_versions", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_policy_versions_institution_id_policy_id_number", "policy_versions", ["institution_id", "policy_id", "number"], unique: true);
        migrationBuilder.CreateTable(
            "policy_acknowledgements",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                policy_id = table.Column<Guid>(nullable: false),
                policy_version_id = table.Column<Guid>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: true),
                acknowledged_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_policy_acknowledgements", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_policy_acknowledgements_version_user", "policy_acknowledgements", ["institution_id", "policy_version_id", "user_id"], unique: true);
        migrationBuilder.CreateIndex("IX_policy_acknowledgements_practitioner", "policy_acknowledgements", ["institution_id", "practitioner_id"]);
        migrationBuilder.CreateIndex("IX_policy_acknowledgements_user", "policy_acknowledgements", ["institution_id", "user_id"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("policy_acknowledgements");
        migrationBuilder.DropTable("policy_versions");
        migrationBuilder.DropTable("policies");
    }
}
