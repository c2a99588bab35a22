using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Reporting.Oversight;

/// <summary>How an institution stands with its reports of one kind: numbers alone.</summary>
/// <param name="Owed">Reports that are or were due to a receiver.</param>
/// <param name="Sent">Of them made and handed over, or waiting for the receiver's answer.</param>
/// <param name="Accepted">Of them taken.</param>
/// <param name="Overdue">Not taken, and past their last day.</param>
/// <param name="OldestDue">Last day of the one that has waited longest; null: none waits.</param>
public sealed record ReportingStanding(ReportSubject Subject, int Owed, int Sent, int Accepted, int Rejected, int Overdue, DateOnly? OldestDue, DateTimeOffset? LastAcceptedAt);

/// <param name="Receivers">Receivers in use; none: nothing can be reported.</param>
/// <param name="Standings">One a kind of which anything is or was due.</param>
public sealed record InstitutionReporting(Guid Id, string Name, string Code, int Receivers, IReadOnlyList<ReportingStanding> Standings);

/// <summary>What the institutions of the region owe their receivers, have sent and are late with. Numbers only: no case, no patient, no physician.</summary>
public sealed class ReportingOversight(Database database, IInstitutionRegister institutions, TimeProvider clock)
{
    /// <summary>Every hospital of the region that the caller acts in; of a demonstration its hospitals alone.</summary>
    public async Task<IReadOnlyList<InstitutionReporting>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        var all = await institutions.AllAsync(cancellationToken);
        if (all.FirstOrDefault(i => i.Id == caller.InstitutionId) is not { } own)
        {
            return [];
        }

        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var answer = new List<InstitutionReporting>();
        foreach (var hospital in all.Where(i => own.IsRegion ? !i.IsRegion && i.IsDemonstration == own.IsDemonstration : i.Id == own.Id).OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            await using var db = database.Read(hospital.Id);
            answer.Add(new InstitutionReporting(
                hospital.Id, hospital.Name, hospital.UnifiedSocialCreditCode, await db.Set<ReportReceiver>().CountAsync(r => r.Active, cancellationToken), await StandingsAsync(db, today, cancellationToken)));
        }

        return answer;
    }

    private static async Task<IReadOnlyList<ReportingStanding>> StandingsAsync(HengjianDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var owed = db.Set<ReportMessage>().Where(m => m.State != ReportState.Replaced && m.State != ReportState.Unneeded);
        var counts = await owed.GroupBy(m => new { m.Subject, m.State })
            .Select(g => new { g.Key.Subject, g.Key.State, Count = g.Count(), Last = g.Max(m => m.ReceivedAt) }).ToListAsync(cancellationToken);
        var open = await owed.Where(m => m.State != ReportState.Accepted && m.DueOn != null)
            .GroupBy(m => m.Subject).Select(g => new { Subject = g.Key, Oldest = g.Min(m => m.DueOn), Overdue = g.Count(m => m.DueOn < today) }).ToDictionaryAsync(g => g.Subject, cancellationToken);
        return
        [
            .. counts.GroupBy(c => c.Subject).OrderBy(g => g.Key).Select(g =>
            {
                int Of(params ReportState[] states) => g.Where(c => states.Contains(c.State)).Sum(c => c.Count);
                var waiting = open.GetValueOrDefault(g.Key);
                return new ReportingStanding(
                    g.Key, g.Sum(c => c.Count), Of(ReportState.Ready, ReportState.Sent, ReportState.Accepted, ReportState.Rejected), Of(ReportState.Accepted), Of(ReportState.Rejected),
                    waiting?.Overdue ?? 0, waiting?.Oldest, g.Where(c => c.State == ReportState.Accepted).Max(c => c.Last));
            }),
        ];
    }
}
