using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>Days on which a designation was in force; days of suspension are cut out.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included; null: no end known.</param>
public sealed record DesignatedPeriod(DateOnly From, DateOnly? To);

/// <summary>A training base (培训基地) as others look at it.</summary>
/// <param name="BaseId">Its record.</param>
/// <param name="InstitutionId">The institution that is the base.</param>
/// <param name="Institution">Name of that institution.</param>
/// <param name="Number">Number of the province's designation; null: not designated yet.</param>
/// <param name="TechnologyCategories">Categories of technology that it trains for.</param>
/// <param name="Periods">When it was designated, in order, without overlaps.</param>
public sealed record BaseDesignation(
    Guid BaseId, Guid InstitutionId, string Institution, string? Number, IReadOnlyList<string> TechnologyCategories, IReadOnlyList<DesignatedPeriod> Periods)
{
    /// <summary>True when the base was designated on a day.</summary>
    public bool CoversOn(DateOnly day) => Periods.Any(p => p.From <= day && (p.To is null || day <= p.To));

    /// <summary>True when one designation, or several that follow each other without a day between, covers both days and every day between.</summary>
    public bool CoversThroughout(DateOnly from, DateOnly to)
    {
        var day = from;
        foreach (var period in Periods.OrderBy(p => p.From))
        {
            if (period.From > day)
            {
                break;
            }

            if (period.To is null || period.To >= to)
            {
                return true;
            }

            if (period.To >= day)
            {
                day = period.To.Value.AddDays(1);
            }
        }

        return false;
    }
}

/// <summary>Reads training bases, of this institution and of others: a designation is public.</summary>
public interface ITrainingBases
{
    /// <summary>The base of an id, in whichever institution; null where there is none.</summary>
    Task<BaseDesignation?> FindAsync(HengjianDbContext db, Guid baseId, CancellationToken cancellationToken);

    /// <summary>The bases that an institution is or was.</summary>
    Task<IReadOnlyList<BaseDesignation>> OfAsync(HengjianDbContext db, Guid institution, CancellationToken cancellationToken);
}
