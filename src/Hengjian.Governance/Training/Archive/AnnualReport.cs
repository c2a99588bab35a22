using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Certificates;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Recognition;
using Hengjian.Methods.Diagnostic;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Archive;

/// <summary>The annual report of an institution's training bases (年度报告).</summary>
public sealed class AnnualReport(Database database, ITrainingBases bases, CompletionJudge judge, IInstitutionRegister institutions, RegulationCatalog catalog, TimeProvider clock)
{
    /// <summary>First year that can be asked for.</summary>
    public const int FirstYear = 2000;

    private const string LeastPeople = "leastPeople";

    /// <summary>The report of a calendar year (Asia/Shanghai), until today where the year is not over.</summary>
    public async Task<BaseReport> OfAsync(Caller caller, int year, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var now = clock.GetUtcNow();
        var (from, to) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        var least = catalog.Parameters(ClauseIds.Literacy, now, code).Int(LeastPeople);
        var designated = await bases.OfAsync(db, caller.InstitutionId, cancellationToken);
        var rows = await db.Set<Enrolment>().AsNoTracking().ToListAsync(cancellationToken);
        var concerned = rows.FindAll(e => e.State is not (EnrolmentState.Applied or EnrolmentState.Refused) && e.StartsOn <= to && !(e.LastDay < from));
        var (hours, results) = (0m, new List<Examinations.Contracts.ExaminationResult>());
        foreach (var enrolment in concerned)
        {
            var file = await judge.ReadAsync(db, enrolment, now, cancellationToken);
            hours += file.Credit.Where(c => Within(c.Item.Day)).Sum(c => c.Hours);
            results.AddRange(file.Results.Where(r => r.Attempt == 1 && Within(ShanghaiDay.Of(r.ConcludedAt))));
        }

        var ids = concerned.ConvertAll(e => e.Id);
        var cases = (await db.Set<CaseLogEntry>().AsNoTracking().Where(c => c.State == CaseEntryState.Signed).Select(c => new { c.EnrolmentId, c.TakenOn }).ToListAsync(cancellationToken))
            .Count(c => ids.Contains(c.EnrolmentId) && Within(c.TakenOn));
        var inTime = rows.FindAll(e => e is { State: EnrolmentState.Completed, CompletedOn: { } on, DueOn: not null } && Within(on));
        var certificates = await db.Set<TrainingCertificate>().AsNoTracking().Select(c => new { c.IssuedAt, c.RevokedAt }).ToListAsync(cancellationToken);
        var reviews = await db.Set<BaseReview>().AsNoTracking().ToListAsync(cancellationToken);
        return new BaseReport(
            year,
            (await institutions.FindAsync(caller.InstitutionId, cancellationToken))?.Name ?? "",
            least,
            [.. designated.Where(b => b.Number is not null && b.Periods.Any(p => p.From <= to && !(p.To < from))).Select(b => $"{b.Number} {string.Join(' ', b.TechnologyCategories)}")],
            Routes(rows, from, to, Within),
            Share(inTime.Count(e => e.CompletedOn <= e.DueOn), inTime.Count, least),
            hours,
            cases,
            [.. results.GroupBy(r => r.Kind).OrderBy(g => g.Key).Select(g => new FirstAttempts(g.Key, Share(g.Count(r => r.Passed), g.Count(), least)))],
            [
                .. concerned.SelectMany(e => e.Supervisors.Select(s => (s.PractitionerId, s.Name, Enrolment: e.Id))).Distinct().GroupBy(s => s.PractitionerId)
                    .Select(g => new SupervisorCount(g.First().Name, g.Select(s => s.Enrolment).Distinct().Count())).OrderBy(s => s.Name, StringComparer.Ordinal),
            ],
            await CapacityAsync(db, concerned, from, to, cancellationToken),
            [
                .. reviews.Where(r => Within(r.DueOn) || (r.DecidedAt is { } at && Within(ShanghaiDay.Of(at)))).OrderBy(r => r.DueOn).Select(r => new ReportedReview(
                    designated.FirstOrDefault(b => b.BaseId == r.BaseId)?.Number ?? "–", r.DueOn, CodeName.Of(r.State), r.DecidedAt is { } decided ? ShanghaiDay.Of(decided) : null)),
            ],
            certificates.Count(c => Within(ShanghaiDay.Of(c.IssuedAt))),
            certificates.Count(c => c.RevokedAt is { } at && Within(ShanghaiDay.Of(at))),
            now);

        bool Within(DateOnly day) => from <= day && day <= to;
    }

    private static List<RouteCount> Routes(List<Enrolment> rows, DateOnly from, DateOnly to, Func<DateOnly, bool> within) =>
    [
        .. rows.GroupBy(e => (e.Route, e.Kind)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Route).Select(g => new RouteCount(
                g.Key.Route,
                g.Key.Kind,
                g.Count(e => e.State != EnrolmentState.Refused && e.DecidedAt is { } at && within(ShanghaiDay.Of(at))),
                g.Count(e => e.CompletedOn is { } on && within(on)),
                g.Count(e => e.State == EnrolmentState.Withdrawn && e.EndedAt is { } at && within(ShanghaiDay.Of(at))),
                g.Count(e => e.State is not (EnrolmentState.Applied or EnrolmentState.Refused) && e.StartsOn <= to && !(e.LastDay <= to))))
            .Where(r => r.Admitted + r.Completed + r.Withdrawn + r.UnderWay > 0),
    ];

    /// <summary>Places of each programme as the version in force last has them, and the most trainees on any one day of the year.</summary>
    private static async Task<IReadOnlyList<CapacityUse>> CapacityAsync(HengjianDbContext db, List<Enrolment> concerned, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var programmes = await db.Set<TrainingProgramme>().AsNoTracking().OrderBy(p => p.Number).ToListAsync(cancellationToken);
        var versions = await db.Set<ProgrammeVersion>().AsNoTracking().Where(v => v.ApprovedAt != null).ToListAsync(cancellationToken);
        var uses = new List<CapacityUse>();
        foreach (var programme in programmes)
        {
            var own = versions.Where(v => v.ProgrammeId == programme.Id).OrderBy(v => v.Edition).ToList();
            if (own.Count == 0 || ShanghaiDay.Of(own[0].ApprovedAt!.Value) > to || (own[^1].State == ProgrammeState.Replaced && own[^1].EndedAt is { } ended && ShanghaiDay.Of(ended) < from))
            {
                continue;
            }

            var ids = own.Select(v => v.Id).ToHashSet();
            var stays = concerned.Where(e => e.ProgrammeVersionId is { } version && ids.Contains(version)).Select(e => (From: e.StartsOn < from ? from : e.StartsOn, To: e.LastDay is { } last && last < to ? last : to)).ToList();
            uses.Add(new CapacityUse(programme.Name, own[^1].Capacity, stays.Select(s => stays.Count(o => o.From <= s.From && s.From <= o.To)).DefaultIfEmpty(0).Max()));
        }

        return uses;
    }

    private static ReportShare Share(int events, int of, int least)
    {
        if (of < least || of == 0)
        {
            return new ReportShare(events, of, null, null, null);
        }

        var interval = Proportion.Wilson(events, of);
        return new ReportShare(events, of, (double)events / of, interval.Low, interval.High);
    }
}
