using System.Text.Json;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Quality.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Reporting.Sources;

/// <summary>The quality figures of a calendar month (docs/reporting/figures-report-1.md): counts by deployment and events by grade; of no person, neither patient nor reader.</summary>
internal sealed class FiguresSource(IPeriodFigures figures, IEventReporting events) : IReportSource
{
    public const string Format = "hengjian-figures-report/1";

    public ReportSubject Subject => ReportSubject.Figures;

    public async Task<Said?> SayAsync(
        HengjianDbContext db, Guid id, ReportReceiver receiver, ReportKeys keys, ReportingTerms terms, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var month = ReportPeriod.Of(id);
        var next = month.AddMonths(1);
        var reported = await events.ReportedAsync(db, ShanghaiDay.Start(month), ShanghaiDay.Start(next), cancellationToken);
        var content = JsonSerializer.SerializeToNode(
            new
            {
                month = ReportPeriod.Name(month),
                deployments = await figures.OfAsync(db, month, next.AddDays(-1), cancellationToken),
                adverseEvents = Enum.GetValues<EventGrade>().Select(g => new { grade = g, count = reported.Count(e => e.Grade == g) }),
            },
            JsonColumn.Options)!;
        return new Said(content, Format, ReportPeriod.Name(month), 0, [DataCategory.Statistics], AmountUnit.Files, null);
    }
}
