using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.LifeCycle;

namespace Hengjian.IntegrationTests.Handovers;

/// <summary>What waits for somebody who left or is suspended passes to a colleague who may do it, and that is on record.</summary>
public sealed class HandoverTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Reader_WhoLeft_IsListedWithTheCasesThatWait(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var leaver = await LeaverAsync(world);
        await NameAsync(world, leaver);
        await LeaveAsync(world, leaver);

        var listed = (await world.Officer.AskAsync("handovers")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Single(l => l.GetProperty("id").GetGuid() == leaver.Id);

        listed.GetProperty("state").GetString().ShouldBe("left");
        listed.GetProperty("tasks").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_HandedToAnEligibleColleague_WaitsForThatColleagueAndIsRecorded(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var leaver = await LeaverAsync(world);
        var subject = await NameAsync(world, leaver);
        await LeaveAsync(world, leaver);

        (await HandAsync(world, leaver, world.Second.User, subject)).Created().At("handedOver").GetInt32().ShouldBe(1);

        var after = await world.Officer.AskAsync($"handovers/{leaver.Id}");
        after.At("tasks").GetArrayLength().ShouldBe(0);
        var past = after.At("handedOver").EnumerateArray().Single();
        past.GetProperty("kind").GetString().ShouldBe("caseReading");
        past.GetProperty("reason").GetString().ShouldBe("调离本院");
        (await world.Second.Client.AskAsync($"cases/{subject}")).Is(HttpStatusCode.OK);
        (await world.Third.Client.AskAsync($"cases/{subject}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_HandedToAColleagueWhoMayNotRead_IsRefusedByTheClause(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var leaver = await LeaverAsync(world);
        var subject = await NameAsync(world, leaver);

        (await HandAsync(world, leaver, world.Junior.User, subject)).RefusedBy("R17-2.1.2");
        (await world.Officer.AskAsync($"handovers/{leaver.Id}")).At("tasks").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task All_WithOneThatTheColleagueMayNotTake_HandsOverTheRestAndNamesIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var leaver = await LeaverAsync(world, Role.Physician, Role.Clinician);
        await NameAsync(world, leaver);
        var concluded = await world.RegisterAsync(world.CaseBody().With("clinicianId", leaver.Id));

        var answer = (await world.Officer.SendAsync("handovers", new { from = leaver.Id, toUserId = world.Second.User.Id, all = true, reason = "调离本院" })).Created();

        answer.At("handedOver").GetInt32().ShouldBe(1);
        var refused = answer.At("refused").EnumerateArray().Single();
        refused.GetProperty("kind").GetString().ShouldBe("caseConclusion");
        refused.GetProperty("id").GetGuid().ShouldBe(concluded);
        refused.GetProperty("clauses").EnumerateArray().Select(c => c.GetString()).ShouldContain("R17-3.3");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_AlreadyReadByTheLeaver_DoesNotWait(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var leaver = await LeaverAsync(world);
        var subject = await NameAsync(world, leaver);
        (await world.ReceiveAsync(subject)).Created();
        (await leaver.OpineAsync(subject)).Created();

        (await world.Officer.AskAsync($"handovers/{leaver.Id}")).At("tasks").GetArrayLength().ShouldBe(0);
        (await HandAsync(world, leaver, world.Second.User, subject)).Conflicts("handover.nothingOpen");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Seat_HandedOver_BringsTheVoteOnAnOpenMotionAlong(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("交接医院");
        var council = await Council.OfAsync(app, institution);
        var follower = await app.UserAsync([Role.CommitteeMember], institution: institution);
        var motion = (await council.Officer.SendAsync("motions", new { committee = "technology", title = "设备更新", proposal = "请审议" })).Created().Id;

        (await council.Officer.SendAsync("handovers", new { from = council.Members[2].Id, toUserId = follower.Id, all = true, reason = "退休" })).Created().At("handedOver").GetInt32().ShouldBe(1);

        (await council.Third.SendAsync($"motions/{motion}/votes", new { choice = "for" })).IsProblem(HttpStatusCode.Forbidden);
        (await (await app.ClientAsync(follower)).SendAsync($"motions/{motion}/votes", new { choice = "for" })).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Seat_HandedToSomebodyWithoutTheRole_IsRefused(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("交接医院");
        var council = await Council.OfAsync(app, institution);
        var other = await app.UserAsync([Role.QualityOfficer], institution: institution);

        (await council.Officer.SendAsync("handovers", new { from = council.Members[1].Id, toUserId = other.Id, all = true, reason = "退休" })).Conflicts("committee.roleLacking");
    }

    [Theory, MemberData(nameof(All))]
    public async Task TrialReader_HandedOver_TakesPartInTheTrial(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        await world.PassAsync(on.Id, "review");
        var leaver = await LeaverAsync(world);
        (await world.Officer.SendAsync($"deployments/{on.Id}/trial-run", world.TrialBody().With("readers", new[] { leaver.Id, world.First.Id }))).Created();

        (await world.Officer.SendAsync("handovers", new { from = leaver.Id, toUserId = world.First.User.Id, all = true, reason = "停职" })).Conflicts("handover.alreadyNamed");
        (await world.Officer.SendAsync("handovers", new { from = leaver.Id, toUserId = world.Second.User.Id, all = true, reason = "停职" })).Created();

        (await world.LifeAsync(on.Id)).At("trial.conditions.readers").EnumerateArray().Select(r => r.GetGuid()).ShouldBe([world.Second.Id, world.First.Id]);
    }

    [Theory]
    [InlineData("reason", " ", "reason")]
    [InlineData("toUserId", null, "toUserId")]
    [InlineData("toUserId", "0198c0de-0000-7000-8000-000000000000", "toUserId")]
    [InlineData("all", false, "tasks")]
    public async Task Handover_WithAWrongField_NamesIt(string path, object? value, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var body = Calls.Json(new { from = world.First.Id, toUserId = world.Second.User.Id, all = true, reason = "调离本院" });

        (await world.Officer.SendAsync("handovers", body.With(path, value))).Names(field);
    }

    [Fact]
    public async Task Handover_ToTheSamePerson_IsRefused()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.SendAsync("handovers", new { from = world.First.Id, toUserId = world.First.User.Id, all = true, reason = "调离本院" })).Names("toUserId", "handover.samePerson");
    }

    [Fact]
    public async Task Person_OfAnotherInstitution_Is404()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"handovers/{world.First.Id}")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.AskAsync($"handovers/{world.First.User.Id}")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync("handovers", new { from = world.First.Id, toUserId = world.Second.User.Id, all = true, reason = "调离本院" })).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"practitioners/{world.First.Id}/disclosures", new { reason = "核对身份" })).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Numbers_WithAReason_AreShownWholeAndTheDisclosureIsRecorded(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var number = "11010519491231002X";
        var person = await world.StrangerToGrantsAsync([Role.Physician], world.Radiologist("attending", 9).With("identityNumber", number).With("staffNumber", "G" + CaseWorld.Next()));
        (await world.Officer.AskAsync($"practitioners/{person.Id}")).At("identityNumber").GetString()!.ShouldNotContain("1949");

        (await world.Officer.SendAsync($"practitioners/{person.Id}/disclosures", new { reason = " " })).Names("reason");
        (await world.Technician.Client.SendAsync($"practitioners/{person.Id}/disclosures", new { reason = "核对身份" })).IsProblem(HttpStatusCode.Forbidden);
        (await world.Officer.SendAsync($"practitioners/{person.Id}/disclosures", new { reason = "核对身份" })).Created().At("identityNumber").GetString().ShouldBe(number);

        var auditor = await world.App.ClientAsync(Role.AuditAdministrator);
        var records = (await auditor.AskAsync("access-records?kind=unmasked&pageSize=200")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Select(r => r.GetRawText()).ToList();
        records.ShouldContain(r => r.Contains(person.Id.ToString("D"), StringComparison.Ordinal) && r.Contains("核对身份", StringComparison.Ordinal));
    }

    private static Task<Person> LeaverAsync(CaseWorld world, params Role[] roles) => world.PersonAsync(roles.Length == 0 ? [Role.Physician] : roles, world.Radiologist("attending", 9));

    private static Task<Guid> NameAsync(CaseWorld world, Person reader) => world.RegisterAsync(world.CaseBody().With("readers", new[] { reader.Id, world.First.Id }));

    private static async Task LeaveAsync(CaseWorld world, Person person)
    {
        var record = await world.Officer.AskAsync($"practitioners/{person.Id}");
        var body = Calls.Json(record.Json).With("departures", new object[] { new { from = CaseWorld.Day(world.Today), reason = "调离本院" } });
        (await world.Officer.PutAsync($"practitioners/{person.Id}", body, $"\"{record.At("version").GetInt64()}\"")).Is(HttpStatusCode.OK);
    }

    private static Task<Answer> HandAsync(CaseWorld world, Person from, TestUser to, Guid subject) => world.Officer.SendAsync(
        "handovers", new { from = from.Id, toUserId = to.Id, tasks = new[] { new { kind = "caseReading", id = subject } }, reason = "调离本院" });
}
