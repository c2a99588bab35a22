using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Training;

/// <summary>The three routes to completion: what refuses it, and that the certificate and its fact come in the same act.</summary>
public sealed class RouteTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Normal_WithMonthsHoursCasesAndExaminations_IsCompletedAndTrains(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var full = Hengjian.Governance.Regulations.ShanghaiDay.AddMonths(school.Today, 6);
        await StudyAsync(school, id);
        (await school.CompleteAsync(id)).RefusedBy("R17-4.1.2").Unmet.ShouldBe(["R17-4.1.2", "R17-4.2.2c"]);
        await school.WaitAsync(full.DayNumber - school.Today.DayNumber - 1);
        await PassAsync(school, id, school.Trainee.Id);
        (await school.CompleteAsync(id)).RefusedBy("R17-4.1.2").Unmet.ShouldBe(["R17-4.1.2"]);
        await school.WaitAsync(1);
        (await school.Trainer.SendAsync($"training/enrolments/{id}/completion", new { signature = new { method = "password", secret = "wrong" } })).Is(HttpStatusCode.Forbidden);

        (await school.CompleteAsync(id)).Created();

        var progress = await school.Trainee.Client.AskAsync($"training/enrolments/{id}/progress");
        (progress.At("months").GetDecimal(), progress.At("theoryHours").GetDecimal(), progress.At("cases").GetInt32()).ShouldBe((6, 20, 20));
        progress.At("decisions").EnumerateArray().ShouldAllBe(d => d.GetProperty("outcome").GetString() == "satisfied");
        await TrainedAsync(school, school.Trainee.Id);
        (await school.CompleteAsync(id)).Conflicts("enrolment.notActive");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Overseas_IsRecognisedWithProofCheckAndAssessment(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync(route: "overseas");
        (await school.CompleteAsync(id)).RefusedBy("R17-4.1.3").Unmet.ShouldBe(["R17-4.1.3", "R17-4.2.2c"]);
        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", new { abroad = new[] { new { institution = "大学医院", country = "德国", from = "2023-03-01", to = "2023-08-31" } } })).Created();
        var checker = await school.App.ClientAsync(Role.GovernanceOfficer);
        (await Check(checker, id)).Conflicts("enrolment.noPapers");
        (await school.Trainer.AttachAsync(id, SampleFiles.Pdf(), "证明.pdf", kind: "enrolment", category: "evidence", title: "境外培训证明")).Created();
        (await Check(school.Trainer, id)).Conflicts("enrolment.samePerson");
        (await Check(checker, id)).Created();
        (await Check(checker, id)).Conflicts("enrolment.nothingToCheck");
        await PassAsync(school, id, school.Trainee.Id);

        (await school.CompleteAsync(id)).Created();

        await TrainedAsync(school, school.Trainee.Id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Exemption_IsRecognisedFromOldEvidenceAlone(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = (await school.Trainer.SendAsync("training/enrolments", new { route = "exemption", technologyCategory = CaseWorld.Category, practitionerId = school.Trainee.Id })).Created().Id;
        (await school.DecideAsync(id)).Created();
        (await school.LogAsync(id)).Conflicts("enrolment.noCases");
        (await school.Trainer.AttachAsync(id, SampleFiles.Pdf(), "旧证据.pdf", kind: "enrolment", category: "evidence", title: "旧证据")).Created();
        var checker = await school.App.ClientAsync(Role.GovernanceOfficer);
        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", Old("2018-01-01", "2019-12-31", 900))).Created();
        (await Check(checker, id)).Created();
        (await school.CompleteAsync(id)).RefusedBy("R17-4.1.4").Unmet.ShouldBe(["R17-4.1.4"]);

        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", Old("2013-01-01", "2016-12-31", 300))).Created();
        (await school.CompleteAsync(id)).RefusedBy("R17-4.1.4");
        (await Check(checker, id)).Created();
        (await school.CompleteAsync(id)).Created();

        await TrainedAsync(school, school.Trainee.Id);
    }

    [Fact]
    public async Task Evidence_Returned_WaitsForAnother()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync(route: "overseas");
        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", new { abroad = new[] { new { institution = "大学医院", country = "德国", from = "2023-03-01", to = "2023-08-31" } } })).Created();
        var checker = await school.App.ClientAsync(Role.GovernanceOfficer);

        (await checker.SendAsync($"training/enrolments/{id}/evidence-check", new { agree = false, signature = CaseSteps.Signature })).Names("note", "field.required");
        (await checker.SendAsync($"training/enrolments/{id}/evidence-check", new { agree = false, note = "日期不清", signature = CaseSteps.Signature })).Created();

        (await school.Trainer.AskAsync($"training/enrolments/{id}")).At("evidence.returned").GetBoolean().ShouldBeTrue();
        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", new { abroad = new[] { new { institution = "大学医院", country = "", from = "2023-08-31", to = "2023-03-01" } } })).Names("abroad[0].to", "register.endsBeforeStart");
        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", new { })).Names("abroad", "field.required");
        (await school.Trainee.Client.SendAsync($"training/enrolments/{id}/evidence", new { })).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Evidence_WhoseCasesOverlap_NamesTheStretch()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = (await school.Trainer.SendAsync("training/enrolments", new { route = "exemption", technologyCategory = CaseWorld.Category, practitionerId = school.Trainee.Id })).Created().Id;
        (await school.DecideAsync(id)).Created();
        var body = Old("2013-01-01", "2016-12-31", 300);
        body["cases"]!.AsArray().Add(body["cases"]![0]!.DeepClone());

        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", body)).Names("cases[1].from", "enrolment.casesOverlap");
        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", Old("2013-01-01", "2016-12-31", 300).With("seriousEvents", null))).Names("seriousEvents", "field.required");
    }

    /// <summary>Twenty hours of theory and twenty signed cases, in five days.</summary>
    internal static async Task StudyAsync(School school, Guid id)
    {
        for (var day = 0; day < 5; day++)
        {
            await school.AttendAsync(180);
            for (var i = 0; i < 4; i++)
            {
                (await school.SignAsync(id, (await school.LogAsync(id)).Created().Id)).Created();
            }

            await school.WaitAsync(1);
        }
    }

    internal static JsonObject Old(string from, string to, int count) => Calls.Json(new
    {
        work = new[] { new { institution = "示范医院", from = "1999-07-01" } },
        titles = new[] { new { title = "associateChief", from = "2012-12-01" } },
        cases = new[] { new { from, to, count, source = "登记本" } },
        seriousEvents = 0,
        statement = "医务处登记无记录",
    });

    internal static Task<Answer> Check(HttpClient by, Guid id) => by.SendAsync($"training/enrolments/{id}/evidence-check", new { agree = true, signature = CaseSteps.Signature });

    /// <summary>Both assessments concluded and passed at this moment; how one comes to that has tests of its own.</summary>
    internal static async Task PassAsync(School school, Guid enrolment, Guid practitioner) => await school.App.WriteAsync(school.App.InstitutionId, scope =>
    {
        var paper = new ExamPaper { InstitutionId = scope.InstitutionId, Id = scope.NewId(), Title = "结业笔试", Purpose = PaperPurpose.WrittenExamination, TotalMarks = 100, DrawnAt = scope.Now };
        var checklist = new SkillsChecklist { InstitutionId = scope.InstitutionId, Id = scope.NewId(), Title = "技能考核", State = QuestionState.Approved, DraftedAt = scope.Now };
        var sat = scope.Now.AddMinutes(-30);
        scope.Db.Add(paper);
        scope.Db.Add(checklist);
        scope.Db.Add(new Sitting
        {
            InstitutionId = scope.InstitutionId, Id = scope.NewId(), PaperId = paper.Id, Purpose = PaperPurpose.WrittenExamination, EnrolmentId = enrolment, PractitionerId = practitioner, Code = "A1", Attempt = 1,
            OpensAt = sat, ClosesAt = scope.Now, DurationMinutes = 60, ScheduledAt = sat, State = SittingState.Concluded, StartedAt = sat, EndsAt = scope.Now, HandedInAt = scope.Now, Hundredths = 8600, Maximum = 100,
            Passed = true, Signatures = [new ConclusionSignature(scope.NewId(), scope.Now, scope.NewId())], ConcludedAt = scope.Now,
        });
        scope.Db.Add(new SkillsAssessment
        {
            InstitutionId = scope.InstitutionId, Id = scope.NewId(), ChecklistId = checklist.Id, EnrolmentId = enrolment, PractitionerId = practitioner, Attempt = 1, PlannedAt = sat, FirstExaminerId = scope.NewId(),
            SecondExaminerId = scope.NewId(), ScheduledAt = sat, State = AssessmentState.Concluded, Hundredths = 9000, Maximum = 100, Passed = true, ConcludedAt = scope.Now,
        });
    });

    /// <summary>The fact stands on the own record, and R17-2.1.3 follows it at once.</summary>
    private static async Task TrainedAsync(School school, Guid practitioner)
    {
        var officer = await school.App.ClientAsync(Role.GovernanceOfficer);
        var answer = (await officer.AskAsync($"practitioners/{practitioner}/eligibility?deployment={school.World.Lung.Id}&act=opinion")).Is(HttpStatusCode.OK);
        answer.Decision("R17-2.1.3").GetProperty("outcome").GetString().ShouldBe("satisfied", answer.Text);
        (await school.Trainer.AskAsync("training/enrolments?state=completed")).At("total").GetInt32().ShouldBe(1);
    }
}
