using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Enrolments, sessions with their sign-ins, readings on line and the case logs of trainees.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261126200000_Enrolments")]
internal sealed class Enrolments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        People(migrationBuilder);
        Sessions(migrationBuilder);
        Learning(migrationBuilder);
    }

    private static void People(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "enrolments",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                base_id = table.Column<Guid>(nullable: false),
                programme_version_id = table.Column<Guid>(nullable: true),
                programme = table.Column<string>(nullable: true),
                kind = table.Column<string>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                practitioner_name = table.Column<string>(nullable: false),
                route = table.Column<string>(nullable: false),
                technology_category = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                applied_by = table.Column<Guid>(nullable: false),
                applied_at = table.Column<long>(nullable: false),
                starts_on = table.Column<string>(nullable: false),
                prescribed_on = table.Column<string>(nullable: true),
                due_on = table.Column<string>(nullable: true),
                decided_by = table.Column<Guid>(nullable: true),
                decided_at = table.Column<long>(nullable: true),
                decision_note = table.Column<string>(nullable: true),
                admission_decisions = table.Column<string>(nullable: false),
                plan = table.Column<string>(nullable: false),
                supervisors = table.Column<string>(nullable: false),
                named_supervisors = table.Column<string>(nullable: false),
                extensions = table.Column<string>(nullable: false),
                evidence = table.Column<string>(nullable: true),
                evidence_waits = table.Column<bool>(nullable: false),
                completed_on = table.Column<string>(nullable: true),
                completed_by = table.Column<Guid>(nullable: true),
                completed_at = table.Column<long>(nullable: true),
                completion_signature_id = table.Column<Guid>(nullable: true),
                completion_decisions = table.Column<string>(nullable: false),
                certificate_id = table.Column<Guid>(nullable: true),
                certificate_number = table.Column<string>(nullable: true),
                ended_by = table.Column<Guid>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                end_reason = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_enrolments", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_enrolments_institution_id_number", "enrolments", ["institution_id", "number"], unique: true);
        migrationBuilder.CreateIndex("IX_enrolments_institution_id_state_due_on", "enrolments", ["institution_id", "state", "due_on"]);
        migrationBuilder.CreateIndex("IX_enrolments_institution_id_practitioner_id", "enrolments", ["institution_id", "practitioner_id"]);
        migrationBuilder.CreateIndex("IX_enrolments_institution_id_programme_version_id_state", "enrolments", ["institution_id", "programme_version_id", "state"]);
    }

    private static void Sessions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "training_sessions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                programme_version_id = table.Column<Guid>(nullable: false),
                programme = table.Column<string>(nullable: false),
                course = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: false),
                place = table.Column<string>(nullable: false),
                supervisor_id = table.Column<Guid>(nullable: true),
                supervisor_name = table.Column<string>(nullable: true),
                opened_by = table.Column<Guid>(nullable: false),
                opened_at = table.Column<long>(nullable: false),
                closed_at = table.Column<long>(nullable: true),
                late_reason = table.Column<string>(nullable: true),
                signed_at = table.Column<long>(nullable: true),
                signature_id = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_training_sessions", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_training_sessions_institution_id_opened_at", "training_sessions", ["institution_id", "opened_at"]);
        migrationBuilder.CreateIndex("IX_training_sessions_institution_id_closed_at", "training_sessions", ["institution_id", "closed_at"]);
        migrationBuilder.CreateTable(
            "attendances",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                session_id = table.Column<Guid>(nullable: false),
                enrolment_id = table.Column<Guid>(nullable: false),
                signed_in_at = table.Column<long>(nullable: false),
                signed_out_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_attendances", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_attendances_institution_id_session_id_enrolment_id", "attendances", ["institution_id", "session_id", "enrolment_id"], unique: true);
        migrationBuilder.CreateIndex("IX_attendances_institution_id_enrolment_id", "attendances", ["institution_id", "enrolment_id"]);
    }

    private static void Learning(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "material_readings",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                enrolment_id = table.Column<Guid>(nullable: false),
                material_id = table.Column<Guid>(nullable: false),
                material_version = table.Column<int>(nullable: false),
                course = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: false),
                sha256 = table.Column<string>(nullable: false),
                supervisor_id = table.Column<Guid>(nullable: true),
                spans = table.Column<string>(nullable: false),
                completed_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_material_readings", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_material_readings_version_read", "material_readings", ["institution_id", "enrolment_id", "material_id", "material_version"], unique: true);
        migrationBuilder.CreateTable(
            "reading_clocks",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                enrolment_id = table.Column<Guid>(nullable: false),
                material_id = table.Column<Guid>(nullable: false),
                material_version = table.Column<int>(nullable: false),
                spans = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_reading_clocks", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_reading_clocks_version_read", "reading_clocks", ["institution_id", "enrolment_id", "material_id", "material_version"], unique: true);
        migrationBuilder.CreateTable(
            "case_log_entries",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                enrolment_id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: true),
                case_key = table.Column<string>(nullable: false),
                technology = table.Column<string>(nullable: false),
                taken_on = table.Column<string>(nullable: false),
                taking = table.Column<string>(nullable: false),
                own_reading = table.Column<string>(nullable: true),
                own_confidence = table.Column<int>(nullable: true),
                particulars = table.Column<byte[]>(nullable: true),
                state = table.Column<string>(nullable: false),
                logged_by = table.Column<Guid>(nullable: false),
                logged_at = table.Column<long>(nullable: false),
                answered_by = table.Column<Guid>(nullable: true),
                answered_name = table.Column<string>(nullable: true),
                answered_at = table.Column<long>(nullable: true),
                note = table.Column<string>(nullable: true),
                signature_id = table.Column<Guid>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_case_log_entries", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_case_log_entries_institution_id_enrolment_id_state", "case_log_entries", ["institution_id", "enrolment_id", "state"]);
        migrationBuilder.CreateIndex("IX_case_log_entries_institution_id_state", "case_log_entries", ["institution_id", "state"]);
    }
}
