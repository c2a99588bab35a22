using System.Text;
using Hengjian.Governance;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Quality.ReaderStudies;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.Governance.Quality.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Quality;

public sealed class Spike(ITestOutputHelper output)
{
    [Fact]
    public async Task Spike_Isbi()
    {
        var dir = Directory.CreateTempSubdirectory("hj").FullName;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddGovernance(DatabaseSettings.Sqlite(dir));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Database>().MigrateAsync();
        var institution = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var bytes = await File.ReadAllBytesAsync("/work/shared/data/readers/reader_isbi23_with_without_ai.csv");
        var map = StudyMap.Parse(Encoding.UTF8.GetBytes("""
            { "case": "case_id", "reader": "reader_id", "truth": "truth", "readerLabel": "reader_label", "aiLabel": "ai_label", "aiScore": null,
              "condition": "condition", "withoutAi": "unaided", "withAi": "ai_assisted", "seconds": "seconds", "group": "task", "positive": ["1"], "reference": "panel", "subgroups": ["reader_id"] }
            """)).Value!;
        var context = new WriteRequest(Caller.System(institution));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var outcome = await provider.GetRequiredService<ImportReaderStudy>().HandleAsync(new StudyFile("isbi.csv", bytes), map, context, null, default);
        output.WriteLine($"{clock.ElapsedMilliseconds} ms; refusal {outcome.Refusal}");
        var report = outcome.Value!;
        output.WriteLine($"cases {report.Cases} readings {report.Readings} rejected {report.RejectedCount} warnings {report.Warnings.Count}");
        foreach (var d in report.Deployments)
        {
            clock.Restart();
            var stats = await provider.GetRequiredService<QualityStatistics>().AskAsync(context.Caller, new StatisticsQuestion { Deployment = d.Id, Unit = AiUnit.Reading }, default);
            output.WriteLine($"{d.Group} {clock.ElapsedMilliseconds} ms {stats.Refusal} {stats.Value}");
        }
        clock.Restart();
        output.WriteLine($"{await provider.GetRequiredService<RebuildCounters>().CheckAsync(institution, default)} {clock.ElapsedMilliseconds} ms");
    }
}
