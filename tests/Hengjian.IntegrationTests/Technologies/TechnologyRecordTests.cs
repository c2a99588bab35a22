using System.Net;
using System.Text.Json.Nodes;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Technologies;

/// <summary>Renewals, device identifiers, checklists and particulars of technologies and versions through the API.</summary>
public sealed class TechnologyRecordTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static object Certificate(string number, string from, string? to, string? renews = null) => new { number, validFrom = from, validTo = to, registeredVersion = "3.2", significantVersionParts = 2, renews };

    private static async Task<Answer> WithCertificatesAsync(CaseWorld world, params object[] certificates) =>
        await world.Officer.SendAsync("technologies", world.TechnologyRecord().With("certificates", certificates));

    [Theory, MemberData(nameof(All))]
    public async Task Renewal_UnderTheSameNumber_IsAPeriodOfItsOwnAndTellsTheGap(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = (await WithCertificatesAsync(world, Certificate("国械注准20993210001", "2020-01-01", "2024-12-31"))).Created().Id;

        (await world.Officer.PutAsync($"technologies/{id}", world.TechnologyRecord().With("certificates", new[]
        {
            Certificate("国械注准20993210001", "2020-01-01", "2024-12-31"), Certificate("国械注准20993210001", "2025-01-11", "2029-12-31"),
        }), "\"1\"")).Is(HttpStatusCode.OK);

        var certificates = (await world.Officer.AskAsync($"technologies/{id}")).At("certificates");
        certificates.GetArrayLength().ShouldBe(2);
        certificates[1].GetProperty("renewsId").GetGuid().ShouldBe(certificates[0].GetProperty("id").GetGuid());
        certificates[1].GetProperty("gapDays").GetInt32().ShouldBe(10);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Renewal_OnTheNextDayUnderAnotherNumber_HasNoGap(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = (await WithCertificatesAsync(
            world, Certificate("国械注准20993210001", "2020-01-01", "2024-12-31"), Certificate("国械注准20993210009", "2025-01-01", null, "国械注准20993210001"))).Created().Id;

        var renewal = (await world.Officer.AskAsync($"technologies/{id}")).At("certificates")[1];
        renewal.GetProperty("renews").GetString().ShouldBe("国械注准20993210001");
        renewal.GetProperty("gapDays").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Certificates_OfOneNumberWhosePeriodsOverlap_Are422()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await WithCertificatesAsync(world, Certificate("国械注准20993210001", "2020-01-01", "2024-12-31"), Certificate("国械注准20993210001", "2024-12-31", "2029-12-31")))
            .Names("certificates[1].validFrom", "technology.periodsOverlap");
    }

    [Theory]
    [InlineData("国械注准20993210001")]
    [InlineData("国械注准20993210077")]
    public async Task Renewal_OfItselfOrOfAnUnknownOne_Is422(string renews)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await WithCertificatesAsync(world, Certificate("国械注准20993210001", "2020-01-01", "2024-12-31", renews))).Names("certificates[0].renews", "technology.renewsEarlier");
    }

    [Fact]
    public async Task Renewals_InACircle_Are422()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await WithCertificatesAsync(
            world, Certificate("国械注准20993210001", "2020-01-01", "2024-12-31", "国械注准20993210009"), Certificate("国械注准20993210009", "2025-01-01", null, "国械注准20993210001")))
            .Names("certificates[0].renews");
    }

    [Fact]
    public async Task CatalogueCode_ThatDoesNotExist_IsRefusedAndStoredWithAReason()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var body = world.TechnologyRecord().With("certificates.0.catalogueCode", "21-99");

        (await world.Officer.SendAsync("technologies", body)).Names("certificates[0].catalogueCode");
        var id = (await world.Officer.SendAsync("technologies", body.With("overrides", new Dictionary<string, string> { ["certificates[0].catalogueCode"] = "新目录" }))).Created().Id;

        var stored = await world.Officer.AskAsync($"technologies/{id}");
        stored.At("certificates")[0].GetProperty("catalogueCode").GetString().ShouldBe("21-99");
        stored.At("overrides").EnumerateObject().Single().Value.GetString().ShouldBe("新目录");
    }

    [Theory]
    [InlineData("09504000059118", "09504000059118")]
    [InlineData("(01)09504000059118", "09504000059118")]
    [InlineData("MA.156.M0.123456.1234567Y", "MA.156.M0.123456.1234567Y")]
    public async Task DeviceIdentifier_OfEachAgency_IsStoredInItsOwnForm(string given, string stored)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync(version: v => v.With("udiDi", given));

        (await world.Officer.AskAsync($"technologies/{on.Technology}")).At("versions")[0].GetProperty("udiDi").GetString().ShouldBe(stored);
    }

    [Theory]
    [InlineData("09504000059119", "identifier.udi.gtinCheck")]
    [InlineData("9504000059118", "identifier.udi.gtinShape")]
    [InlineData("(01)09504000059118(21)1234", "technology.udiOfAUnit")]
    [InlineData("(01)09504000059118(17)290101", "technology.udiOfAUnit")]
    public async Task DeviceIdentifier_Wrong_Is422(string given, string code)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.SendAsync($"technologies/{world.Lung.Technology}/versions", world.VersionRecord().With("algorithmVersion", "5." + CaseWorld.Next()).With("udiDi", given))).Names("udiDi", code);
    }

    [Theory]
    [InlineData("3.2.1", "inside")]
    [InlineData("4.0.0", "outside")]
    public async Task Version_AgainstTheCertificate_IsInsideOrOutside(string release, string coverage)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync(version: v => v.With("algorithmVersion", release));

        (await world.Officer.AskAsync($"technologies/{on.Technology}")).At("versions")[0].GetProperty("coverage").GetString().ShouldBe(coverage);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Checklist_OfTheVersion_IsWhatCasesAsk_AndIsTakenAwayAgain(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(version: v => v.With("indicationChecklist", new[] { new { code = "thinSlice", text = "层厚不超过 1 mm", kind = "indication", required = true } }));

        (await world.Officer.AskAsync($"deployments/{on.Id}")).At("indicationChecklist").EnumerateArray().Single().GetProperty("code").GetString().ShouldBe("thinSlice");
        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on))).IsProblem(HttpStatusCode.UnprocessableEntity);
        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on).With("indication.answers", new { thinSlice = true }))).Created();
        (await world.Officer.PutAsync($"technologies/{on.Technology}/versions/{on.Version}", world.VersionRecord().With("useTechnologyChecklist", true), "\"1\"")).Is(HttpStatusCode.OK);

        (await world.Officer.AskAsync($"deployments/{on.Id}")).At("indicationChecklist").GetArrayLength().ShouldBe(2);
        (await world.Technician.Client.SendAsync("cases", world.CaseBody(on: on))).Created();
    }

    private static JsonObject Particulars() => Calls.Json(new
    {
        targetPopulation = "成人",
        knownLimits = "磨玻璃结节敏感度较低",
        trainingData = new { sources = "三家医院", size = 120000, sites = "华东", from = "2018-01-01", to = "2022-12-31", demographics = "男 52%", labelling = "双人标注", knownGaps = "儿童" },
        claims = new[] { new { measure = "敏感度", value = 0.94, low = 0.92, high = 0.96, referenceStandard = "三名专家共识", operatingPoint = "阈值 0.5", study = "NCT-1" } },
        studies = new[] { new { study = "NCT-1", design = "回顾性", sites = 3, cases = 900, result = "敏感度 0.94" } },
        generative = new { facesPublic = false, filingNumbers = new[] { "备-1" }, explicitLabel = true, implicitLabel = true, knowledgeBase = "指南", knowledgeProvenance = "2026 版", promptLogKept = true },
        development = new[] { new { stage = "data", completedOn = "2023-01-01", evidence = "D-1" } },
    });

    [Theory, MemberData(nameof(All))]
    public async Task Particulars_Stored_AreReadBackAndStayWhenARecordComesWithoutThem(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(version: v => v.With("particulars", Particulars()));
        (await world.Officer.PutAsync($"technologies/{on.Technology}/versions/{on.Version}", world.VersionRecord(), "\"1\"")).Is(HttpStatusCode.OK);

        var stored = (await world.Officer.AskAsync($"technologies/{on.Technology}")).At("versions")[0].GetProperty("particulars");

        JsonNode.DeepEquals(JsonNode.Parse(stored.GetProperty("trainingData").GetRawText())!["sources"], "三家医院").ShouldBeTrue(stored.ToString());
        stored.GetProperty("claims")[0].GetProperty("value").GetDouble().ShouldBe(0.94);
        stored.GetProperty("generative").GetProperty("filingNumbers")[0].GetString().ShouldBe("备-1");
        stored.GetProperty("development")[0].GetProperty("stage").GetString().ShouldBe("data");
    }

    public static TheoryData<string, object?, string> WrongParticulars => new()
    {
        { "targetPopulation", new string('x', 2001), "particulars.targetPopulation" },
        { "knownLimits", "a\u0007", "particulars.knownLimits" },
        { "trainingData.size", 0, "particulars.trainingData.size" },
        { "trainingData.from", "1900-01-01", "particulars.trainingData.from" },
        { "trainingData.from", "2023-01-01", "particulars.trainingData.to" },
        { "trainingData.to", "2999-01-01", "particulars.trainingData.to" },
        { "claims.0.value", 1.01, "particulars.claims[0].value" },
        { "claims.0.value", null, "particulars.claims[0].value" },
        { "claims.0.low", 0.95, "particulars.claims[0].low" },
        { "claims.0.high", 0.93, "particulars.claims[0].high" },
        { "claims.0.referenceStandard", " ", "particulars.claims[0].referenceStandard" },
        { "claims.0.measure", null, "particulars.claims[0].measure" },
        { "claims.0", null, "particulars.claims[0]" },
        { "studies.0.study", null, "particulars.studies[0].study" },
        { "studies.0.cases", 0, "particulars.studies[0].cases" },
        { "generative.filingNumbers.0", " ", "particulars.generative.filingNumbers[0]" },
        { "development.0.stage", null, "particulars.development[0].stage" },
        { "development.0.stage", "party", "particulars.development[0].stage" },
        { "development.0.completedOn", "2999-01-01", "particulars.development[0].completedOn" },
        { "development.0.evidence", null, "particulars.development[0].evidence" },
    };

    [Theory, MemberData(nameof(WrongParticulars))]
    public async Task Particulars_WithOneFieldWrong_Are422NamingIt(string member, object? value, string named)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var body = world.VersionRecord().With("algorithmVersion", "6." + CaseWorld.Next()).With("particulars", Particulars().With(member, value));

        (await world.Officer.SendAsync($"technologies/{world.Lung.Technology}/versions", body)).Names(named);
    }
}
