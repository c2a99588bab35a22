using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Agreements.Domain;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Agreements.Views;

/// <summary>What one institution's physicians read for another.</summary>
/// <param name="Agreements">Agreements between the two, of whatever standing.</param>
/// <param name="InForce">Those in force now.</param>
/// <param name="Readers">Physicians on the lists now.</param>
/// <param name="Cases">Distinct cases on which one of them signed an opinion in the period; null: fewer than the least sample, and withheld.</param>
public sealed record RegionalReadingLine(string Asking, string Reading, int Agreements, int InForce, int Readers, int? Cases);

/// <summary>An agreement as the region sees it: who with whom, for what acts, in which term.</summary>
public sealed record RegionalAgreementLine(
    string Number, string Asking, string Reading, AgreementStanding Standing, IReadOnlyList<PractitionerAct> Acts, int Technologies, int Readers, DateOnly From, DateOnly To);

/// <summary>Remote reading in the region.</summary>
/// <param name="From">First day, the first of its month.</param>
/// <param name="To">Last day, the last of its month.</param>
/// <param name="LeastCases">Figures below this are withheld.</param>
/// <param name="Cases">Sum of the figures that are shown: each case counts once, for the institution that asks and the one that reads.</param>
/// <param name="Withheld">Lines whose figure is withheld.</param>
public sealed record RegionalReadingView(
    DateOnly From, DateOnly To, int LeastCases, int Cases, int Withheld, IReadOnlyList<RegionalReadingLine> Lines, IReadOnlyList<RegionalAgreementLine> Agreements);

/// <summary>
/// Remote reading over all institutions, for the region that supervises them (practice.md 16): agreements and volumes, no patient and no physician by name. Periods are whole months,
/// and a figure below the least sample of HP-9.1 is withheld.
/// </summary>
public sealed class RegionalReading(Database database, IInstitutionRegister institutions, IReadingVolumes volumes, RegulationCatalog catalog, TimeProvider clock)
{
    /// <returns>Null where the caller's institution is no region.</returns>
    public async Task<RegionalReadingView?> FindAsync(Caller caller, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        var all = await institutions.AllAsync(cancellationToken);
        if (all.FirstOrDefault(i => i.Id == caller.InstitutionId) is not { IsRegion: true } region)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var today = ShanghaiDay.Of(now);
        var last = to ?? today;
        var first = from ?? last.AddYears(-1).AddMonths(1);
        (first, last) = (new DateOnly(first.Year, first.Month, 1), new DateOnly(last.Year, last.Month, DateTime.DaysInMonth(last.Year, last.Month)));
        var least = catalog.Parameters(ClauseIds.RemoteAgreement, now, region.UnifiedSocialCreditCode).Int("leastCases");
        var names = all.ToDictionary(i => i.Id, i => i.Name);
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<Agreement>().IgnoreQueryFilters().AsNoTracking().OrderBy(a => a.ProposedAt).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var lines = new List<RegionalReadingLine>();
        foreach (var pair in rows.Where(a => a.State == AgreementState.Accepted).GroupBy(a => (a.InstitutionId, a.PartnerId)))
        {
            await using var there = database.Read(pair.Key.InstitutionId);
            var everybody = pair.SelectMany(a => a.Readers).Select(r => r.PractitionerId).Distinct().ToList();
            var cases = await volumes.CasesAsync(there, everybody, first, last, cancellationToken);
            lines.Add(new RegionalReadingLine(
                names.GetValueOrDefault(pair.Key.InstitutionId, ""),
                names.GetValueOrDefault(pair.Key.PartnerId, pair.First().Partner),
                pair.Count(),
                pair.Count(a => a.InForce(now)),
                pair.SelectMany(a => a.Readers).Where(r => r.RemovedAt is null).Select(r => r.PractitionerId).Distinct().Count(),
                cases > 0 && cases < least ? null : cases));
        }

        return new RegionalReadingView(
            first,
            last,
            least,
            lines.Sum(l => l.Cases ?? 0),
            lines.Count(l => l.Cases is null),
            [.. lines.OrderBy(l => l.Asking, StringComparer.Ordinal).ThenBy(l => l.Reading, StringComparer.Ordinal)],
            [
                .. rows.OrderByDescending(a => a.ProposedAt).Select(a => new RegionalAgreementLine(
                    a.Number, names.GetValueOrDefault(a.InstitutionId, ""), names.GetValueOrDefault(a.PartnerId, a.Partner), AgreementQueries.StandingOf(a, now), a.Acts,
                    a.Technologies.Count + a.Deployments.Count, a.Readers.Count(r => r.RemovedAt is null), a.StartsOn, a.EndsOn)),
            ]);
    }
}
