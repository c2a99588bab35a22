using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Authorisations;

/// <summary>From the application to the notice, and what an act meets without one.</summary>
public sealed class AuthorisationTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Application_ThroughAllSteps_LetsTheReaderSign(TestDatabase database)
    {
        var scene = await SceneAsync(database);
        var id = await scene.ApplyAsync();
        var read = await scene.World.AnalysedAsync(on: scene.On);

        (await scene.Reader.Client.SendAsync($"cases/{read}/opinions", CaseSteps.OpinionBody())).Is(HttpStatusCode.NotFound);
        await scene.GrantAsync(id);
        var signed = await scene.Reader.Client.SendAsync($"cases/{read}/opinions", CaseSteps.OpinionBody());

        signed.Created();
        var view = await scene.World.Officer.AskAsync($"authorisations/{id}");
        view.At("state").GetString().ShouldBe("granted");
        view.At("inForce").GetBoolean().ShouldBeTrue();
        view.At("number").GetString()!.ShouldStartWith("SQ-");
        view.At("decisions").EnumerateArray().Select(d => d.GetProperty("outcome").GetString()).ShouldAllBe(o => o == "satisfied" || o == "notApplicable");
    }

    [Theory, MemberData(nameof(All))]
    public async Task NamedReader_WithoutAuthorisation_IsRefusedByTheClause(TestDatabase database)
    {
        var scene = await SceneAsync(database);
        var id = await scene.World.RegisterAsync(scene.World.CaseBody(on: scene.On).With("readers", new[] { scene.Reader.Id, scene.World.First.Id }));
        (await scene.World.ReceiveAsync(id, on: scene.On)).Created();

        var answer = await scene.Reader.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody());

        answer.RefusedBy("HP-7.1").Unmet.ShouldBe(["HP-7.1"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_WithoutAuthorisation_IsFalseForThatReasonAlone(TestDatabase database)
    {
        var scene = await SceneAsync(database);

        var before = await scene.EligibilityAsync();
        await scene.GrantAsync(await scene.ApplyAsync());
        var after = await scene.EligibilityAsync();

        before.At("eligible").GetBoolean().ShouldBeFalse();
        before.Unmet.ShouldBe(["HP-7.1"]);
        after.At("eligible").GetBoolean().ShouldBeTrue(after.Text);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Suspension_TakesEffectAtOnceAndTheQuestionAboutBeforeAnswersAsItWas(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var scene = await SceneAsync(await CaseWorld.OverAsync(app));
        var id = await scene.ApplyAsync();
        await scene.GrantAsync(id);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var before = CaseWorld.Instant(app.Clock.GetUtcNow());
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await scene.World.Officer.SendAsync($"authorisations/{id}/suspension", new { reason = "质量问题" })).Created();

        (await scene.EligibilityAsync()).Unmet.ShouldBe(["HP-7.1"]);
        (await scene.EligibilityAsync($"&at={Uri.EscapeDataString(before)}")).At("eligible").GetBoolean().ShouldBeTrue();
        (await scene.World.Officer.SendAsync($"authorisations/{id}/resumption", new { reason = "已整改" })).Created();
        (await scene.EligibilityAsync()).At("eligible").GetBoolean().ShouldBeTrue();
        (await scene.World.Officer.SendAsync($"authorisations/{id}/revocation", new { reason = "调离" })).Created();
        (await scene.EligibilityAsync()).Unmet.ShouldBe(["HP-7.1"]);
        (await scene.World.Officer.SendAsync($"authorisations/{id}/resumption", new { reason = "x" })).Conflicts("authorisation.otherStep");
    }

    [Fact]
    public async Task Term_Over_EndsTheAuthorisation()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var scene = await SceneAsync(await CaseWorld.OverAsync(app));
        await scene.GrantAsync(await scene.ApplyAsync(months: 1));

        app.Clock.Advance(TimeSpan.FromDays(32));

        (await scene.EligibilityAsync()).Unmet.ShouldContain("HP-7.1");
    }

    [Fact]
    public async Task Review_ByTheHeadOfAnotherDepartment_IsForbidden()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);
        var id = await scene.ApplyAsync();
        var elsewhere = (await scene.World.Officer.SendAsync("departments", new { name = "心内科 " + CaseWorld.Next(), kind = "clinical" })).Created().Id;
        var head = await scene.World.PersonAsync([Role.DepartmentHead], scene.World.Radiologist("chief", 20).With("departmentId", elsewhere));

        (await head.Client.SendAsync($"authorisations/{id}/review", new { agree = true })).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("authorisation.otherDepartment");
    }

    [Fact]
    public async Task Verification_OfSomebodyIneligible_IsRefusedByTheClauseThatIsUnmet()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);
        var id = await scene.ApplyAsync(scene.World.Junior.Id);
        (await scene.Head.Client.SendAsync($"authorisations/{id}/review", new { agree = true })).Created();

        (await scene.World.Officer.SendAsync($"authorisations/{id}/verification", new { agree = true })).RefusedBy("R17-2.1.2");

        (await scene.World.Officer.AskAsync($"authorisations/{id}")).State.ShouldBe("reviewed");
    }

    [Fact]
    public async Task Steps_OutOfOrder_Conflict()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);
        var id = await scene.ApplyAsync();

        (await scene.World.Officer.SendAsync($"authorisations/{id}/verification", new { agree = true })).Conflicts("authorisation.otherStep");
        (await scene.World.Officer.SendAsync("authorisations/motions", new { ids = new[] { id } })).Conflicts("authorisation.notVerified");
    }

    [Fact]
    public async Task Application_ForAColleague_IsForbidden()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);

        (await scene.Reader.Client.SendAsync("authorisations", scene.Application(scene.World.First.Id))).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("authorisation.onlyForOneself");
    }

    [Fact]
    public async Task Application_Twice_Conflicts()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);
        await scene.ApplyAsync();

        (await scene.Reader.Client.SendAsync("authorisations", scene.Application())).Conflicts("authorisation.alreadyAskedFor");
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    [InlineData(0, false)]
    public async Task Term_OfMonths_IsWithinThePacksLimit(int months, bool taken)
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);

        var answer = await scene.Reader.Client.SendAsync("authorisations", scene.Application(months: months));

        if (taken)
        {
            answer.Created();
        }
        else
        {
            answer.Names("months", "field.outOfRange");
        }
    }

    [Theory]
    [InlineData("deploymentId", "field.required")]
    [InlineData("practitionerId", "field.required")]
    [InlineData("acts", "field.required")]
    [InlineData("reason", "field.required")]
    [InlineData("months", "field.required")]
    public async Task Application_WithoutAField_NamesIt(string field, string code)
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);

        (await scene.World.Officer.SendAsync("authorisations", scene.Application().With(field, null))).Names(field, code);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Batch_ApprovedOnce_GrantsEach(TestDatabase database)
    {
        var scene = await SceneAsync(database);
        var others = new List<Guid>();
        foreach (var person in new[] { scene.World.First, scene.World.Second })
        {
            others.Add(await scene.ApplyAsync(person.Id));
        }

        await scene.GrantAsync([.. others]);

        foreach (var id in others)
        {
            (await scene.World.Officer.AskAsync($"authorisations/{id}")).At("inForce").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Batch_Refused_GrantsNothing()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);
        var id = await scene.ApplyAsync();
        var motion = await scene.PutAsync(id);

        await scene.Council.RefuseAsync(motion);

        (await scene.World.Officer.AskAsync($"authorisations/{id}")).State.ShouldBe("refused");
    }

    [Fact]
    public async Task EmergencyGrant_LastsItsHoursAndWaitsForASecondPerson()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var scene = await SceneAsync(await CaseWorld.OverAsync(app));
        var body = Calls.Json(new { practitionerId = scene.Reader.Id, deploymentId = scene.On.Id, acts = new[] { "opinion" }, hours = 12, reason = "夜间急诊缺员" });
        var id = (await scene.World.Officer.SendAsync("authorisations/emergency", body)).Created().Id;

        (await scene.EligibilityAsync()).At("eligible").GetBoolean().ShouldBeTrue();
        (await scene.World.Officer.SendAsync($"authorisations/{id}/emergency-review", new { reason = "知悉" })).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("authorisation.secondPerson");
        (await (await app.ClientAsync(Role.GovernanceOfficer)).SendAsync($"authorisations/{id}/emergency-review", new { reason = "知悉" })).Created();
        app.Clock.Advance(TimeSpan.FromHours(12));
        (await scene.EligibilityAsync()).Unmet.ShouldBe(["HP-7.1"]);
    }

    [Fact]
    public async Task EmergencyGrant_LongerThanThePackAllows_NamesTheHours()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);

        (await scene.World.Officer.SendAsync("authorisations/emergency", new { practitionerId = scene.Reader.Id, deploymentId = scene.On.Id, acts = new[] { "opinion" }, hours = 73, reason = "x" }))
            .Names("hours", "field.outOfRange");
    }

    [Theory, MemberData(nameof(All))]
    public async Task ExistingAuthorisation_CountsOnceACommitteeMemberConfirmedIt(TestDatabase database)
    {
        var scene = await SceneAsync(database);
        var today = scene.World.Today;
        var body = Calls.Json(new
        {
            practitionerId = scene.Reader.Id, deploymentId = scene.On.Id, acts = new[] { "opinion" }, decidedOn = CaseWorld.Day(today.AddDays(-100)), validTo = CaseWorld.Day(today.AddDays(300)), document = "2026-授-7",
        });
        var id = (await scene.World.Officer.SendAsync("authorisations/existing", body)).Created().Id;
        (await scene.EligibilityAsync()).Unmet.ShouldBe(["HP-7.1"]);

        (await scene.Council.Third.SendAsync($"authorisations/{id}/confirmation", new { agree = true })).Created();

        (await scene.EligibilityAsync()).At("eligible").GetBoolean().ShouldBeTrue();
        (await scene.EligibilityAsync($"&at={Uri.EscapeDataString(CaseWorld.Instant(scene.World.App.Clock.GetUtcNow().AddDays(-50)))}")).Decision("HP-7.1").GetProperty("outcome").GetString().ShouldBe("satisfied");
    }

    [Fact]
    public async Task ExistingAuthorisation_LongerThanTheTerm_NamesItsEnd()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);
        var decided = scene.World.Today.AddDays(-10);
        var last = decided.AddMonths(24).AddDays(-1);
        JsonObject Body(DateOnly to) => Calls.Json(new
        {
            practitionerId = scene.Reader.Id, deploymentId = scene.On.Id, acts = new[] { "opinion" }, decidedOn = CaseWorld.Day(decided), validTo = CaseWorld.Day(to), document = "D",
        });

        (await scene.World.Officer.SendAsync("authorisations/existing", Body(last.AddDays(1)))).Names("validTo", "authorisation.termTooLong");
        (await scene.World.Officer.SendAsync("authorisations/existing", Body(last))).Created();
    }

    [Fact]
    public async Task Authorisation_OfAnotherInstitution_Is404()
    {
        var scene = await SceneAsync(TestDatabase.Sqlite);
        var id = await scene.ApplyAsync();
        var stranger = await scene.World.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"authorisations/{id}")).Is(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"authorisations/{id}/suspension", new { reason = "x" })).Is(HttpStatusCode.NotFound);
        (await stranger.SendAsync("authorisations", scene.Application())).Names("practitionerId", "field.unknownReference");
    }

    /// <summary>A deployment on which the reader has no authorisation, the head of the department, and the committee.</summary>
    private sealed record Scene(CaseWorld World, Deployed On, Person Reader, Person Head, Council Council)
    {
        public JsonObject Application(Guid? practitioner = null, int months = 24) => Calls.Json(new
        {
            practitionerId = practitioner ?? Reader.Id, deploymentId = On.Id, acts = new[] { "opinion" }, months, reason = "日常阅片",
        });

        public async Task<Guid> ApplyAsync(Guid? practitioner = null, int months = 24) => (await World.Officer.SendAsync("authorisations", Application(practitioner, months))).Created().Id;

        public async Task<Guid> PutAsync(params Guid[] ids)
        {
            foreach (var id in ids)
            {
                (await Head.Client.SendAsync($"authorisations/{id}/review", new { agree = true, note = "同意" })).Created();
                (await World.Officer.SendAsync($"authorisations/{id}/verification", new { agree = true })).Created();
            }

            return (await World.Officer.SendAsync("authorisations/motions", new { ids, proposal = "批量授权" })).Created().Id;
        }

        public async Task GrantAsync(params Guid[] ids) => await Council.ApproveAsync(await PutAsync(ids));

        public Task<Answer> EligibilityAsync(string more = "") => World.Officer.AskAsync($"practitioners/{Reader.Id}/eligibility?deployment={On.Id}&act=opinion{more}");
    }

    private static async Task<Scene> SceneAsync(TestDatabase database) => await SceneAsync(await CaseWorld.SharedAsync(database));

    private static async Task<Scene> SceneAsync(CaseWorld world)
    {
        var on = await world.DeployAsync();
        await world.WithdrawGrantsAsync(on, keep: world.Technician.Id);
        var reader = await world.StrangerToGrantsAsync([Role.Physician], world.Radiologist("attending", 9));
        var head = await world.StrangerToGrantsAsync([Role.DepartmentHead], world.Radiologist("chief", 20));
        return new Scene(world, on, reader, head, await Council.OfAsync(world.App));
    }
}
