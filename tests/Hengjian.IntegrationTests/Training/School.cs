using System.Globalization;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Attendance;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Training;

/// <summary>
/// A training base of its own application, so that its clock can be moved: designated long since, with an approved programme whose supervisors are able, a trainer and a
/// trainee who may begin. What leads to base and programme has tests of its own.
/// </summary>
internal sealed class School : IAsyncDisposable
{
    private School(CaseWorld world) => World = world;

    public CaseWorld World { get; }

    public AppFixture App => World.App;

    public Guid Base { get; private set; }

    public Guid Programme { get; private set; }

    public Guid Version { get; private set; }

    public Guid Material { get; } = Guid.CreateVersion7();

    public HttpClient Trainer { get; private set; } = null!;

    public TestUser TrainerUser { get; private set; } = null!;

    public TestUser SupervisorUser { get; private set; } = null!;

    public HttpClient Supervisor { get; private set; } = null!;

    /// <summary>The head of the department, who supervises too.</summary>
    public HttpClient Second { get; private set; } = null!;

    /// <summary>An attending physician without the training.</summary>
    public Person Trainee { get; set; } = null!;

    public DateOnly Today => ShanghaiDay.Of(App.Clock.GetUtcNow());

    public static async Task<School> OpenAsync(TestDatabase database) => await OverAsync(await CaseWorld.OverAsync(await AppFixture.StartAsync(database)));

    /// <summary>The same in a department that exists; whoever opened its application disposes it.</summary>
    public static async Task<School> OverAsync(CaseWorld world)
    {
        var school = new School(world);
        school.TrainerUser = await school.App.UserAsync(Role.Trainer);
        school.Trainer = await school.App.ClientAsync(school.TrainerUser);
        school.SupervisorUser = await school.App.UserAsync([Role.SupervisingPhysician], world.Senior.Id);
        school.Supervisor = await school.App.ClientAsync(school.SupervisorUser);
        school.Second = await school.App.ClientAsync(await school.App.UserAsync([Role.SupervisingPhysician], world.Head.Id));
        school.Trainee = await school.TraineeAsync();
        await school.FoundAsync();
        return school;
    }

    /// <summary>Somebody who may be trained.</summary>
    public Task<Person> TraineeAsync(string title = "attending") => World.PersonAsync([Role.Trainee], World.Radiologist(title, 9).With("trainings", Array.Empty<object>()));

    /// <summary>Moves the clock by days; tokens do not live so long, so everybody gets a new one.</summary>
    public async Task WaitAsync(int days)
    {
        App.Clock.Advance(TimeSpan.FromDays(days));
        Trainer = await App.ClientAsync(TrainerUser);
        Supervisor = await App.ClientAsync(SupervisorUser);
        Trainee = Trainee with { Client = await App.ClientAsync(Trainee.User) };
    }

    public async Task<Guid> ApplyAsync(Person? who = null, string route = "normal") =>
        (await (who ?? Trainee).Client.SendAsync("training/enrolments", route == "exemption" ? new { route, technologyCategory = CaseWorld.Category } : (object)new { route, programmeId = Programme })).Created().Id;

    /// <summary>An enrolment that begins today, under the supervisor.</summary>
    public async Task<Guid> EnrolAsync(Person? who = null, string route = "normal")
    {
        var id = await ApplyAsync(who, route);
        (await DecideAsync(id, route == "exemption" ? [] : [World.Senior.Id])).Created();
        return id;
    }

    public Task<Answer> DecideAsync(Guid id, params Guid[] supervisors) => Trainer.SendAsync($"training/enrolments/{id}/decision", new { accept = true, supervisors });

    /// <summary>A session under the supervisor; answers its id.</summary>
    public async Task<Guid> SessionAsync(bool supervised = true) => (await Supervisor.SendAsync(
        "training/sessions", new { programmeId = Programme, course = "T1", place = "示教室", supervisorId = supervised ? World.Senior.Id : (Guid?)null })).Created().Id;

    public async Task<string> CodeAsync(Guid session) => (await Supervisor.AskAsync($"training/sessions/{session}")).Is(System.Net.HttpStatusCode.OK).At("code").GetString()!;

    /// <summary>The trainee at a session of so many minutes, from sign-in to sign-out.</summary>
    public async Task<Guid> AttendAsync(int minutes, Person? who = null)
    {
        var session = await SessionAsync();
        var attendance = (await (who ?? Trainee).Client.SendAsync("training/attendances", new { code = await CodeAsync(session) })).Created().Id;
        App.Clock.Advance(TimeSpan.FromMinutes(minutes));
        (await (who ?? Trainee).Client.SendAsync($"training/attendances/{attendance}/end", new { code = await CodeAsync(session) })).Created();
        (await Supervisor.SendRawAsync($"training/sessions/{session}/close", "")).Created();
        return session;
    }

    public JsonObject CaseBody(string? number = null) => Calls.Json(new
    {
        caseNumber = number,
        reference = number is null ? "见习-" + CaseWorld.Next() : null,
        technology = number is null ? "肺结节辅助检测" : null,
        particulars = number is null ? "55 岁男性，右上叶磨玻璃结节 8 mm" : null,
        takenOn = CaseWorld.Day(Today),
        taking = "read",
    });

    public Task<Answer> LogAsync(Guid enrolment, JsonObject? body = null) => Trainee.Client.SendAsync($"training/enrolments/{enrolment}/cases", body ?? CaseBody());

    public Task<Answer> SignAsync(Guid enrolment, Guid entry, HttpClient? by = null) =>
        (by ?? Supervisor).SendAsync($"training/enrolments/{enrolment}/cases/{entry}/signature", new { signature = CaseSteps.Signature });

    public async Task<string> NumberAsync(Guid caseId) => (await World.CaseAsync(caseId)).At("number").GetString()!;

    public Task<Answer> CompleteAsync(Guid id) => Trainer.SendAsync($"training/enrolments/{id}/completion", new { signature = CaseSteps.Signature });

    public async ValueTask DisposeAsync() => await App.DisposeAsync();

    private async Task FoundAsync()
    {
        var since = new DateOnly(2020, 1, 1);
        await App.WriteAsync(App.InstitutionId, scope =>
        {
            var training = new TrainingBase { InstitutionId = scope.InstitutionId, Id = scope.NewId(), Number = "JD-2020-001", TechnologyCategory = CaseWorld.Category, Lead = "测试", RegisteredAt = scope.Now };
            training.Designations = [new Designation(scope.NewId(), "省卫指〔2020〕1 号", since, null, "省卫生健康委员会", Guid.Empty, scope.Now, Guid.Empty)];
            training.Supervisors = [new BaseSupervisor(World.Senior.Id), new BaseSupervisor(World.Head.Id)];
            scope.Db.Add(training);
            Base = training.Id;
            AddProgramme(scope);
        });
    }

    private void AddProgramme(WriteScope scope)
    {
        var programme = new TrainingProgramme
        {
            InstitutionId = scope.InstitutionId, Id = scope.NewId(), Number = "PX-2020-001", BaseId = Base, Name = "胸部影像 AI 辅助诊断培训", Kind = ProgrammeKind.Physician, TechnologyCategory = CaseWorld.Category,
            CreatedAt = scope.Now,
        };
        scope.Db.Add(programme);
        var version = new ProgrammeVersion
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            ProgrammeId = programme.Id,
            Edition = 1,
            State = ProgrammeState.Approved,
            Months = 8,
            Capacity = 3,
            Courses = [new ProgrammeCourse("T1", "偏倚与亚组表现", CoursePart.Theory, 20), new ProgrammeCourse("C1", "带教阅片", CoursePart.ClinicalPractice, 40)],
            Materials = [new ProgrammeMaterial(Material, "人机协同", 1, Guid.CreateVersion7(), new string('a', 64), 2, "T1")],
            Supervisors = [World.Senior.Id, World.Head.Id],
            Assessments = [AssessmentKind.WrittenExamination, AssessmentKind.SkillsAssessment],
            DraftedAt = scope.Now,
            ApprovedAt = scope.Now,
        };
        scope.Db.Add(version);
        (Programme, Version) = (programme.Id, version.Id);
    }
}
