using System.Text.Json;
using Hengjian.Governance.Persistence;
using Hengjian.Ledger;

namespace Hengjian.Governance.Reporting.Contracts;

/// <summary>A message on its way, exactly as the receiver gets it.</summary>
/// <param name="MessageId">The same at every attempt: the receiver tells a repeat by it.</param>
/// <param name="Body">Canonical JSON (RFC 8785), UTF-8.</param>
/// <param name="Signature">Detached signature over <paramref name="Body"/>, base64 of the suite's encoding.</param>
/// <param name="KeyId">SHA-256 of the public key, lower hex.</param>
public sealed record ReportDispatch(Guid MessageId, Uri Address, byte[] Body, string Suite, string KeyId, string Signature);

/// <summary>What an attempt came to.</summary>
/// <param name="Receipt">What the receiver answered; null where it did not take the message or nobody knows whether it did.</param>
/// <param name="Problem">Why there is no receipt: a stable code such as <c>timeout</c>, <c>unreachable</c>, <c>http.503</c>, <c>answer.unreadable</c>.</param>
/// <param name="Signature">The receiver's signature of the receipt, base64; null where it signs none.</param>
public sealed record ReportAnswer(ReceiptDraft? Receipt, string? Problem, string? Signature = null);

/// <summary>A receipt as it came, by whatever way.</summary>
/// <param name="Number">The receiver's number for it.</param>
/// <param name="Reasons">Why it was refused, in the receiver's words.</param>
public sealed record ReceiptDraft(Guid MessageId, ReceiptOutcome Outcome, string Number, IReadOnlyList<string> Reasons)
{
    /// <summary>What a receiver signs of it: canonical JSON (RFC 8785) of its members.</summary>
    public byte[] SignedBytes() => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new { messageId = MessageId, outcome = Outcome, receiptNumber = Number, reasons = Reasons }, JsonColumn.Options));
}

/// <summary>Carries messages to an address outside; implemented where outside formats are known.</summary>
public interface IReportCarrier
{
    /// <summary>Never throws for what goes wrong outside: that is the answer.</summary>
    Task<ReportAnswer> SendAsync(ReportDispatch dispatch, CancellationToken cancellationToken);
}
