using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.IntegrationTests.Cases;

namespace Hengjian.IntegrationTests.Examinations;

/// <summary>A trainee in training: enrolment, account and client.</summary>
internal sealed record Trainee(Guid Enrolment, Pupil Pupil);

/// <summary>Enrolments that are under way, put in place without the acts that lead there.</summary>
internal static class Trainees
{
    public static async Task<Trainee> TraineeAsync(this School school, params Guid[] supervisors)
    {
        var (id, practitioner, app) = (Guid.CreateVersion7(school.App.Clock.GetUtcNow()), Guid.CreateVersion7(school.App.Clock.GetUtcNow()), school.App);
        await app.WriteAsync(app.InstitutionId, scope => scope.Db.Add(new Enrolment
        {
            InstitutionId = app.InstitutionId,
            Id = id,
            Number = "TR-" + CaseWorld.Next(),
            PractitionerId = practitioner,
            PractitionerName = "学员",
            Route = TrainingRoute.Normal,
            TechnologyCategory = CaseWorld.Category,
            State = EnrolmentState.Active,
            AppliedAt = scope.Now,
            StartsOn = ShanghaiDay.Of(scope.Now),
            Supervisors = [.. supervisors.Select(s => new AssignedSupervisor(s, "指导", scope.Now, school.Trainer.User.Id))],
        }));
        var user = await app.UserAsync([Role.Trainee], practitioner);
        return new Trainee(id, new Pupil(user, await app.ClientAsync(user)));
    }

    /// <summary>An examiner with a record, who may supervise somebody.</summary>
    public static async Task<Pupil> ExaminerWithRecordAsync(this School school)
    {
        var user = await school.App.UserAsync([Role.Examiner], Guid.CreateVersion7(school.App.Clock.GetUtcNow()));
        return new Pupil(user, await school.App.ClientAsync(user));
    }

    public static JsonObject Written(this School school, Guid paper, Trainee trainee, Pupil? first = null) => school.Window(paper)
        .With("enrolments", new[] { trainee.Enrolment })
        .With("firstExaminerId", (first ?? school.First).User.Id).With("secondExaminerId", school.Second.User.Id).With("arbiterId", school.Third.User.Id);

    /// <summary>A written paper of two single choices of five marks and an open reading of ten.</summary>
    public static async Task<Guid> WrittenPaperAsync(this School school)
    {
        await school.AskAsync(school.Single());
        await school.AskAsync(school.Single());
        await school.AskAsync(school.Open());
        return await school.PaperAsync("writtenExamination", ("single", 2), ("caseOpen", 1));
    }

    /// <summary>A sitting that its trainee has answered and handed in.</summary>
    public static async Task<Guid> HandedInAsync(this School school, Guid paper, Trainee trainee, bool right = true)
    {
        var id = (await school.Trainer.Client.SendAsync("examinations/sittings", school.Written(paper, trainee))).Created().At("ids").EnumerateArray().Single().GetGuid();
        (await trainee.Pupil.Client.SendAsync($"examinations/own/{id}/start", new { })).Created();
        await School.AnswerAllAsync(trainee.Pupil.Client, id, right);
        (await trainee.Pupil.Client.SendAsync($"examinations/own/{id}/hand-in", new { })).Created();
        return id;
    }

    public static Task<Answer> MarkAsync(this Pupil examiner, Guid sitting, decimal marks) =>
        examiner.Client.SendAsync($"examinations/sittings/{sitting}/marks", new { position = 3, marks });

    public static Task<Answer> SignAsync(this Pupil examiner, Guid sitting) => examiner.Client.SendAsync($"examinations/sittings/{sitting}/conclusion", new { signature = CaseSteps.Signature });
}
