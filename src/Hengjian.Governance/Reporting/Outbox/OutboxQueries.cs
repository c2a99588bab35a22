using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Reporting.Sources;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>What is looked for in the outbox.</summary>
/// <param name="Text">The message's or the case's number.</param>
/// <param name="Open">Only what the receiver has not taken yet.</param>
/// <param name="Overdue">Of these, only what is past its last day.</param>
public sealed record OutboxFilter(string? Text = null, ReportState? State = null, Guid? ReceiverId = null, Guid? CaseId = null, ReportSubject? Subject = null, bool Open = false, bool Overdue = false);

/// <summary>A message in a list.</summary>
/// <param name="Title">The case's or event's number, or the month.</param>
/// <param name="CaseId">Null where it is not of a case.</param>
public sealed record OutboxItem(
    Guid Id,
    string Number,
    ReportKind Kind,
    ReportState State,
    Guid ReceiverId,
    string Receiver,
    ReportChannel Channel,
    ReportSubject Subject,
    Guid SubjectId,
    string Title,
    Guid? CaseId,
    string? CaseNumber,
    DateOnly? DueOn,
    bool Overdue,
    int Attempts,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt,
    string? Problem,
    DateTimeOffset QueuedAt,
    DateTimeOffset? MadeAt,
    DateTimeOffset? ReceivedAt);

/// <summary>A message whole. <paramref name="Body"/> is the JSON exactly as it left or will leave; null until it is made.</summary>
public sealed record ReportMessageView(
    OutboxItem Item,
    int Sequence,
    Guid? RefersToId,
    Guid? ReplacesId,
    string? Reason,
    string? Body,
    string? BodySha256,
    string? Suite,
    string? KeyId,
    string? Signature,
    Guid? BundleId,
    IReadOnlyList<Decision> Decisions,
    IReadOnlyList<ReceiptView> Receipts,
    IReadOnlyList<OutboxItem> Series);

public sealed record ReceiptView(
    Guid Id,
    Guid MessageId,
    string MessageNumber,
    Guid ReceiverId,
    string Receiver,
    ReceiptOutcome Outcome,
    string ReceiptNumber,
    IReadOnlyList<string> Reasons,
    ReceiptWay Way,
    DateOnly? EnteredOn,
    Guid? DocumentId,
    string? RecordedByName,
    DateTimeOffset RecordedAt);

/// <summary>How the reporting of one case stands: whether its record is complete (R17-3.5b), and what went to whom (R17-3.5c).</summary>
public sealed record CaseReportStanding(Decision Record, Decision Timely, IReadOnlyList<OutboxItem> Messages);

/// <summary>The outbox, its receipts, and what waits in it.</summary>
public sealed class OutboxQueries : IWorkSource
{
    private readonly Database _database;
    private readonly ICaseReporting _cases;
    private readonly ICaseDirectory _directory;
    private readonly ReceiptBook _book;
    private readonly RuleEngine _engine;
    private readonly IInstitutionRegister _institutions;
    private readonly IActorNames _names;
    private readonly TimeProvider _clock;

    internal OutboxQueries(
        Database database, ICaseReporting cases, ICaseDirectory directory, ReceiptBook book, RuleEngine engine, IInstitutionRegister institutions, IActorNames names, TimeProvider clock)
    {
        (_database, _cases, _directory, _book, _engine, _institutions, _names, _clock) = (database, cases, directory, book, engine, institutions, names, clock);
    }

    private DateOnly Today => ShanghaiDay.Of(_clock.GetUtcNow());

    public async Task<Page<OutboxItem>> ListAsync(Caller caller, OutboxFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var query = db.Set<ReportMessage>().AsQueryable();
        query = filter.State is { } state ? query.Where(m => m.State == state) : query;
        query = filter.ReceiverId is { } receiver ? query.Where(m => m.ReceiverId == receiver) : query;
        query = filter.CaseId is { } subject ? query.Where(m => m.SubjectId == subject) : query;
        query = filter.Subject is { } kind ? query.Where(m => m.Subject == kind) : query;
        query = filter.Open || filter.Overdue ? Open(query) : query;
        if (filter.Overdue)
        {
            var today = Today;
            query = query.Where(m => m.DueOn != null && m.DueOn < today);
        }

        if (filter.Text is { } text)
        {
            var found = await _directory.ByNumberAsync(db, caller, text.Trim(), cancellationToken);
            var number = text.Trim().ToUpperInvariant();
            query = found is not null ? query.Where(m => m.SubjectId == found.Id) : query.Where(m => m.Number == number || m.Title == number);
        }

        var rows = await query.OrderByDescending(m => m.QueuedAt).ThenByDescending(m => m.Number).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<OutboxItem>(await ItemsAsync(db, caller, rows, cancellationToken), await query.CountAsync(cancellationToken));
    }

    public async Task<ReportMessageView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<ReportMessage>().FirstOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } message)
        {
            return null;
        }

        var series = await db.Set<ReportMessage>().Where(m => m.SubjectId == message.SubjectId && m.ReceiverId == message.ReceiverId).OrderBy(m => m.Sequence).ToListAsync(cancellationToken);
        var receipts = await db.Set<ReportReceipt>().Where(r => r.MessageId == id).OrderBy(r => r.RecordedAt).ToListAsync(cancellationToken);
        var items = await ItemsAsync(db, caller, series, cancellationToken);
        return new ReportMessageView(
            items.Single(i => i.Id == id), message.Sequence, message.RefersToId, message.ReplacesId, message.Reason, _database.Fields.Unprotect(message.InstitutionId, "body", id, message.Body),
            message.BodyHash, message.Suite, message.KeyId, message.Signature, message.BundleId, message.Decisions, await ViewsAsync(db, caller, receipts, cancellationToken), items);
    }

    public async Task<Page<ReceiptView>> ReceiptsAsync(Caller caller, ReceiptOutcome? outcome, Guid? receiver, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var query = db.Set<ReportReceipt>().Where(r => (outcome == null || r.Outcome == outcome) && (receiver == null || r.ReceiverId == receiver));
        var rows = await query.OrderByDescending(r => r.RecordedAt).ThenByDescending(r => r.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<ReceiptView>(await ViewsAsync(db, caller, rows, cancellationToken), await query.CountAsync(cancellationToken));
    }

    /// <summary>The standing of a case that the caller has been shown; null where it is not complete.</summary>
    public async Task<CaseReportStanding?> OfCaseAsync(Caller caller, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await _directory.FindAsync(db, caller, caseId, cancellationToken) is null
            || await _cases.FindAsync(db, caseId, cancellationToken) is not { State: CaseState.Concluded or CaseState.Reported or CaseState.Closed } subject)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var rows = await db.Set<ReportMessage>().Where(m => m.SubjectId == caseId).OrderBy(m => m.QueuedAt).ThenBy(m => m.Sequence).ToListAsync(cancellationToken);
        return new CaseReportStanding(
            _engine.Decide(ClauseIds.CompleteRecord, CaseSource.Facts(subject), now, await _institutions.CreditCodeAsync(db, cancellationToken)),
            await _book.TimelyAsync(db, subject, now, cancellationToken),
            await ItemsAsync(db, caller, rows, cancellationToken));
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.ReportingWrite))
        {
            return [];
        }

        var today = Today;
        var open = Open(db.Set<ReportMessage>().AsNoTracking());
        var overdue = await open.CountAsync(m => m.DueOn != null && m.DueOn < today, cancellationToken);
        var rejected = await open.CountAsync(m => m.State == ReportState.Rejected, cancellationToken);
        var held = await open.CountAsync(m => m.State == ReportState.Held, cancellationToken);
        var byHand = await open.CountAsync(
            m => m.State == ReportState.Ready && db.Set<ReportReceiver>().Any(r => r.Id == m.ReceiverId && r.Channel != ReportChannel.Https), cancellationToken);
        WaitingWork?[] work =
        [
            overdue > 0 ? new WaitingWork("reportsOverdue", overdue, "/reporting?overdue=true", WorkUrgency.Overdue) : null,
            rejected > 0 ? new WaitingWork("reportsRejected", rejected, "/reporting?state=rejected", WorkUrgency.Due) : null,
            held > 0 ? new WaitingWork("reportsHeld", held, "/reporting?state=held", WorkUrgency.Due) : null,
            byHand > 0 ? new WaitingWork("reportsByHand", byHand, "/reporting?state=ready", WorkUrgency.Waiting) : null,
        ];
        return [.. work.OfType<WaitingWork>()];
    }

    private static IQueryable<ReportMessage> Open(IQueryable<ReportMessage> messages) =>
        messages.Where(m => m.State != ReportState.Accepted && m.State != ReportState.Replaced && m.State != ReportState.Unneeded);

    private async Task<List<OutboxItem>> ItemsAsync(HengjianDbContext db, Caller caller, IReadOnlyCollection<ReportMessage> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var today = Today;
        var receivers = await db.Set<ReportReceiver>().ToDictionaryAsync(r => r.Id, cancellationToken);
        // Numbers are no secret to those who may read the outbox, whatever cases they may read.
        var reader = Caller.System(caller.InstitutionId);
        var cases = (await _directory.ManyAsync(db, reader, [.. rows.Where(m => m.Subject == ReportSubject.Case).Select(m => m.SubjectId).Distinct()], cancellationToken)).ToDictionary(c => c.Id, c => c.Number);
        return
        [
            .. rows.Select(m => new OutboxItem(
                m.Id, m.Number, m.Kind, m.State, m.ReceiverId, receivers[m.ReceiverId].Name, receivers[m.ReceiverId].Channel, m.Subject, m.SubjectId, m.Title ?? cases.GetValueOrDefault(m.SubjectId, "–"),
                m.Subject == ReportSubject.Case ? m.SubjectId : null, m.Subject == ReportSubject.Case ? cases.GetValueOrDefault(m.SubjectId, "–") : null, m.DueOn,
                !m.IsSettled && m.DueOn < today, m.Attempts, m.LastAttemptAt, m.NextAttemptAt, m.Problem, m.QueuedAt, m.MadeAt, m.ReceivedAt)),
        ];
    }

    private async Task<List<ReceiptView>> ViewsAsync(HengjianDbContext db, Caller caller, IReadOnlyCollection<ReportReceipt> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.MessageId).Distinct().ToList();
        var numbers = await db.Set<ReportMessage>().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Number, cancellationToken);
        var receivers = await db.Set<ReportReceiver>().ToDictionaryAsync(r => r.Id, r => r.Name, cancellationToken);
        var people = await _names.FindAsync(caller.InstitutionId, [.. rows.Select(r => r.RecordedBy.ToString("D")).Distinct()], cancellationToken);
        return
        [
            .. rows.Select(r => new ReceiptView(
                r.Id, r.MessageId, numbers.GetValueOrDefault(r.MessageId, "–"), r.ReceiverId, receivers.GetValueOrDefault(r.ReceiverId, "–"), r.Outcome, r.ReceiptNumber, r.Reasons, r.Way,
                r.EnteredOn, r.DocumentId, people.GetValueOrDefault(r.RecordedBy.ToString("D")), r.RecordedAt)),
        ];
    }
}
