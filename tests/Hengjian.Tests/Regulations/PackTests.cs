using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed partial class PackTests
{
    [Fact]
    public void Pack_OfTheProduct_HoldsEveryClauseOnceInOrder() =>
        Rules.Catalog.Packs.Single(p => p.Id == "R17").Clauses.Select(c => c.Id).ShouldBe(ClauseIds.R17);

    [Fact]
    public void Pack_OfTheProduct_HasTheClausesOfTheRequirements()
    {
        var table = SharedData.Require("requirements", "clauses.md");
        var ids = File.ReadLines(table).Select(l => ClauseRow().Match(l)).Where(m => m.Success).Select(m => m.Groups["id"].Value).ToArray();

        ids.Length.ShouldBeGreaterThan(30);
        ClauseIds.R17.ShouldBe(ids);
    }

    [Theory]
    [InlineData("R17-2.1.2", "years", "5")]
    [InlineData("R17-2.1.2", "residencyCounts", "true")]
    [InlineData("R17-2.1.2", "leaveOverMonths", "6")]
    [InlineData("R17-2.1.2", "partTimeCounts", "calendarDay")]
    [InlineData("R17-3.2a", "minimumPhysicians", "2")]
    [InlineData("R17-3.2a", "provisionalSecondOpinionHours", "24")]
    [InlineData("R17-3.2b", "years", "5")]
    [InlineData("R17-3.8.1a", "certificateRule", "deliveredWhileValid")]
    [InlineData("R17-4.1.1", "minimumTitle", "attending")]
    [InlineData("R17-4.1.2", "months", "6")]
    [InlineData("R17-4.1.2", "theoryHours", "20")]
    [InlineData("R17-4.1.2", "cases", "20")]
    [InlineData("R17-4.1.3", "months", "6")]
    [InlineData("R17-4.1.4", "years", "15")]
    [InlineData("R17-4.1.4", "cases", "300")]
    [InlineData("R17-4.1.4", "withinYears", "5")]
    [InlineData("R17-4.1.4", "issuedOn", "2017-02-17")]
    [InlineData("R17-4.2.1a", "casesPerYear", "100")]
    [InlineData("R17-4.2.1c", "supervisors", "2")]
    [InlineData("R17-4.2.1c", "years", "10")]
    public void Pack_Number_IsTheSpecifications(string clause, string parameter, string value) =>
        Rules.Catalog.Packs.Single(p => p.Id == "R17").Find(clause)!.Parameters[parameter].ValueText.ShouldBe(value);

    [Fact]
    public void Pack_ReportingDeadline_IsToBeConfirmed()
    {
        var deadline = Rules.Catalog.Packs.Single(p => p.Id == "R17").Find("R17-3.5c")!.Parameters["deadlineDays"];

        deadline.Value.ShouldBeNull();
        deadline.ToBeConfirmed.ShouldBeTrue();
    }

    [Fact]
    public void LegalStatus_IsNotConfirmedAndNamesItsSource()
    {
        var pack = Rules.Catalog.Packs.Single(p => p.Id == "R17");

        pack.LegalStatus.ConfirmedByInstitution.ShouldBeFalse();
        pack.LegalStatus.Text.En.ShouldContain("2022-04-20");
        pack.References.ShouldContain(r => r.Id == pack.LegalStatus.Source);
    }

    [Fact]
    public void Texts_InChinese_AreChinese()
    {
        var pack = Rules.Catalog.Packs.Single(p => p.Id == "R17");
        var texts = pack.Clauses.SelectMany(c => new[] { c.Title, c.Requirement, c.DecidedFrom }).Concat(pack.Messages.Values).ToArray();

        texts.ShouldAllBe(t => t.Zh.Any(c => c >= '\u4e00' && c <= '\u9fff'));
        texts.ShouldAllBe(t => t.En.All(c => c < '\u2e80'));
    }

    /// <summary>A text nobody uses would be kept up to date for nothing.</summary>
    [Theory]
    [InlineData("R17")]
    [InlineData("HP")]
    public void Messages_AreExactlyThoseThatTheRulesGive(string pack) =>
        Rules.Catalog.Packs.Single(p => p.Id == pack).Messages.Keys.ShouldBe(
            Rules.All.Where(r => r.Clause.StartsWith(pack + "-", StringComparison.Ordinal)).SelectMany(r => r.Messages).Concat(RuleEngine.OwnMessages).Select(m => m.Code).Distinct(), ignoreOrder: true);

    [Fact]
    public void Faults_OfManyKinds_AreAllReportedWithTheirPlaces()
    {
        var pack = ProductPack();
        pack["version"] = 0;
        pack["effective"] = new JsonObject { ["from"] = "2017-02-30" };
        pack["legalStatus"]!["source"] = "NOWHERE";
        pack["clauses"]![0]!["title"]!["zh"] = "";
        pack["clauses"]![1]!["level"] = "refuse";
        pack["clauses"]![2]!["colour"] = "red";
        pack["clauses"]![9]!["parameters"]!["years"]!["value"] = 500;
        pack["clauses"]![10]!["parameters"]!["routes"]!["value"] = new JsonArray("normal", "mail");
        pack["clauses"]![15]!["parameters"]!["minimumPhysicians"]!["value"] = "two";
        pack["clauses"]![16]!.AsObject().Remove("requirement");
        pack["clauses"]![17]!["references"] = new JsonArray("R99");
        pack["messages"]!["licence.expired"]!["zh"] = "到期";

        Should.Throw<RegulationPackException>(() => Load(pack)).Problems.Select(p => p.Path).ShouldBe(
            [
                "$.version", "$.effective.from", "$.legalStatus.source", "$.clauses[0].title.zh", "$.clauses[1].level", "$.clauses[2].colour",
                "$.clauses[9].parameters.years.value", "$.clauses[10].parameters.routes.value", "$.clauses[15].parameters.minimumPhysicians.value",
                "$.clauses[16].requirement", "$.clauses[17].references", "$.messages.licence.expired",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Clause_Absent_IsNamed()
    {
        var pack = ProductPack();
        pack["clauses"]!.AsArray().RemoveAt(5);

        Should.Throw<RegulationPackException>(() => Load(pack)).Problems.Single().Reason.ShouldBe("clause R17-1.3 is absent");
    }

    [Fact]
    public void Clause_Twice_IsNamed()
    {
        var pack = ProductPack();
        pack["clauses"]!.AsArray().Add(pack["clauses"]![5]!.DeepClone());

        Should.Throw<RegulationPackException>(() => Load(pack)).Problems.Single().Reason.ShouldBe("'R17-1.3' stands twice");
    }

    [Fact]
    public void Property_Twice_IsAFault()
    {
        var json = ProductPack().ToJsonString().Replace("\"pack\":\"R17\"", "\"pack\":\"R17\",\"pack\":\"R17\"", StringComparison.Ordinal);

        Should.Throw<RegulationPackException>(() => RegulationPackLoader.Load(Text(json))).Problems.Single().Path.ShouldBe("$.pack");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("\"R17\"")]
    [InlineData("{}")]
    public void Json_ThatIsNoPack_IsRefusedAsAFaultyPack(string json) =>
        Should.Throw<RegulationPackException>(() => RegulationPackLoader.Load(Text(json))).Problems.ShouldNotBeEmpty();

    [Fact]
    public void NullValue_WithoutToBeConfirmed_IsAFault()
    {
        var pack = ProductPack();
        pack["clauses"]![9]!["parameters"]!["years"]!["value"] = null;

        Should.Throw<RegulationPackException>(() => Load(pack)).Problems.Single().Path.ShouldBe("$.clauses[9].parameters.years.value");
    }

    private static void Load(JsonNode pack) => RegulationPackLoader.Load(Text(pack.ToJsonString()));

    private static MemoryStream Text(string json) => new(Encoding.UTF8.GetBytes(json));

    private static JsonNode ProductPack()
    {
        using var stream = typeof(RegulationPack).Assembly.GetManifestResourceStream("Hengjian.Governance.Regulations.Packs.R17@1.json")!;
        return JsonNode.Parse(stream)!;
    }

    [GeneratedRegex(@"^\| (?<id>R17-[0-9.]+[a-d]?) \|", RegexOptions.NonBacktracking)]
    private static partial Regex ClauseRow();
}
