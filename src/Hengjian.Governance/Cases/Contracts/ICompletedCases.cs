using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Cases of one deployment and period, counted apart by where they were read.</summary>
/// <param name="Enforced">Complete cases whose opinions and final diagnosis were all signed here.</param>
/// <param name="Observed">Complete cases with an opinion or a final diagnosis that another system attests.</param>
/// <param name="InvasiveEnforced">Those of <paramref name="Enforced"/> with an invasive step, to which alone R17-3.4 applies.</param>
/// <param name="InvasiveObserved">The same of <paramref name="Observed"/>.</param>
public sealed record CompletedCounts(int Enforced, int Observed, int InvasiveEnforced, int InvasiveObserved);

/// <summary>A complete case that is not closed, with the diagnosis that stands.</summary>
public sealed record OpenCompleteCase(Guid Id, string Number, string? FinalLabel, DateTimeOffset ConcludedAt);

/// <summary>Complete cases for compliance: concluded or later, by the day of registration, and for what follows their diagnosis.</summary>
public interface ICompletedCases
{
    /// <summary>The cost grows with the cases of the period, not with history.</summary>
    Task<CompletedCounts> CountAsync(HengjianDbContext db, Guid deploymentId, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Of these cases those that such a count takes in, with whether it counts them as observed.</summary>
    Task<IReadOnlyDictionary<Guid, bool>> AmongAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> cases, Guid deploymentId, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Cases of a deployment that are concluded or reported, in the order of their ids after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<OpenCompleteCase>> OpenAsync(HengjianDbContext db, Guid deploymentId, Guid after, int most, CancellationToken cancellationToken);

    /// <summary>How many cases of a deployment are closed.</summary>
    Task<int> ClosedAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);
}
