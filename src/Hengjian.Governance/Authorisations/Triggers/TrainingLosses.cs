using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Authorisations.Triggers;

/// <summary>
/// Tells the head of the holder's department, and with that the governance officer, of each authorisation whose training was revoked or has expired, once for each loss; takes it
/// back when the holder is trained again or the authorisation is suspended, revoked or over.
/// </summary>
internal sealed class TrainingLosses(IWriter writer, Database database, TrainingGround ground, IPractitionerPlaces places, INotices notices, TimeProvider clock) : IRoutine, IAuthorisationReviews
{
    internal const string Kind = "authorisationGroundLost";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public Task FollowAsync(Guid institution, CancellationToken cancellationToken) => RunAsync(institution, cancellationToken);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Read(institution);
        var granted = await db.Set<Authorisation>().AsNoTracking()
            .Where(a => a.State == AuthorisationState.Granted && a.From <= now && a.Until > now && a.SuspendedAt == null && a.RevokedAt == null).ToListAsync(cancellationToken);
        var lost = await ground.LostAsync(db, granted, now, cancellationToken);
        var over = (await notices.StandingAsync(db, Kind, cancellationToken)).Where(id => !lost.ContainsKey(id)).ToList();
        var people = lost.Count == 0 ? null : await places.FindAsync(db, [.. granted.Where(g => lost.ContainsKey(g.Id)).Select(g => g.PractitionerId).Distinct()], cancellationToken);
        var drafts = granted.Where(g => lost.ContainsKey(g.Id)).Select(g => Draft(g, lost[g.Id], people!.GetValueOrDefault(g.PractitionerId))).ToList();
        var raised = await notices.RaisedAsync(db, [.. drafts.Select(d => d.UniqueKey)], cancellationToken);
        drafts.RemoveAll(d => raised.Contains(d.UniqueKey));
        if (drafts.Count + over.Count == 0)
        {
            return;
        }

        await writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                foreach (var draft in drafts)
                {
                    await notices.RaiseAsync(scope, draft, ct);
                    scope.Record("authorisation.groundLost", nameof(Authorisation), draft.SubjectId);
                }

                foreach (var id in over)
                {
                    await notices.CloseAsync(scope, Kind, id, ct);
                }
            },
            cancellationToken);
    }

    private static NoticeDraft Draft(Authorisation row, LostTraining lost, PractitionerPlace? place) => new(
        Kind,
        row.Id,
        string.Join(' ', new[] { place?.Name, row.Number, lost.Certificate }.Where(part => !string.IsNullOrEmpty(part))),
        $"/authorisations/{row.Id:D}",
        Role.DepartmentHead,
        string.Create(CultureInfo.InvariantCulture, $"{Kind}|{row.Id:D}|{lost.Certificate}|{lost.On:yyyy-MM-dd}"))
    {
        DepartmentId = place?.DepartmentId,
    };
}
