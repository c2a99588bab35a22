using System.Security.Cryptography;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Reporting.Domain.Rules;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>How a receipt takes effect, by whatever way it came: kept once, the message settled, and the case reported once every receiver that asks for it has taken it.</summary>
internal sealed class ReceiptBook(ICaseReporting cases, IInstitutionRegister institutions, INotices notices, IFindings findings, RuleEngine engine)
{
    public const string RejectedNotice = "reportRejected";
    public const string OverdueFinding = "reportOverdue";

    /// <summary>Books a receipt on a message that was made. The same receipt again changes nothing; another one after it is a conflict.</summary>
    public async Task<Outcome<ReportReceipt>> BookAsync(
        WriteScope scope, ReportMessage message, ReportReceiver receiver, ReceiptDraft draft, ReceiptWay way, CancellationToken cancellationToken, DateOnly? enteredOn = null, Guid? documentId = null)
    {
        if (message.State is ReportState.Accepted or ReportState.Rejected or ReportState.Replaced)
        {
            var known = await scope.Db.Set<ReportReceipt>().Where(r => r.MessageId == message.Id).OrderBy(r => r.RecordedAt).LastOrDefaultAsync(cancellationToken);
            return known is not null && known.Outcome == draft.Outcome && known.ReceiptNumber == draft.Number ? known : new Conflict("reporting.otherReceipt");
        }

        if (message.State is not (ReportState.Ready or ReportState.Sent))
        {
            return new Conflict("reporting.notMade");
        }

        var receipt = new ReportReceipt
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            MessageId = message.Id,
            ReceiverId = receiver.Id,
            Outcome = draft.Outcome,
            ReceiptNumber = draft.Number,
            Reasons = draft.Reasons,
            Way = way,
            EnteredOn = enteredOn,
            DocumentId = documentId,
            RecordedBy = scope.Caller.Id,
            RecordedAt = scope.Now,
        };
        scope.Db.Add(receipt);
        message.State = draft.Outcome == ReceiptOutcome.Accepted ? ReportState.Accepted : ReportState.Rejected;
        message.ReceivedAt = scope.Now;
        message.NextAttemptAt = null;
        message.Problem = null;
        await findings.CloseAsync(scope, FindingKey(message.Id), cancellationToken);
        if (draft.Outcome == ReceiptOutcome.Rejected)
        {
            scope.Record("report.rejected", nameof(ReportMessage), message.Id);
            await notices.RaiseAsync(
                scope,
                new NoticeDraft(RejectedNotice, message.Id, $"{message.Number} {receiver.Name}", $"/reporting/messages/{message.Id:D}", Role.GovernanceOfficer, $"{RejectedNotice}|{message.Id:D}") { DueOn = message.DueOn },
                cancellationToken);
            return receipt;
        }

        scope.Record("report.accepted", nameof(ReportMessage), message.Id);
        await SettleAsync(scope, message, receiver, receipt, cancellationToken);
        return receipt;
    }

    public static string FindingKey(Guid message) => $"{OverdueFinding}|{message:D}";

    /// <summary>True where the receiver's key is not known, or the receipt carries its signature.</summary>
    public static bool IsGenuine(ReportReceiver receiver, ReceiptDraft draft, string? signature)
    {
        if (receiver.ReceiptKey is null)
        {
            return true;
        }

        try
        {
            return signature is not null && SignatureSuites.Default.Verify(Convert.FromBase64String(receiver.ReceiptKey), draft.SignedBytes(), Convert.FromBase64String(signature));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>R17-3.5c for a case: what went to whom, and whether in time.</summary>
    public async Task<Decision> TimelyAsync(HengjianDbContext db, ReportableCase subject, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var receivers = await db.Set<ReportReceiver>().ToListAsync(cancellationToken);
        var messages = await db.Set<ReportMessage>().Where(m => m.SubjectId == subject.Id).OrderBy(m => m.QueuedAt).ThenBy(m => m.Sequence).ToListAsync(cancellationToken);
        return Timely(receivers, messages, subject.ConcludedAt, subject.Deployment.AiClass, at, await institutions.CreditCodeAsync(db, cancellationToken));
    }

    /// <summary>The same from what has been read: all receivers, and the case's messages in their order.</summary>
    public Decision Timely(
        IReadOnlyCollection<ReportReceiver> receivers, IReadOnlyList<ReportMessage> messages, DateTimeOffset? concludedAt, AiClass aiClass, DateTimeOffset at, string? institution)
    {
        var names = receivers.ToDictionary(r => r.Id, r => r.Name);
        DateOnly? concluded = concludedAt is { } instant ? ShanghaiDay.Of(instant) : null;
        var facts = new TimelyReportFacts(
            concluded,
            aiClass,
            [.. receivers.Where(r => r.Active && r.Subscriptions.Contains(ReportSubject.Case) && (concluded >= r.FromDay || messages.Any(m => m.ReceiverId == r.Id))).Select(r => r.Fact)],
            [.. messages.Where(m => m.State is not (ReportState.Replaced or ReportState.Unneeded)).Select(m => new DeliveryFact(
                m.Number, m.ReceiverId, names[m.ReceiverId], m.State, m.DueOn, m.ReceivedAt is { } received ? ShanghaiDay.Of(received) : null))]);
        return engine.Decide(ClauseIds.TimelyReport, facts, at, institution);
    }

    /// <summary>Nothing of the case is outstanding: everything due was taken, be it late, or nothing is due at all.</summary>
    public static bool IsSettled(Decision decision) => decision.Outcome switch
    {
        ClauseOutcome.Satisfied => true,
        ClauseOutcome.NotApplicable => decision.Missing.All(m => m.Code == TimelyReportRule.NothingDue),
        ClauseOutcome.NotSatisfied => decision.Missing.All(m => m.Code == TimelyReportRule.TakenLate),
        _ => false,
    };

    /// <summary>The case is reported once nothing of it is outstanding; being late is on record and no reason to wait.</summary>
    private async Task SettleAsync(WriteScope scope, ReportMessage message, ReportReceiver receiver, ReportReceipt receipt, CancellationToken cancellationToken)
    {
        if (message.Subject != ReportSubject.Case || await cases.FindAsync(scope.Db, message.SubjectId, cancellationToken) is not { State: CaseState.Concluded } subject)
        {
            return;
        }

        var decision = await TimelyAsync(scope.Db, subject, scope.Now, cancellationToken);
        if (IsSettled(decision))
        {
            await cases.MarkReportedAsync(scope, message.SubjectId, $"{receiver.Name} {receipt.ReceiptNumber}", decision.Pack, cancellationToken);
        }
    }
}
