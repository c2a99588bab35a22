using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Histories of register rows.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123050000_Readiness")]
internal sealed class Readiness : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        RecordChanges(migrationBuilder);
    }

    private static void RecordChanges(MigrationBuilder migration)
    {
        migration.CreateTable(
            "record_changes",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                subject_kind = table.Column<string>(nullable: false),
                subject_id = table.Column<Guid>(nullable: false),
                subject_version = table.Column<long>(nullable: false),
                action = table.Column<string>(nullable: false),
                record_id = table.Column<Guid>(nullable: false),
                actor_kind = table.Column<string>(nullable: false),
                actor_id = table.Column<string>(nullable: false),
                at = table.Column<long>(nullable: false),
                changes = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_record_changes", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_record_changes_institution_id_subject_id_subject_version", "record_changes", ["institution_id", "subject_id", "subject_version"]);
    }
}
