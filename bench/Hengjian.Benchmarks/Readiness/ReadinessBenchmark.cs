using System.Diagnostics;
using System.Globalization;
using Hengjian.Benchmarks.Intake;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Readiness.Domain;
using Hengjian.Governance.Readiness.Evaluation;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Benchmarks.Readiness;

/// <summary>The daily re-evaluation of many deployments, as the job that it is: how long it takes, how often it reports its progress, and the memory at its highest.</summary>
internal static class ReadinessBenchmark
{
    private const string Address = "http://127.0.0.1:5994";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000;
        await using var app = await BenchApp.StartAsync(Address, "--readiness:Enabled", "false");
        var registered = Stopwatch.GetTimestamp();
        await DeployAsync(app, count);
        await ForgetRunsAsync(app);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} deployments registered in {Stopwatch.GetElapsedTime(registered).TotalSeconds:0.0} s"));

        var (seconds, steps) = await RunOnceAsync(app);
        await ForgetRunsAsync(app);
        var (again, _) = await RunOnceAsync(app);
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576;
        Console.WriteLine("| deployments | first run s | unchanged the next day s | times its progress moved | largest memory MiB |\n| ---: | ---: | ---: | ---: | ---: |");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {count} | {seconds:0.0} | {again:0.0} | {steps} | {memory} |"));
        return 0;
    }

    /// <summary>Starts the day's run and waits for its end; answers its seconds and how many different counts its row showed.</summary>
    private static async Task<(double Seconds, int Steps)> RunOnceAsync(BenchApp app)
    {
        var readiness = app.Services.GetRequiredService<DeploymentReadiness>();
        var started = Stopwatch.GetTimestamp();
        await app.Services.GetRequiredService<DailyRuns>().StartDueAsync(CancellationToken.None);
        var seen = new HashSet<int>();
        while (true)
        {
            if (await readiness.LastRunAsync(app.Technician, CancellationToken.None) is { } run)
            {
                seen.Add(run.Evaluated);
                if (run.EndedAt is not null)
                {
                    return (Stopwatch.GetElapsedTime(started).TotalSeconds, seen.Count);
                }
            }

            await Task.Delay(50);
        }
    }

    private static async Task DeployAsync(BenchApp app, int count)
    {
        var register = app.Services.GetRequiredService<Deployments>();
        var first = (await register.FindAsync(app.Technician, app.Deployment, CancellationToken.None))!;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, ct) =>
        {
            var request = new DeploymentRequest
            {
                Name = "测试部署 " + i.ToString(CultureInfo.InvariantCulture),
                TechnologyId = first.TechnologyId,
                TechnologyVersionId = first.TechnologyVersionId,
                DepartmentId = first.DepartmentId,
                Stage = DeploymentStage.RoutineUse,
                Takeover = new TakeoverInput { Reason = "测试", InUseSince = new DateOnly(2024, 1, 1) },
                DefaultProtocol = ReadingProtocol.AiFirst,
            };
            if ((await register.RegisterAsync(request, new WriteRequest(app.Technician, "bench"), ct)).Refusal is { } refusal)
            {
                throw new InvalidOperationException(refusal.ToString());
            }
        });
    }

    /// <summary>As on a day whose run has not been.</summary>
    private static async Task ForgetRunsAsync(BenchApp app) => await app.Services.GetRequiredService<IWriter>().WriteAsync<bool>(
        new WriteRequest(app.Technician, "bench"),
        async (scope, ct) =>
        {
            scope.Db.RemoveRange(await scope.Db.Set<ReadinessRun>().ToListAsync(ct));
            return true;
        },
        CancellationToken.None);
}
