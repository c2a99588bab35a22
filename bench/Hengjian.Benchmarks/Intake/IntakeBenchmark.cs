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
        async Task<double> AiAsync(int clients, int count)
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

        Task<double> BareAsync(int clients, int count) =>
            RateAsync(clients, [.. Enumerable.Range(0, count)], _ => app.Device.PostAsync("/bench/row", new ByteArrayContent(payload)));

        await AiAsync(8, 300);
        await BareAsync(8, 300);
        var report = new StringBuilder("| clients | AI results a second | bare 1 KB rows a second | ratio |\n| ---: | ---: | ---: | ---: |\n");
        foreach (var clients in new[] { 1, 8, 64 })
        {
            var count = clients == 1 ? Math.Max(200, perRun / 6) : perRun;

            // Alternating halves, so that a change of the machine's mood meets both alike.
            var (ai, bare) = (new List<double>(), new List<double>());
            for (var i = 0; i < 3; i++)
            {
                bare.Add(await BareAsync(clients, count));
                ai.Add(await AiAsync(clients, count));
            }

            report.Append(CultureInfo.InvariantCulture, $"| {clients} | {Median(ai):0} | {Median(bare):0} | {Median(ai) / Median(bare):0.00} |\n");
        }

        Console.WriteLine(report);
        return 0;
    }

    private static async Task<double> RateAsync<T>(int clients, IReadOnlyList<T> work, Func<T, Task<HttpResponseMessage>> post)
    {
        var at = -1;
        var clock = Stopwatch.StartNew();
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
        return work.Count / clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
