using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.LifeCycle;

/// <summary>The way of a deployment through its gates, as an officer, the committees and their chair go it.</summary>
internal static class Journey
{
    private static readonly ConcurrentDictionary<TestDatabase, Lazy<Task<CaseWorld>>> Worlds = new();

    /// <summary>A hospital of its own whose institution, department and equipment meet R17-1.1 to 1.4, so that gates can be passed.</summary>
    public static Task<CaseWorld> WorldAsync(TestDatabase database) => Worlds.GetOrAdd(database, d => new Lazy<Task<CaseWorld>>(() => PrepareAsync(d))).Value;

    private static async Task<CaseWorld> PrepareAsync(TestDatabase database)
    {
        var world = await CaseWorld.OverAsync(await AppFixture.StartAsync(database));
        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            var institution = await scope.Db.Set<Institution>().FirstAsync();
            (institution.Level, institution.Grade) = ("三级", "甲等");
            institution.Subjects = [new RegisteredSubject("32", "医学影像科")];
            institution.Volumes = [new ServiceVolume(world.Today.Year - 1, 800_000, 40_000, 300_000)];
            institution.Pacs = new ImagePlatform("PACS", "双机热备", world.Today.AddYears(-3));
            var department = await scope.Db.Set<Department>().FirstAsync(d => d.Id == world.Department);
            department.Hardware = [new HardwareItem("阅片工作站", 6, null)];
        });
        (await world.Officer.SendAsync("equipment", new
        {
            name = "CT 扫描仪", kind = "acquisition", acquires = new[] { "ct" }, departmentId = world.Department, location = "1 号机房", manufacturer = "测试影像设备有限公司", model = "CT-64",
            serial = "SN" + CaseWorld.Next(), deliveredOn = CaseWorld.Day(world.Today.AddYears(-1)), deliveryDocument = "JH-1", acceptedOn = CaseWorld.Day(world.Today.AddYears(-1)), acceptanceDocument = "YS-1",
            certificates = new[] { new { number = "国械注准20993060001", validFrom = CaseWorld.Day(world.Today.AddYears(-2)), validTo = CaseWorld.Day(world.Today.AddYears(3)) } },
            supplier = "测试供应商", invoice = "FP-1",
        })).Created();
        return world;
    }

    /// <summary>A deployment that is proposed only.</summary>
    public static Task<Deployed> ProposeAsync(this CaseWorld world, Action<JsonObject>? version = null) =>
        world.DeployAsync(version: version, deployment: d => d.Without("takeover").Without("stage"));

    public static GateDefinition Definition(this CaseWorld world, string gate, string? change = null) => world.App.Services.GetRequiredService<GateBook>()
        .Find(CodeName.Parse<Gate>(gate), change is null ? null : CodeName.Parse<ChangeKind>(change));

    /// <summary>Everything that the checklist asks, done today.</summary>
    public static JsonObject GateBody(this CaseWorld world, string gate, string? change = null, Guid? changeId = null)
    {
        var definition = world.Definition(gate, change);
        return Calls.Json(new
        {
            items = definition.Items.Where(i => i.Classes is null).Select(i => new { code = i.Code, done = true, on = CaseWorld.Day(world.Today), note = "见医务处卷宗" }),
            documents = definition.Documents.Select(d => new { code = d, reference = "YW-2026-" + d }),
            remark = "提交审批",
            changeId,
            signature = CaseSteps.Signature,
        });
    }

    /// <summary>Puts the gate to every committee that it needs; each approves.</summary>
    public static async Task ApproveAsync(this CaseWorld world, Guid deployment, string gate, string? change = null, Guid? changeId = null)
    {
        foreach (var committee in world.Definition(gate, change).Committees.Select(CodeName.Of))
        {
            var council = await Council.OfAsync(world.App, committee: committee);
            var motion = (await world.Officer.SendAsync($"deployments/{deployment}/gates/{gate}/motions", new { committee, proposal = "提请审议", changeId })).Created().Id;
            await council.ApproveAsync(motion);
        }
    }

    public static Task<Answer> HandInAsync(this CaseWorld world, Guid deployment, string gate, string? change = null, Guid? changeId = null) =>
        world.Officer.SendAsync($"deployments/{deployment}/gates/{gate}", world.GateBody(gate, change, changeId));

    public static async Task<Answer> CountersignAsync(this CaseWorld world, Guid deployment, string gate, bool approve = true) =>
        await (await Council.OfAsync(world.App)).Chair.SendAsync(
            $"deployments/{deployment}/gates/{gate}/countersignature", new { approve, remark = approve ? null : "材料不全", signature = CaseSteps.Signature });

    /// <summary>Votes, hands in and countersigns.</summary>
    public static async Task PassAsync(this CaseWorld world, Guid deployment, string gate, string? change = null, Guid? changeId = null)
    {
        await world.ApproveAsync(deployment, gate, change, changeId);
        (await world.HandInAsync(deployment, gate, change, changeId)).Created();
        if (world.Definition(gate, change).NeedsChair)
        {
            (await world.CountersignAsync(deployment, gate)).Created().State.ShouldBe("passed");
        }
    }

    /// <summary>90 of 100 found and 95 of 100 cleared, as the criteria ask.</summary>
    public static JsonObject TestPlan(Guid? version = null) => Calls.Json(new
    {
        technologyVersionId = version,
        referenceStandard = "两名高年资医师共识，分歧由第三人裁定",
        source = "本院 2026 年胸部 CT 连续病例",
        sampleSize = 200,
        reasoning = new { method = "precision", metric = "sensitivity", expected = 0.9, halfWidth = 0.06, share = 0.5 },
        criteria = new[] { new { metric = "sensitivity", limit = 0.8, basis = "bound" }, new { metric = "specificity", limit = 0.85, basis = "point" } },
    });

    public static JsonObject TestReport(this CaseWorld world, int truePositives = 90, int trueNegatives = 95, int of = 100) => Calls.Json(new
    {
        from = CaseWorld.Day(world.Today),
        to = CaseWorld.Day(world.Today),
        counts = new { truePositives, falseNegatives = of - truePositives, trueNegatives, falsePositives = of - trueNegatives, failures = 2 },
        remark = "达到标准",
        signature = CaseSteps.Signature,
    });

    public static async Task<Guid> TestAsync(this CaseWorld world, Guid deployment, Guid? version = null)
    {
        var test = (await world.Officer.SendAsync($"deployments/{deployment}/acceptance-tests", TestPlan(version))).Created().Id;
        (await world.Officer.SendAsync($"deployments/{deployment}/acceptance-tests/{test}/report", world.TestReport())).Created().State.ShouldBe("passed");
        return test;
    }

    public static JsonObject TrialBody(this CaseWorld world) => Calls.Json(new
    {
        from = CaseWorld.Day(world.Today.AddDays(-1)),
        to = CaseWorld.Day(world.Today.AddDays(20)),
        leastCases = 1,
        readers = Array.Empty<Guid>(),
        doubleReading = true,
        stopRules = new[] { new { failureShare = (double?)0.2, text = "失败超过五分之一" }, new { failureShare = (double?)null, text = "发生严重不良事件" } },
    });

    /// <summary>From proposed to the trial run.</summary>
    public static async Task<Deployed> TrialAsync(this CaseWorld world)
    {
        var on = await world.ProposeAsync();
        await world.PassAsync(on.Id, "review");
        await world.PassAsync(on.Id, "acceptanceTest");
        await world.TestAsync(on.Id);
        (await world.Officer.SendAsync($"deployments/{on.Id}/trial-run", world.TrialBody())).Created();
        await world.PassAsync(on.Id, "trialRun");
        return on;
    }

    public static async Task<Answer> LifeAsync(this CaseWorld world, Guid deployment) => (await world.Officer.AskAsync($"deployments/{deployment}/life-cycle")).Is(System.Net.HttpStatusCode.OK);

    /// <summary>A route of the module with a body that is right.</summary>
    public static async Task<(string Path, JsonObject Body)> FuzzTargetAsync(CaseWorld world, string route)
    {
        var on = route is "changes" ? await world.DeployAsync() : await world.ProposeAsync();
        var root = $"deployments/{on.Id}";
        switch (route)
        {
            case "gates":
                return ($"{root}/gates/review", world.GateBody("review"));
            case "acceptance-tests":
                return ($"{root}/acceptance-tests", TestPlan(on.Version).With("turnaroundMinutes", 30));
            case "reports":
                var test = (await world.Officer.SendAsync($"{root}/acceptance-tests", TestPlan())).Created().Id;
                return ($"{root}/acceptance-tests/{test}/report", world.TestReport());
            case "trial-run":
                await world.PassAsync(on.Id, "review");
                return ($"{root}/trial-run", world.TrialBody().With("readers", new[] { world.First.Id }));
            default:
                return ($"{root}/changes", Calls.Json(new { kind = "protocol", description = "改为先盲后显", protocol = "blindFirst" }));
        }
    }
}
