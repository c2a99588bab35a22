using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Policies;

/// <summary>Policies through the API: register, draft, approve, supersede, review, retire, acknowledge.</summary>
public sealed class PolicyApiTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Policy_FromDraftToAcknowledgement_ShowsEachStep(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var user = await world.App.UserAsync(Role.FollowUpStaff);
        var reader = await world.App.ClientAsync(user);
        var policy = await world.RegisterAsync(Shelf.Policy());
        (await world.Officer.AskAsync($"policies/{policy}")).At("item.state").GetString().ShouldBe("draft");

        var version = await world.PublishAsync(policy);
        var waiting = (await reader.AskAsync($"policies/{policy}")).Is(HttpStatusCode.OK);
        waiting.At("item.state").GetString().ShouldBe("inForce");
        waiting.At("item.waits").GetBoolean().ShouldBeTrue();
        (await reader.AcknowledgeAsync(policy, version)).Created();

        var done = (await world.Officer.AskAsync($"policies/{policy}")).Is(HttpStatusCode.OK);
        done.At("people").EnumerateArray().Single(p => p.GetProperty("userId").GetGuid() == user.Id).GetProperty("acknowledgedAt").GetString().ShouldNotBeNullOrEmpty();
        (await reader.AskAsync($"policies/{policy}")).At("item.waits").GetBoolean().ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Acknowledgement_GivenTwice_IsRefusedTheSecondTime(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var version = await world.PublishAsync(policy);
        (await world.First.Client.AcknowledgeAsync(policy, version)).Created();

        (await world.First.Client.AcknowledgeAsync(policy, version)).Conflicts("policy.alreadyAcknowledged");
    }

    [Fact]
    public async Task Acknowledgement_OfADraftOrOfASupersededVersion_IsRefused()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var first = await world.PublishAsync(policy, "V1", sinceDays: 30);
        await world.PublishAsync(policy, "V2", sinceDays: 1);
        var draft = (await world.Officer.SendAsync($"policies/{policy}/versions", Shelf.Draft("V3"))).Created().Id;

        (await world.First.Client.AcknowledgeAsync(policy, first)).Conflicts("policy.versionNotInForce");
        (await world.First.Client.AcknowledgeAsync(policy, draft)).Conflicts("policy.versionNotInForce");
    }

    [Fact]
    public async Task Approval_OfTheNextVersion_EndsTheOneBeforeTheDayBefore()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var first = await world.PublishAsync(policy, "V1", sinceDays: 30);
        var second = await world.PublishAsync(policy, "V2", sinceDays: 0);

        var view = await world.Officer.AskAsync($"policies/{policy}");
        view.At("currentVersionId").GetGuid().ShouldBe(second);
        view.At("versions").EnumerateArray().Single(v => v.GetProperty("id").GetGuid() == first).GetProperty("inForceTo").GetString().ShouldBe(CaseWorld.Day(world.Today.AddDays(-1)));
        view.At("item.acknowledged").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Approval_OfAVersionToCome_LeavesTheOneInForceUntilThen()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var first = await world.PublishAsync(policy, "V1", sinceDays: 30);
        await world.PublishAsync(policy, "V2", sinceDays: -10);

        (await world.Officer.AskAsync($"policies/{policy}")).At("currentVersionId").GetGuid().ShouldBe(first);
    }

    [Fact]
    public async Task Approval_WithoutWordingOrDocument_IsRefusedUntilOneIsAttached()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var version = (await world.Officer.SendAsync($"policies/{policy}/versions", new { number = "V1" })).Created().Id;
        var approval = Shelf.Approval(world.Today, world.Today, world.Today.AddYears(1));
        (await world.Officer.SendAsync($"policies/{policy}/versions/{version}/approval", approval)).Conflicts("policy.noWording");

        (await world.Officer.AttachAsync(version, SampleFiles.Pdf(), kind: "policyVersion", category: "policy")).Created();

        (await world.Officer.SendAsync($"policies/{policy}/versions/{version}/approval", approval)).Created();
    }

    [Fact]
    public async Task Version_OnceApproved_IsNotChanged()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var version = await world.PublishAsync(policy);

        (await world.Officer.PutAsync($"policies/{policy}/versions/{version}", Shelf.Draft("V9"), "\"2\"")).Conflicts("policy.versionApproved");
        (await world.Officer.SendAsync($"policies/{policy}/versions/{version}/approval", Shelf.Approval(world.Today, world.Today, world.Today.AddYears(1)))).Conflicts("policy.versionApproved");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Change_ByTwoOfficersAtOnce_TellsTheSecondWhichVersionIsStored(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = Shelf.Policy();
        var policy = await world.RegisterAsync(body);
        (await world.Officer.PutAsync($"policies/{policy}", body.With("code", "甲"), "\"1\"")).Is(HttpStatusCode.OK).ETag.ShouldBe("\"2\"");

        var stale = (await world.Officer.PutAsync($"policies/{policy}", body.With("code", "乙"), "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed);

        stale.At("storedVersion").GetInt32().ShouldBe(2);
        (await world.Officer.AskAsync($"policies/{policy}")).At("item.code").GetString().ShouldBe("甲");
    }

    [Fact]
    public async Task Review_WithoutChange_MovesTheDateAndNeedsNoNewAcknowledgement()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var version = await world.PublishAsync(policy, sinceDays: 400, reviewBy: world.Today.AddDays(-1));
        (await world.First.Client.AcknowledgeAsync(policy, version)).Created();
        var overdue = await world.Officer.AskAsync($"policies/{policy}");
        overdue.At("item.state").GetString().ShouldBe("reviewOverdue");
        overdue.At("review.outcome").GetString().ShouldBe("notSatisfied");

        (await world.Officer.SendAsync($"policies/{policy}/versions/{version}/review", new { reviewedOn = CaseWorld.Day(world.Today), reviewBy = CaseWorld.Day(world.Today.AddYears(1)), note = "继续适用" })).Created();

        var reviewed = await world.Officer.AskAsync($"policies/{policy}");
        reviewed.At("item.state").GetString().ShouldBe("inForce");
        reviewed.At("versions").EnumerateArray().Single().GetProperty("acknowledged").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Retirement_FromToday_EndsItAndNothingMoreIsDrafted()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        await world.PublishAsync(policy);

        (await world.Officer.SendAsync($"policies/{policy}/retirement", new { from = CaseWorld.Day(world.Today), reason = "合并入新制度" })).Created();

        (await world.Officer.AskAsync($"policies/{policy}")).At("item.state").GetString().ShouldBe("retired");
        (await world.Officer.SendAsync($"policies/{policy}/versions", Shelf.Draft("V2"))).Conflicts("policy.retired");
        (await world.Officer.SendAsync($"policies/{policy}/retirement", new { from = CaseWorld.Day(world.Today), reason = "再次" })).Conflicts("policy.retired");
    }

    [Fact]
    public async Task Policy_OfAnotherInstitution_Is404()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var version = await world.PublishAsync(policy);
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"policies/{policy}")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.AcknowledgeAsync(policy, version)).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"policies/{policy}/versions", Shelf.Draft("V9"))).IsProblem(HttpStatusCode.NotFound);
        (await stranger.PutAsync($"policies/{policy}", Shelf.Policy(), "\"1\"")).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_Filtered_HoldsOnlyWhatMatches()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var staff = await world.App.ClientAsync(Role.DeviceKeeper);
        var mark = "筛选" + CaseWorld.Next();
        var mine = await world.RegisterAsync(Shelf.Policy("registers").With("title", mark + " 一").With("boundRoles", new[] { "DeviceKeeper" }));
        await world.PublishAsync(mine);
        await world.RegisterAsync(Shelf.Policy("dataUse").With("title", mark + " 二"));

        async Task<int> CountAsync(string query) => (await staff.AskAsync($"policies?q={Uri.EscapeDataString(mark)}{query}")).Is(HttpStatusCode.OK).At("total").GetInt32();
        (await CountAsync("")).ShouldBe(2);
        (await CountAsync("&topic=registers")).ShouldBe(1);
        (await CountAsync("&state=draft")).ShouldBe(1);
        (await CountAsync("&mine=true")).ShouldBe(1);
        (await CountAsync("&kind=guideline")).ShouldBe(0);
        (await staff.AskAsync("policies?topic=nonsense")).Names("topic");
    }

    [Theory]
    [InlineData("title", null), InlineData("title", "  "), InlineData("kind", null), InlineData("kind", "law"), InlineData("topic", null), InlineData("scope", null)]
    [InlineData("scopeId", "0198a0c0-0000-7000-8000-000000000001"), InlineData("boundRoles", null)]
    public async Task Field_WrongAlone_IsNamed(string field, string? value)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.SendAsync("policies", Shelf.Policy().With(field, value))).Names(field);
    }

    [Theory, InlineData("department"), InlineData("technology"), InlineData("technologyVersion")]
    public async Task Scope_ThatNamesNothingKnown_IsRefused(string scope)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.SendAsync("policies", Shelf.Policy().With("scope", scope))).Names("scopeId", "field.required");
        (await world.Officer.SendAsync("policies", Shelf.Policy().With("scope", scope).With("scopeId", world.First.Id))).Names("scopeId", "field.unknownReference");
    }

    [Theory]
    [InlineData("approver", ""), InlineData("approvedOn", null), InlineData("approvedOn", "1900-01-01"), InlineData("approvedOn", "9999-12-31"), InlineData("inForceFrom", null)]
    [InlineData("inForceFrom", "2020-01-01"), InlineData("inForceFrom", "9999-12-31"), InlineData("reviewBy", null), InlineData("reviewBy", "2020-01-01"), InlineData("reviewBy", "9999-12-31")]
    public async Task Approval_WithOneFieldWrong_NamesIt(string field, string? value)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        var version = (await world.Officer.SendAsync($"policies/{policy}/versions", Shelf.Draft())).Created().Id;

        (await world.Officer.SendAsync($"policies/{policy}/versions/{version}/approval", Shelf.Approval(world.Today, world.Today, world.Today.AddYears(1)).With(field, value))).Names(field);
    }

    [Fact]
    public async Task Approval_StartingNoLaterThanTheVersionBefore_IsRefused()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var policy = await world.RegisterAsync(Shelf.Policy());
        await world.PublishAsync(policy, "V1", sinceDays: 30);
        var next = (await world.Officer.SendAsync($"policies/{policy}/versions", Shelf.Draft("V2"))).Created().Id;
        var from = world.Today.AddDays(-30);

        (await world.Officer.SendAsync($"policies/{policy}/versions/{next}/approval", Shelf.Approval(from, from, world.Today.AddYears(1)))).Names("inForceFrom", "policy.startsBeforePrevious");
    }

    [Fact]
    public async Task Reader_WhoMayNotWrite_IsRefused()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.First.Client.SendAsync("policies", Shelf.Policy())).IsProblem(HttpStatusCode.Forbidden);
    }
}
