using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Agreements;

/// <summary>The region sees agreements and volumes of remote reading, and neither patients nor small numbers.</summary>
public sealed class RegionalReadingTests
{
    private const string Path = "region/remote-reading";
    private const int Least = 10;

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Volumes_ShowFromTheLeastSampleOnAndNameNobody(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var regulator = await scene.World.App.ClientAsync(await RegulatorAsync(scene.World));
        Guid id = default;
        for (var i = 0; i < Least - 1; i++)
        {
            id = await scene.World.AnalysedAsync(on: scene.On);
            (await scene.OpineAsync(scene.Reader, id)).Created();
        }

        var few = Line(await regulator.AskAsync(Path), scene);
        var last = await scene.World.AnalysedAsync(on: scene.On);
        (await scene.OpineAsync(scene.Reader, last)).Created();
        var answer = (await regulator.AskAsync(Path)).Is(HttpStatusCode.OK);
        var enough = Line(answer, scene);

        few.GetProperty("cases").ValueKind.ShouldBe(JsonValueKind.Null);
        enough.GetProperty("cases").GetInt32().ShouldBe(Least);
        enough.GetProperty("inForce").GetInt32().ShouldBe(1);
        enough.GetProperty("readers").GetInt32().ShouldBe(1);
        answer.At("agreements").EnumerateArray().Count(a => Reads(a, scene)).ShouldBe(1);
        var reader = (await scene.Officer.AskAsync($"practitioners/{scene.Reader.Id}")).At("name").GetString()!;
        answer.Text.ShouldNotContain($"\"{reader}");
        answer.Text.ShouldNotContain("测试患者");
        answer.Text.ShouldNotContain(id.ToString("D"));
    }

    [Fact]
    public async Task Volumes_OfMonthsWithoutReading_AreZeroAndNotWithheld()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        await scene.InForceAsync();
        var regulator = await scene.World.App.ClientAsync(await RegulatorAsync(scene.World));

        var answer = (await regulator.AskAsync(Path + "?from=2019-03-15&to=2019-04-02")).Is(HttpStatusCode.OK);

        answer.At("from").GetString().ShouldBe("2019-03-01", "periods are whole months");
        answer.At("to").GetString().ShouldBe("2019-04-30");
        Line(answer, scene).GetProperty("cases").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Region_AskedByOthers_IsRefused()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var regulator = await world.App.ClientAsync(await RegulatorAsync(world));

        (await world.Officer.AskAsync(Path)).IsProblem(HttpStatusCode.Forbidden);
        (await (await world.App.ClientAsync(Role.Regulator)).AskAsync(Path)).IsProblem(HttpStatusCode.NotFound);
        (await regulator.AskAsync(Path + "?from=2026-02-01&to=2026-01-01")).Names("to");
        (await regulator.AskAsync(Path + "?from=0001-01-01")).Names("from");
    }

    [Theory, InlineData("zh-CN", "区域远程阅片"), InlineData("en", "Remote reading in the region")]
    public async Task Page_OfTheRegion_ShowsThePairsAndWithholdsSmallNumbers(string language, string title)
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        await scene.InForceAsync();
        (await scene.OpineAsync(scene.Reader, await scene.World.AnalysedAsync(on: scene.On))).Created();
        var browser = await scene.World.App.SignedInAsync(await RegulatorAsync(scene.World));
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();

        var page = await browser.GetAsync("/region/remote-reading");

        page.ShouldContain(title);
        page.ShouldContain(RemoteWorld.ReadingName);
        page.ShouldNotContain("Region.");
        (await browser.GetAsync("/region/remote-reading?from=nonsense&to=9999-12-31")).ShouldContain(title);
    }

    private static JsonElement Line(Answer answer, RemoteWorld scene) => answer.At("lines").EnumerateArray().Single(l => Reads(l, scene));

    private static bool Reads(JsonElement line, RemoteWorld scene) => line.GetProperty("reading").GetString() == scene.Name;

    /// <summary>A regulator of a region of its own.</summary>
    private static async Task<TestUser> RegulatorAsync(CaseWorld world)
    {
        var region = await world.App.InstitutionAsync("区域 " + CaseWorld.Next());
        await world.App.WriteAsync(region, async scope => (await scope.Db.Set<Institution>().SingleAsync()).Kind = InstitutionKind.Region);
        return await world.App.UserAsync([Role.Regulator], institution: region);
    }
}
