using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Jobs;

/// <summary>A job as its page shows it. <paramref name="Result"/> is JSON of the kind's own shape.</summary>
public sealed record JobView(
    Guid Id, string Kind, string Title, JobState State, int Done, int Total, bool CancelRequested, string? Result, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt)
{
    public bool IsRunning => State is JobState.Queued or JobState.Running;
}

/// <summary>How a job ended, with its result.</summary>
public sealed record JobEnd(JobState State, object? Result);

/// <summary>The work of a job. It reports through the first argument and ends by answering.</summary>
public delegate Task<JobEnd> JobWork(JobReport report, CancellationToken cancellationToken);

/// <summary>Starts jobs, shows them to who started them (those of the program to the governance officer), and takes the wish to cancel.</summary>
public sealed class JobQueue(IWriter writer, Database database, TimeProvider clock)
{
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly Channel<StartedJob> _queue = Channel.CreateBounded<StartedJob>(new BoundedChannelOptions(64) { SingleReader = true });

    /// <summary>Jobs of this process that have not ended: a job that is inside one long act tells here how far it is, and hears here that somebody cancelled it.</summary>
    private readonly ConcurrentDictionary<Guid, LiveJob> _live = new();

    internal ChannelReader<StartedJob> Queue => _queue.Reader;

    /// <summary>Queues work and answers the job's id at once.</summary>
    public async Task<Guid> StartAsync(WriteRequest context, string kind, string title, JobWork work, CancellationToken cancellationToken)
    {
        var made = await writer.WriteAsync<Created>(
            context,
            (scope, _) =>
            {
                var row = new JobRow
                {
                    InstitutionId = scope.InstitutionId,
                    Id = scope.NewId(),
                    Kind = kind,
                    Title = title,
                    State = JobState.Queued,
                    CreatedBy = scope.Caller.Id,
                    CreatedAt = scope.Now,
                    LeaseUntil = scope.Now + Lease,
                };
                scope.Db.Add(row);
                return Task.FromResult<Outcome<Created>>(new Created(row.Id));
            },
            cancellationToken);
        var id = made.Value!.Id;
        _live[id] = new LiveJob();
        await _queue.Writer.WriteAsync(new StartedJob(id, context.Caller, work), cancellationToken);
        return id;
    }

    /// <summary>The job, or null where there is none or it is not the caller's to see.</summary>
    public async Task<JobView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<JobRow>().FirstOrDefaultAsync(j => j.Id == id, cancellationToken) is { } row && MaySee(row, caller) ? View(row) : null;
    }

    /// <summary>The caller's latest jobs of a kind, newest first.</summary>
    public async Task<IReadOnlyList<JobView>> LatestAsync(Caller caller, string kind, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<JobRow>().Where(j => j.CreatedBy == caller.Id && j.Kind == kind)
            .OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id).Take(most).ToListAsync(cancellationToken);
        return rows.ConvertAll(View);
    }

    /// <summary>The program's latest jobs of a kind in the institution, newest first; for its governance officer.</summary>
    public async Task<IReadOnlyList<JobView>> LatestOfSystemAsync(Caller caller, string kind, int most, CancellationToken cancellationToken) =>
        caller.Is(Role.GovernanceOfficer) ? await LatestAsync(Caller.System(caller.InstitutionId), kind, most, cancellationToken) : [];

    /// <summary>Asks the job to stop; it does at its next report. A job that ended stays as it is.</summary>
    public async Task<Outcome<Created>> CancelAsync(Guid id, WriteRequest context, CancellationToken cancellationToken)
    {
        // Told at once: the act below waits behind the one that the job may be in.
        if (await FindAsync(context.Caller, id, cancellationToken) is { IsRunning: true } && _live.TryGetValue(id, out var live))
        {
            live.Cancelled = true;
        }

        return await writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<JobRow>().FirstOrDefaultAsync(j => j.Id == id, ct) is not { } row || !MaySee(row, scope.Caller))
                {
                    return new NotFound("job");
                }

                row.CancelRequested |= row.State is JobState.Queued or JobState.Running;
                return new Created(id);
            },
            cancellationToken);
    }

    /// <summary>Notes where the job stands without writing it; true when somebody asked to cancel it.</summary>
    internal bool Note(StartedJob job, int done, int total)
    {
        if (!_live.TryGetValue(job.Id, out var live))
        {
            return false;
        }

        live.At = (done, total);
        return live.Cancelled;
    }

    /// <summary>Writes where the job stands; true when somebody asked to cancel it.</summary>
    internal async Task<bool> ReportAsync(StartedJob job, int done, int total)
    {
        var outcome = await writer.WriteAsync<bool>(
            new WriteRequest(job.Caller),
            async (scope, ct) =>
            {
                var row = await scope.Db.Set<JobRow>().SingleAsync(j => j.Id == job.Id, ct);
                (row.State, row.Done, row.Total, row.LeaseUntil) = (JobState.Running, done, total, scope.Now + Lease);
                return row.CancelRequested;
            },
            CancellationToken.None);
        return outcome.Value;
    }

    internal async Task EndAsync(StartedJob job, JobEnd end)
    {
        await writer.WriteAsync<bool>(
            new WriteRequest(job.Caller),
            async (scope, ct) =>
            {
                var row = await scope.Db.Set<JobRow>().SingleAsync(j => j.Id == job.Id, ct);
                (row.State, row.EndedAt) = (end.State, scope.Now);
                row.Result = end.Result is null ? null : JsonSerializer.Serialize(end.Result, end.Result.GetType(), JsonColumn.Options);
                return true;
            },
            CancellationToken.None);
        _live.TryRemove(job.Id, out _);
    }

    /// <summary>A job is its starter's; what the program started is the governance officer's.</summary>
    private static bool MaySee(JobRow row, Caller caller) => row.CreatedBy == caller.Id || (row.CreatedBy == Guid.Empty && caller.Is(Role.GovernanceOfficer));

    private JobView View(JobRow row)
    {
        var waiting = row.State is JobState.Queued or JobState.Running;
        var live = waiting ? _live.GetValueOrDefault(row.Id) : null;
        var state = waiting && live is null && row.LeaseUntil < clock.GetUtcNow() ? JobState.Interrupted : row.State;
        var (done, total) = live?.At ?? (row.Done, row.Total);
        return new JobView(row.Id, row.Kind, row.Title, state, done, total, row.CancelRequested || live?.Cancelled == true, row.Result, row.CreatedAt, row.EndedAt);
    }

    private sealed class LiveJob
    {
        private volatile object? _at;
        private volatile bool _cancelled;

        /// <summary>Where it stands; null: as its row says.</summary>
        public (int Done, int Total)? At
        {
            get => _at as (int, int)?;
            set => _at = value;
        }

        public bool Cancelled
        {
            get => _cancelled;
            set => _cancelled = value;
        }
    }
}

internal sealed record StartedJob(Guid Id, Caller Caller, JobWork Work);

internal static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<JobQueue>()
        .AddHostedService<JobRunner>()
        .AddHostedService<Routines.RoutineService>();
}
