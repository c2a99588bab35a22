using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Notices.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Notices.Due;

/// <summary>
/// Tells of work that stays undone (HP-2.2): its role when the deadline has passed, the head of the department after the pack's hours, the governance officer after more.
/// The notices of one piece of work are closed once no source tells of it any more.
/// </summary>
internal sealed class Escalations(
    Database database, RegulationCatalog catalog, IInstitutionRegister institutions, IEnumerable<IDueSource> sources, NoticeBatches notices, TimeProvider clock) : IRoutine
{
    private const string Prefix = "overdue|";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var system = Caller.System(institution);
        await using var db = database.Read(institution);
        var overdue = new List<DueItem>();
        var whole = true;
        foreach (var source in sources)
        {
            var some = await source.DueBeforeAsync(db, system, now, DueList.MostOfAKind, cancellationToken);
            whole &= some.Count < DueList.MostOfAKind;
            overdue.AddRange(some.Where(i => i.Escalates));
        }

        var standing = await db.Set<Notice>().Where(n => n.ClosedAt == null && n.UniqueKey.StartsWith(Prefix)).Select(n => new { n.Id, n.UniqueKey }).ToListAsync(cancellationToken);
        if (overdue.Count == 0 && standing.Count == 0)
        {
            return;
        }

        var terms = catalog.Parameters(ClauseIds.Escalation, now, await institutions.CreditCodeAsync(db, cancellationToken));
        var drafts = overdue.SelectMany(i => Drafts(i, now, terms.Int("headHours"), terms.Int("officerHours"))).DistinctBy(d => d.UniqueKey, StringComparer.Ordinal).ToList();
        var raised = standing.Select(n => n.UniqueKey).ToHashSet(StringComparer.Ordinal);
        var current = drafts.Select(d => d.UniqueKey).ToHashSet(StringComparer.Ordinal);

        // A list that was cut off does not tell which work is done.
        var over = whole ? standing.Where(n => !current.Contains(n.UniqueKey)).Select(n => n.Id) : [];
        await notices.RaiseAsync(institution, drafts.Where(d => !raised.Contains(d.UniqueKey)), cancellationToken);
        await notices.CloseAsync(institution, over, cancellationToken);
    }

    private static IEnumerable<NoticeDraft> Drafts(DueItem item, DateTimeOffset now, int headHours, int officerHours)
    {
        yield return Draft(item, item.Owner);
        if (item.Owner is Role.ConcernHandler)
        {
            // Nobody else may learn of a concern; its own clock names who takes over.
            yield break;
        }

        if (item.DepartmentId is not null && now - item.DueAt >= TimeSpan.FromHours(headHours))
        {
            yield return Draft(item, Role.DepartmentHead);
        }

        if (now - item.DueAt >= TimeSpan.FromHours(officerHours))
        {
            yield return Draft(item, Role.GovernanceOfficer);
        }
    }

    private static NoticeDraft Draft(DueItem item, Role told) => new(
        item.Kind,
        item.SubjectId,
        item.Title,
        item.Path,
        told,
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{item.Kind}|{item.SubjectId:D}|{item.DueAt.ToUnixTimeSeconds()}|{told}"))
    {
        DepartmentId = item.DepartmentId,
        DueOn = ShanghaiDay.Of(item.DueAt),
    };
}
