using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Receivers of reports, the outbox of messages, receipts, bundles, and who sends.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261124600000_Reporting")]
internal sealed class Reporting : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "report_receivers",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                code = table.Column<string>(nullable: true),
                kind = table.Column<string>(nullable: false),
                channel = table.Column<string>(nullable: false),
                duty = table.Column<string>(nullable: false),
                address = table.Column<string>(nullable: true),
                schedule = table.Column<string>(nullable: false),
                daily_hour = table.Column<int>(nullable: false),
                dates = table.Column<string>(nullable: false),
                from_day = table.Column<string>(nullable: false),
                receipt_key = table.Column<string>(nullable: true),
                active = table.Column<bool>(nullable: false),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_report_receivers", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_report_receivers_institution_id_name", "report_receivers", ["institution_id", "name"], unique: true);
        migrationBuilder.CreateTable(
            "report_messages",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                receiver_id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                sequence = table.Column<int>(nullable: false),
                kind = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                refers_to_id = table.Column<Guid>(nullable: true),
                replaces_id = table.Column<Guid>(nullable: true),
                reason = table.Column<string>(nullable: true),
                due_on = table.Column<string>(nullable: true),
                queued_at = table.Column<long>(nullable: false),
                changed_at = table.Column<long>(nullable: false),
                body = table.Column<byte[]>(nullable: true),
                body_hash = table.Column<string>(nullable: true),
                content_hash = table.Column<string>(nullable: true),
                diagnoses = table.Column<int>(nullable: false),
                suite = table.Column<string>(nullable: true),
                key_id = table.Column<string>(nullable: true),
                signature = table.Column<string>(nullable: true),
                made_at = table.Column<long>(nullable: true),
                transfer_id = table.Column<Guid>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                attempts = table.Column<int>(nullable: false),
                last_attempt_at = table.Column<long>(nullable: true),
                next_attempt_at = table.Column<long>(nullable: true),
                problem = table.Column<string>(nullable: true),
                bundle_id = table.Column<Guid>(nullable: true),
                received_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_report_messages", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex(
            "IX_report_messages_institution_id_case_id_receiver_id_sequence", "report_messages", ["institution_id", "case_id", "receiver_id", "sequence"], unique: true);
        migrationBuilder.CreateIndex("IX_report_messages_institution_id_number", "report_messages", ["institution_id", "number"], unique: true);
        migrationBuilder.CreateIndex("IX_report_messages_institution_id_state_next_attempt_at", "report_messages", ["institution_id", "state", "next_attempt_at"]);
        migrationBuilder.CreateIndex("IX_report_messages_institution_id_due_on", "report_messages", ["institution_id", "due_on"]);
        migrationBuilder.CreateTable(
            "report_receipts",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                message_id = table.Column<Guid>(nullable: false),
                receiver_id = table.Column<Guid>(nullable: false),
                outcome = table.Column<string>(nullable: false),
                receipt_number = table.Column<string>(nullable: false),
                reasons = table.Column<string>(nullable: false),
                way = table.Column<string>(nullable: false),
                entered_on = table.Column<string>(nullable: true),
                document_id = table.Column<Guid>(nullable: true),
                recorded_by = table.Column<Guid>(nullable: false),
                recorded_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_report_receipts", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_report_receipts_institution_id_message_id", "report_receipts", ["institution_id", "message_id"]);
        migrationBuilder.CreateIndex("IX_report_receipts_institution_id_recorded_at", "report_receipts", ["institution_id", "recorded_at"]);
        migrationBuilder.CreateTable(
            "report_bundles",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                receiver_id = table.Column<Guid>(nullable: false),
                message_ids = table.Column<string>(nullable: false),
                manifest = table.Column<string>(nullable: false),
                suite = table.Column<string>(nullable: false),
                key_id = table.Column<string>(nullable: false),
                signature = table.Column<string>(nullable: false),
                made_by = table.Column<Guid>(nullable: false),
                made_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_report_bundles", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_report_bundles_institution_id_receiver_id_made_at", "report_bundles", ["institution_id", "receiver_id", "made_at"]);
        migrationBuilder.CreateTable(
            "sender_leases",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                holder = table.Column<Guid>(nullable: false),
                until = table.Column<long>(nullable: false),
                turn = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_sender_leases", row => new { row.institution_id, row.id }));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("sender_leases");
        migrationBuilder.DropTable("report_bundles");
        migrationBuilder.DropTable("report_receipts");
        migrationBuilder.DropTable("report_messages");
        migrationBuilder.DropTable("report_receivers");
    }
}
