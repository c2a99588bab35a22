using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Examinations.Persistence;

internal sealed class QuestionConfiguration : IEntityTypeConfiguration<Question>
{
    public void Configure(EntityTypeBuilder<Question> entity)
    {
        entity.ToTable("exam_questions");
        entity.HasIndex(q => new { q.InstitutionId, q.Number }).IsUnique();
    }
}

internal sealed class QuestionVersionConfiguration : IEntityTypeConfiguration<QuestionVersion>
{
    public void Configure(EntityTypeBuilder<QuestionVersion> entity)
    {
        entity.ToTable("exam_question_versions");
        entity.Property(v => v.Options).HasJson();
        entity.Property(v => v.Images).HasJson();
        entity.HasIndex(v => new { v.InstitutionId, v.QuestionId, v.Number }).IsUnique().HasDatabaseName("IX_exam_question_versions_number");
        entity.HasIndex(v => new { v.InstitutionId, v.State, v.Topic }).HasDatabaseName("IX_exam_question_versions_state_topic");
    }
}

internal sealed class ExamBlueprintConfiguration : IEntityTypeConfiguration<ExamBlueprint>
{
    public void Configure(EntityTypeBuilder<ExamBlueprint> entity)
    {
        entity.ToTable("exam_blueprints");
        entity.Property(b => b.Sections).HasJson();
    }
}

internal sealed class ExamPaperConfiguration : IEntityTypeConfiguration<ExamPaper>
{
    public void Configure(EntityTypeBuilder<ExamPaper> entity)
    {
        entity.ToTable("exam_papers");
        entity.Property(p => p.Items).HasJson();
        entity.HasIndex(p => new { p.InstitutionId, p.BlueprintId });
    }
}

internal sealed class SittingConfiguration : IEntityTypeConfiguration<Sitting>
{
    public void Configure(EntityTypeBuilder<Sitting> entity)
    {
        entity.ToTable("exam_sittings");
        entity.Property(s => s.Signatures).HasJson();
        entity.Ignore(s => s.Examiners);
        entity.HasIndex(s => new { s.InstitutionId, s.State, s.OpensAt }).HasDatabaseName("IX_exam_sittings_state");
        entity.HasIndex(s => new { s.InstitutionId, s.EnrolmentId }).HasDatabaseName("IX_exam_sittings_enrolment");
        entity.HasIndex(s => new { s.InstitutionId, s.PaperId }).HasDatabaseName("IX_exam_sittings_paper");
        entity.HasIndex(s => new { s.InstitutionId, s.PractitionerId }).HasDatabaseName("IX_exam_sittings_practitioner");
        entity.HasIndex(s => new { s.InstitutionId, s.UserId }).HasDatabaseName("IX_exam_sittings_user");
    }
}

internal sealed class SittingAnswerConfiguration : IEntityTypeConfiguration<SittingAnswer>
{
    public void Configure(EntityTypeBuilder<SittingAnswer> entity)
    {
        entity.ToTable("exam_answers");
        entity.Property(a => a.Choices).HasJson();
        entity.HasIndex(a => new { a.InstitutionId, a.SittingId, a.Position }).IsUnique();
    }
}

internal sealed class AnswerMarkConfiguration : IEntityTypeConfiguration<AnswerMark>
{
    public void Configure(EntityTypeBuilder<AnswerMark> entity)
    {
        entity.ToTable("exam_marks");
        entity.HasIndex(m => new { m.InstitutionId, m.SittingId, m.Position, m.ExaminerId }).IsUnique().HasDatabaseName("IX_exam_marks_examiner");
    }
}

internal sealed class SkillsChecklistConfiguration : IEntityTypeConfiguration<SkillsChecklist>
{
    public void Configure(EntityTypeBuilder<SkillsChecklist> entity)
    {
        entity.ToTable("skills_checklists");
        entity.Property(c => c.Items).HasJson();
        entity.HasIndex(c => new { c.InstitutionId, c.SeriesId, c.Number }).IsUnique();
    }
}

internal sealed class SkillsAssessmentConfiguration : IEntityTypeConfiguration<SkillsAssessment>
{
    public void Configure(EntityTypeBuilder<SkillsAssessment> entity)
    {
        entity.ToTable("skills_assessments");
        entity.Property(a => a.FailedCritical).HasJson();
        entity.HasIndex(a => new { a.InstitutionId, a.EnrolmentId });
        entity.HasIndex(a => new { a.InstitutionId, a.State });
    }
}

internal sealed class SkillsRatingSheetConfiguration : IEntityTypeConfiguration<SkillsRatingSheet>
{
    public void Configure(EntityTypeBuilder<SkillsRatingSheet> entity)
    {
        entity.ToTable("skills_rating_sheets");
        entity.Property(r => r.Ratings).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.AssessmentId, r.ExaminerId }).IsUnique().HasDatabaseName("IX_skills_rating_sheets_examiner");
    }
}
