using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Documents attached to records.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123020000_Documents")]
internal sealed class Documents : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "documents",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                subject_kind = table.Column<string>(nullable: false),
                subject_id = table.Column<Guid>(nullable: false),
                category = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: false),
                file_name = table.Column<string>(nullable: false),
                media_type = table.Column<string>(nullable: false),
                size = table.Column<long>(nullable: false),
                file_hash = table.Column<string>(nullable: false),
                valid_from = table.Column<string>(nullable: true),
                valid_to = table.Column<string>(nullable: true),
                uploaded_by = table.Column<Guid>(nullable: false),
                uploaded_at = table.Column<long>(nullable: false),
                withdrawn_at = table.Column<long>(nullable: true),
                withdrawn_by = table.Column<Guid>(nullable: true),
                withdrawal_reason = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_documents", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_documents_institution_id_subject_kind_subject_id", "documents", ["institution_id", "subject_kind", "subject_id"]);
        migrationBuilder.CreateIndex("IX_documents_institution_id_file_hash", "documents", ["institution_id", "file_hash"]);
        migrationBuilder.CreateIndex("IX_documents_institution_id_valid_to", "documents", ["institution_id", "valid_to"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("documents");
}
