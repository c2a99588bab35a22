using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>What readiness is decided from, its evaluations, and notices.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123050001_ReadinessFacts")]
internal sealed class ReadinessFacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        RegisterFacts(migrationBuilder);
        Evaluations(migrationBuilder);
        Notices(migrationBuilder);
    }

    private static void RegisterFacts(MigrationBuilder migration)
    {
        migration.AddColumn<string>("licence_number", "institutions", nullable: true);
        migration.AddColumn<string>("licence_to", "institutions", nullable: true);
        migration.AddColumn<string>("subjects", "institutions", nullable: false, defaultValueSql: "'[]'");
        migration.AddColumn<string>("volumes", "institutions", nullable: false, defaultValueSql: "'[]'");
        migration.AddColumn<string>("pacs", "institutions", nullable: true);
        migration.AddColumn<string>("subjects", "departments", nullable: false, defaultValueSql: "'[]'");
        migration.AddColumn<string>("hardware", "departments", nullable: false, defaultValueSql: "'[]'");
        migration.AddColumn<string>("subjects", "technologies", nullable: false, defaultValueSql: "'[]'");
        migration.AddColumn<string>("acquires", "technologies", nullable: false, defaultValueSql: "'[]'");
    }

    private static void Evaluations(MigrationBuilder migration)
    {
        migration.CreateTable(
            "readiness_evaluations",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                outcome = table.Column<string>(nullable: false),
                clauses = table.Column<string>(nullable: false),
                gap_on = table.Column<string>(nullable: true),
                at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_readiness_evaluations", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_readiness_evaluations_institution_id_deployment_id_at", "readiness_evaluations", ["institution_id", "deployment_id", "at"]);
        migration.CreateTable(
            "readiness_runs",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                due_on = table.Column<string>(nullable: false),
                job_id = table.Column<Guid>(nullable: true),
                started_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                last_deployment = table.Column<Guid>(nullable: true),
                evaluated = table.Column<int>(nullable: false),
                changed = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_readiness_runs", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_readiness_runs_institution_id_due_on", "readiness_runs", ["institution_id", "due_on"], unique: true);
    }

    private static void Notices(MigrationBuilder migration)
    {
        migration.CreateTable(
            "notices",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                subject_id = table.Column<Guid>(nullable: false),
                title = table.Column<string>(nullable: false),
                path = table.Column<string>(nullable: false),
                owner = table.Column<string>(nullable: false),
                department_id = table.Column<Guid>(nullable: true),
                due_on = table.Column<string>(nullable: true),
                days_ahead = table.Column<int>(nullable: true),
                raised_at = table.Column<long>(nullable: false),
                closed_at = table.Column<long>(nullable: true),
                seen_by = table.Column<string>(nullable: false),
                unique_key = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_notices", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_notices_institution_id_unique_key", "notices", ["institution_id", "unique_key"], unique: true);
        migration.CreateIndex("IX_notices_institution_id_closed_at", "notices", ["institution_id", "closed_at"]);
    }
}
