using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain;

/// <summary>The institution's own figure of a calendar year, proven by a document of the base.</summary>
public sealed record DocumentedYear(int Year, int Cases, Guid? DocumentId);

/// <summary>A supervising physician of a base, with cases from before this system where a document of the base proves them.</summary>
public sealed record BaseSupervisor(Guid PractitionerId, int? DocumentedCases = null, Guid? DocumentId = null);

/// <summary>A designation by the province.</summary>
/// <param name="Number">Number of the notice.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included; null: without a term.</param>
/// <param name="Authority">Who designated, by name.</param>
/// <param name="By">The regulator's user.</param>
public sealed record Designation(Guid ApplicationId, string Number, DateOnly From, DateOnly? To, string Authority, Guid By, DateTimeOffset At, Guid SignatureId);

/// <summary>Days on which the designation rested.</summary>
/// <param name="From">First such day.</param>
/// <param name="To">Last such day, included; null: it rests still.</param>
/// <param name="ReviewId">The failed re-check that suspended it; null: another reason.</param>
public sealed record BaseSuspension(DateOnly From, DateOnly? To, string Reason, Guid By, Guid? ReviewId = null);

/// <summary>培训基地: an institution, or what it applies to be, for one category of technology.</summary>
[KeepsHistory(Permission.TrainingBasesRead)]
internal sealed class TrainingBase : GovernedRow
{
    /// <summary><c>JD-yyyy-nnn</c>, the institution's own number.</summary>
    public string Number { get; set; } = "";

    public string TechnologyCategory { get; set; } = "";

    /// <summary>Who answers for the base in the institution.</summary>
    public string Lead { get; set; } = "";

    public string? Note { get; set; }

    public BaseFacilities Facilities { get; set; } = BaseFacilities.None;

    public IReadOnlyList<DocumentedYear> Years { get; set; } = [];

    public IReadOnlyList<BaseSupervisor> Supervisors { get; set; } = [];

    /// <summary>In the order of their days, none beginning before the one before has ended.</summary>
    public IReadOnlyList<Designation> Designations { get; set; } = [];

    public IReadOnlyList<BaseSuspension> Suspensions { get; set; } = [];

    /// <summary>First day on which the last designation no longer counts, where it was ended before its term.</summary>
    public DateOnly? EndedOn { get; set; }

    public string? EndReason { get; set; }

    public Guid? EndedBy { get; set; }

    public Guid RegisteredBy { get; set; }

    public DateTimeOffset RegisteredAt { get; set; }

    public Designation? LastDesignation => Designations.Count == 0 ? null : Designations[^1];

    /// <summary>The suspension that lasts still.</summary>
    public BaseSuspension? Suspended => Suspensions.FirstOrDefault(s => s.To is null);

    /// <summary>When it was designated, days of suspension cut out.</summary>
    public IReadOnlyList<DesignatedPeriod> Periods()
    {
        var periods = Designations.Select((d, i) => new DesignatedPeriod(d.From, i == Designations.Count - 1 && EndedOn is { } ended ? Earlier(d.To, ended.AddDays(-1)) : d.To)).ToList();
        foreach (var suspension in Suspensions)
        {
            periods = [.. periods.SelectMany(p => Cut(p, suspension))];
        }

        return [.. periods.Where(p => p.To is null || p.From <= p.To).OrderBy(p => p.From)];
    }

    public BaseStanding StandingOn(DateOnly day) => (LastDesignation, EndedOn) switch
    {
        (null, _) => BaseStanding.Preparing,
        (_, { } ended) when ended <= day => BaseStanding.Ended,
        ({ To: { } to }, _) when to < day && !Designations.Any(d => d.From <= day && !(d.To < day)) => BaseStanding.Expired,
        _ when Suspensions.Any(s => s.From <= day && !(s.To < day)) => BaseStanding.Suspended,
        _ => Designations.Any(d => d.From <= day && !(d.To < day)) ? BaseStanding.Designated : BaseStanding.Upcoming,
    };

    private static IEnumerable<DesignatedPeriod> Cut(DesignatedPeriod period, BaseSuspension suspension)
    {
        if (suspension.To < suspension.From || suspension.From > period.To || suspension.To < period.From)
        {
            return [period];
        }

        var parts = new List<DesignatedPeriod>();
        if (period.From < suspension.From)
        {
            parts.Add(new DesignatedPeriod(period.From, suspension.From.AddDays(-1)));
        }

        if (suspension.To is { } last && (period.To is null || last < period.To))
        {
            parts.Add(new DesignatedPeriod(last.AddDays(1), period.To));
        }

        return parts;
    }

    private static DateOnly Earlier(DateOnly? a, DateOnly b) => a is { } first && first < b ? first : b;
}

/// <summary>How a base stands on a day.</summary>
public enum BaseStanding
{
    /// <summary>Never designated.</summary>
    Preparing,

    /// <summary>Its designation has not begun.</summary>
    Upcoming,
    Designated,
    Suspended,

    /// <summary>The term of the designation is over.</summary>
    Expired,

    /// <summary>Ended before its term.</summary>
    Ended,
}

/// <summary>Where an application stands.</summary>
public enum BaseApplicationState
{
    Waiting,
    Designated,
    Refused,
    Withdrawn,
}

/// <summary>指定申请: what was decided of the base on the day of the application, frozen.</summary>
[KeepsHistory(Permission.TrainingBasesRead)]
internal sealed class BaseApplication : GovernedRow
{
    public Guid BaseId { get; set; }

    /// <summary><c>JDSQ-yyyy-nnn</c>.</summary>
    public string Number { get; set; } = "";

    public BaseApplicationState State { get; set; }

    public string? Statement { get; set; }

    public Guid AppliedBy { get; set; }

    public DateTimeOffset AppliedAt { get; set; }

    /// <summary>R17-4.2.1a, b and c as of the application.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public Guid? DecidedBy { get; set; }

    /// <summary>The authority's name, or the institution's where it took the application back.</summary>
    public string? DecidedFor { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecisionNote { get; set; }
}

/// <summary>Where a re-check stands.</summary>
public enum BaseReviewState
{
    Open,
    Passed,
    Failed,

    /// <summary>The designation ended before it was done.</summary>
    Dropped,
}

/// <summary>年度复核 of a designated base.</summary>
[KeepsHistory(Permission.TrainingBasesRead)]
internal sealed class BaseReview : GovernedRow
{
    public Guid BaseId { get; set; }

    public BaseReviewState State { get; set; }

    /// <summary>Day on which it came up; the full calendar years before it count.</summary>
    public DateOnly OpensOn { get; set; }

    /// <summary>Last day in time.</summary>
    public DateOnly DueOn { get; set; }

    /// <summary>R17-4.2.1a, b and c as the regulator had them before the eyes; empty while open.</summary>
    public IReadOnlyList<Decision> Decisions { get; set; } = [];

    public Guid? DecidedBy { get; set; }

    public string? DecidedFor { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecisionNote { get; set; }

    public Guid? SignatureId { get; set; }
}
