using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hengjian.Interop.Exchange.Receiving;

/// <summary>
/// Listens for reports on this machine alone and answers with receipts: 200 accepted, 422 refused, 401 without a trusted signature, 400 unreadable, 409 another body under a known id. A
/// receiver that is reached from outside stands behind a proxy that speaks TLS.
/// </summary>
public sealed class IntakeHost : IAsyncDisposable
{
    private const string PostPath = "/reports";
    private const long LongestBody = 16 * 1024 * 1024;

    private readonly WebApplication _app;

    private IntakeHost(WebApplication app) => _app = app;

    /// <summary>Where senders post.</summary>
    public Uri Address => new(new Uri(_app.Urls.Single()), PostPath);

    /// <param name="intake">Where the messages go; stays the caller's to dispose of.</param>
    /// <param name="port">0: any that is free.</param>
    /// <param name="taken">Told of every answer before it is sent.</param>
    /// <param name="around">Stands around each post; for trials of what may go wrong.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<IntakeHost> StartAsync(ReportIntake intake, int port, Action<Guid, IntakeAnswer>? taken = null, Func<HttpContext, RequestDelegate, Task>? around = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(o => o.Limits.MaxRequestBodySize = LongestBody);
        var app = builder.Build();
        app.Urls.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        Task Take(HttpContext http) => TakeAsync(http, intake, taken);
        app.MapPost(PostPath, (RequestDelegate)(http => around is null ? Take(http) : around(http, Take)));
        await app.StartAsync(CancellationToken.None);
        return new IntakeHost(app);
    }

    /// <summary>Until the process is told to end (Ctrl-C, SIGTERM).</summary>
    public Task WaitAsync() => _app.WaitForShutdownAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext http, ReportIntake intake, Action<Guid, IntakeAnswer>? taken)
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        if (!Guid.TryParse(http.Request.Headers[HttpReportCarrier.MessageHeader].ToString(), out var id))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var answer = intake.Take(id, bytes.ToArray(), Signature(http.Request.Headers[HttpReportCarrier.SignatureHeader].ToString()));
        taken?.Invoke(id, answer);
        http.Response.StatusCode = answer.Outcome switch
        {
            IntakeOutcome.NotSigned => StatusCodes.Status401Unauthorized,
            IntakeOutcome.Unreadable => StatusCodes.Status400BadRequest,
            IntakeOutcome.OtherBody => StatusCodes.Status409Conflict,
            _ => answer.Receipt!.Outcome == Governance.Reporting.Contracts.ReceiptOutcome.Accepted ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
        if (answer.Receipt is not null)
        {
            await http.Response.WriteAsJsonAsync(answer.Receipt, ReportIntake.Json, http.RequestAborted);
        }
    }

    /// <summary>The signature of a header such as <c>suite=…; keyId=…; signature=…</c>.</summary>
    private static string? Signature(string header) =>
        header.Split(';', StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).FirstOrDefault(p => p is ["signature", _])?[1];
}
