using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>A complete case as compliance counts it. No labels, so nothing here can unblind a reader.</summary>
public sealed class CompletedCase
{
    public Guid Id { get; init; }

    public string Number { get; init; } = "";

    public Guid DeploymentId { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    public CaseState State { get; init; }

    /// <summary>It has an invasive step, to which alone R17-3.4 applies.</summary>
    public bool Invasive { get; init; }

    /// <summary>Another system attests an opinion or the final diagnosis.</summary>
    public bool Observed { get; init; }
}

/// <summary>A clause that a complete case has no decision on.</summary>
public sealed class UndecidedClause
{
    public Guid CaseId { get; init; }

    public string Clause { get; init; } = "";
}

/// <summary>A complete case that is not closed, with the diagnosis that stands.</summary>
public sealed record OpenCompleteCase(Guid Id, string Number, string? FinalLabel, DateTimeOffset ConcludedAt);

/// <summary>Complete cases for compliance and for what follows their diagnosis: concluded or later, those of studies left out. Queries to compose with; their cost grows with the cases of the period, not with history.</summary>
public interface ICompletedCases
{
    /// <param name="db">The context that the query runs in.</param>
    /// <param name="deploymentId">The deployment; null: all of the institution.</param>
    /// <param name="from">First instant of registration.</param>
    /// <param name="before">Registered before this.</param>
    IQueryable<CompletedCase> Of(HengjianDbContext db, Guid? deploymentId, DateTimeOffset from, DateTimeOffset before);

    /// <summary>
    /// What was not decided on cases when they were concluded: eligibility, authorisation, operating rules, indication, operator and final diagnosis. Few: the exceptions alone are kept.
    /// </summary>
    IQueryable<UndecidedClause> Undecided(HengjianDbContext db);

    /// <summary>Cases of a deployment that are concluded or reported, in the order of their ids after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<OpenCompleteCase>> OpenAsync(HengjianDbContext db, Guid deploymentId, Guid after, int most, CancellationToken cancellationToken);

    /// <summary>How many cases of a deployment are closed.</summary>
    Task<int> ClosedAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);
}
