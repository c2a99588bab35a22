using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>Reports whose receipt is to be there by a day; <see cref="WatchReports"/> makes a finding of those whose day is over.</summary>
internal sealed class ReportDue : IDueSource
{
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.ReportingRead))
        {
            return [];
        }

        var day = ShanghaiDay.Of(until);
        var due = await db.Set<ReportMessage>()
            .Where(m => m.DueOn != null && m.DueOn < day && m.State != ReportState.Accepted && m.State != ReportState.Replaced && m.State != ReportState.Unneeded)
            .OrderBy(m => m.DueOn).ThenBy(m => m.Number).Take(most)
            .Join(db.Set<ReportReceiver>(), m => m.ReceiverId, r => r.Id, (m, r) => new { m.Id, m.Number, m.DueOn, r.Name }).ToListAsync(cancellationToken);
        return due.ConvertAll(m =>
            new DueItem("report", m.Id, $"{m.Number} {m.Name}", $"/reporting/messages/{m.Id:D}", Role.GovernanceOfficer, ShanghaiDay.Start(m.DueOn!.Value.AddDays(1))) { Escalates = false });
    }
}
