using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Policies;

/// <summary>The clauses that policies decide, as of today and as of the past, and what they put before people.</summary>
public sealed class PolicyClauseTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OperatingRules_UntilThePersonAcknowledged_AreMissingAndThenMet(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var lung = await world.DeployAsync(written: false);
        var path = $"deployments/{lung.Id}/operating-rules?practitioner={world.First.Id}&act=opinion";
        Codes(await world.First.Client.AskAsync(path)).ShouldBe(["rules.noProcedure", "rules.noGuideline"]);

        var (procedure, guideline) = await world.RulesOfAsync(lung.Technology);
        Codes(await world.First.Client.AskAsync(path)).ShouldBe(["rules.notAcknowledged", "rules.notAcknowledged"]);
        (await world.First.Client.AcknowledgeAsync(procedure.Policy, procedure.Version)).Created();
        (await world.First.Client.AcknowledgeAsync(guideline.Policy, guideline.Version)).Created();

        var met = await world.First.Client.AskAsync(path);
        met.At("decision.outcome").GetString().ShouldBe("satisfied", met.Text);
        met.At("keptVersions").EnumerateArray().Select(v => v.GetGuid()).ShouldBe([procedure.Version, guideline.Version], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OperatingRules_AskedAboutAPastDay_AreThoseOfThatDay(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var lung = await world.DeployAsync(written: false);
        var (procedure, _) = await world.RulesOfAsync(lung.Technology, sinceDays: 30);
        var second = await world.PublishAsync(procedure.Policy, "V2", sinceDays: 3);

        async Task<IEnumerable<Guid>> KeptAsync(int daysAgo) => (await world.Officer.AskAsync($"deployments/{lung.Id}/operating-rules?at={world.Ago(TimeSpan.FromDays(daysAgo))}"))
            .Is(HttpStatusCode.OK).At("keptVersions").EnumerateArray().Select(v => v.GetGuid());
        (await KeptAsync(0)).ShouldContain(second);
        (await KeptAsync(0)).ShouldNotContain(procedure.Version);
        (await KeptAsync(10)).ShouldContain(procedure.Version);
        (await KeptAsync(10)).ShouldNotContain(second);
        (await KeptAsync(40)).ShouldBeEmpty();
    }

    [Fact]
    public async Task OperatingRules_AcknowledgedToday_AreNotAcknowledgedYesterday()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var lung = await world.DeployAsync(written: false);
        var (procedure, guideline) = await world.RulesOfAsync(lung.Technology);
        (await world.First.Client.AcknowledgeAsync(procedure.Policy, procedure.Version)).Created();
        (await world.First.Client.AcknowledgeAsync(guideline.Policy, guideline.Version)).Created();

        var yesterday = await world.Officer.AskAsync($"deployments/{lung.Id}/operating-rules?practitioner={world.First.Id}&at={world.Ago(TimeSpan.FromDays(1))}");

        Codes(yesterday).ShouldBe(["rules.notAcknowledged", "rules.notAcknowledged"]);
    }

    [Fact]
    public async Task OperatingRules_OfAnotherTechnology_DoNotCount()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (one, other) = (await world.DeployAsync(written: false), await world.DeployAsync(written: false));
        await world.RulesOfAsync(one.Technology);

        (await world.Officer.AskAsync($"deployments/{other.Id}/operating-rules")).At("rules").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task OperatingRules_AtEachAct_AreAskedInOneQueryOfTheGroup()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var lung = await world.DeployAsync(written: false);
        var (procedure, guideline) = await world.RulesOfAsync(lung.Technology);
        var rules = world.App.Services.GetRequiredService<IOperatingRules>();
        var question = new OperatingQuestion(lung.Technology, lung.Version, Gated: true, world.First.Id, PolicyAct.Opinion);
        OperatingRuleFacts? first = null, second = null;

        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            first = await rules.FactsAsync(scope.Db, question, scope.Now, CancellationToken.None);
            second = await rules.FactsAsync(scope.Db, question, scope.Now, CancellationToken.None);
            scope.Record("test.asked", "Policy", procedure.Policy);
        });

        first!.KeptVersions.ShouldBe([procedure.Version, guideline.Version], ignoreOrder: true);
        second!.Rules.ShouldBe(first.Rules);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task FollowUpClause_FromNothingToAcknowledged_TellsWhatIsMissing(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var staff = await app.ClientAsync(Role.FollowUpStaff);
        FollowUpCodes(await world.Officer.AskAsync("policies/follow-up-decision")).ShouldBe(["policy.noneInForce"]);

        var policy = await world.RegisterAsync(Shelf.Policy("followUp"));
        var version = await world.PublishAsync(policy, sinceDays: 10);
        FollowUpCodes(await world.Officer.AskAsync("policies/follow-up-decision")).ShouldBe(["policy.notAcknowledged"]);
        (await staff.AcknowledgeAsync(policy, version)).Created();

        (await world.Officer.AskAsync("policies/follow-up-decision")).At("outcome").GetString().ShouldBe("satisfied");
        FollowUpCodes(await world.Officer.AskAsync($"policies/follow-up-decision?at={world.Ago(TimeSpan.FromDays(11))}")).ShouldBe(["policy.noneInForce"]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task WrittenPolicy_OnATopic_IsFoundOnlyWhileInForce(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var policy = await world.RegisterAsync(Shelf.Policy("registers"));
        await world.PublishAsync(policy, sinceDays: 5);
        var written = app.Services.GetRequiredService<IWrittenPolicies>();
        await using var db = app.Read();
        var now = app.Clock.GetUtcNow();

        (await written.InForceAsync(db, PolicyTopic.Registers, now, CancellationToken.None)).Select(p => p.PolicyId).ShouldBe([policy]);
        (await written.InForceAsync(db, PolicyTopic.Registers, now.AddDays(-6), CancellationToken.None)).ShouldBeEmpty();
        (await written.InForceAsync(db, PolicyTopic.DataUse, now, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Work_OfAPersonAndOfTheOfficer_IsWhatWaitsForThem()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        var user = await app.UserAsync(Role.FollowUpStaff);
        await world.PublishAsync(await world.RegisterAsync(Shelf.Policy()), sinceDays: 400, reviewBy: world.Today.AddDays(-1));
        await world.RegisterAsync(Shelf.Policy());
        await using var db = app.Read();

        async Task<IEnumerable<string>> WorkAsync(params Role[] roles)
        {
            var caller = new Caller(CallerKind.User, user.Id, user.UserName, app.InstitutionId, null, roles.ToHashSet(), new HashSet<string>());
            var found = new List<WaitingWork>();
            foreach (var source in app.Services.GetServices<IWorkSource>())
            {
                found.AddRange(await source.WaitingForAsync(db, caller, CancellationToken.None));
            }

            return found.Where(w => w.Kind.StartsWith("polic", StringComparison.Ordinal)).Select(w => $"{w.Kind} {w.Count}");
        }

        (await WorkAsync(Role.FollowUpStaff)).ShouldBe(["policiesToAcknowledge 1"]);
        (await WorkAsync(Role.FollowUpStaff, Role.GovernanceOfficer)).ShouldBe(["policiesToAcknowledge 1", "policyReviewsOverdue 1"]);
        (await WorkAsync(Role.Finance)).ShouldBeEmpty();
    }

    [Theory, InlineData(-1, 0), InlineData(0, 1), InlineData(1, 1)]
    public async Task Expiry_OfAReview_IsListedFromItsLastDayOn(int days, int expected)
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        var review = world.Today.AddDays(20);
        await world.PublishAsync(await world.RegisterAsync(Shelf.Policy()), reviewBy: review);
        await using var db = app.Read();

        var found = new List<Expiry>();
        foreach (var source in app.Services.GetServices<IExpirySource>())
        {
            found.AddRange(await source.EndingByAsync(db, review.AddDays(days), CancellationToken.None));
        }

        found.Count(e => e.Kind == "policyReview" && e.LastDay == review).ShouldBe(expected);
    }

    private static IEnumerable<string> Codes(Answer answer) => MissingCodes(answer, "decision.missingCodes");

    private static IEnumerable<string> FollowUpCodes(Answer answer) => MissingCodes(answer, "missingCodes");

    private static IEnumerable<string> MissingCodes(Answer answer, string member) => [.. answer.Is(HttpStatusCode.OK).At(member).EnumerateArray().Select(m => m.ValueKind == System.Text.Json.JsonValueKind.String ? m.GetString()! : m.GetProperty("code").GetString()!)];
}
