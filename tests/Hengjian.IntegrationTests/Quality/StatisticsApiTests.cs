using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Quality;

/// <summary>GET /quality/statistics on a study whose numbers are worked out by hand (<see cref="Studies.Small"/>).</summary>
public sealed class StatisticsApiTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static async Task<(AppFixture App, HttpClient Officer, Guid Deployment)> StudyAsync(TestDatabase database, string name)
    {
        var app = await AppFixture.SharedAsync(database);
        var report = await app.ImportAsync(Studies.Named(name), name: name + ".csv");
        return (app, await app.ClientAsync(Role.QualityOfficer), report.Deployments.Single().Id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_OfSmallStudy_CountWhatTheFileHolds(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Statistics_OfSmallStudy_CountWhatTheFileHolds));

        var answer = await officer.QualityAsync($"statistics?deployment={deployment}");

        (answer.Long("cases"), answer.Long("withReference"), answer.Long("missingReference"), answer.Long("aiFailures")).ShouldBe((6, 5, 1, 0));
        answer.Confusion("ai").ShouldBe("2 1 1 1");
        answer.Confusion("physiciansAlone").ShouldBe("1 1 2 2");
        answer.Confusion("physiciansWithAi").ShouldBe("4 2 2 2");
        answer.Fraction("followedWrongAi").ShouldBe("3/4");
        answer.Fraction("correctedWrongAi").ShouldBe("1/4");
        (answer.At("medianSeconds.alone").GetDouble(), answer.At("medianSeconds.withAi").GetDouble()).ShouldBe((30, 15));
        answer.At("incrementalAccuracy.value").GetDouble().ShouldBe(0.6 - 0.5, 1e-12);
        answer.At("reference").GetString().ShouldBe("highest");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_ByReading_CountAiOnceForEachReadingItWasShownFor(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Statistics_ByReading_CountAiOnceForEachReadingItWasShownFor));

        (await officer.QualityAsync($"statistics?deployment={deployment}&unit=reading")).Confusion("ai").ShouldBe("4 2 2 2");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_PairedReadings_CountGainsAndLosses(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Statistics_PairedReadings_CountGainsAndLosses));

        var paired = (await officer.QualityAsync($"statistics?deployment={deployment}")).At("pairedGain");

        // R1: c1 right, right; c2 right, wrong; c3 wrong, wrong; c4 right, right. R2: c1 wrong, right; c2 wrong, wrong.
        (paired.Long("pairs"), paired.Long("bothRight"), paired.Long("gained"), paired.Long("lost"), paired.Long("bothWrong")).ShouldBe((6, 2, 1, 1, 2));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_Auc_IsMannWhitneyOfTheScores(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Statistics_Auc_IsMannWhitneyOfTheScores));

        var auc = (await officer.QualityAsync($"statistics?deployment={deployment}")).At("auc");

        // Positives 0.9, 0.4, 0.7; negatives 0.8, 0.1: 4 of 6 pairs are in order.
        auc.At("value").GetDouble().ShouldBe(4 / 6.0, 1e-12);
        auc.At("binned").GetBoolean().ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_OfSubgroup_CountItsCasesAlone(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Statistics_OfSubgroup_CountItsCasesAlone));

        var answer = await officer.QualityAsync($"statistics?deployment={deployment}&subgroup=site:B");

        (answer.Long("cases"), answer.Long("withReference")).ShouldBe((3, 2));
        answer.Confusion("ai").ShouldBe("0 0 1 1");
        answer.Confusion("physiciansWithAi").ShouldBe("1 0 2 1");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_OfReader_CountThatReadersReadingsAndCases(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Statistics_OfReader_CountThatReadersReadingsAndCases));
        var readers = await officer.QualityAsync($"readers?deployment={deployment}");
        var second = readers.EnumerateArray().Single(r => r.GetProperty("name").GetString() == "R2").GetProperty("readerId").GetGuid();

        var answer = await officer.QualityAsync($"statistics?deployment={deployment}&reader={second}");

        (answer.Long("cases"), answer.Long("readingsAlone"), answer.Long("readingsWithAi")).ShouldBe((6, 2, 6));
        answer.Confusion("physiciansAlone").ShouldBe("0 1 0 1");
        answer.Fraction("followedWrongAi").ShouldBe("1/2");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_OfReaderAndSubgroup_CountBoth(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Statistics_OfReaderAndSubgroup_CountBoth));
        var readers = await officer.QualityAsync($"readers?deployment={deployment}");
        var first = readers.EnumerateArray().Single(r => r.GetProperty("name").GetString() == "R1").GetProperty("readerId").GetGuid();

        var answer = await officer.QualityAsync($"statistics?deployment={deployment}&reader={first}&subgroup=site:A");

        answer.Confusion("physiciansAlone").ShouldBe("1 0 1 0");
        answer.At("medianSeconds.alone").GetDouble().ShouldBe(15);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_ByKindOfReference_AnswerForThatKindAlone(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Statistics_ByKindOfReference_AnswerForThatKindAlone));

        (await officer.QualityAsync($"statistics?deployment={deployment}&reference=panel")).Confusion("ai").ShouldBe("2 1 1 1");
        var pathology = await officer.QualityAsync($"statistics?deployment={deployment}&reference=pathology");
        pathology.Long("missingReference").ShouldBe(6);
        pathology.At("ai.sensitivity.value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Statistics_WithinDays_CountThoseDaysAlone(TestDatabase database)
    {
        var (app, officer, deployment) = await StudyAsync(database, nameof(Statistics_WithinDays_CountThoseDaysAlone));
        var today = Governance.Regulations.ShanghaiDay.Of(app.Clock.GetUtcNow());

        // Study cases are dated by their import.
        (await officer.QualityAsync($"statistics?deployment={deployment}&from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}")).Long("cases").ShouldBe(6);
        (await officer.QualityAsync($"statistics?deployment={deployment}&from={today.AddYears(-1):yyyy-MM-dd}&to={today.AddYears(1):yyyy-MM-dd}")).Confusion("ai").ShouldBe("2 1 1 1");
        (await officer.QualityAsync($"statistics?deployment={deployment}&to={today.AddDays(-2):yyyy-MM-dd}")).Long("cases").ShouldBe(0);
    }

    [Theory]
    [InlineData("unit=readings", "unit")]
    [InlineData("reference=biopsy", "reference")]
    [InlineData("subgroup=site:Z", "subgroup")]
    [InlineData("subgroup=colour:red", "subgroup")]
    [InlineData("subgroup=site", "subgroup")]
    [InlineData("reader=somebody", "reader")]
    [InlineData("reader=0198c0de-0000-7000-8000-000000000000", "reader")]
    [InlineData("from=2026-13-01", "from")]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("to=yesterday", "to")]
    [InlineData("from=2026-05-02&to=2026-05-01", "to")]
    public async Task Statistics_UnknownFilterValue_Answers422NamingTheField(string filter, string field)
    {
        var (_, officer, deployment) = await StudyAsync(TestDatabase.Sqlite, nameof(Statistics_UnknownFilterValue_Answers422NamingTheField));

        var problem = await officer.QualityAsync($"statistics?deployment={deployment}&{filter}", HttpStatusCode.UnprocessableEntity);

        problem.At("errors").TryGetProperty(field, out _).ShouldBeTrue(problem.ToString());
    }

    [Fact]
    public async Task Statistics_WithoutDeployment_Answers422()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var problem = await (await app.ClientAsync(Role.QualityOfficer)).QualityAsync("statistics", HttpStatusCode.UnprocessableEntity);
        problem.At("errors").TryGetProperty("deployment", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Statistics_OfAnotherInstitutionsDeployment_Answers404()
    {
        var (app, _, deployment) = await StudyAsync(TestDatabase.Sqlite, nameof(Statistics_OfAnotherInstitutionsDeployment_Answers404));
        var elsewhere = await app.InstitutionAsync("乙院");
        var stranger = await app.ClientAsync(await app.UserAsync([Role.QualityOfficer], institution: elsewhere));

        await stranger.QualityAsync($"statistics?deployment={deployment}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Statistics_OfAnotherReader_IsRefusedToAPhysician()
    {
        var (app, officer, deployment) = await StudyAsync(TestDatabase.Sqlite, nameof(Statistics_OfAnotherReader_IsRefusedToAPhysician));
        var reader = (await officer.QualityAsync($"readers?deployment={deployment}"))[0].GetProperty("readerId").GetGuid();

        await (await app.ClientAsync(Role.Physician)).QualityAsync($"statistics?deployment={deployment}&reader={reader}", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Readers_ForWhoMayNotSeeThemByName_HaveNoNames()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var csv = Studies.Header + "\n" + string.Join('\n', Enumerable.Range(0, 6).SelectMany(r => Enumerable.Range(0, 25).Select(c => $"u{c},R{r},alone,1,1,,,,A")));
        var deployment = (await app.ImportAsync(csv, name: "unnamed.csv")).Deployments.Single().Id;

        var readers = await (await app.ClientAsync(Role.CommitteeMember)).QualityAsync($"readers?deployment={deployment}");

        readers.GetArrayLength().ShouldBe(6);
        readers.EnumerateArray().ShouldAllBe(r => r.GetProperty("name").ValueKind == JsonValueKind.Null && r.GetProperty("readerId").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Readers_TooFewToBeUnnamed_AreNotListed()
    {
        var (app, _, deployment) = await StudyAsync(TestDatabase.Sqlite, nameof(Readers_TooFewToBeUnnamed_AreNotListed));

        (await (await app.ClientAsync(Role.CommitteeMember)).QualityAsync($"readers?deployment={deployment}")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Statistics_OnFewerCasesThanTheLeast_AreWithheldFromWhoMaySeeNoCase()
    {
        var (app, officer, deployment) = await StudyAsync(TestDatabase.Sqlite, nameof(Statistics_OnFewerCasesThanTheLeast_AreWithheldFromWhoMaySeeNoCase));

        var withheld = await (await app.ClientAsync(Role.CommitteeMember)).QualityAsync($"statistics?deployment={deployment}&subgroup=site:A");
        var shown = await officer.QualityAsync($"statistics?deployment={deployment}&subgroup=site:A");

        withheld.At("suppressed").GetBoolean().ShouldBeTrue();
        withheld.At("ai").ValueKind.ShouldBe(JsonValueKind.Null);
        shown.At("suppressed").GetBoolean().ShouldBeFalse();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Cases_BehindAFigure_AreThoseItCounts(TestDatabase database)
    {
        var name = nameof(Cases_BehindAFigure_AreThoseItCounts);
        var (_, officer, deployment) = await StudyAsync(database, name);

        async Task<string> Keys(string cell)
        {
            var page = await officer.QualityAsync($"cases?deployment={deployment}&cell={cell}");
            return string.Join(' ', page.At("items").EnumerateArray().Select(c => c.GetProperty("studyKey").GetString()![..2]).Order(StringComparer.Ordinal));
        }

        (await Keys("aiTp")).ShouldBe("c1 c5");
        (await Keys("aiTp,aiFn")).ShouldBe("c1 c3 c5");
        (await Keys("followedWrongAi")).ShouldBe("c2 c3");
        (await Keys("missingReference")).ShouldBe("c6");
        (await Keys("aloneFn")).ShouldBe("c1 c3");
        (await Keys("pairsGained")).ShouldBe("c1");
        (await Keys("readingsAlone")).ShouldBe("c1 c2 c3 c4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Cases_BehindAFigure_PageByPageAddUp(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Cases_BehindAFigure_PageByPageAddUp));

        var ids = new HashSet<string>();
        for (var page = 1; page <= 3; page++)
        {
            var answer = await officer.QualityAsync($"cases?deployment={deployment}&cell=cases&page={page}&pageSize=2");
            answer.At("items").EnumerateArray().ShouldAllBe(c => ids.Add(c.GetProperty("id").GetString()!));
        }

        ids.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Cases_OfAStudy_AreOutsideAPhysiciansScope()
    {
        var (app, _, deployment) = await StudyAsync(TestDatabase.Sqlite, nameof(Cases_OfAStudy_AreOutsideAPhysiciansScope));

        (await (await app.ClientAsync(Role.Physician)).QualityAsync($"cases?deployment={deployment}&cell=cases")).At("items").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Subgroups_ListEveryValueThatTheFileHolds(TestDatabase database)
    {
        var (_, officer, deployment) = await StudyAsync(database, nameof(Subgroups_ListEveryValueThatTheFileHolds));

        var site = (await officer.QualityAsync($"subgroups?deployment={deployment}")).EnumerateArray().Single();

        site.At("dimension").GetString().ShouldBe("site");
        site.At("values").EnumerateArray().Select(v => (v.At("key").GetString(), v.Long("figures.cases"))).ShouldBe([("B", 3), ("A", 2)]);
    }
}
