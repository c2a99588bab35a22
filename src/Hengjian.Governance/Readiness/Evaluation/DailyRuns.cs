using System.Collections.Concurrent;
using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Readiness.Domain;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>What a daily run did, for its job's page.</summary>
public sealed record DailyRunReport(DateOnly Day, int Reminders, int Evaluated, int Changed);

/// <summary>
/// One run a day and institution: reminders, then the readiness of every deployment, as a job that can be watched and cancelled. A run that was cut off goes on where it
/// stopped; after days without the program the last due day alone is made up for.
/// </summary>
public sealed class DailyRuns
{
    public const string JobKind = "readiness.daily";

    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly JobQueue _jobs;
    private readonly ReadinessEvaluator _evaluator;
    private readonly IReminders _reminders;
    private readonly IInstitutionRegister _institutions;
    private readonly IOptions<ReadinessOptions> _options;
    private readonly TimeProvider _clock;

    /// <summary>Institutions whose job this process has queued and that has not ended.</summary>
    private readonly ConcurrentDictionary<Guid, byte> _going = new();

    /// <summary>A run that failed is not tried again for its day by this process: the log and the job say why.</summary>
    private readonly ConcurrentDictionary<Guid, DateOnly> _failed = new();

    internal DailyRuns(
        IWriter writer,
        Database database,
        JobQueue jobs,
        ReadinessEvaluator evaluator,
        IReminders reminders,
        IInstitutionRegister institutions,
        IOptions<ReadinessOptions> options,
        TimeProvider clock) =>
        (_writer, _database, _jobs, _evaluator, _reminders, _institutions, _options, _clock) = (writer, database, jobs, evaluator, reminders, institutions, options, clock);

    /// <summary>Starts the runs that are due and have not ended.</summary>
    public async Task StartDueAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        // Before the hour the day before is the last due one.
        var due = ShanghaiDay.Of(now.AddHours(-_options.Value.Hour));
        foreach (var institution in await _institutions.AllAsync(cancellationToken))
        {
            if (!institution.IsRegion)
            {
                await StartAsync(institution.Id, due, cancellationToken);
            }
        }
    }

    /// <summary>Starts the run of a day unless it ended or is going on; answers the job's id where it was started.</summary>
    private async Task<Guid?> StartAsync(Guid institution, DateOnly due, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(institution);
        if (await db.Set<ReadinessRun>().AnyAsync(r => r.DueOn >= due && r.EndedAt != null, cancellationToken)
            || (_failed.TryGetValue(institution, out var failed) && failed == due)
            || !_going.TryAdd(institution, 0))
        {
            return null;
        }

        try
        {
            return await _jobs.StartAsync(
                new WriteRequest(Caller.System(institution)), JobKind, due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (report, ct) => WorkAsync(institution, due, report, ct), cancellationToken);
        }
        catch
        {
            _going.TryRemove(institution, out _);
            throw;
        }
    }

    /// <summary>Evaluates an institution's deployments outside its daily run, after a change.</summary>
    public async Task EvaluateAsync(Guid institution, CancellationToken cancellationToken) => await _evaluator.EvaluateAsync(institution, null, (_, _) => Task.CompletedTask, cancellationToken);

    private async Task<JobEnd> WorkAsync(Guid institution, DateOnly due, JobReport report, CancellationToken cancellationToken)
    {
        try
        {
            var (run, after) = await OpenAsync(institution, due, report.JobId, cancellationToken);
            var reminders = await _reminders.RemindAsync(institution, cancellationToken);
            var changedBefore = run.Changed;
            EvaluationStep end;
            try
            {
                end = await _evaluator.EvaluateAsync(
                    institution,
                    after,
                    async (scope, step) =>
                    {
                        if (scope is null)
                        {
                            await report.AtAsync(step.Evaluated, step.Total);
                        }
                        else
                        {
                            var row = await scope.Db.Set<ReadinessRun>().SingleAsync(r => r.Id == run.Id, CancellationToken.None);
                            (row.LastDeployment, row.Evaluated, row.Changed) = (step.LastDeployment, step.Evaluated, changedBefore + step.Changed);
                        }
                    },
                    cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Cancelled by a person: it is over for this day.
                await CloseAsync(institution, run.Id);
                throw;
            }

            await CloseAsync(institution, run.Id);
            await report.AtAsync(end.Total, end.Total);
            return new JobEnd(JobState.Done, new DailyRunReport(due, reminders, end.Evaluated, changedBefore + end.Changed));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or JobStoppedException))
        {
            _failed[institution] = due;
            throw;
        }
        finally
        {
            _going.TryRemove(institution, out _);
        }
    }

    /// <summary>The day's run, new or as far as it came.</summary>
    private async Task<(ReadinessRun Run, Guid? After)> OpenAsync(Guid institution, DateOnly due, Guid job, CancellationToken cancellationToken)
    {
        var opened = await _writer.WriteAsync<ReadinessRun>(
            new WriteRequest(Caller.System(institution)),
            async (scope, ct) =>
            {
                if (await scope.Db.Set<ReadinessRun>().FirstOrDefaultAsync(r => r.DueOn == due, ct) is { } known)
                {
                    known.JobId = job;
                    return known;
                }

                var row = new ReadinessRun { InstitutionId = institution, Id = scope.NewId(), DueOn = due, StartedAt = scope.Now, JobId = job };
                scope.Db.Add(row);
                return row;
            },
            cancellationToken);
        return (opened.Value!, opened.Value!.LastDeployment);
    }

    private async Task CloseAsync(Guid institution, Guid run) => await _writer.WriteAsSystemAsync(
        institution,
        async (scope, _) =>
        {
            var row = await scope.Db.Set<ReadinessRun>().SingleAsync(r => r.Id == run, CancellationToken.None);
            row.EndedAt = scope.Now;
        },
        CancellationToken.None);
}
