using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Reporting.Sources;
using Hengjian.Governance.Safety.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>By the clock: an adverse event of the grades that the pack names is reported to each receiver that takes events, and again when what was said of it changes.</summary>
internal sealed class QueueEvents(IWriter writer, Database database, IEventReporting events, RegulationCatalog catalog, IInstitutionRegister institutions, TimeProvider clock) : IRoutine
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        if (await OtherReports.ReceiversAsync(database, institution, ReportSubject.AdverseEvent, cancellationToken) is not { Count: > 0 } receivers)
        {
            return;
        }

        IReadOnlyList<ReportableEvent> found;
        ILookup<Guid, ReportMessage> messages;
        await using (var db = database.Read(institution))
        {
            var since = ShanghaiDay.Start(receivers.Min(r => r.FromDay));
            found = [.. (await events.ReportedAsync(db, since, clock.GetUtcNow() + TimeSpan.FromMinutes(1), cancellationToken)).Where(e => e.Kind != EventKind.NearMiss)];
            messages = (await db.Set<ReportMessage>().Where(m => m.Subject == ReportSubject.AdverseEvent).OrderBy(m => m.Sequence).ToListAsync(cancellationToken)).ToLookup(m => m.SubjectId);
        }

        foreach (var receiver in receivers)
        {
            var keys = new ReportKeys(database.Keys, institution, receiver.Id);
            foreach (var e in found.Where(e => ShanghaiDay.Of(e.ReportedAt) >= receiver.FromDay))
            {
                if (OtherReports.Next([.. messages[e.Id].Where(m => m.ReceiverId == receiver.Id)], () => EventSource.Say(e, receiver, keys).Hash))
                {
                    await writer.WriteAsync<bool>(new WriteRequest(Caller.System(institution)), (scope, ct) => AddAsync(scope, receiver.Id, e, ct), cancellationToken);
                }
            }
        }
    }

    private async Task<Outcome<bool>> AddAsync(WriteScope scope, Guid receiver, ReportableEvent e, CancellationToken cancellationToken)
    {
        var terms = new ReportingTerms(catalog, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken));
        var series = await OtherReports.SeriesAsync(scope, receiver, e.Id, cancellationToken);

        // An event that was judged lighter after it was reported is told of all the same: the receiver holds the graver one.
        if (series.Count == 0 && (int)e.Grade + 1 > terms.EventUpToGrade)
        {
            return false;
        }

        var due = series.Count == 0 ? terms.EventDueOn(ShanghaiDay.Of(e.ReportedAt), e.Harm == HarmSeverity.Death) : terms.DueOn(later: true);
        await OtherReports.AddAsync(scope, new QueueReports.Addressee(receiver, ReportSubject.AdverseEvent, e.Id, e.Number), series, due, cancellationToken);
        return true;
    }
}

/// <summary>
/// By the clock: the figures of a month that is over go to each receiver that takes figures. Where late diagnoses or references have changed a month of the last year, it is amended once a month.
/// </summary>
internal sealed class QueueFigures(IWriter writer, Database database, IEnumerable<IReportSource> sources, RegulationCatalog catalog, IInstitutionRegister institutions, TimeProvider clock) : IRoutine
{
    private const int MonthsBack = 12;

    private readonly IReportSource _source = sources.Single(s => s.Subject == ReportSubject.Figures);

    public TimeSpan Every => TimeSpan.FromHours(6);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var present = ReportPeriod.MonthOf(ShanghaiDay.Of(clock.GetUtcNow()));
        foreach (var receiver in await OtherReports.ReceiversAsync(database, institution, ReportSubject.Figures, cancellationToken))
        {
            for (var month = present.AddMonths(-MonthsBack); month < present; month = month.AddMonths(1))
            {
                if (month >= ReportPeriod.MonthOf(receiver.FromDay))
                {
                    await writer.WriteAsync<bool>(new WriteRequest(Caller.System(institution)), (scope, ct) => QueueAsync(scope, receiver, month, present, ct), cancellationToken);
                }
            }
        }
    }

    private async Task<Outcome<bool>> QueueAsync(WriteScope scope, ReportReceiver receiver, DateOnly month, DateOnly present, CancellationToken cancellationToken)
    {
        var id = ReportPeriod.IdOf(month);
        var series = await OtherReports.SeriesAsync(scope, receiver.Id, id, cancellationToken);
        if (series.Count > 0 && ReportPeriod.MonthOf(ShanghaiDay.Of(series[^1].QueuedAt)) >= present)
        {
            return false;
        }

        var terms = new ReportingTerms(catalog, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken));
        var keys = new ReportKeys(scope.Database.Keys, scope.InstitutionId, receiver.Id);
        var hash = series.Count == 0 ? null : (await _source.SayAsync(scope.Db, id, receiver, keys, terms, scope.Now, cancellationToken))!.Hash;
        if (!OtherReports.Next(series, () => hash!))
        {
            return false;
        }

        await OtherReports.AddAsync(
            scope, new QueueReports.Addressee(receiver.Id, ReportSubject.Figures, id, ReportPeriod.Name(month)), series, series.Count == 0 ? terms.FiguresDueOn(month) : terms.DueOn(later: true),
            cancellationToken);
        return true;
    }
}

/// <summary>What the queues of events and figures share.</summary>
internal static class OtherReports
{
    public static async Task<List<ReportReceiver>> ReceiversAsync(Database database, Guid institution, ReportSubject subject, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return (await db.Set<ReportReceiver>().Where(r => r.Active).ToListAsync(cancellationToken)).FindAll(r => r.Subscriptions.Contains(subject));
    }

    public static Task<List<ReportMessage>> SeriesAsync(WriteScope scope, Guid receiver, Guid subject, CancellationToken cancellationToken) =>
        scope.Db.Set<ReportMessage>().Where(m => m.ReceiverId == receiver && m.SubjectId == subject).OrderBy(m => m.Sequence).ToListAsync(cancellationToken);

    /// <summary>Whether a message is to follow: the first, or one that says something else than the last that was made. What waits says the change itself, a refused one is for a person to mend.</summary>
    public static bool Next(IReadOnlyList<ReportMessage> series, Func<string> hash) =>
        series.Count == 0 || (series[^1] is { Kind: not ReportKind.Withdrawal, State: ReportState.Ready or ReportState.Sent or ReportState.Accepted or ReportState.Unneeded } last && last.ContentHash != hash());

    public static Task<ReportMessage> AddAsync(WriteScope scope, QueueReports.Addressee to, List<ReportMessage> series, DateOnly dueOn, CancellationToken cancellationToken) =>
        QueueReports.AddAsync(scope, to, series.Count == 0 ? ReportKind.Original : ReportKind.Amendment, series, dueOn, null, cancellationToken);
}
