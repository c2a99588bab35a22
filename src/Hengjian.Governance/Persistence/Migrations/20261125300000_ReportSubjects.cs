using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Reports of adverse events and of monthly figures beside those of cases, and what each receiver gets.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261125300000_ReportSubjects")]
internal sealed class ReportSubjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("subscriptions", "report_receivers", nullable: false, defaultValueSql: "'[\"case\"]'");
        migrationBuilder.AddColumn<string>("subject", "report_messages", nullable: false, defaultValue: "Case");
        migrationBuilder.AddColumn<string>("title", "report_messages", nullable: true);
    }
}
