using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Methods.Diagnostic;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Literacy;

/// <summary>A unit as one person stands with it.</summary>
/// <param name="StartedAt">When the open reading was begun; null: none is open.</param>
/// <param name="FinishedOn">When it was last finished.</param>
/// <param name="Counts">That still counts.</param>
public sealed record LiteracyUnitView(LiteracyUnit Unit, DateTimeOffset? StartedAt, DateOnly? FinishedOn, bool Counts);

/// <summary>One person's own literacy.</summary>
/// <param name="Decision">HP-6.8.</param>
/// <param name="MinimumSeconds">Least time of a unit.</param>
public sealed record OwnLiteracy(Decision Decision, int MinimumSeconds, int RepeatMonths, IReadOnlyList<LiteracyUnitView> Units, DateOnly? PassedOn)
{
    public bool Done => Decision.Outcome == ClauseOutcome.Satisfied;
}

/// <summary>How many of a department's people are done.</summary>
/// <param name="Department">Null: people without one.</param>
/// <param name="Done">Null where fewer people than the least are in it: then nothing is shown.</param>
public sealed record LiteracyShare(string? Department, int People, int? Done, double? Share, double? Low, double? High);

/// <summary>Reads AI literacy: everybody the own, the officer and the trainer the shares of departments, nobody another's.</summary>
public sealed class LiteracyQueries(
    Database database, IEnumerable<ILiteracyTests> tests, IRoleHolders holders, IPractitionerPlaces places, IDepartmentDirectory departments, IInstitutionRegister institutions, RuleEngine engine, TimeProvider clock)
{
    public async Task<OwnLiteracy> OwnAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var now = clock.GetUtcNow();
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        var rows = await db.Set<LiteracyReading>().Where(r => r.UserId == caller.Id).ToListAsync(cancellationToken);
        var facts = Facts(rows, (await PassedAsync(db, [caller.Id], cancellationToken)).GetValueOrDefault(caller.Id));
        var terms = engine.Catalog.Parameters(ClauseIds.Literacy, now, code);
        var (today, months) = (ShanghaiDay.Of(now), terms.Int(LiteracyRule.RepeatMonths));
        return new OwnLiteracy(
            engine.Decide(ClauseIds.Literacy, facts, now, code),
            terms.Int(LiteracyRule.MinimumSeconds),
            months,
            [
                .. Enum.GetValues<LiteracyUnit>().Select(u => new LiteracyUnitView(
                    u,
                    rows.Find(r => r.Unit == u && r.FinishedAt is null)?.StartedAt,
                    facts.Finished.TryGetValue(u, out var on) ? on : null,
                    facts.Finished.TryGetValue(u, out var last) && today < ShanghaiDay.AddMonths(last, months))),
            ],
            facts.PassedOn);
    }

    /// <summary>Shares by department, by name; people without a department last. Small departments show nothing.</summary>
    public async Task<IReadOnlyList<LiteracyShare>> SharesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var now = clock.GetUtcNow();
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        var least = engine.Catalog.Parameters(ClauseIds.Literacy, now, code).Int(LiteracyRule.LeastPeople);
        var people = await holders.HoldersAsync(db, Enum.GetValues<Role>(), cancellationToken);
        var passed = await PassedAsync(db, [.. people.Select(p => p.UserId)], cancellationToken);
        var read = (await db.Set<LiteracyReading>().Where(r => r.FinishedAt != null).ToListAsync(cancellationToken)).ToLookup(r => r.UserId);
        var working = await places.FindAsync(db, [.. people.Select(p => p.PractitionerId).OfType<Guid>().Distinct()], cancellationToken);
        var names = await departments.NamesAsync(db, cancellationToken);
        return
        [
            .. people.GroupBy(p => p.PractitionerId is { } record && working.GetValueOrDefault(record)?.DepartmentId is { } department ? names.GetValueOrDefault(department) : null)
                .OrderBy(g => g.Key is null).ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Share(g.Key, [.. g], least, p => engine.Decide(ClauseIds.Literacy, Facts([.. read[p.UserId]], passed.GetValueOrDefault(p.UserId)), now, code).Outcome == ClauseOutcome.Satisfied)),
        ];
    }

    private static LiteracyShare Share(string? department, IReadOnlyList<RoleHolder> people, int least, Func<RoleHolder, bool> isDone)
    {
        if (people.Count < least)
        {
            return new LiteracyShare(department, people.Count, null, null, null, null);
        }

        var done = people.Count(isDone);
        var interval = Proportion.Wilson(done, people.Count);
        return new LiteracyShare(department, people.Count, done, (double)done / people.Count, interval.Low, interval.High);
    }

    private static LiteracyFacts Facts(IReadOnlyList<LiteracyReading> rows, DateTimeOffset? passedAt) => new(
        rows.Where(r => r.FinishedAt is not null).GroupBy(r => r.Unit).ToDictionary(g => g.Key, g => ShanghaiDay.Of(g.Max(r => r.FinishedAt!.Value))),
        passedAt is { } at ? ShanghaiDay.Of(at) : null);

    private async Task<IReadOnlyDictionary<Guid, DateTimeOffset?>> PassedAsync(HengjianDbContext db, IReadOnlyCollection<Guid> users, CancellationToken cancellationToken)
    {
        var passed = new Dictionary<Guid, DateTimeOffset?>();
        foreach (var test in tests)
        {
            foreach (var (user, at) in await test.PassedAsync(db, users, cancellationToken))
            {
                passed[user] = passed.GetValueOrDefault(user) is { } earlier && earlier > at ? earlier : at;
            }
        }

        return passed;
    }
}
