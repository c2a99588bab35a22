using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Methods.Diagnostic;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Compliance.Shares;

/// <summary>A share of cases with its Wilson interval (95 %).</summary>
/// <param name="Numerator">Cases in which the clause held.</param>
/// <param name="Denominator">Cases in which it was decided.</param>
/// <param name="Missing">Cases in which it was not, or not yet; they are in neither.</param>
/// <param name="Value">Numerator over denominator; null where the denominator is 0 or below the least sample.</param>
/// <param name="Low">Lower end of the interval; null as the value is.</param>
/// <param name="High">Upper end.</param>
public sealed record ShareFigure(int Numerator, int Denominator, int Missing, double? Value, double? Low, double? High);

/// <summary>In how many complete cases a clause held, those signed here and those observed apart.</summary>
/// <param name="Clause">Clause id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Enforced">Over the cases signed here.</param>
/// <param name="Observed">Over the cases that another system attests in part or whole.</param>
public sealed record ClauseShare(string Clause, LocalText Title, ShareFigure Enforced, ShareFigure Observed);

/// <summary>Which cases are counted.</summary>
/// <param name="DeploymentId">Null: of every deployment.</param>
/// <param name="From">First day of registration.</param>
/// <param name="To">Last day, included.</param>
public sealed record ShareScope(Guid? DeploymentId, DateOnly From, DateOnly To)
{
    /// <summary>Longest period that is counted at once, in days.</summary>
    public const int LongestDays = 400;

    public bool IsValid => From <= To && To.DayNumber - From.DayNumber <= LongestDays;
}

/// <summary>How a clause stands in a case.</summary>
public enum ClauseStanding
{
    Held,
    NotHeld,
    NotDecided,
}

/// <summary>A case behind a share.</summary>
/// <param name="FindingId">The latest finding on the clause; null: there is none.</param>
public sealed record ShareCase(Guid Id, string Number, string? Deployment, DateTimeOffset RegisteredAt, CaseState State, bool Observed, Guid? FindingId, string? FindingNumber);

/// <summary>
/// The share of complete cases in which each clause held: it did not in a case that has a finding on it, also one that was mended or closed since. What is enforced is refused when it is
/// breached, so findings there come from clocks and corrections alone. Not decided: nothing on the case decides the clause, its report has not been due, or its follow-up goes on.
/// </summary>
public sealed class ClauseShares(
    Database database, ICompletedCases completed, IDeploymentDirectory deployments, RegulationCatalog catalog, IInstitutionRegister institutions, TimeProvider clock)
{
    /// <summary>Clauses that are decided on each case.</summary>
    public static IReadOnlyList<string> Clauses { get; } =
    [
        ClauseIds.PracticeLicence, ClauseIds.SpecialtyYears, ClauseIds.PhysicianTraining, ClauseIds.Authorisation, ClauseIds.OperatingRules, ClauseIds.Weighing, ClauseIds.Indication,
        ClauseIds.TwoPhysicians, ClauseIds.Operator, ClauseIds.FinalDiagnosis, ClauseIds.InformedConsent, ClauseIds.CompleteRecord, ClauseIds.TimelyReport, ClauseIds.FollowUps,
    ];

    /// <summary>Below so many cases there is a count and no share (HP-8.2).</summary>
    public async Task<int> LeastSampleAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await LeastAsync(db, cancellationToken);
    }

    public async Task<IReadOnlyList<ClauseShare>> OfAsync(Caller caller, ShareScope scope, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var cases = Cases(db, scope);
        var counts = await cases.GroupBy(c => new { c.Observed, c.Invasive, c.State }).Select(g => new Counted(g.Key.Observed, g.Key.Invasive, g.Key.State, g.Count())).ToListAsync(cancellationToken);
        var breached = (await cases.Join(db.Set<Finding>().Where(f => f.CaseId != null), c => c.Id, f => f.CaseId!.Value, (c, f) => new { c.Id, c.Observed, c.Invasive, c.State, f.Clause })
            .Distinct().ToListAsync(cancellationToken)).ToLookup(b => b.Clause, b => new Standing(b.Id, b.Observed, b.Invasive, b.State));
        var gaps = (await cases.Join(completed.Undecided(db), c => c.Id, g => g.CaseId, (c, g) => new { c.Id, c.Observed, c.Invasive, c.State, g.Clause })
            .ToListAsync(cancellationToken)).ToLookup(g => g.Clause, g => new Standing(g.Id, g.Observed, g.Invasive, g.State));
        var least = await LeastAsync(db, cancellationToken);
        var institution = await institutions.CreditCodeAsync(db, cancellationToken);
        return
        [
            .. Clauses.Concat(breached.Select(g => g.Key).Except(Clauses).Order(StringComparer.Ordinal)).Select(clause => new ClauseShare(
                clause,
                TitleOf(clause, institution),
                Figure(clause, counts, breached[clause], gaps[clause], observed: false, least),
                Figure(clause, counts, breached[clause], gaps[clause], observed: true, least))),
        ];
    }

    /// <summary>The cases behind a figure, the latest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="scope">Which cases are counted.</param>
    /// <param name="observed">Those signed here or those observed; null: both.</param>
    /// <param name="standing">How the clause stands in them; null: any.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Page<ShareCase>> CasesAsync(Caller caller, string clause, ShareScope scope, bool? observed, ClauseStanding? standing, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var findings = db.Set<Finding>().Where(f => f.Clause == clause);
        var gaps = completed.Undecided(db).Where(g => g.Clause == clause);
        var open = OpenUntil(clause);
        var cases = Cases(db, scope).Where(c => (observed == null || c.Observed == observed) && (clause != ClauseIds.InformedConsent || c.Invasive));
        cases = standing switch
        {
            ClauseStanding.NotHeld => cases.Where(c => findings.Any(f => f.CaseId == c.Id)),
            ClauseStanding.NotDecided => cases.Where(c => !findings.Any(f => f.CaseId == c.Id) && (open.Contains(c.State) || gaps.Any(g => g.CaseId == c.Id))),
            ClauseStanding.Held => cases.Where(c => !findings.Any(f => f.CaseId == c.Id) && !open.Contains(c.State) && !gaps.Any(g => g.CaseId == c.Id)),
            _ => cases,
        };
        var rows = await cases.OrderByDescending(c => c.RegisteredAt).ThenBy(c => c.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(r => r.Id);
        var about = (await findings.Where(f => ids.Contains(f.CaseId!.Value)).Select(f => new { Case = f.CaseId!.Value, f.Id, f.Number, f.OpenedAt }).ToListAsync(cancellationToken)).ToLookup(f => f.Case);
        var names = await deployments.NamesAsync(db, [.. rows.Select(r => r.DeploymentId).Distinct()], cancellationToken);
        return new Page<ShareCase>(
            [
                .. rows.Select(r => (Row: r, Finding: about[r.Id].MaxBy(f => f.OpenedAt))).Select(p => new ShareCase(
                    p.Row.Id, p.Row.Number, names.GetValueOrDefault(p.Row.DeploymentId), p.Row.RegisteredAt, p.Row.State, p.Row.Observed, p.Finding?.Id, p.Finding?.Number)),
            ],
            await cases.CountAsync(cancellationToken));
    }

    private IQueryable<CompletedCase> Cases(HengjianDbContext db, ShareScope scope) =>
        completed.Of(db, scope.DeploymentId, ShanghaiDay.Start(scope.From), ShanghaiDay.Start(scope.To.AddDays(1)));

    private async Task<int> LeastAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        catalog.Parameters(ClauseIds.Findings, clock.GetUtcNow(), await institutions.CreditCodeAsync(db, cancellationToken)).Int("leastCases");

    private LocalText TitleOf(string clause, string? institution) =>
        catalog.InForce(clock.GetUtcNow(), institution, clause.Split('-')[0])?.Find(clause)?.Title ?? new LocalText(clause, clause);

    /// <summary>States in which a clause that is decided after the case is complete is still open.</summary>
    private static CaseState[] OpenUntil(string clause) => clause switch
    {
        ClauseIds.CompleteRecord or ClauseIds.TimelyReport => [CaseState.Concluded],
        ClauseIds.FollowUps => [CaseState.Concluded, CaseState.Reported],
        _ => [],
    };

    private static ShareFigure Figure(string clause, List<Counted> counts, IEnumerable<Standing> breached, IEnumerable<Standing> gaps, bool observed, int least)
    {
        var open = OpenUntil(clause);
        var invasiveAlone = clause == ClauseIds.InformedConsent;
        bool Counts(bool caseObserved, bool invasive) => caseObserved == observed && (!invasiveAlone || invasive);

        var all = counts.Where(c => Counts(c.Observed, c.Invasive)).ToList();
        var not = breached.Where(b => Counts(b.Observed, b.Invasive)).DistinctBy(b => b.Id).ToList();
        var known = not.Select(b => b.Id).ToHashSet();
        var missing = all.Where(c => open.Contains(c.State)).Sum(c => c.Cases) - not.Count(b => open.Contains(b.State))
            + gaps.Count(g => Counts(g.Observed, g.Invasive) && !known.Contains(g.Id) && !open.Contains(g.State));
        var decided = all.Sum(c => c.Cases) - missing;
        var held = decided - not.Count;
        if (decided == 0 || decided < least)
        {
            return new ShareFigure(held, decided, missing, null, null, null);
        }

        var interval = Proportion.Wilson(held, decided);
        return new ShareFigure(held, decided, missing, (double)held / decided, interval.Low, interval.High);
    }

    private sealed record Counted(bool Observed, bool Invasive, CaseState State, int Cases);

    private sealed record Standing(Guid Id, bool Observed, bool Invasive, CaseState State);
}
