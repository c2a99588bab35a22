using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>What waits for the regulator (applications, re-checks with their deadline), and which designations end.</summary>
internal sealed class BaseWork(RegulatorDesk desk, IInstitutionRegister institutions, TimeProvider clock) : IWorkSource, IDueSource, IExpirySource
{
    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (await desk.RegionAsync(caller, cancellationToken) is not { } region)
        {
            return [];
        }

        var hospitals = (await desk.HospitalsAsync(region, cancellationToken)).Keys.ToList();
        var applications = await db.Set<BaseApplication>().IgnoreQueryFilters().CountAsync(a => hospitals.Contains(a.InstitutionId) && a.State == BaseApplicationState.Waiting, cancellationToken);
        var reviews = await db.Set<BaseReview>().IgnoreQueryFilters().Where(r => hospitals.Contains(r.InstitutionId) && r.State == BaseReviewState.Open).Select(r => r.DueOn).ToListAsync(cancellationToken);
        var work = new List<WaitingWork>();
        if (applications > 0)
        {
            work.Add(new WaitingWork("trainingBaseApplications", applications, "/training/bases?waiting=true", WorkUrgency.Due));
        }

        if (reviews.Count > 0)
        {
            var overdue = reviews.Exists(d => d < ShanghaiDay.Of(clock.GetUtcNow()));
            work.Add(new WaitingWork("trainingBaseReviews", reviews.Count, "/training/bases?reviewDue=true", overdue ? WorkUrgency.Overdue : WorkUrgency.Waiting));
        }

        return work;
    }

    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.TrainingBasesDesignate) || await institutions.FindAsync(db.InstitutionId, cancellationToken) is not { IsRegion: true } region)
        {
            return [];
        }

        var hospitals = await desk.HospitalsAsync(region, cancellationToken);
        var ids = hospitals.Keys.ToList();
        var open = await (from review in db.Set<BaseReview>().IgnoreQueryFilters().AsNoTracking()
                          where ids.Contains(review.InstitutionId) && review.State == BaseReviewState.Open
                          join row in db.Set<TrainingBase>().IgnoreQueryFilters().AsNoTracking() on review.BaseId equals row.Id
                          select new { review.Id, review.DueOn, review.BaseId, row.InstitutionId, row.Number }).ToListAsync(cancellationToken);
        return
        [
            .. open.Select(r => new DueItem(
                    "trainingBaseReview", r.Id, $"{hospitals[r.InstitutionId]} {r.Number}", $"/training/bases/{r.BaseId:D}", Role.Regulator, ShanghaiDay.Start(r.DueOn.AddDays(1))))
                .Where(r => r.DueAt < until).OrderBy(r => r.DueAt).ThenBy(r => r.SubjectId).Take(most),
        ];
    }

    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        return
        [
            .. (await db.Set<TrainingBase>().AsNoTracking().ToListAsync(cancellationToken))
                .Where(b => b.EndedOn is null && b.LastDesignation?.To is { } to && to >= today && to <= day)
                .Select(b => new Expiry("trainingBaseDesignation", b.Id, $"{b.Number} {b.LastDesignation!.Number}", b.LastDesignation.To!.Value, $"/training/bases/{b.Id:D}", Role.Trainer)),
        ];
    }
}
