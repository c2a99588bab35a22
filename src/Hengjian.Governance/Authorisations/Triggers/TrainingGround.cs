using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Authorisations.Views;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Authorisations.Triggers;

/// <summary>A training that an authorisation rested on and that counts no more.</summary>
/// <param name="Trigger">Revoked or expired.</param>
/// <param name="Certificate">Its number; empty where none is on record.</param>
/// <param name="On">First day on which it no longer counted.</param>
internal sealed record LostTraining(AuthorisationTrigger Trigger, string Certificate, DateOnly On);

/// <summary>
/// Which authorisations in force rest on a training that was revoked or has expired: the holder had one for the technology's category, and has none left that counts. Eligibility
/// refuses the holder's acts by itself from that day (R17-2.1.3); the authorisation is to be decided anew, as after a new title or department (practice.md 7).
/// </summary>
public sealed class TrainingGround(IPractitionerDirectory practitioners, IDeploymentDirectory deployments)
{
    /// <summary>By authorisation, among those that are in force.</summary>
    internal async Task<IReadOnlyDictionary<Guid, LostTraining>> LostAsync(
        HengjianDbContext db, IReadOnlyCollection<Authorisation> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lost = new Dictionary<Guid, LostTraining>();
        var categories = new Dictionary<Guid, string?>();
        var day = ShanghaiDay.Of(now);
        foreach (var held in rows.Where(r => r.Term()?.InForce(now) == true).GroupBy(r => r.PractitionerId))
        {
            if (await practitioners.FindAsync(db, held.Key, null, cancellationToken) is not { } person || !person.Trainings.Any(t => EndedOn(t, day) is not null))
            {
                continue;
            }

            foreach (var row in held)
            {
                if (!categories.TryGetValue(row.DeploymentId, out var category))
                {
                    categories[row.DeploymentId] = category = (await deployments.FindAsync(db, row.DeploymentId, cancellationToken))?.Category;
                }

                if (category is not null && Find(person, category, row.MayOpine || row.MayConclude, day) is { } found)
                {
                    lost[row.Id] = found;
                }
            }
        }

        return lost;
    }

    /// <summary>Programmes of other staff count for operating alone (R17-2.2).</summary>
    private static LostTraining? Find(PractitionerFacts person, string category, bool physician, DateOnly day)
    {
        var trainings = person.Trainings.Where(t => NameMatch.Same(t.TechnologyCategory, category) && t.CompletedOn <= day && !(physician && t.ForOtherStaff)).ToList();
        return trainings.Exists(t => EndedOn(t, day) is null)
            ? null
            : trainings.Select(t => new LostTraining(
                    t.IsRevokedOn(day) ? AuthorisationTrigger.CertificateRevoked : AuthorisationTrigger.CertificateExpired, t.CertificateNumber?.Trim() ?? "", EndedOn(t, day)!.Value))
                .OrderBy(t => t.On).LastOrDefault();
    }

    /// <summary>First day on which it no longer counted; null: it counts.</summary>
    private static DateOnly? EndedOn(TrainingFact training, DateOnly day) =>
        training.IsRevokedOn(day) ? training.RevokedOn ?? training.CompletedOn
        : training.ValidTo is { } to && to < day ? to.AddDays(1)
        : null;
}
