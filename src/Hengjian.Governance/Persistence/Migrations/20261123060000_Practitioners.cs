using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Staff number, identity number and qualification certificate of practitioners. Everything else that is new stands in their documents.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123060000_Practitioners")]
internal sealed class PractitionersMigration : Migration
{
    private const string Table = "practitioners";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("staff_number", Table, nullable: true);
        migrationBuilder.AddColumn<byte[]>("identity_number", Table, nullable: true);
        migrationBuilder.AddColumn<string>("identity_index", Table, nullable: true);
        migrationBuilder.AddColumn<byte[]>("qualification_number", Table, nullable: true);
        migrationBuilder.CreateIndex("IX_practitioners_institution_id_staff_number", Table, ["institution_id", "staff_number"], unique: true);
        migrationBuilder.CreateIndex("IX_practitioners_institution_id_identity_index", Table, ["institution_id", "identity_index"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("A schema is not taken back: restore a backup instead.");
}
