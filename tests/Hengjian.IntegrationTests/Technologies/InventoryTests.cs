using System.Net;
using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Technologies;

/// <summary>The inventory of all AI, versions that arrived without admission, and certificates that end.</summary>
public sealed class InventoryTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Inventory_ByEachFilter_ShowsExactlyThose(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var mark = "清单" + CaseWorld.Next();
        var lung = await world.DeployAsync(technology: t => t.With("name", mark + " A"));
        var notAdmissible = await world.DeployAsync(technology: t => t.With("name", mark + " B").With("aiClass", "pathology"), version: v => v.Without("scope.approval"), deployment: d => d.With("stage", "shadow"));
        var unanswered = (await world.Officer.SendAsync("technologies", world.TechnologyRecord().With("name", mark + " C"))).Created().Id;
        var embedded = await world.DeployAsync(
            technology: t => t.With("name", mark + " D"), version: v => v.With("scope", new { embedded = true, runsAloneOrExportsResults = false, influences = Array.Empty<string>() }), deployment: d => d.Without("departmentId"));

        async Task<Guid[]> FoundAsync(string filter) =>
            [.. (await world.Officer.AskAsync($"technologies/inventory?pageSize=200&q={mark}{filter}")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Select(i => i.GetProperty("technology").GetProperty("id").GetGuid())];

        (await FoundAsync("")).ShouldBe([lung.Technology, notAdmissible.Technology, unanswered, embedded.Technology]);
        (await FoundAsync("&scope=notAdmissible")).ShouldBe([notAdmissible.Technology]);
        (await FoundAsync("&scope=undetermined")).ShouldBe([unanswered]);
        (await FoundAsync("&scope=embedded")).ShouldBe([embedded.Technology]);
        (await FoundAsync("&aiClass=pathology")).ShouldBe([notAdmissible.Technology]);
        (await FoundAsync("&stage=routineUse")).ShouldBe([lung.Technology, embedded.Technology]);
        (await FoundAsync($"&department={world.Department}")).ShouldBe([lung.Technology, notAdmissible.Technology]);
        (await FoundAsync("&scope=inScope&stage=shadow")).ShouldBeEmpty();
        var counts = (await world.Officer.AskAsync($"technologies/inventory?q={mark}&scope=inScope")).At("counts");
        counts.GetProperty("inScope").GetInt32().ShouldBe(1);
        counts.GetProperty("notAdmissible").GetInt32().ShouldBe(1);
        counts.GetProperty("undetermined").GetInt32().ShouldBe(1);
        counts.GetProperty("embedded").GetInt32().ShouldBe(1);
        (await world.Officer.AskAsync($"technologies?q={mark}&scope=embedded")).At("items").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(embedded.Technology);
    }

    [Theory]
    [InlineData("scope=somewhere")]
    [InlineData("aiClass=robot")]
    [InlineData("stage=lost")]
    [InlineData("tier=extreme")]
    [InlineData("department=here")]
    public async Task Inventory_ByAnUnknownValue_Is422(string query)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.AskAsync("technologies/inventory?" + query)).Names(query.Split('=')[0]);
        (await world.Officer.AskAsync("technologies?" + query)).Names(query.Split('=')[0]);
    }

    [Fact]
    public async Task Export_AsCsv_HasABomWordsAndNoFormulas()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var name = "=导出" + CaseWorld.Next() + ",\"引号\"";
        await world.DeployAsync(technology: t => t.With("name", name));
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));

        using var answer = await browser.Client.GetAsync("/technologies/inventory.csv?q=" + Uri.EscapeDataString(name));
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        bytes[..3].ShouldBe(Encoding.UTF8.GetPreamble());
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        lines.Length.ShouldBe(3, "a header, one row, and the end");
        lines[1].ShouldStartWith("\"'=导出");
        lines[1].ShouldContain("\"\"引号\"\"");
        lines[1].ShouldContain("影像");
    }

    [Fact]
    public async Task Export_AsAWorkbook_IsOne()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));

        var bytes = await browser.Client.GetByteArrayAsync("/technologies/inventory.xlsx");

        bytes[..2].ShouldBe("PK"u8.ToArray());
    }

    [Theory, MemberData(nameof(All))]
    public async Task UnknownVersion_SeenInResults_IsCountedListedAndLeadsToItsRegistration(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        for (var i = 0; i < 2; i++)
        {
            var id = await world.RegisterAsync(on: on);
            (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody(on: on).With("algorithm.version", "9.9.9").With("score", 0.765432))).RefusedBy("R17-0.1");
        }

        var seen = (await world.Officer.AskAsync($"technologies/{on.Technology}/unknown-versions")).Is(HttpStatusCode.OK);
        var item = seen.At("items").EnumerateArray().Single();
        item.GetProperty("algorithmVersion").GetString().ShouldBe("9.9.9");
        item.GetProperty("results").GetInt32().ShouldBe(2);
        item.GetProperty("versionId").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        seen.Text.ShouldNotContain("0.765432");
        (await WaitingAsync(world, Role.GovernanceOfficer)).ShouldContain(w => w.Kind == "unknownVersions" && w.Count > 0);
        (await WaitingAsync(world, Role.Physician)).ShouldBeEmpty();

        var version = (await world.Officer.SendAsync($"technologies/{on.Technology}/versions", world.VersionRecord().With("algorithmVersion", "9.9.9"))).Created().Id;

        (await world.Officer.AskAsync($"technologies/{on.Technology}/unknown-versions")).At("items")[0].GetProperty("versionId").GetGuid().ShouldBe(version);
    }

    [Theory, MemberData(nameof(All))]
    public async Task AdmittedVersion_OfAShadowDeployment_IsNoUnknownOne(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(deployment: d => d.With("stage", "shadow"));
        (await world.ReceiveAsync(await world.RegisterAsync(on: on), on: on)).Created();

        (await world.Officer.AskAsync($"technologies/{on.Technology}/unknown-versions")).At("items").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_EndingByADay_IsListedUnlessRenewedWithdrawnOrRecalled(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var end = world.Today.AddDays(30);
        async Task<Guid> CertifiedAsync(Action<System.Text.Json.Nodes.JsonObject>? change = null) =>
            (await world.DeployAsync(technology: t =>
            {
                t.With("certificates.0.validTo", CaseWorld.Day(end));
                change?.Invoke(t);
            })).Technology;
        var ending = await CertifiedAsync();
        var withdrawn = await CertifiedAsync(t => t.With("certificates.0.withdrawnOn", CaseWorld.Day(world.Today)));
        var renewed = await CertifiedAsync(t => t["certificates"]!.AsArray().Add(Calls.Json(new
        {
            number = "国械注准20993210001", validFrom = CaseWorld.Day(end.AddDays(1)), validTo = CaseWorld.Day(end.AddYears(5)), registeredVersion = "3.2", significantVersionParts = 2,
        })));

        (await ExpiringAsync(world, end)).ShouldContain($"/technologies/{ending:D}");
        (await ExpiringAsync(world, end)).ShouldNotContain($"/technologies/{withdrawn:D}");
        (await ExpiringAsync(world, end)).ShouldNotContain($"/technologies/{renewed:D}");
        (await ExpiringAsync(world, end.AddDays(-1))).ShouldNotContain($"/technologies/{ending:D}");
    }

    private static async Task<IReadOnlyList<string>> ExpiringAsync(CaseWorld world, DateOnly day)
    {
        var found = new List<string>();
        foreach (var source in world.App.Services.GetServices<IExpirySource>())
        {
            await using var db = world.App.Read();
            found.AddRange((await source.EndingByAsync(db, day, CancellationToken.None)).Where(e => e.Kind == "registrationCertificate").Select(e => e.Path));
        }

        return found;
    }

    private static async Task<IReadOnlyList<WaitingWork>> WaitingAsync(CaseWorld world, Role role)
    {
        var found = new List<WaitingWork>();
        foreach (var source in world.App.Services.GetServices<IWorkSource>())
        {
            await using var db = world.App.Read();
            var caller = new Caller(CallerKind.User, Guid.Empty, "x", db.InstitutionId, null, new HashSet<Role> { role }, new HashSet<string>());
            found.AddRange((await source.WaitingForAsync(db, caller, CancellationToken.None)).Where(w => w.Kind == "unknownVersions"));
        }

        return found;
    }
}
