using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Interop.Exchange.Receiving;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Ledger;
using Microsoft.AspNetCore.Http;

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

/// <summary>The reference receiver in this process, with faults to order.</summary>
internal sealed class ReferenceReceiver : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hengjian-receiver-").FullName;
    private readonly ReportIntake _intake;
    private readonly ISigningKey _otherKey = SignatureSuites.Default.OpenKey(SignatureSuites.Default.GenerateKey());
    private IntakeHost _host = null!;
    private bool _refuse;

    private ReferenceReceiver()
    {
        _intake = ReportIntake.Open(_folder);
        _intake.Refuse = _ => _refuse ? "ICD-10 编码未在目录中" : null;
    }

    public Uri Address => _host.Address;

    /// <summary>Its public key, as a sender registers it.</summary>
    public string Key => _intake.PublicKey;

    /// <summary>What it does with the next posts, then <see cref="Behaviour.Take"/>.</summary>
    public ConcurrentQueue<Behaviour> Next { get; } = new();

    /// <summary>Every post in order, repeats too.</summary>
    public ConcurrentQueue<Guid> Posts { get; } = new();

    /// <summary>What it has stored: one body an id.</summary>
    public IReadOnlyDictionary<Guid, byte[]> Stored => _intake.Stored.ToDictionary(id => id, _intake.Body);

    public ConcurrentQueue<string> Faults { get; } = new();

    public static async Task<ReferenceReceiver> StartAsync()
    {
        var receiver = new ReferenceReceiver();
        receiver._host = await IntakeHost.StartAsync(receiver._intake, 0, receiver.Told, receiver.AroundAsync);
        return receiver;
    }

    /// <summary>Our sender's public key in base64: without it nothing is taken.</summary>
    public void Trust(string senderKey) => _intake.Trust(Convert.FromBase64String(senderKey));

    public JsonElement Body(Guid id) => JsonDocument.Parse(_intake.Body(id)).RootElement;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _intake.Dispose();
        _otherKey.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Told(Guid id, IntakeAnswer answer)
    {
        Posts.Enqueue(id);
        if (answer.Outcome != IntakeOutcome.Receipted)
        {
            Faults.Enqueue($"{id}: {answer.Outcome}");
        }
    }

    private async Task AroundAsync(HttpContext http, RequestDelegate take)
    {
        var behaviour = Next.TryDequeue(out var next) ? next : Behaviour.Take;
        _refuse = behaviour == Behaviour.Refuse;
        switch (behaviour)
        {
            case Behaviour.Fail:
                Posts.Enqueue(Guid.Parse(http.Request.Headers["Hengjian-Message-Id"].ToString()));
                http.Response.StatusCode = 503;
                return;
            case Behaviour.Babble:
                Posts.Enqueue(Guid.Parse(http.Request.Headers["Hengjian-Message-Id"].ToString()));
                await http.Response.WriteAsync("<html>");
                return;
            case Behaviour.DieAfterStoring:
                http.Response.Body = Stream.Null;
                await take(http);
                http.Abort();
                return;
            case Behaviour.Forge:
                var wire = http.Response.Body;
                using (var answer = new MemoryStream())
                {
                    http.Response.Body = answer;
                    await take(http);
                    http.Response.Body = wire;
                    await wire.WriteAsync(Forged(answer.ToArray()));
                }

                return;
            default:
                await take(http);
                return;
        }
    }

    private byte[] Forged(byte[] answer)
    {
        var receipt = JsonNode.Parse(answer)!;
        var draft = new ReceiptDraft(receipt["messageId"]!.GetValue<Guid>(), ReceiptOutcome.Accepted, receipt["receiptNumber"]!.GetValue<string>(), []);
        receipt["signature"] = Convert.ToBase64String(_otherKey.Sign(draft.SignedBytes()));
        return JsonSerializer.SerializeToUtf8Bytes(receipt);
    }
}
