using System.Net;
using System.Text.Json.Nodes;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Technologies;

/// <summary>R17-0.1 and R17-0.2 through the API: asked for each version and at each change, signed where there is no great influence, told as of any moment.</summary>
public sealed class ScopeQuestionnaireTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static JsonObject Answers() => Calls.Json(new { embedded = false, runsAloneOrExportsResults = true, influences = new[] { "cost" }, clinicalValidation = "V-9", approval = "国械注准20993210001" });

    private static JsonObject NoInfluence(string? secret = null) => Calls.Json(new
    {
        influences = Array.Empty<string>(), noGreatInfluence = "仅用于排班", signature = secret is null ? null : new { method = "password", secret },
    });

    private static string ScopeOf(Deployed on) => $"technologies/{on.Technology}/versions/{on.Version}/scope";

    private static async Task<string> OutcomeAsync(CaseWorld world, Deployed on, string query = "") => (await world.Officer.AskAsync(ScopeOf(on) + query)).Is(HttpStatusCode.OK).At("outcome").GetString()!;

    [Theory, MemberData(nameof(All))]
    public async Task NoGreatInfluence_Unsigned_IsRefusedAndNothingIsStored(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        (await world.Officer.SendAsync(ScopeOf(on), NoInfluence())).Names("noGreatInfluence", "technology.reasonUnsigned").Names("signature.secret");

        (await OutcomeAsync(world, on)).ShouldBe("inScope");
    }

    [Theory, MemberData(nameof(All))]
    public async Task NoGreatInfluence_SignedWithAWrongSecret_IsForbidden(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        (await world.Officer.SendAsync(ScopeOf(on), NoInfluence("not the password"))).IsProblem(HttpStatusCode.Forbidden);

        (await OutcomeAsync(world, on)).ShouldBe("inScope");
    }

    [Theory, MemberData(nameof(All))]
    public async Task NoGreatInfluence_Signed_IsOutsideInTheSignersNameAndKeepsItsSignature(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        (await world.Officer.SendAsync(ScopeOf(on), NoInfluence(TestUser.Password))).Created();

        var scope = (await world.Officer.AskAsync(ScopeOf(on))).Is(HttpStatusCode.OK);
        scope.At("outcome").GetString().ShouldBe("noGreatInfluence");
        scope.Decision("R17-0.1").GetProperty("outcome").GetString().ShouldBe("notApplicable");
        var latest = scope.At("history")[0];
        latest.GetProperty("signatureId").GetGuid().ShouldNotBe(Guid.Empty);
        latest.GetProperty("answers").GetProperty("noGreatInfluence").GetProperty("signedBy").GetGuid().ShouldBe(latest.GetProperty("answeredBy").GetGuid());
        latest.GetProperty("answers").GetProperty("noGreatInfluence").GetProperty("signedOn").GetString().ShouldBe(CaseWorld.Day(world.Today));
    }

    [Theory, MemberData(nameof(All))]
    public async Task NoGreatInfluence_ClaimedAsSignedInAVersionsRecord_IsRefused(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var forged = world.VersionRecord().With("scope", new { influences = Array.Empty<string>(), noGreatInfluence = new { reason = "伪造", signedBy = world.First.Id, signedOn = "2024-01-01" } });

        (await world.Officer.PutAsync($"technologies/{on.Technology}/versions/{on.Version}", forged, "\"1\"")).Names("scope.noGreatInfluence", "technology.reasonUnsigned");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Outcome_AsOfEarlierMoments_IsWhatItWasThen(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(version: v => v.Without("scope"));
        var before = CaseWorld.Instant(world.App.Clock.GetUtcNow());
        world.App.Clock.Advance(TimeSpan.FromSeconds(2));
        (await world.Officer.SendAsync(ScopeOf(on), Answers())).Created();
        var answered = CaseWorld.Instant(world.App.Clock.GetUtcNow());
        world.App.Clock.Advance(TimeSpan.FromSeconds(2));
        (await world.Officer.SendAsync(ScopeOf(on), Answers().Without("approval"))).Created();

        (await OutcomeAsync(world, on)).ShouldBe("notAdmissible");
        (await OutcomeAsync(world, on, "?at=" + answered)).ShouldBe("inScope");
        (await OutcomeAsync(world, on, "?at=" + before)).ShouldBe("undetermined");
        (await world.Officer.AskAsync(ScopeOf(on))).At("history").GetArrayLength().ShouldBe(2);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Change_InEffectToday_StopsNewCasesUntilTheQuestionsAreAnsweredAgain(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"technologies/{on.Technology}/versions/{on.Version}/changes", new { description = "阈值由 0.5 调为 0.4", effectiveOn = CaseWorld.Day(world.Today) })).Created();

        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on))).RefusedBy("R17-0.1");
        (await OutcomeAsync(world, on)).ShouldBe("undetermined");

        world.App.Clock.Advance(TimeSpan.FromSeconds(1));
        (await world.Officer.SendAsync(ScopeOf(on), Answers())).Created();
        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on))).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Change_InEffectTomorrow_StopsNothingToday(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"technologies/{on.Technology}/versions/{on.Version}/changes", new { description = "新设备接入", effectiveOn = CaseWorld.Day(world.Today.AddDays(1)) })).Created();

        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on))).Created();
        (await OutcomeAsync(world, on)).ShouldBe("inScope");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Change_Waiting_IsNotAnsweredByWritingTheRecordBack(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"technologies/{on.Technology}/versions/{on.Version}/changes", new { description = "配置", effectiveOn = CaseWorld.Day(world.Today) })).Created();
        var read = (await world.Officer.AskAsync($"technologies/{on.Technology}")).At("versions")[0];
        var record = world.VersionRecord().With("scope", JsonNode.Parse(read.GetProperty("scope").GetRawText())!);

        (await world.Officer.PutAsync($"technologies/{on.Technology}/versions/{on.Version}", record, "\"2\"")).Is(HttpStatusCode.OK);

        (await OutcomeAsync(world, on)).ShouldBe("undetermined");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Version_Renamed_AsksAnew(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        (await world.Officer.PutAsync($"technologies/{on.Technology}/versions/{on.Version}", world.VersionRecord().Without("scope").With("algorithmVersion", "3.2.2"), "\"1\"")).Is(HttpStatusCode.OK);

        var scope = await world.Officer.AskAsync(ScopeOf(on));
        scope.At("outcome").GetString().ShouldBe("undetermined");
        scope.At("answers.forVersion").GetString().ShouldBe("3.2.1");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Evidence_OfAStudy_ShowsClinicalValidation(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();

        (await world.Officer.SendAsync(ScopeOf(on), Answers().Without("clinicalValidation").With("evidence", new[] { new { study = "NCT-1", design = "前瞻性", sites = 3, cases = 900, result = "敏感度 0.94（0.92–0.96）" } }))).Created();

        (await OutcomeAsync(world, on)).ShouldBe("inScope");
    }

    [Theory, MemberData(nameof(All))]
    public async Task NotAdmissible_InShadow_IsRecordedAndInUseIsRefused(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var shadow = await world.DeployAsync(version: v => v.Without("scope.clinicalValidation"), deployment: d => d.With("stage", "shadow"));
        var used = await world.DeployAsync(version: v => v.Without("scope.clinicalValidation"));

        var id = (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: shadow))).Created().Id;
        (await world.ReceiveAsync(id, on: shadow)).Created().At("status").GetString().ShouldBe("shadow");
        (await world.First.Client.AskAsync($"cases/{id}")).At("aiResults").GetArrayLength().ShouldBe(0);
        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: used))).RefusedBy("R17-0.1");
    }

    public static TheoryData<string, object?, string> WrongAnswers => new()
    {
        { "otherInfluence", new string('长', 201), "otherInfluence" },
        { "approval", new string('长', 201), "approval" },
        { "clinicalValidation", "a\u0001b", "clinicalValidation" },
        { "evidence", new object?[] { null }, "evidence[0]" },
        { "evidence", new object[] { new { study = " ", result = "r" } }, "evidence[0].study" },
        { "evidence", new object[] { new { study = "s" } }, "evidence[0].result" },
        { "evidence", new object[] { new { study = "s", result = "r", sites = 0 } }, "evidence[0].sites" },
        { "evidence", new object[] { new { study = "s", result = "r", cases = -1 } }, "evidence[0].cases" },
        { "influences", new object[] { "wealth" }, "influences[0]" },
        { "influences", new object[] { "other" }, "otherInfluence" },
    };

    [Theory, MemberData(nameof(WrongAnswers))]
    public async Task Answers_WithOneFieldWrong_Are422NamingIt(string member, object? value, string named)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.SendAsync(ScopeOf(world.Lung), Answers().With(member, value))).Names(named);
    }

    [Theory]
    [InlineData("description", " ", "description")]
    [InlineData("effectiveOn", null, "effectiveOn")]
    [InlineData("effectiveOn", "1979-12-31", "effectiveOn")]
    [InlineData("effectiveOn", "2999-01-01", "effectiveOn")]
    [InlineData("effectiveOn", "2026-02-30", "effectiveOn")]
    public async Task Change_WithOneFieldWrong_Is422NamingIt(string member, string? value, string named)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var body = Calls.Json(new { description = "x", effectiveOn = CaseWorld.Day(world.Today) }).With(member, value);

        (await world.Officer.SendAsync($"technologies/{world.Lung.Technology}/versions/{world.Lung.Version}/changes", body)).Names(named);
    }

    [Fact]
    public async Task Scope_OfAnotherTechnologysVersion_Is404()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var other = await world.DeployAsync();

        (await world.Officer.AskAsync($"technologies/{other.Technology}/versions/{world.Lung.Version}/scope")).IsProblem(HttpStatusCode.NotFound);
        (await world.Officer.SendAsync($"technologies/{other.Technology}/versions/{world.Lung.Version}/scope", Answers())).IsProblem(HttpStatusCode.NotFound);
    }
}
