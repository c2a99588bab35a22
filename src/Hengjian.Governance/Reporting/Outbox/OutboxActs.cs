using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>A message to send again, or in the place of a rejected one.</summary>
public sealed record ResendRequest
{
    /// <summary>What was mended.</summary>
    public string? Reason { get; init; }
}

/// <summary>A report to take back.</summary>
public sealed record WithdrawReportRequest
{
    public string? Reason { get; init; }
}

/// <summary>Proof that a message was entered at the receiver by hand, or was taken or refused there otherwise.</summary>
public sealed record ManualReceiptRequest
{
    public ReceiptOutcome? Outcome { get; init; }

    public string? ReceiptNumber { get; init; }

    /// <summary>Day of the entry over there.</summary>
    public DateOnly? EnteredOn { get; init; }

    /// <summary>Why it was refused; of a refusal alone.</summary>
    public string? Reason { get; init; }

    /// <summary>A document attached to the message that proves it, such as a picture of the receipt.</summary>
    public Guid? DocumentId { get; init; }
}

/// <summary>What people do with messages: send again, withdraw, and prove an entry by hand.</summary>
public sealed class OutboxActs
{
    private readonly IWriter _writer;
    private readonly ReceiptBook _book;
    private readonly IDocumentDirectory _documents;
    private readonly IInstitutionRegister _institutions;
    private readonly RegulationCatalog _catalog;

    internal OutboxActs(IWriter writer, ReceiptBook book, IDocumentDirectory documents, IInstitutionRegister institutions, RegulationCatalog catalog)
    {
        (_writer, _book, _documents, _institutions, _catalog) = (writer, book, documents, institutions, catalog);
    }

    /// <summary>A held message is tried again now, a waiting one is sent now; in the place of a rejected one a new message is made from the case as it stands, which is answered.</summary>
    public Task<Outcome<Created>> ResendAsync(Guid id, ResendRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync<Created>(
        id,
        context,
        async (scope, message, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500, required: message.State == ReportState.Rejected);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            switch (message.State)
            {
                case ReportState.Rejected:
                    var series = await SeriesAsync(scope.Db, message, ct);
                    if (series[^1] != message)
                    {
                        return new Conflict("reporting.notLast");
                    }

                    var next = await QueueReports.ReplaceAsync(scope, series, await TermsAsync(scope, ct), ct);
                    next.Reason = request.Reason;
                    return new Created(next.Id);
                case ReportState.Held or ReportState.Pending or ReportState.Ready:
                    message.NextAttemptAt = message.State == ReportState.Ready && message.NextAttemptAt is null ? null : scope.Now;
                    scope.Record("report.resent", nameof(ReportMessage), message.Id);
                    return new Created(message.Id);
                default:
                    return new Conflict("reporting.nothingToSend");
            }
        },
        cancellationToken);

    /// <summary>Tells the receiver that what it was told of the case is void.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid id, WithdrawReportRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync<Created>(
        id,
        context,
        async (scope, message, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var series = await SeriesAsync(scope.Db, message, ct);
            if (series[^1].Kind == ReportKind.Withdrawal)
            {
                return new Conflict("reporting.alreadyWithdrawn");
            }

            if (series[^1].State is not (ReportState.Accepted or ReportState.Unneeded))
            {
                return new Conflict("reporting.notTakenYet");
            }

            var withdrawal = await QueueReports.AddAsync(scope, QueueReports.Addressee.Of(message), ReportKind.Withdrawal, series, (await TermsAsync(scope, ct)).DueOn(later: true), null, ct);
            withdrawal.Reason = request.Reason;
            return new Created(withdrawal.Id);
        },
        cancellationToken);

    public Task<Outcome<Created>> ReceiveByHandAsync(Guid id, ManualReceiptRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync<Created>(
        id,
        context,
        async (scope, message, ct) =>
        {
            var today = ShanghaiDay.Of(scope.Now);
            var errors = new FieldErrors();
            errors.Require(request.Outcome is not null, "outcome", "field.required");
            errors.Text("receiptNumber", request.ReceiptNumber, 100);
            errors.Text("reason", request.Reason, 1000, required: request.Outcome == ReceiptOutcome.Rejected);
            errors.Require(request.EnteredOn is not null, "enteredOn", "field.required");
            errors.Require(request.EnteredOn is null || request.EnteredOn <= today, "enteredOn", "field.future");
            errors.Require(request.EnteredOn is null || message.MadeAt is not { } made || request.EnteredOn >= ShanghaiDay.Of(made), "enteredOn", "reporting.beforeMade");
            errors.Require(
                request.DocumentId is not { } document || (await _documents.OfAsync(scope.Db, ReportingModule.SubjectKind, id, ct)).Any(d => d.Id == document && d.WithdrawnAt is null),
                "documentId", "field.unknownReference");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var receiver = await scope.Db.Set<ReportReceiver>().FirstAsync(r => r.Id == message.ReceiverId, ct);
            var draft = new ReceiptDraft(id, request.Outcome!.Value, request.ReceiptNumber!.Trim(), request.Reason is null ? [] : [request.Reason.Trim()]);
            var booked = await _book.BookAsync(scope, message, receiver, draft, ReceiptWay.Manual, ct, request.EnteredOn, request.DocumentId);
            return booked.Refusal is { } refusal ? refusal : new Created(booked.Value!.Id);
        },
        cancellationToken);

    private Task<Outcome<T>> ActAsync<T>(Guid id, WriteRequest context, Func<WriteScope, ReportMessage, CancellationToken, Task<Outcome<T>>> act, CancellationToken cancellationToken) =>
        _writer.WriteAsync<T>(
            context,
            async (scope, ct) => await scope.Db.Set<ReportMessage>().FirstOrDefaultAsync(m => m.Id == id, ct) is { } message ? await act(scope, message, ct) : new NotFound("reportMessage"),
            cancellationToken);

    private static Task<List<ReportMessage>> SeriesAsync(HengjianDbContext db, ReportMessage message, CancellationToken cancellationToken) =>
        db.Set<ReportMessage>().Where(m => m.SubjectId == message.SubjectId && m.ReceiverId == message.ReceiverId).OrderBy(m => m.Sequence).ToListAsync(cancellationToken);

    private async Task<ReportingTerms> TermsAsync(WriteScope scope, CancellationToken cancellationToken) =>
        new(_catalog, scope.Now, await _institutions.CreditCodeAsync(scope.Db, cancellationToken));
}
