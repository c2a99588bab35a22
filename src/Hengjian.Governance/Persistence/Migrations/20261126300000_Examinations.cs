using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Question bank, papers, sittings with answers and marks, and skills assessments.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261126300000_Examinations")]
internal sealed class Examinations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "exam_questions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                retired_at = table.Column<long>(nullable: true),
                retirement_reason = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_exam_questions", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_exam_questions_institution_id_number", "exam_questions", ["institution_id", "number"], unique: true);
        migrationBuilder.CreateTable(
            "exam_question_versions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                question_id = table.Column<Guid>(nullable: false),
                number = table.Column<int>(nullable: false),
                state = table.Column<string>(nullable: false),
                topic = table.Column<string>(nullable: false),
                stem = table.Column<string>(nullable: false),
                options = table.Column<string>(nullable: false),
                ai_result = table.Column<string>(nullable: true),
                guide = table.Column<string>(nullable: true),
                rationale = table.Column<string>(nullable: false),
                difficulty_percent = table.Column<int>(nullable: true),
                marks = table.Column<int>(nullable: false),
                images = table.Column<string>(nullable: false),
                drafted_by = table.Column<Guid>(nullable: false),
                drafted_at = table.Column<long>(nullable: false),
                approved_by = table.Column<Guid>(nullable: true),
                approved_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_exam_question_versions", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_exam_question_versions_number", "exam_question_versions", ["institution_id", "question_id", "number"], unique: true);
        migrationBuilder.CreateIndex("IX_exam_question_versions_state_topic", "exam_question_versions", ["institution_id", "state", "topic"]);
        migrationBuilder.CreateTable(
            "exam_blueprints",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                title = table.Column<string>(nullable: false),
                purpose = table.Column<string>(nullable: false),
                sections = table.Column<string>(nullable: false),
                duration_minutes = table.Column<int>(nullable: false),
                pass_percent = table.Column<int>(nullable: false),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                retired_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_exam_blueprints", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateTable(
            "exam_papers",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                blueprint_id = table.Column<Guid>(nullable: false),
                title = table.Column<string>(nullable: false),
                purpose = table.Column<string>(nullable: false),
                seed = table.Column<long>(nullable: false),
                bank_hash = table.Column<string>(nullable: false),
                items = table.Column<string>(nullable: false),
                total_marks = table.Column<int>(nullable: false),
                pass_percent = table.Column<int>(nullable: false),
                duration_minutes = table.Column<int>(nullable: false),
                drawn_by = table.Column<Guid>(nullable: false),
                drawn_at = table.Column<long>(nullable: false),
                withdrawn_at = table.Column<long>(nullable: true),
                withdrawal_reason = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_exam_papers", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_exam_papers_institution_id_blueprint_id", "exam_papers", ["institution_id", "blueprint_id"]);
        migrationBuilder.CreateTable(
            "exam_sittings",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                paper_id = table.Column<Guid>(nullable: false),
                purpose = table.Column<string>(nullable: false),
                enrolment_id = table.Column<Guid>(nullable: true),
                practitioner_id = table.Column<Guid>(nullable: true),
                user_id = table.Column<Guid>(nullable: true),
                code = table.Column<string>(nullable: false),
                attempt = table.Column<int>(nullable: false),
                opens_at = table.Column<long>(nullable: false),
                closes_at = table.Column<long>(nullable: false),
                duration_minutes = table.Column<int>(nullable: false),
                extra_minutes = table.Column<int>(nullable: false),
                extra_reason = table.Column<string>(nullable: true),
                scheduled_by = table.Column<Guid>(nullable: false),
                scheduled_at = table.Column<long>(nullable: false),
                first_examiner_id = table.Column<Guid>(nullable: true),
                second_examiner_id = table.Column<Guid>(nullable: true),
                arbiter_id = table.Column<Guid>(nullable: true),
                state = table.Column<string>(nullable: false),
                started_at = table.Column<long>(nullable: true),
                ends_at = table.Column<long>(nullable: true),
                handed_in_at = table.Column<long>(nullable: true),
                closed_by_clock = table.Column<bool>(nullable: false),
                hundredths = table.Column<int>(nullable: true),
                maximum = table.Column<int>(nullable: false),
                passed = table.Column<bool>(nullable: true),
                signatures = table.Column<string>(nullable: false),
                concluded_at = table.Column<long>(nullable: true),
                objection = table.Column<string>(nullable: true),
                objected_at = table.Column<long>(nullable: true),
                objection_answer = table.Column<string>(nullable: true),
                objection_upheld = table.Column<bool>(nullable: true),
                objection_answered_at = table.Column<long>(nullable: true),
                objection_answered_by = table.Column<Guid>(nullable: true),
                end_reason = table.Column<string>(nullable: true),
                ended_by = table.Column<Guid>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_exam_sittings", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_exam_sittings_state", "exam_sittings", ["institution_id", "state", "opens_at"]);
        migrationBuilder.CreateIndex("IX_exam_sittings_enrolment", "exam_sittings", ["institution_id", "enrolment_id"]);
        migrationBuilder.CreateIndex("IX_exam_sittings_paper", "exam_sittings", ["institution_id", "paper_id"]);
        migrationBuilder.CreateIndex("IX_exam_sittings_practitioner", "exam_sittings", ["institution_id", "practitioner_id"]);
        migrationBuilder.CreateIndex("IX_exam_sittings_user", "exam_sittings", ["institution_id", "user_id"]);
        migrationBuilder.CreateTable(
            "exam_answers",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                sitting_id = table.Column<Guid>(nullable: false),
                position = table.Column<int>(nullable: false),
                choices = table.Column<string>(nullable: false),
                text = table.Column<string>(nullable: true),
                saved_at = table.Column<long>(nullable: false),
                sequence = table.Column<long>(nullable: false),
                hundredths = table.Column<int>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_exam_answers", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_exam_answers_institution_id_sitting_id_position", "exam_answers", ["institution_id", "sitting_id", "position"], unique: true);
        migrationBuilder.CreateTable(
            "exam_marks",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                sitting_id = table.Column<Guid>(nullable: false),
                position = table.Column<int>(nullable: false),
                examiner_id = table.Column<Guid>(nullable: false),
                arbitration = table.Column<bool>(nullable: false),
                hundredths = table.Column<int>(nullable: false),
                comment = table.Column<string>(nullable: true),
                marked_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_exam_marks", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_exam_marks_examiner", "exam_marks", ["institution_id", "sitting_id", "position", "examiner_id"], unique: true);
        migrationBuilder.CreateTable(
            "skills_checklists",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                series_id = table.Column<Guid>(nullable: false),
                number = table.Column<int>(nullable: false),
                title = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                items = table.Column<string>(nullable: false),
                pass_percent = table.Column<int>(nullable: false),
                drafted_by = table.Column<Guid>(nullable: false),
                drafted_at = table.Column<long>(nullable: false),
                approved_by = table.Column<Guid>(nullable: true),
                approved_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_skills_checklists", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_skills_checklists_institution_id_series_id_number", "skills_checklists", ["institution_id", "series_id", "number"], unique: true);
        migrationBuilder.CreateTable(
            "skills_assessments",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                checklist_id = table.Column<Guid>(nullable: false),
                enrolment_id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                attempt = table.Column<int>(nullable: false),
                planned_at = table.Column<long>(nullable: false),
                first_examiner_id = table.Column<Guid>(nullable: false),
                second_examiner_id = table.Column<Guid>(nullable: false),
                scheduled_by = table.Column<Guid>(nullable: false),
                scheduled_at = table.Column<long>(nullable: false),
                state = table.Column<string>(nullable: false),
                hundredths = table.Column<int>(nullable: true),
                maximum = table.Column<int>(nullable: false),
                passed = table.Column<bool>(nullable: true),
                failed_critical = table.Column<string>(nullable: false),
                concluded_at = table.Column<long>(nullable: true),
                end_reason = table.Column<string>(nullable: true),
                ended_by = table.Column<Guid>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_skills_assessments", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_skills_assessments_institution_id_enrolment_id", "skills_assessments", ["institution_id", "enrolment_id"]);
        migrationBuilder.CreateIndex("IX_skills_assessments_institution_id_state", "skills_assessments", ["institution_id", "state"]);
        migrationBuilder.CreateTable(
            "skills_rating_sheets",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                assessment_id = table.Column<Guid>(nullable: false),
                examiner_id = table.Column<Guid>(nullable: false),
                ratings = table.Column<string>(nullable: false),
                comment = table.Column<string>(nullable: true),
                seen_at = table.Column<long>(nullable: false),
                signed_at = table.Column<long>(nullable: false),
                signature_id = table.Column<Guid>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_skills_rating_sheets", row => new { row.institution_id, row.id }));
        migrationBuilder.CreateIndex("IX_skills_rating_sheets_examiner", "skills_rating_sheets", ["institution_id", "assessment_id", "examiner_id"], unique: true);
    }
}
