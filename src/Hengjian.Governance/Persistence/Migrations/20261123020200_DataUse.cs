using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>The register of data use and the transfers under it.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123020200_DataUse")]
internal sealed class DataUse : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "data_uses",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                receiver = table.Column<string>(nullable: false),
                receiver_code = table.Column<string>(nullable: true),
                purpose = table.Column<string>(nullable: false),
                purpose_text = table.Column<string>(nullable: false),
                basis = table.Column<string>(nullable: false),
                basis_text = table.Column<string>(nullable: false),
                categories = table.Column<string>(nullable: false),
                identifiable = table.Column<bool>(nullable: false),
                amount_limit = table.Column<long>(nullable: false),
                unit = table.Column<string>(nullable: false),
                amount_used = table.Column<long>(nullable: false),
                agreement = table.Column<string>(nullable: false),
                starts_on = table.Column<string>(nullable: false),
                ends_on = table.Column<string>(nullable: false),
                ended_on = table.Column<string>(nullable: true),
                end_reason = table.Column<string>(nullable: true),
                kept_because = table.Column<string>(nullable: true),
                end_kind = table.Column<string>(nullable: true),
                end_proved_on = table.Column<string>(nullable: true),
                end_document_id = table.Column<Guid>(nullable: true),
                end_note = table.Column<string>(nullable: true),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_data_uses", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_data_uses_institution_id_number", "data_uses", ["institution_id", "number"], unique: true);
        migrationBuilder.CreateIndex("IX_data_uses_institution_id_purpose", "data_uses", ["institution_id", "purpose"]);
        migrationBuilder.CreateTable(
            "data_transfers",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                data_use_id = table.Column<Guid>(nullable: false),
                at = table.Column<long>(nullable: false),
                what = table.Column<string>(nullable: false),
                categories = table.Column<string>(nullable: false),
                amount = table.Column<long>(nullable: false),
                hash = table.Column<string>(nullable: true),
                sent_by = table.Column<Guid>(nullable: false),
                recorded_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_data_transfers", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_data_transfers_institution_id_data_use_id_at", "data_transfers", ["institution_id", "data_use_id", "at"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("data_transfers");
        migrationBuilder.DropTable("data_uses");
    }
}
