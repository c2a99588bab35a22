using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Certificates that training bases gave, and their revocation.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261126400000_TrainingCertificates")]
internal sealed class TrainingCertificates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "training_certificates",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                enrolment_id = table.Column<Guid>(nullable: false),
                base_id = table.Column<Guid>(nullable: false),
                designation_number = table.Column<string>(nullable: true),
                holder_id = table.Column<Guid>(nullable: false),
                holder_institution_id = table.Column<Guid>(nullable: false),
                holder_practitioner_id = table.Column<Guid>(nullable: false),
                holder_name = table.Column<string>(nullable: false),
                route = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                technology_category = table.Column<string>(nullable: false),
                completed_on = table.Column<string>(nullable: false),
                valid_to = table.Column<string>(nullable: true),
                issued_by = table.Column<Guid>(nullable: false),
                issued_at = table.Column<long>(nullable: false),
                revocation_asked_by = table.Column<Guid>(nullable: true),
                revocation_asked_at = table.Column<long>(nullable: true),
                revoked_on = table.Column<string>(nullable: true),
                revocation_reason = table.Column<string>(nullable: true),
                revoked_by = table.Column<Guid>(nullable: true),
                revoked_at = table.Column<long>(nullable: true),
                revoked_by_side = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_training_certificates", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_training_certificates_number", "training_certificates", ["number"], unique: true);
        migrationBuilder.CreateIndex("IX_training_certificates_institution_id_issued_at", "training_certificates", ["institution_id", "issued_at"]);
        migrationBuilder.CreateIndex("IX_training_certificates_institution_id_enrolment_id", "training_certificates", ["institution_id", "enrolment_id"]);
        migrationBuilder.CreateIndex("IX_training_certificates_holder", "training_certificates", ["holder_institution_id", "holder_practitioner_id"]);
    }
}
