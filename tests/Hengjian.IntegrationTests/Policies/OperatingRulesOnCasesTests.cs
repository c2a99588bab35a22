using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Policies.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Policies;

/// <summary>R17-3.1a at the acts on a case: no analysis without written rules, no opinion without having acknowledged them.</summary>
public sealed class OperatingRulesOnCasesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Case_OnATechnologyWithoutProcedures_IsBlockedByTheClauseBeforeTheAnalysis(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(written: false);
        var id = await world.RegisterAsync(on: on);

        (await world.CaseAsync(id)).At("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldContain("R17-3.1a");
        (await world.ReceiveAsync(id, on: on)).RefusedBy("R17-3.1a");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Opinion_BeforeTheProcedureIsAcknowledged_IsRefusedAndAfterwardsKeepsItsVersion(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var id = await world.AnalysedAsync(on: on);
        var policy = (await world.Officer.SendAsync("policies", new
        {
            kind = "procedure", topic = "operation", title = "阅片操作规范 " + CaseWorld.Next(), scope = "technology", scopeId = on.Technology, boundActs = new[] { "opinion" },
        })).Created().Id;
        var version = (await world.Officer.SendAsync($"policies/{policy}/versions", new { number = "V1", text = "第一条" })).Created().Id;
        (await world.Officer.SendAsync($"policies/{policy}/versions/{version}/approval", new
        {
            approver = "院长办公会", approvedOn = CaseWorld.Day(world.Today.AddDays(-1)), inForceFrom = CaseWorld.Day(world.Today.AddDays(-1)), reviewBy = CaseWorld.Day(world.Today.AddDays(300)),
        })).Created();

        (await world.First.OpineAsync(id)).RefusedBy("R17-3.1a").Unmet.ShouldBe(["R17-3.1a"]);
        (await world.First.Client.SendAsync($"policies/{policy}/acknowledgements", new { policyVersionId = version })).Created();
        (await world.First.OpineAsync(id)).Created();

        await using var db = world.App.Read();
        var opinion = await db.Set<Governance.Cases.Domain.Opinion>().SingleAsync(o => o.CaseId == id);
        var kept = opinion.Decisions.Single(d => d.Clause == "R17-3.1a").Facts["rulesAcknowledged"];
        ((IEnumerable<object?>)kept!).Cast<string>().ShouldContain(line => line.Contains("V1", StringComparison.Ordinal));
    }
}
