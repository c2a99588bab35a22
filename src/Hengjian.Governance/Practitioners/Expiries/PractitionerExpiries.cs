using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Expiries;

/// <summary>What ends on practitioners' records: practice licences, filings to practise here, trainings. A leaver's papers are nobody's concern.</summary>
internal sealed class PractitionerExpiries(TimeProvider clock) : IExpirySource
{
    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var ending = new List<Expiry>();
        await foreach (var row in db.Set<Practitioner>().AsNoTracking().Where(p => !p.StudyReader && p.HomePractitionerId == null).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!row.Details.AllDepartures().Any(d => d.Contains(today)))
            {
                ending.AddRange(Of(row).Where(e => e.LastDay <= day));
            }
        }

        return ending;
    }

    /// <summary>Everything on a record that ends and was not renewed: of the filings here and of the trainings for one category, the one that lasts longest.</summary>
    public static IEnumerable<Expiry> Of(Practitioner row)
    {
        var path = $"/practitioners/{row.Id:D}";
        if (row.LicenceNumber is not null && row.Details.LicenceTo is { } licence)
        {
            yield return new Expiry("practiceLicence", row.Id, $"{row.Name} · {row.LicenceNumber}", licence, path, Role.GovernanceOfficer);
        }

        if (!row.Details.LicensedHere && row.Details.Filings.Where(f => f.Here).MaxBy(f => f.To ?? DateOnly.MaxValue) is { To: { } filing })
        {
            yield return new Expiry("practiceFiling", row.Id, row.Name, filing, path, Role.GovernanceOfficer);
        }

        // One a day: an expiry is named by its kind, person and day.
        foreach (var ending in LastTrainings(row.Details.Trainings).GroupBy(t => t.ValidTo!.Value))
        {
            var papers = string.Join(", ", ending.Select(t => $"{t.TechnologyCategory} {t.CertificateNumber}".TrimEnd()));
            yield return new Expiry("trainingCertificate", row.Id, $"{row.Name} · {papers}", ending.Key, path, Role.GovernanceOfficer);
        }
    }

    private static IEnumerable<TrainingFact> LastTrainings(IReadOnlyList<TrainingFact> trainings) => trainings
        .Where(t => !t.Revoked)
        .GroupBy(t => string.Concat(t.TechnologyCategory.Where(c => !char.IsWhiteSpace(c))), StringComparer.OrdinalIgnoreCase)
        .Select(g => g.MaxBy(t => t.ValidTo ?? DateOnly.MaxValue)!)
        .Where(t => t.ValidTo is not null);
}
