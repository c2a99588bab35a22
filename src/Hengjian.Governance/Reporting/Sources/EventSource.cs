using System.Text.Json;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Reporting.Sources;

/// <summary>
/// Adverse events (docs/reporting/event-report-1.md): their classification, the device, and how far they are handled. What happened to whom is free text of the wards and is not said.
/// </summary>
internal sealed class EventSource(IEventReporting events) : IReportSource
{
    public const string Format = "hengjian-event-report/1";

    public ReportSubject Subject => ReportSubject.AdverseEvent;

    public async Task<Said?> SayAsync(
        HengjianDbContext db, Guid id, ReportReceiver receiver, ReportKeys keys, ReportingTerms terms, DateTimeOffset now, CancellationToken cancellationToken) =>
        await events.FindAsync(db, id, cancellationToken) is { } found ? Say(found, receiver, keys) : null;

    public static Said Say(ReportableEvent e, ReportReceiver receiver, ReportKeys keys)
    {
        // Events are dated as cases are; moved days hang on a patient, of whom nothing is said here.
        var days = new ReportBody.Days(receiver.Dates == ReportDates.Exact ? ReportDates.Exact : ReportDates.Month, 0);
        var content = JsonSerializer.SerializeToNode(
            new
            {
                kind = e.Kind,
                grade = e.Grade,
                harm = e.Harm,
                causality = e.Causality,
                occurredOn = days.Of(e.OccurredAt),
                reportedOn = days.Of(e.ReportedAt),
                caseKey = e.CaseId is { } subject ? keys.Pseudonym("case", subject.ToString("D")) : null,
                technology = e.Technology is null ? null : new { name = e.Technology, algorithm = e.AlgorithmName, version = e.AlgorithmVersion },
                device = e.Device,
                udi = e.Udi,
                lot = e.Lot,
                state = e.State,
                investigatedOn = e.InvestigatedAt is { } investigated ? days.Of(investigated) : null,
                actions = e.Actions,
                effectiveActions = e.EffectiveActions,
                deploymentSuspended = e.Suspended,
            },
            JsonColumn.Options)!;
        var mark = (((int)e.Grade * 10) + (int)e.Harm) * 10 + (int)e.Causality;
        return new Said(content, Format, keys.Pseudonym("event", e.Id.ToString("D")), mark, [DataCategory.Reports], AmountUnit.Files, null);
    }
}
