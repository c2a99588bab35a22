using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Quality;

/// <summary>Real readings from outside the repository, against numbers that others computed; skipped where they are absent.</summary>
public sealed class SharedStudyTests
{
    private const string RadiologistsMap = """
        { "case": "case_id", "reader": "reader_id", "truth": "truth", "readerLabel": "reader_label", "aiLabel": "ai_label", "aiScore": null,
          "condition": "condition", "withoutAi": "unaided", "withAi": "ai_assisted", "seconds": "seconds", "group": "task", "positive": ["1"], "reference": "panel",
          "subgroups": [] }
        """;

    private const string PathologistsMap = """
        { "case": "case_id", "reader": "reader_id", "truth": null, "readerLabel": "VTA", "aiLabel": null, "aiScore": null,
          "condition": "modalityID", "withoutAi": ["camic", "camic-expert", "pathp", "eedap"], "withAi": null, "seconds": null, "group": null, "positive": ["TRUE"],
          "reference": null, "subgroups": ["WSI"] }
        """;

    public static TheoryData<TestDatabase> All => Databases.All;

    private static string File(string name) => SharedData.Require("data", "readers", name);

    [Theory, MemberData(nameof(All))]
    public async Task Radiologists_WithAndWithoutAi_EqualTheExpectedNumbers(TestDatabase database)
    {
        var expected = JsonSerializer.Deserialize<JsonElement>(await System.IO.File.ReadAllTextAsync(File("reader_isbi23_with_without_ai.expected.json"))).GetProperty("expected");
        var csv = await System.IO.File.ReadAllTextAsync(File("reader_isbi23_with_without_ai.csv"));
        var app = await AppFixture.SharedAsync(database);
        var report = await app.ImportAsync(csv, RadiologistsMap, "radiologists.csv");
        var officer = await app.ClientAsync(Role.QualityOfficer);

        (report.Cases, report.Readings, report.RejectedCount, report.Warnings.Count(w => w.Code == "import.truthConflict")).ShouldBe((980, 1255, 0, 2));
        report.Deployments.Count.ShouldBe(3);
        foreach (var deployment in report.Deployments)
        {
            var answer = await officer.QualityAsync($"statistics?deployment={deployment.Id}&unit=reading&reference=panel");
            var (alone, with) = (expected.GetProperty(deployment.Group + "|unaided"), expected.GetProperty(deployment.Group + "|ai_assisted"));
            Same(answer.At("physiciansAlone"), alone.GetProperty("reader"));
            Same(answer.At("physiciansWithAi"), with.GetProperty("reader"));
            Same(answer.At("ai"), with.GetProperty("ai_alone"));
            answer.Fraction("followedWrongAi").ShouldBe(FractionOf(with.GetProperty("automation_bias_follow_wrong_ai")));
            answer.At("medianSeconds.alone").GetDouble().ShouldBe(alone.GetProperty("median_seconds").GetDouble());
            answer.At("medianSeconds.withAi").GetDouble().ShouldBe(with.GetProperty("median_seconds").GetDouble());
            (answer.Long("readingsAlone"), answer.Long("readingsWithAi")).ShouldBe((alone.GetProperty("readings").GetInt64(), with.GetProperty("readings").GetInt64()));
        }

        var check = await app.Services.GetRequiredService<RebuildCounters>().CheckAsync(app.InstitutionId, CancellationToken.None);
        check.First.ShouldBeNull();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Pathologists_WithoutTruth_AgreeAsExpected(TestDatabase database)
    {
        var expected = JsonSerializer.Deserialize<JsonElement>(await System.IO.File.ReadAllTextAsync(File("reader_htt_pathologists.expected.json"))).GetProperty("expected");
        var csv = await System.IO.File.ReadAllTextAsync(File("reader_htt_pathologists.csv"));
        var app = await AppFixture.SharedAsync(database);
        var report = await app.ImportAsync(csv, PathologistsMap, "pathologists.csv");
        var officer = await app.ClientAsync(Role.QualityOfficer);
        var deployment = report.Deployments.Single().Id;

        (report.Cases, report.Readings).ShouldBe((expected.GetProperty("cases").GetInt32(), expected.GetProperty("rows").GetInt32()));
        var conditions = (await officer.QualityAsync($"agreement?deployment={deployment}")).At("conditions").EnumerateArray().ToDictionary(c => c.At("condition").GetString()!);
        foreach (var condition in expected.GetProperty("VTA_binary_pairwise_kappa_pairs_with_ge50_common").EnumerateObject())
        {
            var found = conditions[condition.Name];
            found.Long("pairs").ShouldBe(condition.Value.GetProperty("pairs").GetInt64());
            found.At("meanKappa").GetDouble().ShouldBe(condition.Value.GetProperty("mean_pairwise_kappa").GetDouble(), 1e-9);
            found.At("lowestKappa").GetDouble().ShouldBe(condition.Value.GetProperty("min").GetDouble(), 1e-9);
            found.At("highestKappa").GetDouble().ShouldBe(condition.Value.GetProperty("max").GetDouble(), 1e-9);
        }

        conditions["eedap"].Long("pairs").ShouldBe(0);
        var statistics = await officer.QualityAsync($"statistics?deployment={deployment}");
        (statistics.Long("cases"), statistics.Long("withReference"), statistics.Long("missingReference")).ShouldBe((640, 0, 640));
        statistics.At("physiciansAlone.accuracy.value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static void Same(JsonElement actual, JsonElement expected)
    {
        foreach (var count in new[] { "tp", "fp", "tn", "fn" })
        {
            actual.Long(count).ShouldBe(expected.GetProperty(count).GetInt64(), count);
        }

        foreach (var (ours, theirs) in new[] { ("sensitivity", "sensitivity"), ("specificity", "specificity"), ("ppv", "ppv"), ("npv", "npv"), ("accuracy", "concordance") })
        {
            if (!expected.TryGetProperty(theirs, out var proportion))
            {
                continue;
            }

            actual.Fraction(ours).ShouldBe(FractionOf(proportion), ours);
            actual.At(ours + ".value").GetDouble().ShouldBe(proportion.GetProperty("value").GetDouble(), 1e-12);
            actual.At(ours + ".low").GetDouble().ShouldBe(proportion.GetProperty("wilson")[0].GetDouble(), 1e-9);
            actual.At(ours + ".high").GetDouble().ShouldBe(proportion.GetProperty("wilson")[1].GetDouble(), 1e-9);
        }
    }

    private static string FractionOf(JsonElement proportion) =>
        string.Create(CultureInfo.InvariantCulture, $"{proportion.GetProperty("x").GetInt64()}/{proportion.GetProperty("n").GetInt64()}");
}
