using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>Where the figure of a year comes from.</summary>
public enum YearSource
{
    /// <summary>Nothing is on record.</summary>
    None,

    /// <summary>Complete cases of the category in this system.</summary>
    Counted,

    /// <summary>The institution's own figure, with a paper.</summary>
    Documented,
}

/// <summary>Cases of a technology category in a calendar year (Asia/Shanghai).</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Counted">Complete cases in this system, by the day of their registration.</param>
/// <param name="WholeYearCounted">The category was in use in this system before the year began, so that the count is whole; it then beats any documented figure.</param>
/// <param name="Documented">The documented figure; null: none.</param>
/// <param name="Paper">A document that counts proves <paramref name="Documented"/>.</param>
public sealed record BaseYearFact(int Year, int Counted, bool WholeYearCounted, int? Documented, bool Paper)
{
    /// <summary>
    /// What counts for the year: the count where the year was counted whole; else the larger of the documented figure with its paper and what was counted in a part of the year.
    /// </summary>
    public (int Cases, YearSource Source) Figure => this switch
    {
        { WholeYearCounted: true } => (Counted, YearSource.Counted),
        { Documented: { } documented, Paper: true } when documented >= Counted => (documented, YearSource.Documented),
        { Counted: > 0 } => (Counted, YearSource.Counted),
        _ => (0, YearSource.None),
    };
}

/// <summary>The authority that designates.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Level">Its level; null: not recorded, and then it designates nothing.</param>
public sealed record AuthorityFact(string Name, RegionLevel? Level);

/// <summary>Facts of R17-4.2.1a.</summary>
/// <param name="Level">Level of the hospital as of the moment, such as 三级.</param>
/// <param name="Grade">Grade, such as 甲等.</param>
/// <param name="AskedOn">Day of the application or re-check; the full calendar years before it count.</param>
/// <param name="Years">Years on record.</param>
/// <param name="Authority">Who designates; null where nobody does yet (application, re-check).</param>
public sealed record BaseQualificationFacts(
    string Level, string Grade, string TechnologyCategory, DateOnly AskedOn, IReadOnlyList<BaseYearFact> Years, AuthorityFact? Authority = null);

/// <summary>What a base trains with; facts of R17-4.2.1b.</summary>
/// <param name="Seats">Seats for theory.</param>
/// <param name="Workstations">Workstations with the technology on which trainees read.</param>
/// <param name="TeachingImages">Teaching images.</param>
/// <param name="LibraryCases">De-identified cases in the library.</param>
/// <param name="ExaminationRoom">There is a room for examinations.</param>
/// <param name="Note">In the base's words.</param>
public sealed record BaseFacilities(int Seats, int Workstations, int TeachingImages, int LibraryCases, bool ExaminationRoom, string? Note = null)
{
    public static BaseFacilities None { get; } = new(0, 0, 0, 0, false);

    /// <summary>Trainees at a time: the seats, and no more than <paramref name="traineesPerWorkstation"/> at each workstation.</summary>
    public int Capacity(int traineesPerWorkstation) => Math.Min(Seats, Workstations * traineesPerWorkstation);
}

/// <summary>How days in a specialty are counted, as R17-2.1.2 says.</summary>
public sealed record SpecialtyCounting(bool ResidencyCounts, int LeaveOverMonths, bool PartTimeByShare);

/// <summary>A supervising physician as R17-4.2.1c looks at one.</summary>
/// <param name="Title">Title on the day; null: none of the physicians' series.</param>
/// <param name="Unmet">Clauses that stop an opinion on every deployment of the category, the authorisation's too, of the deployment that lacks least; empty: able.</param>
/// <param name="FailedAssessmentOn">The last assessment in the technology was failed on this day; null: passed, or there was none.</param>
/// <param name="Specialties">Specialties of the category's technologies; the years in them count together.</param>
/// <param name="Periods">The person's record of work and leave.</param>
/// <param name="CountedCases">Cases of the category that the person signed an opinion on in this system.</param>
/// <param name="DocumentedCases">The documented number; null: none.</param>
/// <param name="Paper">A document that counts proves it.</param>
public sealed record SupervisorFact(
    Guid PractitionerId,
    string Name,
    ProfessionalTitle? Title,
    IReadOnlyList<string> Unmet,
    DateOnly? FailedAssessmentOn,
    IReadOnlyList<string> Specialties,
    IReadOnlyList<SpecialtyPeriodFact> Periods,
    SpecialtyCounting Counting,
    int CountedCases,
    int? DocumentedCases,
    bool Paper)
{
    /// <summary>Cases that count: the larger of what this system counted and what a paper proves.</summary>
    public int Cases => Math.Max(CountedCases, Paper ? DocumentedCases ?? 0 : 0);
}

/// <summary>Facts of R17-4.2.1c.</summary>
/// <param name="Alone">True where one person is judged and not the base's number of them.</param>
public sealed record SupervisorsFacts(string TechnologyCategory, IReadOnlyList<SupervisorFact> People, bool Alone);

/// <summary>Facts of R17-4.2.2a.</summary>
/// <param name="HasSyllabus">The syllabus is written.</param>
/// <param name="MonthsAsked">Months that R17-4.1.2 asks of a trainee.</param>
/// <param name="TheoryHoursAsked">Credit hours of theory that it asks.</param>
public sealed record SyllabusFacts(
    ProgrammeKind Kind, bool HasSyllabus, int Months, IReadOnlyList<ProgrammeCourse> Courses, IReadOnlyList<string> Materials, int MonthsAsked, int TheoryHoursAsked);

/// <summary>Facts of HP-6.1.</summary>
/// <param name="Designated">The base is designated on the day.</param>
/// <param name="Capacity">Trainees at a time of the programme.</param>
/// <param name="BaseCapacity">Trainees at a time that the base's facilities allow.</param>
/// <param name="Supervisors">How many supervise.</param>
/// <param name="Courses">How many courses it has.</param>
public sealed record ProgrammeBaseFacts(ProgrammeKind Kind, bool Designated, int Capacity, int BaseCapacity, int Supervisors, int Courses);

/// <summary>Facts of HP-6.2.</summary>
/// <param name="LastOn">Day of the designation or of the last re-check that was passed.</param>
public sealed record BaseReviewFacts(string Number, DateOnly LastOn);
