using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Quality.Agreement;
using Hengjian.Governance.Quality.CasesBehind;
using Hengjian.Governance.Quality.Contracts;
using Hengjian.Governance.Quality.Counting;
using Hengjian.Governance.Quality.ReaderStudies;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.Governance.Quality.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Quality;

internal static class QualityModule
{
    public static IServiceCollection AddQuality(this IServiceCollection services) => services
        .AddSingleton<ICaseObserver, QualityCounters>()
        .AddSingleton(_ => StatisticsDefinition.Load())
        .AddSingleton<StudyVisibility>()
        .AddSingleton<QualityStatistics>()
        .AddSingleton<IPeriodFigures, PeriodFigures>()
        .AddSingleton<IReaderFigures, ReaderFigures>()
        .AddSingleton<QualityBreakdowns>()
        .AddSingleton<CasesBehindFigure>()
        .AddSingleton<ReaderAgreement>()
        .AddSingleton<RebuildCounters>()
        .AddSingleton<ImportReaderStudy>();
}
