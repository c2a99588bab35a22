using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Institutions.Contracts;
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
/// department; what is over closes, whoever ended it. By HP-2.2's hours after the first clock it goes to the quality officer too.
/// </summary>
internal sealed class NightWatch(
    IWriter writer, Database database, IDeploymentDirectory deployments, IInstitutionRegister institutions, INotices notices, IFindings findings, CaseDecisions rules, CaseParameters parameters,
    TimeProvider clock) : IRoutine, ICaseObserver
{
    /// <summary>Kind of the notice of a second opinion that is lacking.</summary>
    private const string Overdue = "provisionalOverdue";

    /// <summary>The same for the second step of escalation.</summary>
    private const string StillOverdue = "provisionalStillOverdue";

    /// <summary>Kind of the notice of a critical value that nobody was told of.</summary>
    public const string NotTold = "criticalValueNotTold";

    private static readonly CaseState[] BeingRead = [CaseState.Analysed, CaseState.Reading, CaseState.Provisional, CaseState.Disagreed, CaseState.OpinionIssued];

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var due = await DueAsync(institution, cancellationToken);
        if (due.Count == 0)
        {
            return;
        }

        await writer.WriteAsSystemAsync(
            institution,
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
            },
            cancellationToken);
    }

    /// <summary>A case that is provisional no longer, by an opinion given here or elsewhere, waits for no second physician.</summary>
    public async Task CaseChangedAsync(WriteScope scope, CaseFacts? before, CaseFacts after, CancellationToken cancellationToken)
    {
        if (before?.State == CaseState.Provisional && after.State != CaseState.Provisional)
        {
            await notices.CloseAsync(scope, Overdue, after.CaseId, cancellationToken);
            await notices.CloseAsync(scope, StillOverdue, after.CaseId, cancellationToken);
        }
    }

    /// <summary>The breach of HP-4.1 that a notice tells of.</summary>
    private static FindingDraft Finding(NoticeDraft notice) =>
        new(notice.UniqueKey, notice.Kind, ClauseIds.Provisional, "case", notice.SubjectId, notice.Title, notice.Path, notice.Owner) { CaseId = notice.SubjectId, DepartmentId = notice.DepartmentId };

    /// <summary>What is to be told now and was not told before; cases of which all was told are not opened again.</summary>
    private async Task<IReadOnlyList<NoticeDraft>> DueAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var now = clock.GetUtcNow();
        var late = await db.Set<Case>().Where(c => c.State == CaseState.Provisional && c.DueAt != null && c.DueAt < now)
            .Select(c => new { c.Id, Since = db.Set<Opinion>().Where(o => o.CaseId == c.Id && o.Provisional && !o.Draft).OrderBy(o => o.SignedAt).Select(o => o.SignedAt).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var critical = await (
            from opinion in db.Set<Opinion>()
            where opinion.CriticalValue && !db.Set<CriticalValueReport>().Any(r => r.CaseId == opinion.CaseId)
            join subject in db.Set<Case>() on opinion.CaseId equals subject.Id
            where BeingRead.Contains(subject.State)
            select opinion.CaseId).Distinct().ToListAsync(cancellationToken);
        if (late.Count + critical.Count == 0)
        {
            return [];
        }

        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        var escalates = TimeSpan.FromHours(parameters.EscalationHours(code, now));
        var again = now - escalates - TimeSpan.FromHours(parameters.ProvisionalHours(code, now));
        var told = await notices.RaisedAsync(db, [.. late.SelectMany(c => new[] { Key(Overdue, c.Id), Key(StillOverdue, c.Id) }), .. critical.Select(id => Key(NotTold, id))], cancellationToken);
        var open = late.Where(c => !told.Contains(Key(Overdue, c.Id)) || (c.Since < again && !told.Contains(Key(StillOverdue, c.Id)))).Select(c => c.Id);
        var drafts = new List<NoticeDraft>();
        foreach (var id in open.Union(critical.Where(id => !told.Contains(Key(NotTold, id)))))
        {
            drafts.AddRange(await OfCaseAsync(db, id, now, escalates, cancellationToken));
        }

        return [.. drafts.Where(d => !told.Contains(d.UniqueKey))];
    }

    private static string Key(string kind, Guid subject) => $"{kind}:{subject:N}";

    private async Task<IReadOnlyList<NoticeDraft>> OfCaseAsync(HengjianDbContext db, Guid id, DateTimeOffset now, TimeSpan escalates, CancellationToken cancellationToken)
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
            if (facts.SecondDueAt + escalates < now)
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
            new(kind, id, file.Case.Number, $"/cases/{id:D}", owner, Key(kind, id)) { DepartmentId = department };
    }
}
