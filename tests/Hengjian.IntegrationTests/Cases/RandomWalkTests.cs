using System.Net;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.Governance.Transparency;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>
/// Random sequences of events from all roles through the API: whatever comes, no case reaches a state that the design does not allow, none completes without the clauses
/// holding, what is stored is never changed, and ledger and counters agree in the end. What must hold is said here by itself, not taken from the state table in code.
/// </summary>
public sealed class RandomWalkTests
{
    private const int Walkers = 4;

    [Theory]
    [InlineData(TestDatabase.Sqlite, 10_000, 100_000)]
    [InlineData(TestDatabase.PostgreSql, 1_000, 10_000)]
    public async Task RandomWalks_OfEventsFromAllRoles_NeverReachAForbiddenState(TestDatabase database, int scaled, int stated)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var cast = await WalkCast.OfAsync(world);
        var steps = Sizes.Of(scaled, stated) / Walkers;

        var walks = await Task.WhenAll(Enumerable.Range(0, Walkers).Select(seed => Task.Run(() => new RandomWalk(world, cast, seed).RunAsync(steps))));

        var reached = walks.SelectMany(w => w.States).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Sum(s => s.Value));
        foreach (var state in WalkRules.States)
        {
            reached.ShouldContainKey(state, "a walk that never comes by a state proves nothing about it");
        }

        walks.Sum(w => w.Accepted).ShouldBeGreaterThan(steps * Walkers / 10);
        walks.Sum(w => w.Refused).ShouldBeGreaterThan(steps * Walkers / 10);
        (await app.Services.GetRequiredService<RebuildCounters>().CheckAsync(app.InstitutionId, CancellationToken.None)).Differences.ShouldBe(0);
        (await app.Services.GetRequiredService<DataVerifier>().VerifyAsync(CancellationToken.None)).Intact.ShouldBeTrue();
    }
}
