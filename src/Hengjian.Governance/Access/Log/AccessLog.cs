using System.Threading.Channels;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hengjian.Governance.Access.Log;

/// <summary>Gathers what requests read and writes one record a request and kind, at most <see cref="Delay"/> later; unmasking, exports and emergency access are written at once.</summary>
internal sealed partial class AccessLog(IWriter writer, TimeProvider clock, ILogger<AccessLog> logger) : BackgroundService, IAccessLog
{
    private const int ShortestReason = 4;
    private const int LongestReason = 500;

    /// <summary>Ids kept in one record; a longer list is split, so that a row stays small.</summary>
    private const int MostIds = 500;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(400);

    private sealed record Reading(WriteRequest Context, string SubjectKind, Guid[] Ids);

    private readonly Channel<Reading> _queue = Channel.CreateUnbounded<Reading>(new UnboundedChannelOptions { SingleReader = true });

    public void Read(WriteRequest context, string subjectKind, params IEnumerable<Guid> subjectIds)
    {
        Guid[] ids = [.. subjectIds];
        if (ids.Length > 0)
        {
            _queue.Writer.TryWrite(new Reading(context, subjectKind, ids));
        }
    }

    public async Task<Outcome<Guid>> DiscloseAsync(
        WriteRequest context, AccessKind kind, string subjectKind, IReadOnlyCollection<Guid> subjectIds, string? reason, CancellationToken cancellationToken)
    {
        reason = reason?.Trim();
        if (kind is AccessKind.Unmasked or AccessKind.Emergency && reason is not { Length: >= ShortestReason })
        {
            return new Invalid("reason", "access.reasonMissing");
        }

        if (reason?.Length > LongestReason)
        {
            return new Invalid("reason", "access.reasonTooLong");
        }

        return await WriteAsync(context, kind, subjectKind, subjectIds, reason, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await WaitAsync(stoppingToken))
        {
            await FlushAsync();
        }

        await FlushAsync();
    }

    private async Task<bool> WaitAsync(CancellationToken stopping)
    {
        try
        {
            if (!await _queue.Reader.WaitToReadAsync(stopping))
            {
                return false;
            }

            await Task.Delay(Delay, stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task FlushAsync()
    {
        var readings = new List<Reading>();
        while (_queue.Reader.TryRead(out var reading))
        {
            readings.Add(reading);
        }

        var groups = readings.GroupBy(r => (r.Context.Caller.InstitutionId, r.Context.Caller.Kind, r.Context.Caller.Id, r.Context.RequestId, r.SubjectKind));
        await Task.WhenAll(groups.SelectMany(group => group.SelectMany(r => r.Ids).Distinct().Chunk(MostIds).Select(ids => WriteReadingAsync(group.First(), ids))));
    }

    private async Task WriteReadingAsync(Reading reading, Guid[] ids)
    {
        try
        {
            await WriteAsync(reading.Context, AccessKind.Read, reading.SubjectKind, ids, null, CancellationToken.None);
        }
#pragma warning disable CA1031 // a record that cannot be written must not stop the others; the failure is an error in the log
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogLost(logger, reading.Context.RequestId, reading.SubjectKind, ids.Length, exception);
        }
    }

    private Task<Outcome<Guid>> WriteAsync(
        WriteRequest context, AccessKind kind, string subjectKind, IReadOnlyCollection<Guid> ids, string? reason, CancellationToken cancellationToken)
    {
        var at = StoredInstant.Truncate(clock.GetUtcNow());
        return writer.WriteAsync<Guid>(
            context with { Idempotency = null },
            (scope, _) =>
            {
                var id = scope.NewId();
                var record = new AccessRecord
                {
                    InstitutionId = scope.InstitutionId,
                    Id = id,
                    ActorKind = context.Caller.Kind,
                    ActorId = context.Caller.Id,
                    Kind = kind,
                    SubjectKind = subjectKind,
                    SubjectIds = [.. ids],
                    Reason = scope.Database.Fields.Protect(scope.InstitutionId, "reason", id, reason),
                    RequestId = context.RequestId,
                    At = at,
                };
                scope.Db.Add(record);
                scope.Record(ActionOf(kind), nameof(AccessRecord), id);
                return Task.FromResult<Outcome<Guid>>(id);
            },
            cancellationToken);
    }

    private static string ActionOf(AccessKind kind) => kind switch
    {
        AccessKind.Read => "access.data.read",
        AccessKind.Unmasked => "access.data.unmasked",
        AccessKind.Exported => "access.data.exported",
        _ => "access.data.emergency",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The access record of request {RequestId} ({Count} × {SubjectKind}) could not be written.")]
    private static partial void LogLost(ILogger logger, string? requestId, string subjectKind, int count, Exception exception);
}
