using System.Net;
using System.Reflection;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Web.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Hengjian.IntegrationTests.History;

/// <summary>Who changed what and when: kept with the act, told by the API and shown on the record's page.</summary>
public sealed class HistoryTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Department_RegisteredAndRenamed_TellsBothWithWhoAndOldAndNew(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (before, after) = ("病理科 " + CaseWorld.Next(), "病理诊断科 " + CaseWorld.Next());
        var id = (await world.Officer.SendAsync("departments", new { name = before, kind = "laboratory" })).Created().Id;
        (await world.Officer.PutAsync($"departments/{id}", Calls.Json(new { name = after, kind = "laboratory", code = "BL" }), "\"1\"")).Is(HttpStatusCode.OK);

        var history = (await world.Officer.AskAsync($"history?kind=department&id={id}")).Is(HttpStatusCode.OK).At("items").EnumerateArray().ToList();

        history.Select(e => (e.GetProperty("version").GetInt64(), e.GetProperty("action").GetString())).ShouldBe([(2, "department.changed"), (1, "department.registered")]);
        history[0].GetProperty("actor").GetProperty("name").GetString().ShouldStartWith("测试");
        var changes = history[0].GetProperty("changes").EnumerateArray().ToDictionary(c => c.GetProperty("field").GetString()!, c => (Text(c, "from"), Text(c, "to")));
        changes.ShouldBe(new Dictionary<string, (string?, string?)> { ["name"] = (before, after), ["code"] = (null, "BL") }, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Document_ChangedInOnePlace_TellsThatPlaceOnly(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.TechnologyRecord();
        var id = (await world.Officer.SendAsync("technologies", record)).Created().Id;
        record["indicationChecklist"]![0]!["text"] = "年满 20 岁";
        (await world.Officer.PutAsync($"technologies/{id}", record, "\"1\"")).Is(HttpStatusCode.OK);

        var changed = (await world.Officer.AskAsync($"history?kind=Technology&id={id}")).At("items")[0].GetProperty("changes").EnumerateArray().ShouldHaveSingleItem();

        (Text(changed, "field"), Text(changed, "path"), Text(changed, "from"), Text(changed, "to")).ShouldBe(("indicationChecklist", "[adult].text", "年满 18 岁", "年满 20 岁"));
    }

    [Fact]
    public async Task Save_WithoutDifference_LeavesNoLine()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var record = world.TechnologyRecord();
        var id = (await world.Officer.SendAsync("technologies", record)).Created().Id;
        (await world.Officer.PutAsync($"technologies/{id}", record, "\"1\"")).Is(HttpStatusCode.OK);

        (await world.Officer.AskAsync($"history?kind=Technology&id={id}")).At("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Entry_NamesTheLedgerRecordOfItsAct()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = (await world.Officer.SendAsync("departments", new { name = "科 " + CaseWorld.Next(), kind = "other" })).Created().Id;

        var record = (await world.Officer.AskAsync($"history?kind=Department&id={id}")).At("items")[0].GetProperty("ledgerRecordId").GetGuid();

        await using var db = world.App.Read();
        var stored = await db.Set<LedgerRecordRow>().SingleAsync(r => r.Id == record);
        (stored.Action, stored.SubjectId).ShouldBe(("department.registered", id));
        System.Text.Encoding.UTF8.GetString(stored.Canonical).ShouldContain("RecordChange");
    }

    [Fact]
    public async Task RefusedAct_KeepsNothing()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = (await world.Officer.SendAsync("departments", new { name = "科 " + CaseWorld.Next(), kind = "other" })).Created().Id;
        (await world.Officer.PutAsync($"departments/{id}", Calls.Json(new { name = "", kind = "other" }), "\"1\"")).Names("name");

        (await world.Officer.AskAsync($"history?kind=Department&id={id}")).At("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task OtherInstitution_SeesNothing()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"history?kind=Department&id={world.Department}")).At("total").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("history?id=0190f5a0-0000-7000-8000-000000000001", "kind")]
    [InlineData("history?kind=Signature&id=0190f5a0-0000-7000-8000-000000000001", "kind")]
    [InlineData("history?kind=Department", "id")]
    [InlineData("history?kind=Department&id=x", "id")]
    public async Task Question_Malformed_NamesTheParameter(string path, string field) =>
        (await (await CaseWorld.SharedAsync(TestDatabase.Sqlite)).Officer.AskAsync(path)).Names(field);

    [Fact]
    public async Task Physician_MayNotRead() =>
        (await (await CaseWorld.SharedAsync(TestDatabase.Sqlite)).First.Client.AskAsync("history?kind=Department&id=0190f5a0-0000-7000-8000-000000000001")).IsProblem(HttpStatusCode.Forbidden);

    [Theory]
    [InlineData("en", "Department changed")]
    [InlineData("zh-CN", "修改科室")]
    public async Task Page_ShowsTheHistoryInWords_ToTheOfficerOnly(string language, string act)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var name = "旧名科 " + CaseWorld.Next();
        var id = (await world.Officer.SendAsync("departments", new { name, kind = "other" })).Created().Id;
        await world.Officer.PutAsync($"departments/{id}", Calls.Json(new { name = "新名科 " + CaseWorld.Next(), kind = "imaging" }), "\"1\"");
        var officer = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        (await officer.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();

        var html = await officer.GetAsync($"/departments/{id}");

        html.ShouldContain(act);
        html.ShouldContain($"<del>{name}</del>");
        html.ShouldNotContain("department.changed");
        var physician = await world.App.SignedInAsync(world.First.User);
        (await physician.GetAsync($"/practitioners/{world.First.Id}")).ShouldNotContain("/ledger/records/");
    }

    [Fact]
    public async Task Fields_OfKindsWithHistory_AllHaveWordsInBothLanguages()
    {
        using var provider = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var texts = provider.GetRequiredService<IStringLocalizer<HistoryText>>();
        await using var db = (await AppFixture.SharedAsync(TestDatabase.Sqlite)).Read();
        var fields = db.Model.GetEntityTypes().Where(e => e.ClrType.GetCustomAttribute<KeepsHistoryAttribute>() is not null)
            .SelectMany(e => e.GetProperties().Where(RowHistory.Tells).Select(p => (Kind: e.ClrType.Name, Field: RowHistory.FieldName(p)))).ToList();

        fields.Count.ShouldBeGreaterThan(40);
        foreach (var language in new[] { "en", "zh-CN" })
        {
            System.Globalization.CultureInfo.CurrentUICulture = new System.Globalization.CultureInfo(language);
            fields.Where(f => texts[$"{f.Kind}.{f.Field}"].ResourceNotFound && texts["Field." + f.Field].ResourceNotFound).ShouldBeEmpty(language);
        }
    }

    private static string? Text(System.Text.Json.JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
