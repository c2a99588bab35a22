using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hengjian.Governance.Jobs;

/// <summary>Tells how far a job is, at most twice a second, and stops it where that was asked for.</summary>
public sealed class JobReport
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly JobQueue _jobs;
    private readonly StartedJob _job;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stopping;
    private long? _last;

    internal JobReport(JobQueue jobs, StartedJob job, TimeProvider clock, CancellationToken stopping)
    {
        _jobs = jobs;
        _job = job;
        _clock = clock;
        _stopping = stopping;
    }

    /// <summary>The job that reports.</summary>
    public Guid JobId => _job.Id;

    /// <summary>The same from inside an act, which nothing can be written beside: seen on the job's page, and gone with the process. What is thrown takes the act back.</summary>
    /// <exception cref="OperationCanceledException">Somebody asked to cancel the job.</exception>
    /// <exception cref="JobStoppedException">The program is stopping.</exception>
    public void Note(int done, int total)
    {
        if (_stopping.IsCancellationRequested)
        {
            throw new JobStoppedException();
        }

        if (_jobs.Note(_job, done, total))
        {
            throw new OperationCanceledException("The job was cancelled by who started it.");
        }
    }

    /// <exception cref="OperationCanceledException">Somebody asked to cancel the job.</exception>
    /// <exception cref="JobStoppedException">The program is stopping.</exception>
    public async Task AtAsync(int done, int total)
    {
        if (_stopping.IsCancellationRequested)
        {
            throw new JobStoppedException();
        }

        if (_last is { } last && _clock.GetElapsedTime(last) < Pause && done < total)
        {
            return;
        }

        _last = _clock.GetTimestamp();
        _jobs.Note(_job, done, total);
        if (await _jobs.ReportAsync(_job, done, total))
        {
            throw new OperationCanceledException("The job was cancelled by who started it.");
        }
    }
}

/// <summary>The program stops while a job runs: not a wish of the person, so what the job stored stays for going on.</summary>
public sealed class JobStoppedException() : Exception("The program is stopping.");

/// <summary>Runs jobs one after the other, so that long work never starves the wards.</summary>
internal sealed class JobRunner(JobQueue jobs, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var job in jobs.Queue.ReadAllAsync(stoppingToken))
            {
                await jobs.EndAsync(job, await RunAsync(job, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown. Jobs still queued show as interrupted once their lease is over.
        }
    }

    private async Task<JobEnd> RunAsync(StartedJob job, CancellationToken stoppingToken)
    {
        try
        {
            var report = new JobReport(jobs, job, clock, stoppingToken);
            await report.AtAsync(0, 0);
            return await job.Work(report, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            return new JobEnd(JobState.Cancelled, null);
        }
        catch (JobStoppedException)
        {
            return new JobEnd(JobState.Interrupted, null);
        }
#pragma warning disable CA1031 // a failing job must not take the others with it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "The job {Job} failed.", job.Id);
            return new JobEnd(JobState.Failed, null);
        }
    }
}
