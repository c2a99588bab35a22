using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Clauses that complete cases have no decision on.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261125110000_ClauseGaps")]
internal sealed class ClauseGaps : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "clause_gaps",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                clause = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_clause_gaps", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_clause_gaps_institution_id_case_id_clause", "clause_gaps", ["institution_id", "case_id", "clause"], unique: true);
    }
}
