using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;

namespace Hengjian.Benchmarks.Intake;

/// <summary>
/// POST ai-result end to end (durable: answered after the flush) at 1, 8 and 64 clients, beside a bare POST of a 1 KB row through the same group-commit writer, same run,
/// synchronous FULL; and the work-list page as the number of cases grows. Client and server share the machine.
/// </summary>
internal static class IntakeBenchmark
{
    private const string Address = "http://127.0.0.1:5991";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var perRun = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 3000;
        await using var app = await BenchApp.StartAsync(Address);
        var payload = new byte[1024];
        new Random(7).NextBytes(payload);

        var next = 0;
        async Task<Pace> AiAsync(int clients, int count)
        {
            var cases = await app.RegisterAsync(count, next);
            next += count;
            return await RateAsync(clients, cases, id => app.Device.PostAsJsonAsync($"/api/v1/cases/{id:D}/ai-results", new
            {
                label = "positive",
                score = 0.91,
                findings = new[] { new { site = "RUL", diameterMm = 8.4 } },
                algorithm = new { name = "LungNodule-CAD", version = "3.2.1" },
                producedAt = "2026-01-01T08:00:00+08:00",
            }));
        }

        Task<Pace> BareAsync(int clients, int count) =>
            RateAsync(clients, [.. Enumerable.Range(0, count)], _ => app.Device.PostAsync("/bench/row", new ByteArrayContent(payload)));

        await AiAsync(8, 300);
        await BareAsync(8, 300);
        var report = new StringBuilder("| clients | AI results a second | bare 1 KB rows a second | ratio | CPU ms an AI result | CPU ms a bare row |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var clients in new[] { 1, 8, 64 })
        {
            var count = clients == 1 ? Math.Max(200, perRun / 6) : perRun;

            // Alternating halves, so that a change of the machine's mood meets both alike.
            var (ai, bare) = (new List<Pace>(), new List<Pace>());
            for (var i = 0; i < 3; i++)
            {
                bare.Add(await BareAsync(clients, count));
                ai.Add(await AiAsync(clients, count));
            }

            report.Append(CultureInfo.InvariantCulture, $"| {clients} | {Rate(ai):0} | {Rate(bare):0} | {Rate(ai) / Rate(bare):0.00} | {Median(ai.Select(p => p.Cpu)):0.00} | {Median(bare.Select(p => p.Cpu)):0.00} |\n");
        }

        Console.WriteLine(report);
        return 0;

        static double Rate(List<Pace> paces) => Median(paces.Select(p => p.PerSecond));
    }

    private static async Task<Pace> RateAsync<T>(int clients, IReadOnlyList<T> work, Func<T, Task<HttpResponseMessage>> post)
    {
        var at = -1;
        var clock = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (Interlocked.Increment(ref at) is var i && i < work.Count)
            {
                using var answer = await post(work[i]);
                if ((int)answer.StatusCode != 201)
                {
                    throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                }
            }
        }));
        return new Pace(work.Count / clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / work.Count);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>How fast, and at what cost to client and server together.</summary>
    /// <param name="PerSecond">Answered requests a second.</param>
    /// <param name="Cpu">Processor milliseconds a request; unlike the rate it does not depend on what else the machine does.</param>
    private sealed record Pace(double PerSecond, double Cpu);
}
