using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Readings;

/// <summary>
/// Watches the clocks of HP-4.1: a provisional opinion whose second physician did not follow, and a critical value that was not told in time, go to the head of the
/// department; what is over closes. A day after the first clock it goes to the quality officer too.
/// </summary>
internal sealed class NightWatch(
    IWriter writer, Database database, IDeploymentDirectory deployments, INotices notices, IFindings findings, CaseDecisions rules, CaseParameters parameters, TimeProvider clock) : IRoutine
{
    /// <summary>Kind of the notice of a second opinion that is lacking.</summary>
    public const string Overdue = "provisionalOverdue";

    /// <summary>The same for the second step of escalation.</summary>
    public const string StillOverdue = "provisionalStillOverdue";

    /// <summary>Kind of the notice of a critical value that nobody was told of.</summary>
    public const string NotTold = "criticalValueNotTold";

    private static readonly CaseState[] BeingRead = [CaseState.Analysed, CaseState.Reading, CaseState.Provisional, CaseState.Disagreed, CaseState.OpinionIssued];
    private static readonly TimeSpan Escalates = TimeSpan.FromHours(24);

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var due = await DueAsync(institution, cancellationToken);
        if (due.Count == 0)
        {
            return;
        }

        var caller = Caller.System(institution);
        await writer.WriteAsync<int>(
            new WriteRequest(caller),
            async (scope, ct) =>
            {
                foreach (var draft in due)
                {
                    await notices.RaiseAsync(scope, draft, ct);
                    if (draft.Owner == Role.DepartmentHead)
                    {
                        await findings.RaiseAsync(scope, Finding(draft), ct);
                    }
                }

                scope.Record("cases.nightWatch", nameof(Case), due[0].SubjectId);
                return due.Count;
            },
            cancellationToken);
    }

    /// <summary>The breach of HP-4.1 that a notice tells of.</summary>
    private static FindingDraft Finding(NoticeDraft notice) =>
        new(notice.UniqueKey, notice.Kind, ClauseIds.Provisional, "case", notice.SubjectId, notice.Title, notice.Path, notice.Owner) { CaseId = notice.SubjectId, DepartmentId = notice.DepartmentId };

    /// <summary>What is to be told now and was not told before.</summary>
    private async Task<IReadOnlyList<NoticeDraft>> DueAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var now = clock.GetUtcNow();
        var late = await db.Set<Case>().Where(c => c.State == CaseState.Provisional && c.DueAt != null && c.DueAt < now).Select(c => c.Id).ToListAsync(cancellationToken);
        var critical = await (
            from opinion in db.Set<Opinion>()
            where opinion.CriticalValue && !db.Set<CriticalValueReport>().Any(r => r.CaseId == opinion.CaseId)
            join subject in db.Set<Case>() on opinion.CaseId equals subject.Id
            where BeingRead.Contains(subject.State)
            select opinion.CaseId).Distinct().ToListAsync(cancellationToken);
        var drafts = new List<NoticeDraft>();
        foreach (var id in late.Union(critical))
        {
            drafts.AddRange(await OfCaseAsync(db, id, now, cancellationToken));
        }

        var keys = drafts.Select(d => d.UniqueKey).ToList();
        var raised = await notices.RaisedAsync(db, keys, cancellationToken);
        return [.. drafts.Where(d => !raised.Contains(d.UniqueKey))];
    }

    private async Task<IReadOnlyList<NoticeDraft>> OfCaseAsync(HengjianDbContext db, Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await CaseFile.LoadAsync(db, id, cancellationToken) is not { } file || await deployments.FindAsync(db, file.Case.DeploymentId, cancellationToken) is not { } deployment)
        {
            return [];
        }

        var reports = await db.Set<CriticalValueReport>().Where(r => r.CaseId == id).ToListAsync(cancellationToken);
        var facts = ProvisionalFactsBuilder.Build(file, reports, parameters.ProvisionalHours(deployment.Institution, now));
        var missing = rules.Provisional(facts, deployment, now).Missing.Select(m => m.Code).ToList();
        var drafts = new List<NoticeDraft>();
        if (missing.Contains("provisional.overdue"))
        {
            drafts.Add(Draft(Overdue, Role.DepartmentHead, deployment.DepartmentId));
            if (facts.SecondDueAt + Escalates < now)
            {
                drafts.Add(Draft(StillOverdue, Role.QualityOfficer, null));
            }
        }

        if (missing.Contains("critical.notTold"))
        {
            drafts.Add(Draft(NotTold, Role.DepartmentHead, deployment.DepartmentId));
        }

        return drafts;

        NoticeDraft Draft(string kind, Role owner, Guid? department) =>
            new(kind, id, file.Case.Number, $"/cases/{id:D}", owner, $"{kind}:{id:N}") { DepartmentId = department };
    }
}
