using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Consent to the use of AI, and what was said when a consent was taken back.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124200001_Consents")]
internal sealed class Consents : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("ai_consent", "cases", nullable: false, defaultValue: "NotAsked");
        migrationBuilder.AddColumn<byte[]>("withdrawal_reason", "informed_consents", nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => throw new NotSupportedException("A schema is not taken back: restore a backup instead.");
}
