using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hengjian.Governance.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Benchmarks.Intake;

/// <summary>The work-list at 10³, 10⁵ and 10⁶ cases: the first page through the API, and the page that people open, with its counts by state. The many cases are copies of a real row made by SQL, without ledger records: only reading is measured.</summary>
internal static class WorkListBenchmark
{
    private const string Address = "http://127.0.0.1:5992";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var largest = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        await using var app = await BenchApp.StartAsync(Address);
        var report = new StringBuilder("| cases | API: median ms | P95 ms | page: median ms | P95 ms |\n| ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var size in new[] { 1_000, 100_000, 1_000_000 }.Where(s => s <= largest))
        {
            await GrowAsync(app.Services.GetRequiredService<Database>(), size);
            var (answer, page) = (await TimeAsync(app.Operator, "/api/v1/cases?state=analysed&sort=newest"), await TimeAsync(app.Operator, "/cases?state=analysed"));
            report.Append(CultureInfo.InvariantCulture, $"| {size} | {answer.Median:0.0} | {answer.P95:0.0} | {page.Median:0.0} | {page.P95:0.0} |\n");
        }

        Console.WriteLine(report);
        return 0;
    }

    private static async Task<(double Median, double P95)> TimeAsync(HttpClient client, string path)
    {
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.GetAsync(path);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            if (i >= 10)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        return (times[times.Count / 2], times[times.Count * 95 / 100]);
    }

    private static async Task GrowAsync(Database database, int size)
    {
        await using var connection = await database.OpenSqliteAsync(CancellationToken.None);
        await using var columns = connection.CreateCommand();
        columns.CommandText = "SELECT group_concat(name, ',') FROM pragma_table_info('cases') WHERE name NOT IN ('id', 'number', 'registered_at', 'patient_name')";
        var copied = (string)(await columns.ExecuteScalarAsync())!;
        await using var grow = connection.CreateCommand();
        grow.CommandTimeout = 600;
        grow.CommandText =
            $"WITH RECURSIVE n(i) AS (SELECT (SELECT COUNT(*) FROM cases) + 1 UNION ALL SELECT i + 1 FROM n WHERE i < {size}) " +
            $"INSERT INTO cases (id, number, registered_at, {copied}) " +
            "SELECT printf('01000000-0000-7000-8000-%012x', i), printf('1999-%07d', i), registered_at - i * 1000000, " + copied +
            " FROM n, (SELECT * FROM cases WHERE state = 'Analysed' LIMIT 1); ANALYZE;";
        await grow.ExecuteNonQueryAsync();
    }
}
