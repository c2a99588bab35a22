using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Technologies.Classification;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Technologies;

/// <summary>Classified management (HP-17.1): tiers by questions, the institution's table, what a deployment records and tightens.</summary>
public sealed class ClassifiedManagementTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static JsonObject Answers(params string[] affirmed) => Calls.Json(new { answers = ClassificationDefaults.Questions.ToDictionary(q => q.Code, q => affirmed.Contains(q.Code)) });

    private static JsonObject Line(int months = 12, int blind = 10, int sampling = 5) => Calls.Json(new
    {
        gates = new[] { "technicalReview", "ethicsReview", "acceptanceTest", "trialRun" }, reviewMonths = months, blindFirstPercent = blind, samplingPercent = sampling, reason = "本院规定",
    });

    private static JsonObject Model() => Calls.Json(new { particulars = new { hosting = "local", hosts = new[] { "ai-node-1" }, dataLeavesIntranet = false } });

    private static Task<Answer> TierAsync(CaseWorld world, Deployed on, JsonObject body, int etag = 1) =>
        world.Officer.PutAsync($"technologies/{on.Technology}/versions/{on.Version}/risk", body, $"\"{etag}\"");

    /// <summary>An office of its own: lines of the table are the institution's, and tests run at once.</summary>
    private static async Task<(HttpClient Officer, CaseWorld World)> ElsewhereAsync(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        return (await world.StrangerAsync(Governance.Access.Contracts.Role.GovernanceOfficer), world);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Tier_ByTheQuestions_DecidesTheRowThatHolds(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        var assumed = (await world.Officer.AskAsync($"deployments/{on.Id}/model")).Is(HttpStatusCode.OK);
        assumed.At("requirements.tier").GetString().ShouldBe("high");
        assumed.At("requirements.tierDecided").GetBoolean().ShouldBeFalse();

        (await TierAsync(world, on, Answers("delaysCare"))).Is(HttpStatusCode.OK);

        var decided = await world.Officer.AskAsync($"deployments/{on.Id}/model");
        decided.At("requirements.tier").GetString().ShouldBe("medium");
        decided.At("requirements.tierDecided").GetBoolean().ShouldBeTrue();
        (await world.Officer.AskAsync($"technologies/{on.Technology}")).At("versions")[0].GetProperty("risk").GetProperty("decided").GetString().ShouldBe("medium");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Tier_ChosenOtherwise_NeedsAReasonAndKeepsBoth(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        (await TierAsync(world, on, Answers("delaysCare").With("tier", "low"))).Names("reason");
        (await TierAsync(world, on, Answers("delaysCare").With("tier", "low").With("reason", "双人复核"))).Is(HttpStatusCode.OK);

        var risk = (await world.Officer.AskAsync($"technologies/{on.Technology}")).At("versions")[0].GetProperty("risk");
        risk.GetProperty("decided").GetString().ShouldBe("medium");
        risk.GetProperty("chosen").GetString().ShouldBe("low");
        risk.GetProperty("reason").GetString().ShouldBe("双人复核");
    }

    [Fact]
    public async Task Tier_WithAnOpenOrAnUnknownQuestion_Is422()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();

        (await TierAsync(world, on, Answers().Without("answers.graveHarm"))).Names("answers.graveHarm");
        (await TierAsync(world, on, Answers().With("answers.weather", true))).Names("answers");
        (await TierAsync(world, on, Calls.Json(new { }))).Names("answers.graveHarm");
        (await TierAsync(world, on, Answers(), etag: 7)).IsProblem(HttpStatusCode.PreconditionFailed);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Line_Changed_HoldsInThisInstitutionAlone(TestDatabase database)
    {
        var (officer, world) = await ElsewhereAsync(database);

        (await officer.PutAsync("management-classes/imagingCad/medium", Line(months: 6, blind: 15), "\"0\"")).Is(HttpStatusCode.OK).ETag.ShouldBe("\"1\"");

        var line = (await officer.AskAsync("management-classes/imagingCad/medium")).Is(HttpStatusCode.OK);
        line.At("line.reviewMonths").GetInt32().ShouldBe(6);
        line.At("default.reviewMonths").GetInt32().ShouldBe(12);
        line.At("deviates").GetBoolean().ShouldBeFalse();
        (await world.Officer.AskAsync("management-classes/imagingCad/medium")).At("line.reviewMonths").GetInt32().ShouldBe(12);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Line_ThatAsksLess_NeedsAnApprovalAndStaysADeviation(TestDatabase database)
    {
        var (officer, _) = await ElsewhereAsync(database);

        (await officer.PutAsync("management-classes/imagingCad/medium", Line(months: 13), "\"0\"")).Names("approvedBy").Names("approvedOn");
        (await officer.PutAsync("management-classes/imagingCad/medium", Line(months: 13).With("approvedBy", "委员会").With("approvedOn", "2999-01-01"), "\"0\"")).Names("approvedOn", "field.future");
        (await officer.PutAsync("management-classes/imagingCad/medium", Line(months: 13).With("approvedBy", "委员会").With("approvedOn", "2026-01-05"), "\"0\"")).Is(HttpStatusCode.OK);

        var line = await officer.AskAsync("management-classes/imagingCad/medium");
        line.At("deviates").GetBoolean().ShouldBeTrue();
        line.At("approvedBy").GetString().ShouldBe("委员会");
    }

    [Fact]
    public async Task Line_ChangedMeanwhile_Is412AndNothingIsLost()
    {
        var (officer, _) = await ElsewhereAsync(TestDatabase.Sqlite);
        (await officer.PutAsync("management-classes/cdss/low", Line(months: 6), "\"0\"")).Is(HttpStatusCode.OK);

        (await officer.PutAsync("management-classes/cdss/low", Line(months: 3), "\"0\"")).IsProblem(HttpStatusCode.PreconditionFailed);

        (await officer.AskAsync("management-classes/cdss/low")).At("line.reviewMonths").GetInt32().ShouldBe(6);
    }

    [Theory]
    [InlineData("reviewMonths", 0)]
    [InlineData("reviewMonths", 61)]
    [InlineData("blindFirstPercent", -1)]
    [InlineData("blindFirstPercent", 101)]
    [InlineData("samplingPercent", 101)]
    [InlineData("reviewMonths", null)]
    [InlineData("gates", null)]
    [InlineData("reason", null)]
    public async Task Line_WithOneFieldWrong_Is422NamingIt(string field, int? value)
    {
        var (officer, _) = await ElsewhereAsync(TestDatabase.Sqlite);

        (await officer.PutAsync("management-classes/pathology/low", Line().With(field, value), "\"0\"")).Names(field);
    }

    [Theory]
    [InlineData("management-classes/robots/high")]
    [InlineData("management-classes/cdss/extreme")]
    public async Task Line_OfNoSuchClassOrTier_Is404(string path)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.AskAsync(path)).IsProblem(HttpStatusCode.NotFound);
        (await world.Officer.PutAsync(path, Line(), "\"0\"")).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Model_Recorded_CompletesTheClauseAndMayTightenOnly(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        (await TierAsync(world, on, Answers("delaysCare"))).Is(HttpStatusCode.OK);
        var path = $"deployments/{on.Id}/model";

        (await world.Officer.PutAsync(path, Model().With("tightening", new { reviewMonths = 13, reason = "x" }), "\"0\"")).Names("tightening.reviewMonths", "technology.onlyStricter");
        (await world.Officer.PutAsync(path, Model().With("tightening", new { blindFirstPercent = 9, reason = "x" }), "\"0\"")).Names("tightening.blindFirstPercent", "technology.onlyStricter");
        (await world.Officer.PutAsync(path, Model().With("tightening", new { samplingPercent = 20 }), "\"0\"")).Names("tightening.reason");
        (await world.Officer.PutAsync(path, Model().With("tightening", new { gates = new[] { "securityReview" }, reviewMonths = 12, samplingPercent = 20, reason = "新产品" }), "\"0\"")).Is(HttpStatusCode.OK);

        var model = await world.Officer.AskAsync(path);
        model.At("decision.outcome").GetString().ShouldBe("satisfied");
        model.At("requirements.samplingPercent").GetInt32().ShouldBe(20);
        model.At("requirements.reviewMonths").GetInt32().ShouldBe(12);
        model.At("requirements.source").GetString().ShouldBe("deployment");
        model.At("requirements.gates").EnumerateArray().Select(g => g.GetString()).ShouldBe(["technicalReview", "ethicsReview", "securityReview", "acceptanceTest", "trialRun"]);
        model.ETag.ShouldBe("\"1\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Requirements_ForOtherModules_AreThoseOfThePage(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var management = world.App.Services.GetRequiredService<IClassifiedManagement>();
        await using var db = world.App.Read();

        var found = await management.ForAsync(db, on.Id, CancellationToken.None);

        found.ShouldNotBeNull();
        (found.AiClass, found.Tier, found.TierDecided, found.ReviewMonths, found.Source).ShouldBe((AiClass.ImagingCad, RiskTier.High, false, 6, RequirementSource.Default));
        found.Gates.ShouldBe(Enum.GetValues<ManagementGate>());
        (await management.FactsAsync(db, on.Id, CancellationToken.None))!.Tier.ShouldBeNull();
        (await management.ForAsync(db, Guid.Empty, CancellationToken.None)).ShouldBeNull();
    }

    public static TheoryData<string, object?, string> WrongModels => new()
    {
        { "particulars", null, "particulars" },
        { "particulars.hosting", "basement", "particulars.hosting" },
        { "particulars.hosts", new object[] { " " }, "particulars.hosts[0]" },
        { "particulars.hosts", new object?[] { null }, "particulars.hosts[0]" },
        { "particulars.whatLeaves", new string('x', 2001), "particulars.whatLeaves" },
        { "particulars.promptLogMonths", 0, "particulars.promptLogMonths" },
        { "particulars.promptLogMonths", 6, "particulars.promptLogMonths" },
        { "particulars.filingNumbers", new object[] { new string('x', 201) }, "particulars.filingNumbers[0]" },
        { "tightening", new { reviewMonths = 0, reason = "x" }, "tightening.reviewMonths" },
        { "tightening", new { samplingPercent = 101, reason = "x" }, "tightening.samplingPercent" },
    };

    [Theory, MemberData(nameof(WrongModels))]
    public async Task Model_WithOneFieldWrong_Is422NamingIt(string member, object? value, string named)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.PutAsync($"deployments/{world.Lung.Id}/model", Model().With(member, value), "\"0\"")).Names(named);
    }

    [Fact]
    public async Task Model_ChangedMeanwhileOrOfAnotherInstitution_IsRefused()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();
        (await world.Officer.PutAsync($"deployments/{on.Id}/model", Model(), "\"0\"")).Is(HttpStatusCode.OK);

        (await world.Officer.PutAsync($"deployments/{on.Id}/model", Model(), "\"0\"")).IsProblem(HttpStatusCode.PreconditionFailed);
        var stranger = await world.StrangerAsync(Governance.Access.Contracts.Role.GovernanceOfficer);
        (await stranger.AskAsync($"deployments/{on.Id}/model")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.PutAsync($"deployments/{on.Id}/model", Model(), "\"1\"")).IsProblem(HttpStatusCode.NotFound);
        (await world.First.Client.PutAsync($"deployments/{on.Id}/model", Model(), "\"1\"")).IsProblem(HttpStatusCode.Forbidden);
    }
}
