using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;

namespace Hengjian.Governance.Training.Bases;

/// <summary>What is looked for among the bases.</summary>
/// <param name="Text">Part of the institution's name, a number or the category.</param>
/// <param name="Waiting">With an application that waits.</param>
/// <param name="ReviewDue">With a re-check that is open.</param>
public sealed record BaseFilter(string? Text = null, BaseStanding? Standing = null, bool Waiting = false, bool ReviewDue = false);

/// <summary>A base in a list.</summary>
/// <param name="DesignationNumber">Number of the last designation.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day; null: without a term, or never designated.</param>
/// <param name="Capacity">Trainees at a time that the facilities allow.</param>
/// <param name="ApplicationWaits">An application waits for the province.</param>
/// <param name="ReviewDueOn">Last day of the re-check that is open; null: none is.</param>
public sealed record TrainingBaseItem(
    Guid Id,
    Guid InstitutionId,
    string Institution,
    string Number,
    string TechnologyCategory,
    BaseStanding Standing,
    string? DesignationNumber,
    DateOnly? From,
    DateOnly? To,
    int Capacity,
    bool ApplicationWaits,
    DateOnly? ReviewDueOn);

/// <summary>A designated base as every institution may see it.</summary>
public sealed record PublicBase(Guid Id, Guid InstitutionId, string Institution, string Number, string TechnologyCategory, DateOnly From, DateOnly? To);

/// <summary>A calendar year of a base.</summary>
/// <param name="Documented">The documented figure; it may be beaten by the count.</param>
/// <param name="DocumentId">The paper; null: none named.</param>
public sealed record BaseYearView(int Year, int Cases, YearSource Source, int Counted, int? Documented, Guid? DocumentId, bool Paper);

/// <summary>A supervising physician of a base.</summary>
/// <param name="Decision">R17-4.2.1c for this person alone, now.</param>
public sealed record BaseSupervisorView(Guid PractitionerId, string Name, int? DocumentedCases, Guid? DocumentId, Decision Decision);

public sealed record BaseApplicationView(
    Guid Id, string Number, BaseApplicationState State, string? Statement, string? AppliedBy, DateTimeOffset AppliedAt, IReadOnlyList<Decision> Decisions, string? DecidedBy, string? DecidedFor,
    DateTimeOffset? DecidedAt, string? DecisionNote);

public sealed record BaseReviewView(
    Guid Id, BaseReviewState State, DateOnly OpensOn, DateOnly DueOn, IReadOnlyList<Decision> Decisions, string? DecidedBy, string? DecidedFor, DateTimeOffset? DecidedAt, string? DecisionNote);

/// <summary>A designation with who signed it.</summary>
public sealed record DesignationView(string Number, DateOnly From, DateOnly? To, string Authority, string? By, DateTimeOffset At);

public sealed record BaseSuspensionView(DateOnly From, DateOnly? To, string Reason, string? By, bool AfterReview);

/// <summary>A paper of a base, for the regulator.</summary>
public sealed record BasePaper(Guid Id, string Title, string FileName, long Size, string Sha256, bool Counts, DateTimeOffset UploadedAt);

/// <summary>A base whole.</summary>
/// <param name="Own">It is the caller's institution's.</param>
/// <param name="Conditions">R17-4.2.1a, b and c, as an application of today would be decided.</param>
/// <param name="Review">HP-6.2; null where the base is not designated.</param>
/// <param name="Periods">When it was designated, suspensions cut out.</param>
public sealed record TrainingBaseView(
    TrainingBaseItem Item,
    long Version,
    bool Own,
    string Lead,
    string? Note,
    BaseFacilities Facilities,
    IReadOnlyList<BaseYearView> Years,
    IReadOnlyList<BaseSupervisorView> Supervisors,
    IReadOnlyList<Decision> Conditions,
    Decision? Review,
    IReadOnlyList<DesignatedPeriod> Periods,
    IReadOnlyList<DesignationView> Designations,
    IReadOnlyList<BaseSuspensionView> Suspensions,
    DateOnly? EndedOn,
    string? EndReason,
    IReadOnlyList<BaseApplicationView> Applications,
    IReadOnlyList<BaseReviewView> Reviews,
    IReadOnlyList<BasePaper> Papers);
