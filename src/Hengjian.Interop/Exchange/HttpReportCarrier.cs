using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hengjian.Governance.Reporting.Contracts;

namespace Hengjian.Interop.Exchange;

/// <summary>
/// Posts a report to its receiver (docs/reporting/case-report-1.md): the body as it is, with its id and a detached signature in headers. 200 or 201 with a receipt means taken, 422 with
/// a receipt means refused; anything else is a problem after which the same bytes are sent again.
/// </summary>
internal sealed class HttpReportCarrier : IReportCarrier, IDisposable
{
    public const string MessageHeader = "Hengjian-Message-Id";
    public const string SignatureHeader = "Hengjian-Signature";

    private const int LongestAnswer = 64 * 1024;
    private const int LongestNumber = 100;
    private const int LongestReason = 1000;
    private const int MostReasons = 50;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    // Redirects are not followed: a report goes where the register says and nowhere else.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = LongestWait,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    private sealed record Receipt(Guid? MessageId, ReceiptOutcome? Outcome, string? ReceiptNumber, IReadOnlyList<string?>? Reasons, string? Signature);

    public async Task<ReportAnswer> SendAsync(ReportDispatch dispatch, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, dispatch.Address) { Content = new ByteArrayContent(dispatch.Body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add(MessageHeader, dispatch.MessageId.ToString("D"));
            request.Headers.Add("Idempotency-Key", dispatch.MessageId.ToString("D"));
            request.Headers.Add(SignatureHeader, $"suite={dispatch.Suite}; keyId={dispatch.KeyId}; signature={dispatch.Signature}");
            using var response = await _client.SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.UnprocessableEntity
                ? Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), response.StatusCode == HttpStatusCode.UnprocessableEntity)
                : new ReportAnswer(null, "http." + ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ReportAnswer(null, "timeout");
        }
        catch (HttpRequestException exception)
        {
            return new ReportAnswer(null, exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? "answer.unreadable" : "unreachable");
        }
    }

    public void Dispose() => _client.Dispose();

    private static ReportAnswer Read(byte[] answer, bool refused)
    {
        try
        {
            return JsonSerializer.Deserialize<Receipt>(answer, Json) is { MessageId: { } id, Outcome: { } outcome, ReceiptNumber: { Length: > 0 and <= LongestNumber } number } receipt
                && outcome == (refused ? ReceiptOutcome.Rejected : ReceiptOutcome.Accepted)
                && Reasons(receipt) is { } reasons && (!refused || reasons.Count > 0)
                    ? new ReportAnswer(new ReceiptDraft(id, outcome, number, reasons), null, receipt.Signature)
                    : new ReportAnswer(null, "answer.unreadable");
        }
        catch (JsonException)
        {
            return new ReportAnswer(null, "answer.unreadable");
        }
    }

    /// <summary>Null where they are too many, too long or not texts.</summary>
    private static List<string>? Reasons(Receipt receipt)
    {
        var reasons = receipt.Reasons ?? [];
        return reasons.Count > MostReasons || reasons.Any(r => r is null or { Length: > LongestReason }) ? null : [.. reasons.Select(r => r!)];
    }
}
