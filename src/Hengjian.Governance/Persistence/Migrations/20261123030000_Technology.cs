using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Particulars, risk tier, checklist and recorded changes of versions; answerings of the scope questionnaire; renewals; classified management; the index of what is kept in shadow.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123030000_Technology")]
internal sealed class Technology : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("origin", "technologies", nullable: true);
        foreach (var column in new[] { "indication_checklist", "particulars", "risk", "reassess_from", "overrides" })
        {
            migrationBuilder.AddColumn<string>(column, "technology_versions", nullable: true);
        }

        migrationBuilder.AddColumn<string>("renews", "registration_certificates", nullable: true);
        migrationBuilder.AddColumn<string>("catalogue_code", "registration_certificates", nullable: true);
        migrationBuilder.CreateIndex("IX_ai_results_shadow", "ai_results", ["institution_id", "algorithm_name", "algorithm_version"], filter: "status = 'Shadow'");
        ScopeRecords(migrationBuilder);
        ManagementClasses(migrationBuilder);
        DeployedModels(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("A schema is not taken back: restore a backup instead.");

    private static void ScopeRecords(MigrationBuilder migration)
    {
        migration.CreateTable(
            "scope_assessments",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                technology_version_id = table.Column<Guid>(nullable: false),
                answers = table.Column<string>(nullable: false),
                answered_at = table.Column<long>(nullable: false),
                answered_by = table.Column<Guid>(nullable: false),
                signature_id = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_scope_assessments", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_scope_assessments_version", "scope_assessments", ["institution_id", "technology_version_id", "answered_at"]);
        migration.CreateTable(
            "technology_changes",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                technology_version_id = table.Column<Guid>(nullable: false),
                description = table.Column<string>(nullable: false),
                effective_on = table.Column<string>(nullable: false),
                recorded_at = table.Column<long>(nullable: false),
                recorded_by = table.Column<Guid>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_technology_changes", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_technology_changes_version", "technology_changes", ["institution_id", "technology_version_id", "recorded_at"]);
    }

    private static void ManagementClasses(MigrationBuilder migration)
    {
        migration.CreateTable(
            "management_classes",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                ai_class = table.Column<string>(nullable: false),
                tier = table.Column<string>(nullable: false),
                gates = table.Column<string>(nullable: false),
                review_months = table.Column<int>(nullable: false),
                blind_first_percent = table.Column<int>(nullable: false),
                sampling_percent = table.Column<int>(nullable: false),
                reason = table.Column<string>(nullable: false),
                approved_by = table.Column<string>(nullable: true),
                approved_on = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_management_classes", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_management_classes_institution_id_ai_class_tier", "management_classes", ["institution_id", "ai_class", "tier"], unique: true);
    }

    private static void DeployedModels(MigrationBuilder migration)
    {
        migration.CreateTable(
            "deployed_models",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                particulars = table.Column<string>(nullable: false),
                tightening = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_deployed_models", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_deployed_models_institution_id_deployment_id", "deployed_models", ["institution_id", "deployment_id"], unique: true);
    }
}
