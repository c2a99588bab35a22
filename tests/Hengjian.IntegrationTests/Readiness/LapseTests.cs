using System.Net;
using Hengjian.Governance.Readiness.Evaluation;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.LifeCycle;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Readiness;

/// <summary>What follows where a deployment in use is not ready: a finding at once, no new cases after the days of grace, all well again when it is ready.</summary>
public sealed class LapseTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Deployment_NotReady_TakesNewCasesForTheDaysOfGraceAlone(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var before = await world.RegisterAsync();
        await EvaluateAsync(app);

        (await world.Technician.Client.SendAsync("cases", world.CaseBody())).Created();
        var finding = (await world.Officer.AskAsync("compliance/findings")).At("items").EnumerateArray().Single(f => f.GetProperty("kind").GetString() == "readinessLost");
        finding.GetProperty("clause").GetString().ShouldBe("R17-1.1");
        app.Clock.Advance(TimeSpan.FromDays(7));
        (await world.Technician.Client.SendAsync("cases", world.CaseBody())).Created();

        app.Clock.Advance(TimeSpan.FromDays(1));
        (await world.Technician.Client.SendAsync("cases", world.CaseBody())).RefusedBy("HP-5.6");
        (await world.ReceiveAsync(before)).Created();
        var page = await (await app.SignedInAsync(await app.UserAsync(Hengjian.Governance.Access.Contracts.Role.GovernanceOfficer))).GetAsync($"/deployments/{world.Lung.Id:D}/readiness");
        page.ShouldContain("HP-5.6");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Deployment_UnreadyForOtherReasonsMeanwhile_KeepsTheDayOnWhichItBegan(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        await EvaluateAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(5));
        (await world.Officer.PutAsync($"departments/{world.Department}", Calls.Json(new { name = "呼吸科", kind = "clinical" }), "\"1\"")).Is(HttpStatusCode.OK);
        await EvaluateAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(3));

        (await world.Technician.Client.SendAsync("cases", world.CaseBody())).RefusedBy("HP-5.6");
        (await world.Officer.AskAsync("compliance/findings")).At("items").EnumerateArray().Count(f => f.GetProperty("kind").GetString() == "readinessLost").ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Deployment_UnreadyLongBeforeItsUse_IsAFindingWhenItComesIntoUseAndHasItsDaysOfGraceFromThere(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        (await world.Officer.SendAsync($"deployments/{world.Lung.Id}/suspension", new { reason = "设备检修" })).Created();
        await EvaluateAsync(app);
        (await FindingsAsync(world)).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromDays(30));

        await Journey.PassAsync(world, world.Lung.Id, "resumption");
        await EvaluateAsync(app);

        (await FindingsAsync(world)).ShouldBe(1);
        (await world.Technician.Client.SendAsync("cases", world.CaseBody())).Created();
    }

    private static async Task<int> FindingsAsync(CaseWorld world) =>
        (await world.Officer.AskAsync("compliance/findings")).At("items").EnumerateArray().Count(f => f.GetProperty("kind").GetString() == "readinessLost");

    private static Task EvaluateAsync(AppFixture app) => app.Services.GetRequiredService<DailyRuns>().EvaluateAsync(app.InstitutionId, CancellationToken.None);
}
