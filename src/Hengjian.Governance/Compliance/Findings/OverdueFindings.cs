using System.Globalization;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Compliance.Findings;

/// <summary>Tells the owner's role, and with it the governance officer, of findings whose time is over, once for each time; and takes that back when a finding has ended.</summary>
internal sealed class OverdueFindings(IWriter writer, Database database, INotices notices, TimeProvider clock) : IRoutine
{
    private const string Kind = "findingOverdue";
    private const int ActsOf = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Read(institution);
        var late = await FindingSight.Standing(db.Set<Finding>()).Where(f => f.DueAt < now && f.NoticedDueAt != f.DueAt).OrderBy(f => f.DueAt).Take(ActsOf).Select(f => f.Id).ToListAsync(cancellationToken);
        var ended = await db.Set<Finding>().Where(f => f.EndedAt != null && f.NoticedDueAt != null).Take(ActsOf).Select(f => f.Id).ToListAsync(cancellationToken);
        if (late.Count + ended.Count == 0)
        {
            return;
        }

        await writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                foreach (var finding in await scope.Db.Set<Finding>().Where(f => late.Contains(f.Id) || ended.Contains(f.Id)).ToListAsync(ct))
                {
                    await notices.CloseAsync(scope, Kind, finding.Id, ct);
                    finding.NoticedDueAt = finding.EndedAt is null ? finding.DueAt : null;
                    if (finding.EndedAt is null)
                    {
                        await notices.RaiseAsync(scope, Notice(finding), ct);
                    }

                    scope.Record(finding.EndedAt is null ? "finding.overdue" : "finding.noticeClosed", nameof(Finding), finding.Id);
                }
            },
            cancellationToken);
    }

    private static NoticeDraft Notice(Finding f) => new(
        Kind,
        f.Id,
        $"{f.Number} {f.Title}",
        $"/compliance/findings/{f.Id:D}",
        f.Owner,
        string.Create(CultureInfo.InvariantCulture, $"{Kind}|{f.Id:D}|{StoredInstant.ToMicroseconds(f.DueAt)}"))
    {
        DepartmentId = f.DepartmentId,
        DueOn = ShanghaiDay.Of(f.DueAt),
    };
}
