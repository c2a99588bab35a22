using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Methods.Diagnostic;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Compliance.Shares;

/// <summary>A share of cases with its Wilson interval (95 %); without cases there is no value.</summary>
public sealed record ShareFigure(int Numerator, int Denominator, double? Value, double? Low, double? High);

/// <summary>In how many complete cases a clause held, those signed here and those observed apart.</summary>
/// <param name="Clause">Clause id.</param>
/// <param name="Enforced">Cases without a finding on it over all cases signed here.</param>
/// <param name="Observed">The same over the cases that another system attests in part or whole.</param>
public sealed record ClauseShare(string Clause, ShareFigure Enforced, ShareFigure Observed);

/// <summary>
/// The share of complete cases in which each clause held: a clause is held not to hold in a case that has a finding on it, also one that was mended or closed since. What is enforced is
/// refused when it is breached, so findings there come from clocks and corrections alone.
/// </summary>
public sealed class ClauseShares(Database database, ICompletedCases completed)
{
    /// <summary>Longest period that is counted at once, in days.</summary>
    public const int LongestDays = 400;

    /// <summary>Clauses that are decided on each case.</summary>
    public static IReadOnlyList<string> Clauses { get; } =
    [
        ClauseIds.PracticeLicence, ClauseIds.SpecialtyYears, ClauseIds.PhysicianTraining, ClauseIds.Authorisation, ClauseIds.OperatingRules, ClauseIds.Weighing, ClauseIds.Indication,
        ClauseIds.TwoPhysicians, ClauseIds.Operator, ClauseIds.FinalDiagnosis, ClauseIds.InformedConsent, ClauseIds.CompleteRecord, ClauseIds.TimelyReport, ClauseIds.FollowUps,
    ];

    /// <param name="caller">Who asks.</param>
    /// <param name="deploymentId">The deployment.</param>
    /// <param name="from">First day of registration.</param>
    /// <param name="to">Last day, included; at most <see cref="LongestDays"/> later.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<ClauseShare>> OfAsync(Caller caller, Guid deploymentId, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var (start, end) = (ShanghaiDay.Start(from), ShanghaiDay.Start(to.AddDays(1)));
        var counts = await completed.CountAsync(db, deploymentId, start, end, cancellationToken);

        // A finding on a case is not older than the case.
        var breaches = await db.Set<Finding>().Where(f => f.DeploymentId == deploymentId && f.CaseId != null && f.OpenedAt >= start)
            .Select(f => new { f.Clause, Case = f.CaseId!.Value }).Distinct().ToListAsync(cancellationToken);
        var counted = await completed.AmongAsync(db, [.. breaches.Select(b => b.Case).Distinct()], deploymentId, start, end, cancellationToken);
        var byClause = breaches.Where(b => counted.ContainsKey(b.Case)).ToLookup(b => b.Clause, b => counted[b.Case]);
        return
        [
            .. Clauses.Concat(byClause.Select(g => g.Key).Except(Clauses).Order(StringComparer.Ordinal)).Select(clause => new ClauseShare(
                clause,
                Figure(clause == ClauseIds.InformedConsent ? counts.InvasiveEnforced : counts.Enforced, byClause[clause].Count(observed => !observed)),
                Figure(clause == ClauseIds.InformedConsent ? counts.InvasiveObserved : counts.Observed, byClause[clause].Count(observed => observed)))),
        ];
    }

    private static ShareFigure Figure(int cases, int breached)
    {
        var held = cases - breached;
        if (cases == 0)
        {
            return new ShareFigure(0, 0, null, null, null);
        }

        var interval = Proportion.Wilson(held, cases);
        return new ShareFigure(held, cases, (double)held / cases, interval.Low, interval.High);
    }
}
