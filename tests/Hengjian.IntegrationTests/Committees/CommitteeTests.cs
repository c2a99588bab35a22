using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Committees;

/// <summary>Motions, conflicts, votes with a quorum, signed decisions.</summary>
public sealed class CommitteeTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Fact]
    public async Task Motion_AboutARecord_LeadsToItAndRefusesAnUnknownOne()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        _ = await Council.OfAsync(app);
        var on = await world.DeployAsync();
        var body = Calls.Json(new { committee = "technology", title = "年度复核", subjectKind = "deployment", subjectId = on.Id });

        var motion = (await world.Officer.SendAsync("motions", body)).Created().Id;

        var view = (await world.Officer.AskAsync($"motions/{motion}")).Is(HttpStatusCode.OK);
        view.At("path").GetString().ShouldBe($"/deployments/{on.Id:D}");
        (await world.Officer.SendAsync("motions", body.With("subjectId", Guid.Empty))).Names("subjectId", "field.unknownReference");
        (await world.Officer.SendAsync("motions", body.With("subjectKind", "planet"))).Names("subjectId", "field.unknownReference");
        (await world.Officer.SendAsync("motions", body.With("subjectKind", null))).Names("subjectKind", "field.required");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Motion_WithTwoThirdsAndMoreThanHalf_IsApprovedByTheChairsSignature(TestDatabase database)
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(database));
        var id = await PutAsync(council);

        await council.ApproveAsync(id, "首月双人阅片");

        var seen = await council.Second.AskAsync($"motions/{id}");
        seen.At("facts.state").GetString().ShouldBe("approvedWithConditions");
        seen.At("facts.voted").GetInt32().ShouldBe(2);
        seen.At("facts.members").GetInt32().ShouldBe(3);
        seen.At("decision.outcome").GetString().ShouldBe("satisfied");
        seen.At("signatureId").GetGuid().ShouldNotBe(Guid.Empty);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Motion_ClosedWithoutAQuorum_IsRefusedByTheClauseAndStaysOpen(TestDatabase database)
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(database));
        var id = await PutAsync(council);
        (await council.Second.SendAsync($"motions/{id}/votes", new { choice = "for" })).Created();
        (await council.Third.SendAsync($"motions/{id}/votes", new { choice = "conflict", reason = "持有厂商股份" })).Created();

        (await council.Chair.SendAsync($"motions/{id}/decision", new { signature = CaseSteps.Signature })).RefusedBy("HP-7.2");

        (await council.Chair.AskAsync($"motions/{id}")).At("facts.state").GetString().ShouldBe("open");
    }

    [Fact]
    public async Task Motion_HalfAgainst_IsRefused()
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(TestDatabase.Sqlite));
        var id = await PutAsync(council);
        (await council.Second.SendAsync($"motions/{id}/votes", new { choice = "for" })).Created();
        (await council.Third.SendAsync($"motions/{id}/votes", new { choice = "against", reason = "样本不足" })).Created();

        (await council.Chair.SendAsync($"motions/{id}/decision", new { signature = CaseSteps.Signature })).Created();

        (await council.Chair.AskAsync($"motions/{id}")).At("facts.state").GetString().ShouldBe("refused");
    }

    [Fact]
    public async Task Vote_ChangedBeforeTheClose_CountsOnce()
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(TestDatabase.Sqlite));
        var id = await PutAsync(council);
        (await council.Second.SendAsync($"motions/{id}/votes", new { choice = "for" })).Created();

        (await council.Second.SendAsync($"motions/{id}/votes", new { choice = "abstain" })).Created();

        var facts = (await council.Second.AskAsync($"motions/{id}")).At("facts");
        (facts.GetProperty("voted").GetInt32(), facts.GetProperty("for").GetInt32(), facts.GetProperty("abstained").GetInt32()).ShouldBe((1, 0, 1));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Vote_OfSomebodyOutsideTheCommittee_IsForbidden(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var council = await Council.OfAsync(app);
        var id = await PutAsync(council);
        var outsider = await app.ClientAsync(Role.CommitteeMember);

        var answer = await outsider.SendAsync($"motions/{id}/votes", new { choice = "for" });

        answer.IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("committee.notAMember");
    }

    [Fact]
    public async Task Decision_ByAMemberWhoIsNotTheChair_IsForbidden()
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(TestDatabase.Sqlite));
        var id = await PutAsync(council);

        (await council.Second.SendAsync($"motions/{id}/decision", new { signature = CaseSteps.Signature })).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("committee.notTheChair");
    }

    [Fact]
    public async Task Decision_WithAWrongSecret_IsForbiddenAndChangesNothing()
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(TestDatabase.Sqlite));
        var id = await PutAsync(council);

        (await council.Chair.SendAsync($"motions/{id}/decision", new { signature = new { method = "password", secret = "wrong" } })).IsProblem(HttpStatusCode.Forbidden);

        (await council.Chair.AskAsync($"motions/{id}")).At("facts.state").GetString().ShouldBe("open");
    }

    [Fact]
    public async Task Motion_OfAnotherInstitution_Is404()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var id = await PutAsync(await Council.OfAsync(app));
        var elsewhere = await Council.OfAsync(app, await app.InstitutionAsync("别院"));

        (await elsewhere.Chair.AskAsync($"motions/{id}")).Is(HttpStatusCode.NotFound);
        (await elsewhere.Chair.SendAsync($"motions/{id}/votes", new { choice = "for" })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Motion_ToACommitteeWithTooFewMembers_ConflictsAndSaysHowMany()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var officer = await app.ClientAsync(await app.UserAsync([Role.GovernanceOfficer], institution: await app.InstitutionAsync("小医院")));

        (await officer.SendAsync("motions", new { committee = "technology", title = "引进肺结节软件" })).Conflicts("committee.tooFewMembers");
    }

    [Theory]
    [InlineData("committee", "field.required")]
    [InlineData("title", "field.required")]
    public async Task Motion_WithoutAField_NamesIt(string field, string code)
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(TestDatabase.Sqlite));

        (await council.Officer.SendAsync("motions", Calls.Json(new { committee = "technology", title = "t" }).With(field, null))).Names(field, code);
    }

    [Fact]
    public async Task Conflict_WithoutAReason_NamesTheField()
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(TestDatabase.Sqlite));

        (await council.Second.SendAsync($"motions/{await PutAsync(council)}/votes", new { choice = "conflict" })).Names("reason", "field.required");
    }

    [Fact]
    public async Task EthicsApproval_StoppedByItsChair_NoLongerCarries()
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(TestDatabase.Sqlite), committee: "ethics");
        var id = await PutAsync(council, "ethics");
        await council.ApproveAsync(id);
        (await council.Chair.AskAsync($"motions/{id}")).At("facts.reviewBy").GetString().ShouldNotBeNull();

        (await council.Chair.SendAsync($"motions/{id}/stop", new { reason = "发现新的风险", signature = CaseSteps.Signature })).Created();

        var seen = await council.Chair.AskAsync($"motions/{id}");
        seen.At("facts.state").GetString().ShouldBe("stopped");
        seen.At("decision.outcome").GetString().ShouldBe("notSatisfied");
    }

    [Fact]
    public async Task Motion_Closed_TakesNoMoreVotes()
    {
        var council = await Council.OfAsync(await AppFixture.SharedAsync(TestDatabase.Sqlite));
        var id = await PutAsync(council);
        (await council.Officer.SendAsync($"motions/{id}/withdrawal", new { reason = "重新准备材料" })).Created();

        (await council.Second.SendAsync($"motions/{id}/votes", new { choice = "for" })).Conflicts("committee.closed");
    }

    [Fact]
    public async Task Chair_GivenToAnother_LeavesTheFormerAsAMember()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var council = await Council.OfAsync(app, await app.InstitutionAsync("换届医院"));

        (await council.Officer.SendAsync("committee-seats", new { committee = "technology", userId = council.Members[1].Id, chair = true })).Created();

        var seats = (await council.Officer.AskAsync("committee-seats")).At("items").EnumerateArray().Select(s => (s.GetProperty("userId").GetGuid(), s.GetProperty("chair").GetBoolean())).ToList();
        seats.ShouldBe([(council.Members[1].Id, true), (council.Members[0].Id, false), (council.Members[2].Id, false)], ignoreOrder: true);
    }

    [Fact]
    public async Task Pages_OfAMotion_LeadFromTheListToTheSignedDecision()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var institution = await app.InstitutionAsync("页面医院");
        var council = await Council.OfAsync(app, institution);
        var officer = await app.SignedInAsync(await app.UserAsync([Role.GovernanceOfficer], institution: institution));
        using var put = await officer.PostAsync("/motions/new", "act", ("committee", "technology"), ("title", "引进乳腺软件"), ("proposal", "说明"));
        put.StatusCode.ShouldBe(HttpStatusCode.Redirect, await put.Content.ReadAsStringAsync());
        var path = new Uri(app.Address, put.Headers.Location!.OriginalString).AbsolutePath;
        foreach (var member in council.Members.Skip(1))
        {
            var browser = await app.SignedInAsync(member);
            (await browser.GetAsync("/motions?mine=true")).ShouldContain(path);
            using var vote = await browser.PostAsync(path, "vote", ("choice", "for"));
            vote.StatusCode.ShouldBe(HttpStatusCode.Redirect, await vote.Content.ReadAsStringAsync());
        }

        var chair = await app.SignedInAsync(council.Members[0]);
        using var decided = await chair.PostAsync(path, "decide", ("signature.secret", TestUser.Password));

        decided.StatusCode.ShouldBe(HttpStatusCode.Redirect, await decided.Content.ReadAsStringAsync());
        (await chair.GetAsync(path)).ShouldContain("同意");
    }

    private static async Task<Guid> PutAsync(Council council, string committee = "technology") =>
        (await council.Officer.SendAsync("motions", new { committee, title = "议题 " + CaseWorld.Next(), proposal = "说明" })).Created().Id;
}
