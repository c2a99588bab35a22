using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Reporting.Sources;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>
/// Makes the bodies of queued messages from their subjects as they stand: a case's record must be complete (R17-3.5b) and the transfer must stand under an entry of the register of data use
/// (HP-13.1), else the message is held and says why. One transaction a message; a subject that changes meanwhile makes it start over.
/// </summary>
public sealed class MakeReports
{
    public const string HeldNotice = "reportHeld";

    private const int MostAtOnce = 200;

    private static readonly TimeSpan HeldPause = TimeSpan.FromHours(1);

    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly IReadOnlyDictionary<ReportSubject, IReportSource> _sources;
    private readonly IOutboundTransfers _transfers;
    private readonly INotices _notices;
    private readonly IInstitutionRegister _institutions;
    private readonly RuleEngine _engine;
    private readonly TimeProvider _clock;

    internal MakeReports(
        IWriter writer, Database database, IEnumerable<IReportSource> sources, IOutboundTransfers transfers, INotices notices, IInstitutionRegister institutions, RuleEngine engine, TimeProvider clock)
    {
        (_writer, _database, _sources, _transfers, _notices, _institutions, _engine, _clock) = (writer, database, sources.ToDictionary(s => s.Subject), transfers, notices, institutions, engine, clock);
    }

    /// <summary>Makes what is due; answers how many messages were looked at.</summary>
    public async Task<int> RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        List<Guid> due;
        await using (var db = _database.Read(institution))
        {
            var now = _clock.GetUtcNow();
            due = await db.Set<ReportMessage>().Where(m => (m.State == ReportState.Pending || m.State == ReportState.Held) && m.NextAttemptAt <= now)
                .OrderBy(m => m.QueuedAt).ThenBy(m => m.Sequence).Take(MostAtOnce).Select(m => m.Id).ToListAsync(cancellationToken);
        }

        foreach (var id in due)
        {
            await _writer.WriteAsSystemAsync(institution, (scope, ct) => MakeAsync(scope, id, ct), cancellationToken);
        }

        return due.Count;
    }

    private async Task MakeAsync(WriteScope scope, Guid id, CancellationToken cancellationToken)
    {
        var message = await scope.Db.Set<ReportMessage>().FirstAsync(m => m.Id == id, cancellationToken);
        if (message.State is not (ReportState.Pending or ReportState.Held))
        {
            return;
        }

        var receiver = await scope.Db.Set<ReportReceiver>().FirstAsync(r => r.Id == message.ReceiverId, cancellationToken);
        var sender = (await _institutions.FindAsync(scope.InstitutionId, cancellationToken))!;
        var keys = new ReportKeys(scope.Database.Keys, scope.InstitutionId, receiver.Id);
        var terms = new ReportingTerms(_engine.Catalog, scope.Now, sender.UnifiedSocialCreditCode);
        var said = await _sources[message.Subject].SayAsync(scope.Db, message.SubjectId, receiver, keys, terms, scope.Now, cancellationToken);
        if (!receiver.Active || said is null)
        {
            await HoldAsync(scope, message, receiver, [], receiver.Active ? "caseAbsent" : "receiverEnded", cancellationToken);
            return;
        }

        var withdrawal = message.Kind == ReportKind.Withdrawal;
        if (!withdrawal && said.Decision?.Outcome == ClauseOutcome.NotSatisfied)
        {
            await HoldAsync(scope, message, receiver, [said.Decision], "recordIncomplete", cancellationToken);
            return;
        }

        var before = await LastSaidAsync(scope.Db, message, cancellationToken);
        if (!withdrawal)
        {
            message.ContentHash = said.Hash;
            message.Diagnoses = said.Mark;
            if (before is not null && message.ReplacesId is null && before.ContentHash == message.ContentHash)
            {
                message.State = ReportState.Unneeded;
                message.NextAttemptAt = null;
                return;
            }

            message.Kind = message.Kind == ReportKind.Amendment && before is not null && before.Diagnoses != message.Diagnoses ? ReportKind.Correction : message.Kind;
        }

        await SignAsync(scope, message, receiver, sender, keys, said, cancellationToken);
    }

    private async Task SignAsync(
        WriteScope scope, ReportMessage message, ReportReceiver receiver, InstitutionName sender, ReportKeys keys, Said said, CancellationToken cancellationToken)
    {
        var body = ReportBody.Message(message, receiver, sender, message.Kind == ReportKind.Withdrawal ? null : said.Content, said.Format, said.Key, scope.Now);
        var hash = ReportBody.Hash(body);
        var transfer = await _transfers.RecordAsync(
            scope,
            new TransferDraft { Receiver = receiver.Name, Purpose = DataUsePurpose.Reporting, What = message.Number, Categories = said.Categories, Amount = 1, Unit = said.Unit, Hash = hash },
            cancellationToken);
        if (transfer.Refusal is { } refusal)
        {
            var decisions = refusal is RuleRefused rules ? rules.Decisions : [];
            await HoldAsync(scope, message, receiver, [.. said.Decision is null ? [] : new[] { said.Decision }, .. decisions], "noDataUse", cancellationToken);
            return;
        }

        using var key = keys.Signing();
        message.Body = scope.Database.Fields.Protect(scope.InstitutionId, "body", message.Id, System.Text.Encoding.UTF8.GetString(body));
        message.BodyHash = hash;
        message.Suite = key.Suite;
        message.KeyId = PublicKeyRecord.IdOf(key.Spki.Span).ToString();
        message.Signature = Convert.ToBase64String(key.Sign(body));
        message.MadeAt = scope.Now;
        message.TransferId = transfer.Value!.Id;
        message.Decisions = said.Decision is null ? [] : [said.Decision];
        message.State = ReportState.Ready;
        message.Problem = null;
        message.NextAttemptAt = receiver.Channel == ReportChannel.Https ? FirstAttempt(receiver, scope.Now) : null;
        await _notices.CloseAsync(scope, HeldNotice, message.Id, cancellationToken);
        scope.Record("report.made", nameof(ReportMessage), message.Id, said.Decision?.Pack);
    }

    private async Task HoldAsync(WriteScope scope, ReportMessage message, ReportReceiver receiver, IReadOnlyList<Decision> decisions, string problem, CancellationToken cancellationToken)
    {
        message.State = ReportState.Held;
        message.Decisions = decisions;
        message.Problem = problem;
        message.NextAttemptAt = scope.Now + HeldPause;
        scope.Record("report.held", nameof(ReportMessage), message.Id);
        await _notices.RaiseAsync(
            scope,
            new NoticeDraft(HeldNotice, message.Id, $"{message.Number} {receiver.Name}", $"/reporting/messages/{message.Id:D}", Role.GovernanceOfficer, $"{HeldNotice}|{message.Id:D}|{problem}") { DueOn = message.DueOn },
            cancellationToken);
    }

    /// <summary>The last message of the series that the receiver has or will have, for what is new in this one.</summary>
    private static Task<ReportMessage?> LastSaidAsync(HengjianDbContext db, ReportMessage message, CancellationToken cancellationToken) => db.Set<ReportMessage>()
        .Where(m => m.SubjectId == message.SubjectId && m.ReceiverId == message.ReceiverId && m.Sequence < message.Sequence && m.Body != null
            && (m.State == ReportState.Ready || m.State == ReportState.Sent || m.State == ReportState.Accepted))
        .OrderByDescending(m => m.Sequence).FirstOrDefaultAsync(cancellationToken);

    private static DateTimeOffset FirstAttempt(ReportReceiver receiver, DateTimeOffset now)
    {
        if (receiver.Schedule == ReportSchedule.AtOnce)
        {
            return now;
        }

        var today = ShanghaiDay.Start(ShanghaiDay.Of(now)).AddHours(receiver.DailyHour);
        return StoredInstant.Truncate(today >= now ? today : today.AddDays(1));
    }
}
