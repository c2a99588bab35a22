using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Reporting.Outbox;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Bundles;

public sealed record BundleItem(Guid Id, string Number, Guid ReceiverId, int Messages, DateTimeOffset MadeAt);

/// <summary>Receipts that came back as a file.</summary>
public sealed record ReceiptFileRequest
{
    public Guid? ReceiverId { get; init; }

    public IReadOnlyList<ReceiptFileLine?>? Receipts { get; init; }
}

public sealed record ReceiptFileLine
{
    public Guid? MessageId { get; init; }

    public ReceiptOutcome? Outcome { get; init; }

    public string? ReceiptNumber { get; init; }

    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>The receiver's signature over the receipt, base64; needed where its key is known.</summary>
    public string? Signature { get; init; }
}

/// <summary>What an import of receipts came to: lines that could not be booked are named with the code why.</summary>
public sealed record ReceiptFileAnswer(int Booked, int KnownAlready, IReadOnlyList<ReceiptFileProblem> Problems);

public sealed record ReceiptFileProblem(Guid? MessageId, string Code);

/// <summary>
/// Signed files for receivers without a line: a zip with the messages, a manifest of their hashes, and its signature. The same bundle can be made into a file again at any time, byte
/// for byte, so a lost medium loses nothing; receipts are imported as a file and one that comes twice counts once.
/// </summary>
public sealed class ReportBundles
{
    public const string ManifestName = "manifest.json";
    public const string SignatureName = "manifest.sig.json";

    private const int MostMessages = 1000;

    /// <summary>The earliest instant that a ZIP entry can carry.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly ReceiptBook _book;

    internal ReportBundles(IWriter writer, Database database, ReceiptBook book) => (_writer, _database, _book) = (writer, database, book);

    /// <summary>Gathers what waits for the receiver into a bundle.</summary>
    public Task<Outcome<Created>> MakeAsync(Guid receiverId, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<ReportReceiver>().FirstOrDefaultAsync(r => r.Id == receiverId, ct) is not { } receiver)
            {
                return new NotFound("reportReceiver");
            }

            if (receiver.Channel != ReportChannel.Bundle)
            {
                return new Conflict("reporting.otherChannel");
            }

            var messages = await scope.Db.Set<ReportMessage>().Where(m => m.ReceiverId == receiverId && m.State == ReportState.Ready)
                .OrderBy(m => m.QueuedAt).ThenBy(m => m.Sequence).Take(MostMessages).ToListAsync(ct);
            if (messages.Count == 0)
            {
                return new Conflict("reporting.nothingToSend");
            }

            var year = ShanghaiDay.Of(scope.Now).Year;
            var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"report-bundle-{year}"), ct);
            var bundle = new ReportBundle
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                Number = string.Create(CultureInfo.InvariantCulture, $"RB-{year}-{serial:000000}"),
                ReceiverId = receiverId,
                MessageIds = [.. messages.Select(m => m.Id)],
                MadeBy = scope.Caller.Id,
                MadeAt = scope.Now,
            };
            var manifest = CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
                new
                {
                    format = "hengjian-report-bundle/1",
                    bundleId = bundle.Id,
                    number = bundle.Number,
                    receiver = receiver.Name,
                    messages = messages.Select(m => new { messageId = m.Id, file = FileOf(m), sha256 = m.BodyHash, keyId = m.KeyId, signature = m.Signature }),
                },
                JsonColumn.Options));
            using var key = new ReportKeys(scope.Database.Keys, scope.InstitutionId, receiverId).Signing();
            bundle.Manifest = Encoding.UTF8.GetString(manifest);
            bundle.Suite = key.Suite;
            bundle.KeyId = PublicKeyRecord.IdOf(key.Spki.Span).ToString();
            bundle.Signature = Convert.ToBase64String(key.Sign(manifest));
            scope.Db.Add(bundle);
            foreach (var message in messages)
            {
                message.State = ReportState.Sent;
                message.BundleId = bundle.Id;
                message.Attempts++;
                message.LastAttemptAt = scope.Now;
            }

            scope.Record("report.bundled", nameof(ReportBundle), bundle.Id);
            return new Created(bundle.Id);
        },
        cancellationToken);

    /// <summary>The bundle as a file; null where there is none.</summary>
    public async Task<(string Name, byte[] Content)?> FileAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<ReportBundle>().FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } bundle)
        {
            return null;
        }

        var ids = bundle.MessageIds;
        var messages = await db.Set<ReportMessage>().Where(m => ids.Contains(m.Id)).ToListAsync(cancellationToken);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, ManifestName, Encoding.UTF8.GetBytes(bundle.Manifest));
            Add(zip, SignatureName, CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
                new { suite = bundle.Suite, keyId = bundle.KeyId, signature = bundle.Signature }, JsonColumn.Options)));
            foreach (var message in messages.OrderBy(m => m.Number, StringComparer.Ordinal))
            {
                Add(zip, FileOf(message), Encoding.UTF8.GetBytes(_database.Fields.Unprotect(message.InstitutionId, "body", message.Id, message.Body)!));
            }
        }

        return (bundle.Number + ".zip", bytes.ToArray());
    }

    public async Task<Page<BundleItem>> ListAsync(Caller caller, Guid? receiver, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var query = db.Set<ReportBundle>().Where(b => receiver == null || b.ReceiverId == receiver);
        var rows = await query.OrderByDescending(b => b.MadeAt).ThenByDescending(b => b.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<BundleItem>([.. rows.Select(b => new BundleItem(b.Id, b.Number, b.ReceiverId, b.MessageIds.Count, b.MadeAt))], await query.CountAsync(cancellationToken));
    }

    /// <summary>Books the receipts of a file. Each line stands for itself: what is wrong with one does not keep the others out.</summary>
    public async Task<Outcome<ReceiptFileAnswer>> ImportAsync(ReceiptFileRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(request.ReceiverId is not null, "receiverId", "field.required");
        errors.Require(request.Receipts is { Count: > 0 }, "receipts", "field.required");
        errors.Require(request.Receipts is not { Count: > MostMessages }, "receipts", "field.outOfRange", ("from", "1"), ("to", MostMessages.ToString(CultureInfo.InvariantCulture)));
        return errors.Any
            ? errors.ToRefusal()
            : await _writer.WriteAsync<ReceiptFileAnswer>(context, (scope, ct) => BookAsync(scope, request, ct), cancellationToken);
    }

    private async Task<Outcome<ReceiptFileAnswer>> BookAsync(WriteScope scope, ReceiptFileRequest request, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<ReportReceiver>().FirstOrDefaultAsync(r => r.Id == request.ReceiverId, cancellationToken) is not { } receiver)
        {
            return new Invalid("receiverId", "field.unknownReference");
        }

        var (booked, known) = (0, 0);
        var problems = new List<ReceiptFileProblem>();
        foreach (var line in request.Receipts!)
        {
            if (line is not { MessageId: { } id, Outcome: { } outcome, ReceiptNumber: { Length: > 0 and <= 100 } number }
                || (line.Reasons ?? []).Any(r => r is null or { Length: > 1000 }) || (outcome == ReceiptOutcome.Rejected && line.Reasons is not { Count: > 0 }))
            {
                problems.Add(new ReceiptFileProblem(line?.MessageId, "reporting.receiptIncomplete"));
                continue;
            }

            var draft = new ReceiptDraft(id, outcome, number, line.Reasons ?? []);
            var message = await scope.Db.Set<ReportMessage>().FirstOrDefaultAsync(m => m.Id == id && m.ReceiverId == receiver.Id, cancellationToken);
            var settled = message?.State is ReportState.Accepted or ReportState.Rejected or ReportState.Replaced;
            var code = message is null ? "reporting.unknownMessage"
                : !ReceiptBook.IsGenuine(receiver, draft, line.Signature) ? "reporting.notGenuine"
                : ((await _book.BookAsync(scope, message, receiver, draft, ReceiptWay.File, cancellationToken)).Refusal as Conflict)?.Code;
            if (code is not null)
            {
                problems.Add(new ReceiptFileProblem(id, code));
            }
            else
            {
                (booked, known) = settled ? (booked, known + 1) : (booked + 1, known);
            }
        }

        return new ReceiptFileAnswer(booked, known, problems);
    }

    private static string FileOf(ReportMessage message) => $"messages/{message.Number}.json";

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
