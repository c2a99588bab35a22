using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>
/// Posts what is due to the receivers that take messages by a line. Each attempt is the same bytes under the same id, and an answer that was lost is asked for by sending again: the
/// receiver tells repeats apart, so at whatever point either side dies nothing is lost and nothing counts twice. One process at a time sends for an institution.
/// </summary>
public sealed class SendReports
{
    private const int MostAtOnce = 100;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly IReadOnlyList<IReportCarrier> _carriers;
    private readonly ReceiptBook _book;
    private readonly IInstitutionRegister _institutions;
    private readonly RegulationCatalog _catalog;
    private readonly TimeProvider _clock;
    private readonly SenderIdentity _sender;

    internal SendReports(
        IWriter writer, Database database, IEnumerable<IReportCarrier> carriers, ReceiptBook book, IInstitutionRegister institutions, RegulationCatalog catalog, SenderIdentity sender,
        TimeProvider clock)
    {
        (_writer, _database, _carriers, _book, _institutions, _catalog, _sender, _clock) = (writer, database, [.. carriers], book, institutions, catalog, sender, clock);
    }

    /// <summary>Sends what is due; answers how many attempts were made.</summary>
    public async Task<int> RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        if (_carriers.Count == 0)
        {
            return 0;
        }

        var due = await DueAsync(institution, cancellationToken);
        if (due.Count == 0 || _sender.Take() is not { } sender)
        {
            return 0;
        }

        var attempts = 0;
        foreach (var message in due)
        {
            // Taken again for each message: a sender that was held up too long must find out before it goes on.
            if (!await TakeLeaseAsync(institution, sender, cancellationToken))
            {
                break;
            }

            attempts += await SendAsync(institution, message, cancellationToken) ? 1 : 0;
        }

        return attempts;
    }

    private async Task<List<Guid>> DueAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(institution);
        var now = _clock.GetUtcNow();
        return await db.Set<ReportMessage>().Where(m => m.State == ReportState.Ready && m.NextAttemptAt <= now)
            .OrderBy(m => m.QueuedAt).ThenBy(m => m.Sequence).Take(MostAtOnce).Select(m => m.Id).ToListAsync(cancellationToken);
    }

    private async Task<bool> SendAsync(Guid institution, Guid id, CancellationToken cancellationToken)
    {
        ReportDispatch dispatch;
        await using (var db = _database.Read(institution))
        {
            // Read again: it may have been settled since the list was made.
            if (await db.Set<ReportMessage>().FirstOrDefaultAsync(m => m.Id == id && m.State == ReportState.Ready, cancellationToken) is not { } message
                || await db.Set<ReportReceiver>().FirstOrDefaultAsync(r => r.Id == message.ReceiverId && r.Active && r.Channel == ReportChannel.Https, cancellationToken) is not { Address: { } address }
                || await HasEarlierAsync(db, message, cancellationToken))
            {
                return false;
            }

            var body = System.Text.Encoding.UTF8.GetBytes(_database.Fields.Unprotect(institution, "body", id, message.Body)!);
            dispatch = new ReportDispatch(id, new Uri(address), body, message.Suite!, message.KeyId!, message.Signature!);
        }

        var answer = await _carriers[0].SendAsync(dispatch, cancellationToken);
        await _writer.WriteAsSystemAsync(institution, (scope, ct) => KeepAsync(scope, id, answer, ct), CancellationToken.None);
        return true;
    }

    /// <summary>What came earlier in the series must have been taken first: an amendment means nothing to a receiver without the original.</summary>
    private static Task<bool> HasEarlierAsync(HengjianDbContext db, ReportMessage message, CancellationToken cancellationToken) => db.Set<ReportMessage>().AnyAsync(
        m => m.SubjectId == message.SubjectId && m.ReceiverId == message.ReceiverId && m.Sequence < message.Sequence
            && m.State != ReportState.Accepted && m.State != ReportState.Replaced && m.State != ReportState.Unneeded,
        cancellationToken);

    private async Task KeepAsync(WriteScope scope, Guid id, ReportAnswer answer, CancellationToken cancellationToken)
    {
        var message = await scope.Db.Set<ReportMessage>().FirstAsync(m => m.Id == id, cancellationToken);
        if (message.State != ReportState.Ready)
        {
            return;
        }

        message.Attempts++;
        message.LastAttemptAt = scope.Now;
        var problem = answer.Problem;
        if (answer.Receipt is { } receipt)
        {
            var receiver = await scope.Db.Set<ReportReceiver>().FirstAsync(r => r.Id == message.ReceiverId, cancellationToken);
            problem = receipt.MessageId != id ? "answer.otherMessage"
                : !ReceiptBook.IsGenuine(receiver, receipt, answer.Signature) ? "answer.notGenuine"
                : (await _book.BookAsync(scope, message, receiver, receipt, ReceiptWay.Https, cancellationToken)).Refusal is null ? null
                : "answer.otherReceipt";
        }

        if (problem is not null)
        {
            var terms = new ReportingTerms(_catalog, scope.Now, await _institutions.CreditCodeAsync(scope.Db, cancellationToken));
            message.Problem = problem;
            message.NextAttemptAt = StoredInstant.Truncate(scope.Now + terms.Pause(message.Attempts));
            scope.Record("report.attempted", nameof(ReportMessage), id);
        }
    }

    private async Task<bool> TakeLeaseAsync(Guid institution, Guid sender, CancellationToken cancellationToken)
    {
        var taken = await _writer.WriteAsync<bool>(
            new WriteRequest(Caller.System(institution)),
            async (scope, ct) =>
            {
                // One row an institution, under the institution's own id.
                var lease = await scope.Db.Set<SenderLease>().FirstOrDefaultAsync(ct);
                if (lease is not null && lease.Holder != sender && lease.Until > scope.Now)
                {
                    return false;
                }

                if (lease is null)
                {
                    lease = new SenderLease { InstitutionId = institution, Id = institution };
                    scope.Db.Add(lease);
                }

                lease.Holder = sender;
                lease.Until = scope.Now + Lease;
                lease.Turn++;
                return true;
            },
            cancellationToken);
        return taken.Value;
    }
}
