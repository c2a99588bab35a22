using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Training;

/// <summary>Each route leads to authorisation, and what it stands on takes the right to act away again.</summary>
public sealed class ThreeRoutesTests
{
    public static TheoryData<TestDatabase, string> Routes
    {
        get
        {
            var data = new TheoryData<TestDatabase, string>();
            foreach (var database in Databases.All)
            {
                foreach (var route in new[] { "normal", "overseas", "exemption" })
                {
                    data.Add(database.Data, route);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Routes))]
    public async Task Person_ByTheRoute_IsAuthorisedAndLosesItWithTheCertificate(TestDatabase database, string route)
    {
        await using var school = await School.OpenAsync(database);
        school.Trainee = await school.World.StrangerToGrantsAsync([Role.Trainee], school.World.Radiologist("attending", 9).With("trainings", Array.Empty<object>()));
        var id = await FinishAsync(school, route);
        var officer = await school.App.ClientAsync(Role.GovernanceOfficer);
        (await UnmetAsync(officer, school)).ShouldContain("R17-2.1.3");

        (await school.CompleteAsync(id)).Created();

        (await UnmetAsync(officer, school)).ShouldBe(["HP-7.1"]);
        await AuthoriseAsync(school, officer);
        (await UnmetAsync(officer, school)).ShouldBeEmpty();

        var certificate = (await officer.AskAsync($"practitioners/{school.Trainee.Id}")).At("trainings")[0].GetProperty("certificateId").GetGuid();
        (await school.Trainer.SendAsync($"training/certificates/{certificate}/revocation", new { reason = "材料不实", from = CaseWorld.Day(school.Today) })).Created();
        (await officer.SendAsync($"training/certificates/{certificate}/revocation/decision", new { agree = true })).Created();

        (await UnmetAsync(officer, school)).ShouldBe(["R17-2.1.3"]);
    }

    private static async Task<Guid> FinishAsync(School school, string route)
    {
        if (route == "normal")
        {
            var training = await school.EnrolAsync();
            var full = ShanghaiDay.AddMonths(school.Today, 6);
            await RouteTests.StudyAsync(school, training);
            await school.WaitAsync(full.DayNumber - school.Today.DayNumber);
            await RouteTests.PassAsync(school, training, school.Trainee.Id);
            return training;
        }

        var id = (await school.Trainer.SendAsync(
            "training/enrolments",
            route == "exemption"
                ? new { route, technologyCategory = CaseWorld.Category, practitionerId = school.Trainee.Id }
                : (object)new { route, programmeId = school.Programme, practitionerId = school.Trainee.Id })).Created().Id;
        (await school.DecideAsync(id, route == "exemption" ? [] : [school.World.Senior.Id])).Created();
        (await school.Trainer.AttachAsync(id, SampleFiles.Pdf(), "证明.pdf", kind: "enrolment", category: "evidence", title: "证明材料")).Created();
        var evidence = route == "exemption"
            ? RouteTests.Old("2013-01-01", "2016-12-31", 300)
            : Calls.Json(new { abroad = new[] { new { institution = "大学医院", country = "德国", from = "2023-03-01", to = "2023-08-31" } } });
        (await school.Trainer.SendAsync($"training/enrolments/{id}/evidence", evidence)).Created();
        (await RouteTests.Check(await school.App.ClientAsync(Role.GovernanceOfficer), id)).Created();
        if (route == "overseas")
        {
            await RouteTests.PassAsync(school, id, school.Trainee.Id);
        }

        return id;
    }

    private static async Task AuthoriseAsync(School school, HttpClient officer)
    {
        var council = await Council.OfAsync(school.App);
        var record = (await officer.SendAsync("practitioners", school.World.Radiologist("chief", 20))).Created().Id;
        var head = await school.App.ClientAsync(await school.App.UserAsync([Role.DepartmentHead], record));
        var id = (await officer.SendAsync(
            "authorisations",
            new { practitionerId = school.Trainee.Id, deploymentId = school.World.Lung.Id, acts = new[] { "opinion" }, months = 12, reason = "培训结业" })).Created().Id;
        (await head.SendAsync($"authorisations/{id}/review", new { agree = true, note = "同意" })).Created();
        (await officer.SendAsync($"authorisations/{id}/verification", new { agree = true })).Created();
        await council.ApproveAsync((await officer.SendAsync("authorisations/motions", new { ids = new[] { id }, proposal = "授权" })).Created().Id);
    }

    /// <summary>Clauses that stop the trainee from giving opinions now.</summary>
    private static async Task<IReadOnlyList<string>> UnmetAsync(HttpClient officer, School school)
    {
        var answer = await officer.AskAsync($"practitioners/{school.Trainee.Id}/eligibility?deployment={school.World.Lung.Id}&act=opinion");
        return [.. answer.At("decisions").EnumerateArray().Where(d => d.GetProperty("outcome").GetString() == "notSatisfied").Select(d => d.GetProperty("clause").GetString()!)];
    }
}
