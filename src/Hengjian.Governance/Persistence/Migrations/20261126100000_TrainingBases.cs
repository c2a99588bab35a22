using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Training bases with their applications and re-checks, training programmes with their versions, and the level of a region.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261126100000_TrainingBases")]
internal sealed class TrainingBases : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("region_level", "institutions", nullable: true);
        Bases(migrationBuilder);
        Applications(migrationBuilder);
        Reviews(migrationBuilder);
        Programmes(migrationBuilder);
    }

    private static void Bases(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "training_bases",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                technology_category = table.Column<string>(nullable: false),
                lead = table.Column<string>(nullable: false),
                note = table.Column<string>(nullable: true),
                facilities = table.Column<string>(nullable: false),
                years = table.Column<string>(nullable: false),
                supervisors = table.Column<string>(nullable: false),
                designations = table.Column<string>(nullable: false),
                suspensions = table.Column<string>(nullable: false),
                ended_on = table.Column<string>(nullable: true),
                end_reason = table.Column<string>(nullable: true),
                ended_by = table.Column<Guid>(nullable: true),
                registered_by = table.Column<Guid>(nullable: false),
                registered_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_training_bases", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_training_bases_id", "training_bases", "id");
    }

    private static void Applications(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "training_base_applications",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                base_id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                statement = table.Column<string>(nullable: true),
                applied_by = table.Column<Guid>(nullable: false),
                applied_at = table.Column<long>(nullable: false),
                decisions = table.Column<string>(nullable: false),
                decided_by = table.Column<Guid>(nullable: true),
                decided_for = table.Column<string>(nullable: true),
                decided_at = table.Column<long>(nullable: true),
                decision_note = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_training_base_applications", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_training_base_applications_institution_id_base_id", "training_base_applications", ["institution_id", "base_id"]);
        migrationBuilder.CreateIndex("IX_training_base_applications_state", "training_base_applications", "state");
    }

    private static void Reviews(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "training_base_reviews",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                base_id = table.Column<Guid>(nullable: false),
                state = table.Column<string>(nullable: false),
                opens_on = table.Column<string>(nullable: false),
                due_on = table.Column<string>(nullable: false),
                decisions = table.Column<string>(nullable: false),
                decided_by = table.Column<Guid>(nullable: true),
                decided_for = table.Column<string>(nullable: true),
                decided_at = table.Column<long>(nullable: true),
                decision_note = table.Column<string>(nullable: true),
                signature_id = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_training_base_reviews", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_training_base_reviews_institution_id_base_id_opens_on", "training_base_reviews", ["institution_id", "base_id", "opens_on"], unique: true);
        migrationBuilder.CreateIndex("IX_training_base_reviews_state", "training_base_reviews", "state");
    }

    private static void Programmes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "training_programmes",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                base_id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                technology_category = table.Column<string>(nullable: false),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_training_programmes", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_training_programmes_institution_id_base_id", "training_programmes", ["institution_id", "base_id"]);
        migrationBuilder.CreateTable(
            "training_programme_versions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                programme_id = table.Column<Guid>(nullable: false),
                edition = table.Column<int>(nullable: false),
                state = table.Column<string>(nullable: false),
                changes = table.Column<string>(nullable: true),
                syllabus = table.Column<string>(nullable: true),
                months = table.Column<int>(nullable: false),
                capacity = table.Column<int>(nullable: false),
                courses = table.Column<string>(nullable: false),
                materials = table.Column<string>(nullable: false),
                supervisors = table.Column<string>(nullable: false),
                assessments = table.Column<string>(nullable: false),
                authors = table.Column<string>(nullable: false),
                drafted_at = table.Column<long>(nullable: false),
                approved_by = table.Column<Guid>(nullable: true),
                approved_at = table.Column<long>(nullable: true),
                approval_note = table.Column<string>(nullable: true),
                signature_id = table.Column<Guid>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_training_programme_versions", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_training_programme_versions_edition", "training_programme_versions", ["institution_id", "programme_id", "edition"], unique: true);
    }
}
