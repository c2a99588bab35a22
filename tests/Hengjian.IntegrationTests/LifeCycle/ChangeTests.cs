using System.Net;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.LifeCycle;

/// <summary>A change takes effect when its gate is passed, and not before.</summary>
public sealed class ChangeTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task NewVersion_UntilItIsAdmitted_StaysInShadow(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        var next = (await world.Officer.SendAsync($"technologies/{on.Technology}/versions", world.VersionRecord().With("algorithmVersion", "3.2.7"))).Created().Id;
        var newer = on with { Version = next, Release = "3.2.7" };
        var shadowed = await world.RegisterAsync(on: on);
        (await world.ReceiveAsync(shadowed, on: newer)).IsProblem(HttpStatusCode.Conflict);
        var life = await world.LifeAsync(on.Id);
        life.At("shadowed")[0].GetProperty("algorithmVersion").GetString().ShouldBe("3.2.7");
        life.At("shadowed")[0].GetProperty("results").GetInt32().ShouldBe(1);

        var change = (await world.Officer.SendAsync($"deployments/{on.Id}/changes", new { kind = "version", description = "升级到 3.2.7", technologyVersionId = next })).Created().Id;
        await world.ApproveAsync(on.Id, "change", "version", change);
        (await world.HandInAsync(on.Id, "change", "version", change)).RefusedBy("HP-5.2").Unmet.ShouldBe(["HP-5.2"]);
        await world.TestAsync(on.Id, next);
        (await world.HandInAsync(on.Id, "change", "version", change)).Created();
        (await world.ReceiveAsync(shadowed, on: newer)).IsProblem(HttpStatusCode.Conflict);
        (await world.CountersignAsync(on.Id, "change")).Created();
        await world.App.ApproveStandingRuleAsync(world.App.InstitutionId, on.Id, next);

        var admitted = await world.RegisterAsync(on: on);
        (await world.ReceiveAsync(admitted, on: newer)).Created().State.ShouldBe("analysed");
        life = await world.LifeAsync(on.Id);
        life.At("technologyVersionId").GetGuid().ShouldBe(next);
        life.At("changes")[0].GetProperty("state").GetString().ShouldBe("admitted");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Protocol_Changed_TakesEffectAtTheChairsSignature(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        var change = (await world.Officer.SendAsync($"deployments/{on.Id}/changes", new { kind = "protocol", description = "改为先盲后显", protocol = "blindFirst" })).Created().Id;
        (await world.HandInAsync(on.Id, "change", "protocol", change)).Created();
        (await world.Officer.AskAsync($"deployments/{on.Id}")).At("defaultProtocol").GetString().ShouldBe("aiFirst");

        (await world.CountersignAsync(on.Id, "change")).Created();

        (await world.Officer.AskAsync($"deployments/{on.Id}")).At("defaultProtocol").GetString().ShouldBe("blindFirst");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Change_Withdrawn_TakesItsSubmissionBack(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        var path = $"deployments/{on.Id}/changes";
        var change = (await world.Officer.SendAsync(path, new { kind = "protocol", description = "改为先盲后显", protocol = "blindFirst" })).Created().Id;
        (await world.HandInAsync(on.Id, "change", "protocol", change)).Created();
        (await world.Officer.SendAsync(path, new { kind = "protocol", description = "再改", protocol = "concurrent" })).Conflicts("lifeCycle.changeOpen");

        (await world.Officer.SendAsync($"{path}/{change}/withdrawal", new { reason = "科室未准备好" })).Created();

        (await world.CountersignAsync(on.Id, "change")).Conflicts("lifeCycle.nothingToSign");
        (await world.HandInAsync(on.Id, "change", "protocol", change)).Conflicts("lifeCycle.changeEnded");
        (await world.Officer.SendAsync($"{path}/{change}/withdrawal", new { reason = "再撤" })).Conflicts("lifeCycle.changeEnded");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Indication_Changed_AsksTheScopeQuestionsAgainAndBringsItsChecklist(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        var list = new object[] { new { code = "adult", text = "年满 18 岁", kind = "indication", required = true }, new { code = "lowDose", text = "低剂量筛查", kind = "indication", required = true } };
        var change = (await world.Officer.SendAsync($"deployments/{on.Id}/changes", new { kind = "indication", description = "增加低剂量筛查", indicationChecklist = list })).Created().Id;
        await world.ApproveAsync(on.Id, "change", "indication", change);
        await world.TestAsync(on.Id);
        (await world.HandInAsync(on.Id, "change", "indication", change)).RefusedBy("R17-0.1").Unmet.ShouldBe(["R17-0.1", "R17-0.2"]);

        (await world.Officer.SendAsync($"technologies/{on.Technology}/versions/{on.Version}/scope", world.VersionRecord()["scope"]!.DeepClone())).Created();
        (await world.HandInAsync(on.Id, "change", "indication", change)).Created();
        (await ChecklistAsync(world, on)).ShouldBe(["adult", "priorSurgery"], "the list in use stays until the chair signs");
        (await world.CountersignAsync(on.Id, "change")).Created();

        (await ChecklistAsync(world, on)).ShouldBe(["adult", "lowDose"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Site_Changed_IsDecidedByTheNewDepartment(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.DeployAsync();
        var bare = (await world.Officer.SendAsync("departments", new { name = "新院区放射科 " + CaseWorld.Next(), kind = "imaging" })).Created().Id;
        var change = (await world.Officer.SendAsync($"deployments/{on.Id}/changes", new { kind = "site", description = "迁到新院区", departmentId = bare })).Created().Id;
        await world.ApproveAsync(on.Id, "change", "site", change);
        (await world.Officer.SendAsync($"technologies/{on.Technology}/versions/{on.Version}/scope", world.VersionRecord()["scope"]!.DeepClone())).Created();

        var refused = await world.HandInAsync(on.Id, "change", "site", change);

        refused.RefusedBy("R17-1.3").Unmet.ShouldContain("R17-1.3");
        (await world.Officer.AskAsync($"deployments/{on.Id}")).At("departmentId").GetGuid().ShouldBe(world.Department);
    }

    [Theory]
    [InlineData(null, "field.required")]
    [InlineData("same", "lifeCycle.noChange")]
    public async Task Indication_WithoutANewChecklist_IsRefused(string? given, string code)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();
        var list = given is null ? null : world.TechnologyRecord()["indicationChecklist"]!.DeepClone();

        (await world.Officer.SendAsync($"deployments/{on.Id}/changes", Calls.Json(new { kind = "indication", description = "改" }).With("indicationChecklist", list))).Names("indicationChecklist", code);
    }

    [Theory]
    [InlineData("kind", null, "kind")]
    [InlineData("description", "", "description")]
    [InlineData("protocol", null, "protocol")]
    [InlineData("protocol", "aiFirst", "protocol")]
    public async Task Change_WithAWrongField_NamesIt(string path, string? value, string field)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();

        (await world.Officer.SendAsync($"deployments/{on.Id}/changes", Calls.Json(new { kind = "protocol", description = "改", protocol = "blindFirst" }).With(path, value))).Names(field);
    }

    [Theory]
    [InlineData("version", "technologyVersionId")]
    [InlineData("site", "departmentId")]
    public async Task Change_ToSomethingUnknown_NamesIt(string kind, string field)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();
        var path = $"deployments/{on.Id}/changes";

        (await world.Officer.SendAsync(path, Calls.Json(new { kind, description = "改" }))).Names(field, "field.required");
        (await world.Officer.SendAsync(path, Calls.Json(new { kind, description = "改" }).With(field, Guid.Empty))).Names(field, "field.unknownReference");
    }

    [Fact]
    public async Task Change_OfOneThatIsOnlyProposed_Conflicts()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();

        (await world.Officer.SendAsync($"deployments/{on.Id}/changes", new { kind = "protocol", description = "改", protocol = "blindFirst" })).Conflicts("lifeCycle.changeNotNow");
    }

    /// <summary>Codes of the checklist that the deployment's cases are asked.</summary>
    private static async Task<IReadOnlyList<string?>> ChecklistAsync(CaseWorld world, Deployed on) =>
        [.. (await world.Officer.AskAsync($"deployments/{on.Id}")).At("indicationChecklist").EnumerateArray().Select(i => i.GetProperty("code").GetString())];
}
