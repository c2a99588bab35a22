using System.Runtime.CompilerServices;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

/// <summary>Reads cases with what statistics need of them, some hundreds at a time.</summary>
internal sealed class CaseFactsQuery(Database database, IDeploymentDirectory deployments, CaseReaches reaches) : ICaseFacts
{
    private const int CasesAtOnce = 500;

    private static readonly CaseState[] Open =
    [
        CaseState.Indicated, CaseState.Analysed, CaseState.Reading, CaseState.Provisional, CaseState.Disagreed, CaseState.OpinionIssued,
    ];

    public async Task<IReadOnlyList<Guid>> DeploymentsAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        await db.Set<Case>().Select(c => c.DeploymentId).Distinct().ToListAsync(cancellationToken);

    public async IAsyncEnumerable<CaseFacts> AllAsync(HengjianDbContext db, Guid deploymentId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (file, deployment) in FilesAsync(db, deploymentId, db.Set<Case>(), cancellationToken))
        {
            yield return CaseFactsBuilder.Build(file, deployment);
        }
    }

    public async IAsyncEnumerable<VisibleCase> VisibleAsync(Caller caller, CaseFactsSearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var cases = Matching(db, (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>()), search);
        await foreach (var (file, deployment) in FilesAsync(db, search.DeploymentId, cases, cancellationToken))
        {
            if (Blindness.Of(caller, file) is { AiHidden: false, OpinionsHidden: false })
            {
                yield return new VisibleCase(file.Case.Number, file.Case.StudyKey, CaseFactsBuilder.Build(file, deployment));
            }
        }
    }

    public async Task<IReadOnlyList<CaseFacts>> HiddenAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.OpinionsSign) && !caller.Can(Permission.FinalDiagnosesSign))
        {
            return [];
        }

        await using var db = database.Read(caller.InstitutionId);
        var open = db.Set<Case>().Where(c =>
            Open.Contains(c.State) && c.Protocol == ReadingProtocol.BlindFirst && !c.WithoutAi && db.Set<Reference>().Any(r => r.CaseId == c.Id && r.EndedAt == null));
        var hidden = new List<CaseFacts>();
        var reach = await reaches.OfAsync(db, caller, cancellationToken);
        await foreach (var (file, deployment) in FilesAsync(db, deploymentId, open, cancellationToken))
        {
            if (!reach.Sees(file.Case) || Blindness.Of(caller, file).AiHidden)
            {
                hidden.Add(CaseFactsBuilder.Build(file, deployment));
            }
        }

        return hidden;
    }

    public async IAsyncEnumerable<IndependentReading> IndependentReadingsAsync(
        Guid institution, Guid deploymentId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var opinions = db.Set<Opinion>();
        var readings =
            from opinion in opinions
            join subject in db.Set<Case>() on opinion.CaseId equals subject.Id
            where subject.DeploymentId == deploymentId && subject.State != CaseState.Cancelled && opinion.Role == OpinionRole.Independent && !opinion.Draft
                && !opinions.Any(later => later.CaseId == opinion.CaseId && later.SupersedesId == opinion.Id)
            select new { opinion.CaseId, opinion.PractitionerId, opinion.StudyCondition, opinion.Phase, opinion.Label };
        await foreach (var r in readings.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return new IndependentReading(r.CaseId, r.PractitionerId, r.StudyCondition ?? CodeName.Of(r.Phase), r.Label);
        }
    }

    private static IQueryable<Case> Matching(HengjianDbContext db, IQueryable<Case> cases, CaseFactsSearch search)
    {
        if (search.From is { } from)
        {
            cases = cases.Where(c => c.ExaminedAt >= from);
        }

        if (search.Before is { } before)
        {
            cases = cases.Where(c => c.ExaminedAt < before);
        }

        if (search.ReaderId is { } reader)
        {
            cases = cases.Where(c => db.Set<Opinion>().Any(o => o.CaseId == c.Id && o.PractitionerId == reader));
        }

        if (search.AiLabels is { } aiLabels)
        {
            cases = cases.Where(c => db.Set<AiResult>().Any(r => r.CaseId == c.Id && r.Label != null && aiLabels.Contains(r.Label)));
        }

        if (search.ReadingLabels is { } readingLabels)
        {
            cases = cases.Where(c => db.Set<Opinion>().Any(o => o.CaseId == c.Id && readingLabels.Contains(o.Label)));
        }

        if (search.ReferenceLabels is { } referenceLabels)
        {
            cases = cases.Where(c => db.Set<Reference>().Any(r => r.CaseId == c.Id && r.EndedAt == null && referenceLabels.Contains(r.Label)));
        }

        if (search.HasReference is { } judged)
        {
            cases = cases.Where(c => db.Set<Reference>().Any(r => r.CaseId == c.Id && r.EndedAt == null) == judged);
        }

        return cases;
    }

    /// <summary>The cases of one deployment with their parts, newest first by id, which a case gets when it is registered.</summary>
    private async IAsyncEnumerable<(CaseFile File, DeploymentFile Deployment)> FilesAsync(
        HengjianDbContext db, Guid deploymentId, IQueryable<Case> cases, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await deployments.FindAsync(db, deploymentId, cancellationToken) is not { } deployment)
        {
            yield break;
        }

        cases = cases.AsNoTracking().Where(c => c.DeploymentId == deploymentId).OrderByDescending(c => c.Id);
        Guid? last = null;
        while (true)
        {
            var start = last;
            var page = await (start is null ? cases : cases.Where(c => c.Id.CompareTo(start.Value) < 0)).Take(CasesAtOnce).ToListAsync(cancellationToken);
            var ids = page.ConvertAll(c => c.Id);
            var results = await PartsAsync(db.Set<AiResult>().Where(r => ids.Contains(r.CaseId)).OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id), r => r.CaseId, cancellationToken);
            var opinions = await PartsAsync(db.Set<Opinion>().Where(o => ids.Contains(o.CaseId)).OrderBy(o => o.SignedAt).ThenBy(o => o.Id), o => o.CaseId, cancellationToken);
            var references = await PartsAsync(db.Set<Reference>().Where(r => ids.Contains(r.CaseId)).OrderBy(r => r.RecordedAt).ThenBy(r => r.Id), r => r.CaseId, cancellationToken);
            foreach (var subject in page)
            {
                yield return (CaseFile.Of(subject, results[subject.Id], opinions[subject.Id], references[subject.Id]), deployment);
            }

            if (page.Count < CasesAtOnce)
            {
                yield break;
            }

            last = page[^1].Id;
        }
    }

    private static async Task<ILookup<Guid, T>> PartsAsync<T>(IQueryable<T> parts, Func<T, Guid> caseOf, CancellationToken cancellationToken)
        where T : class => (await parts.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(caseOf);
}
