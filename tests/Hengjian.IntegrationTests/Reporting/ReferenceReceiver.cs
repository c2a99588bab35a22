using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Outbox;
using Hengjian.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hengjian.IntegrationTests.Reporting;

/// <summary>What the receiver does with the next post.</summary>
internal enum Behaviour
{
    Take,

    /// <summary>Answers 422 with a reason.</summary>
    Refuse,

    /// <summary>Answers 503 and stores nothing.</summary>
    Fail,

    /// <summary>Stores the message and breaks the connection before it answers: it died after storing.</summary>
    DieAfterStoring,

    /// <summary>Answers something that is no receipt.</summary>
    Babble,

    /// <summary>Signs the receipt with a key that is not its own.</summary>
    Forge,
}

/// <summary>A receiver of reports as docs/reporting/case-report-1.md describes it: it tells repeats by the message id and answers them with the receipt that it gave before.</summary>
internal sealed class ReferenceReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ISigningKey _key = SignatureSuites.Default.OpenKey(SignatureSuites.Default.GenerateKey());
    private readonly ISigningKey _otherKey = SignatureSuites.Default.OpenKey(SignatureSuites.Default.GenerateKey());

    private ReferenceReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/reports", TakeAsync);
    }

    public Uri Address => new(new Uri(_app.Urls.Single()), "reports");

    /// <summary>Its public key, as a sender registers it.</summary>
    public string Key => Convert.ToBase64String(_key.Spki.Span);

    /// <summary>Our sender's public key, with which signatures are checked where it is set.</summary>
    public byte[]? SenderKey { get; set; }

    /// <summary>What it does with the next posts, then <see cref="Behaviour.Take"/>.</summary>
    public ConcurrentQueue<Behaviour> Next { get; } = new();

    /// <summary>Every post in order, repeats too.</summary>
    public ConcurrentQueue<Guid> Posts { get; } = new();

    /// <summary>What it has stored: one body an id.</summary>
    public ConcurrentDictionary<Guid, byte[]> Stored { get; } = new();

    public ConcurrentQueue<string> Faults { get; } = new();

    public static async Task<ReferenceReceiver> StartAsync()
    {
        var receiver = new ReferenceReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public JsonElement Body(Guid id) => JsonDocument.Parse(Stored[id]).RootElement;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes);
        var body = bytes.ToArray();
        var id = Guid.Parse(http.Request.Headers["Hengjian-Message-Id"].ToString());
        Posts.Enqueue(id);
        CheckSignature(http.Request.Headers["Hengjian-Signature"].ToString(), body);
        var behaviour = Next.TryDequeue(out var next) ? next : Behaviour.Take;
        switch (behaviour)
        {
            case Behaviour.Fail:
                http.Response.StatusCode = 503;
                return;
            case Behaviour.Babble:
                await http.Response.WriteAsync("<html>");
                return;
            case Behaviour.Refuse:
                http.Response.StatusCode = 422;
                await AnswerAsync(http, new ReceiptDraft(id, ReceiptOutcome.Rejected, "退" + Number(id), ["ICD-10 编码未在目录中"]), _key);
                return;
        }

        if (!Stored.TryAdd(id, body) && !Stored[id].AsSpan().SequenceEqual(body))
        {
            Faults.Enqueue($"{id} came again with another body");
        }

        if (behaviour == Behaviour.DieAfterStoring)
        {
            http.Abort();
            return;
        }

        await AnswerAsync(http, new ReceiptDraft(id, ReceiptOutcome.Accepted, "收" + Number(id), []), behaviour == Behaviour.Forge ? _otherKey : _key);
    }

    private void CheckSignature(string header, byte[] body)
    {
        var parts = header.Split("; ").Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        if (SenderKey is not null && !SignatureSuites.Default.Verify(SenderKey, body, Convert.FromBase64String(parts["signature"])))
        {
            Faults.Enqueue("a signature is wrong");
        }
    }

    private static async Task AnswerAsync(HttpContext http, ReceiptDraft draft, ISigningKey key)
    {
        byte[] signature;
        lock (key)
        {
            signature = key.Sign(ReceiptBook.SignedBytes(draft));
        }

        await http.Response.WriteAsJsonAsync(
            new { messageId = draft.MessageId, outcome = draft.Outcome, receiptNumber = draft.Number, reasons = draft.Reasons, signature = Convert.ToBase64String(signature) }, JsonColumn.Options);
    }

    private static string Number(Guid id) => id.ToString("N", CultureInfo.InvariantCulture)[20..];
}
