using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Consent forms with their versions.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124200002_ConsentForms")]
internal sealed class ConsentForms : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "consent_forms",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                form_id = table.Column<Guid>(nullable: false),
                number = table.Column<int>(nullable: false),
                kind = table.Column<string>(nullable: false),
                language = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: false),
                purpose = table.Column<string>(nullable: false),
                risks = table.Column<string>(nullable: false),
                precautions = table.Column<string>(nullable: false),
                complications = table.Column<string>(nullable: false),
                prevention = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                approver = table.Column<string>(nullable: true),
                approved_on = table.Column<string>(nullable: true),
                in_force_from = table.Column<string>(nullable: true),
                in_force_to = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_consent_forms", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_consent_forms_institution_id_form_id_number", "consent_forms", ["institution_id", "form_id", "number"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("A schema is not taken back: restore a backup instead.");
}
