using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>HP-4.1's clocks: who is told of a second physician who did not follow and of a critical value that was not told, and when that ends.</summary>
public sealed class NightWatchTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static Task WatchAsync(AppFixture app) => app.Services.GetServices<IRoutine>().Single(r => r.GetType().Name == "NightWatch").RunAsync(app.InstitutionId, CancellationToken.None);

    private static async Task<string[]> StandingAsync(AppFixture app, Guid subject, Role owner)
    {
        await using var db = app.Read();
        return await db.Set<Notice>().Where(n => n.SubjectId == subject && n.ClosedAt == null && n.Owner == owner).Select(n => n.Kind).ToArrayAsync();
    }

    [Theory, MemberData(nameof(All))]
    public async Task NightWatch_TellsTheHeadOfOverdueAndUntold_OnceAndClosesWhatIsOver(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var id = await world.AnalysedAsync();
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("provisional", true).With("criticalValue", true))).Created().State.ShouldBe("provisional");

        await WatchAsync(app);
        (await StandingAsync(app, id, Role.DepartmentHead)).ShouldBeEmpty("both clocks still run");
        app.Clock.Advance(TimeSpan.FromHours(25));
        await WatchAsync(app);
        await WatchAsync(app);
        (await StandingAsync(app, id, Role.DepartmentHead)).ShouldBe(["criticalValueNotTold", "provisionalOverdue"], ignoreOrder: true);
        await using (var db = app.Read())
        {
            (await db.Set<Finding>().Where(f => f.CaseId == id).Select(f => f.Clause).ToListAsync()).ShouldBe(["HP-4.1", "HP-4.1"]);
        }

        (await world.First.Client.SendAsync($"cases/{id}/critical-values", world.CriticalValueBody())).Created();
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
        (await StandingAsync(app, id, Role.DepartmentHead)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(All))]
    public async Task NightWatch_TheHoursOfEscalationLater_TellsTheQualityOfficerToo(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var id = await world.AnalysedAsync();
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("provisional", true))).Created();
        app.Clock.Advance(TimeSpan.FromHours(25));
        await WatchAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(22));
        await WatchAsync(app);
        (await StandingAsync(app, id, Role.QualityOfficer)).ShouldBeEmpty("24 hours for the second physician and 24 more are not over");

        app.Clock.Advance(TimeSpan.FromHours(2));
        await WatchAsync(app);

        (await StandingAsync(app, id, Role.QualityOfficer)).ShouldBe(["provisionalStillOverdue"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task NightWatch_WhenTheSecondOpinionIsObserved_ClosesItsNotices(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var observed = await ObservedWorld.OfAsync(world);
        var id = await observed.RegisterAsync();
        (await observed.ResultAsync(id)).Created();
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("provisional", true))).Created().State.ShouldBe("provisional");
        app.Clock.Advance(TimeSpan.FromHours(25));
        await WatchAsync(app);
        (await StandingAsync(app, id, Role.DepartmentHead)).ShouldBe(["provisionalOverdue"]);

        (await observed.SendAsync(id, await observed.OpinionAsync(world.Second, 5))).Created().State.ShouldBe("opinionIssued");

        (await StandingAsync(app, id, Role.DepartmentHead)).ShouldBeEmpty();
    }
}
