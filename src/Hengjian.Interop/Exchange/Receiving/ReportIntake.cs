using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Ledger;

namespace Hengjian.Interop.Exchange.Receiving;

/// <summary>What became of a message that came.</summary>
public enum IntakeOutcome
{
    /// <summary>It has a receipt, accepting or refusing; a repeat has the one that was given before.</summary>
    Receipted,

    /// <summary>No trusted key made the signature: nothing was stored.</summary>
    NotSigned,

    /// <summary>It is no report, or its id is not the one that it came under: nothing was stored.</summary>
    Unreadable,

    /// <summary>The id is known with another body: nothing was stored.</summary>
    OtherBody,
}

/// <summary>A receipt as receivers answer it (docs/reporting/case-report-1.md). <paramref name="Signature"/> is base64 over <see cref="ReceiptDraft.SignedBytes"/>.</summary>
public sealed record SignedReceipt(Guid MessageId, ReceiptOutcome Outcome, string ReceiptNumber, IReadOnlyList<string> Reasons, string Signature);

/// <param name="Receipt">Null unless receipted.</param>
/// <param name="Repeat">The message was there before.</param>
public sealed record IntakeAnswer(IntakeOutcome Outcome, SignedReceipt? Receipt, bool Repeat);

/// <summary>
/// The receiver's side of reporting, as a reference for those who build one: checks the signature, keeps one body an id in a folder, and answers a repeat with the receipt that it gave
/// before. The body is on disk before the receipt is, and the receipt before the answer, so that it may die at any point and still has each message once.
/// </summary>
public sealed class ReportIntake : IDisposable
{
    private const string KeyFile = "receiver.p8";
    private const string LockFile = "receiver.lock";
    private const string FormatPrefix = "hengjian-";

    /// <summary>Codes in camel case, as everywhere outside.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock _gate = new();
    private readonly string _messages;
    private readonly string _receipts;
    private readonly FileStream _lock;
    private readonly ISigningKey _key;
    private readonly List<byte[]> _senders = [];

    private ReportIntake(string folder)
    {
        _messages = Directory.CreateDirectory(Path.Combine(folder, "messages")).FullName;
        _receipts = Directory.CreateDirectory(Path.Combine(folder, "receipts")).FullName;
        _lock = new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var file = Path.Combine(folder, KeyFile);
        if (!File.Exists(file))
        {
            WriteOnce(file, SignatureSuites.Default.GenerateKey());
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        _key = SignatureSuites.Default.OpenKey(File.ReadAllBytes(file));
    }

    /// <summary>Our public key (SubjectPublicKeyInfo, base64), as senders register it.</summary>
    public string PublicKey => Convert.ToBase64String(_key.Spki.Span);

    /// <summary>Says why a new message is refused; null: it is accepted. Called once a message; a refusal stays.</summary>
    public Func<Guid, string?> Refuse { get; set; } = _ => null;

    /// <summary>The ids that are stored.</summary>
    public IReadOnlyList<Guid> Stored => [.. Directory.EnumerateFiles(_messages, "*.json").Select(f => Guid.Parse(Path.GetFileNameWithoutExtension(f)))];

    /// <summary>Opens the folder, which is made where it is not there.</summary>
    /// <exception cref="IOException">It cannot be written, or another process receives into it.</exception>
    public static ReportIntake Open(string folder) => new(Directory.CreateDirectory(folder).FullName);

    /// <summary>Messages signed with this key (SubjectPublicKeyInfo) are taken from now on.</summary>
    public void Trust(byte[] senderKey)
    {
        lock (_gate)
        {
            _senders.Add(senderKey);
        }
    }

    public byte[] Body(Guid id) => File.ReadAllBytes(PathOf(_messages, id));

    /// <summary>True where a trusted key signed the bytes.</summary>
    public bool IsTrusted(byte[] content, string? signature)
    {
        var bytes = new byte[signature?.Length ?? 0];
        lock (_gate)
        {
            return signature is not null && Convert.TryFromBase64String(signature, bytes, out var length)
                && _senders.Exists(key => SignatureSuites.Default.Verify(key, content, bytes.AsSpan(0, length)));
        }
    }

    /// <summary>Takes a message that came under an id, with its detached signature in base64.</summary>
    public IntakeAnswer Take(Guid id, byte[] body, string? signature)
    {
        if (!IsTrusted(body, signature))
        {
            return new IntakeAnswer(IntakeOutcome.NotSigned, null, false);
        }

        if (!IsReport(id, body))
        {
            return new IntakeAnswer(IntakeOutcome.Unreadable, null, false);
        }

        lock (_gate)
        {
            var (message, receipt) = (PathOf(_messages, id), PathOf(_receipts, id));
            var known = File.Exists(message);
            if (known && !File.ReadAllBytes(message).AsSpan().SequenceEqual(body))
            {
                return new IntakeAnswer(IntakeOutcome.OtherBody, null, true);
            }

            if (!known)
            {
                WriteOnce(message, body);
            }

            if (!File.Exists(receipt))
            {
                WriteOnce(receipt, JsonSerializer.SerializeToUtf8Bytes(Sign(id, body), Json));
            }

            return new IntakeAnswer(IntakeOutcome.Receipted, JsonSerializer.Deserialize<SignedReceipt>(File.ReadAllBytes(receipt), Json), known);
        }
    }

    public void Dispose()
    {
        _key.Dispose();
        _lock.Dispose();
    }

    private SignedReceipt Sign(Guid id, byte[] body)
    {
        var reason = Refuse(id);
        var draft = new ReceiptDraft(
            id, reason is null ? ReceiptOutcome.Accepted : ReceiptOutcome.Rejected, "R-" + Convert.ToHexString(SHA256.HashData(body).AsSpan(0, 8)), reason is null ? [] : [reason]);
        return new SignedReceipt(id, draft.Outcome, draft.Number, draft.Reasons, Convert.ToBase64String(_key.Sign(draft.SignedBytes())));
    }

    private static bool IsReport(Guid id, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && format.GetString()!.StartsWith(FormatPrefix, StringComparison.Ordinal)
                && document.RootElement.TryGetProperty("messageId", out var message) && message.ValueKind == JsonValueKind.String && message.TryGetGuid(out var named) && named == id;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string PathOf(string folder, Guid id) => Path.Combine(folder, id.ToString("D") + ".json");

    /// <summary>All of it or nothing, on the disk before it has its name.</summary>
    private static void WriteOnce(string path, byte[] content)
    {
        var temporary = path + ".part";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }
}
