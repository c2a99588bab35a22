using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>By the clock: makes what is queued and sends what is due.</summary>
internal sealed class DeliverReports(MakeReports make, SendReports send) : IRoutine
{
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        await make.RunAsync(institution, cancellationToken);
        await send.RunAsync(institution, cancellationToken);
    }
}

/// <summary>By the clock: a message whose last day is over breaches R17-3.5c and becomes a finding.</summary>
internal sealed class WatchReports(IWriter writer, Database database, IFindings findings, TimeProvider clock) : IRoutine
{
    private const int MostAtOnce = 500;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        List<ReportMessage> overdue;
        Dictionary<Guid, string> receivers;
        await using (var db = database.Read(institution))
        {
            overdue = await db.Set<ReportMessage>()
                .Where(m => m.DueOn != null && m.DueOn < today && m.State != ReportState.Accepted && m.State != ReportState.Replaced && m.State != ReportState.Unneeded)
                .OrderBy(m => m.DueOn).Take(MostAtOnce).ToListAsync(cancellationToken);
            receivers = overdue.Count == 0 ? [] : await db.Set<ReportReceiver>().ToDictionaryAsync(r => r.Id, r => r.Name, cancellationToken);
        }

        foreach (var part in overdue.Chunk(50))
        {
            await writer.WriteAsSystemAsync(
                institution,
                async (scope, ct) =>
                {
                    foreach (var m in part)
                    {
                        await findings.RaiseAsync(
                            scope,
                            new FindingDraft(
                                ReceiptBook.FindingKey(m.Id), ReceiptBook.OverdueFinding, ClauseIds.TimelyReport, "reportMessage", m.Id, $"{m.Number} {receivers[m.ReceiverId]}",
                                $"/reporting/messages/{m.Id:D}", Role.GovernanceOfficer) { CaseId = m.Subject == ReportSubject.Case ? m.SubjectId : null },
                            ct);
                    }
                },
                cancellationToken);
        }
    }
}
