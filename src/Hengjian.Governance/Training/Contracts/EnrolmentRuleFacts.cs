using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>Facts of R17-4.1.1.</summary>
/// <param name="Kind">Whom the programme trains; the clause asks only of physicians.</param>
public sealed record TraineeFacts(PractitionerFacts Practitioner, ProgrammeKind Kind);

/// <summary>Facts of HP-6.3.</summary>
/// <param name="From">First day of the training.</param>
/// <param name="Base">The base as designated.</param>
/// <param name="Category">Category of technology that is trained for.</param>
/// <param name="Kind">Whom the programme trains; only physicians need a designated base.</param>
/// <param name="Route">The exemption takes no place and no supervisor.</param>
/// <param name="Capacity">Places of the programme.</param>
/// <param name="Taken">Places taken by others on the way.</param>
/// <param name="Supervisors">Who is to supervise, each with how many others that person supervises now.</param>
public sealed record AdmissionFacts(
    DateOnly From,
    BaseDesignation? Base,
    string Category,
    ProgrammeKind Kind,
    TrainingRoute Route,
    int Capacity,
    int Taken,
    IReadOnlyList<(Guid PractitionerId, string Name, int Others)> Supervisors);

/// <summary>Facts of R17-4.1.2.</summary>
/// <param name="From">First day of the training.</param>
/// <param name="To">Its last day; null: under way.</param>
/// <param name="Theory">Theory on record.</param>
/// <param name="CasesSigned">Cases that a supervisor has signed.</param>
/// <param name="CasesWaiting">Cases that wait for a signature.</param>
/// <param name="Base">The base as designated.</param>
public sealed record NormalTrainingFacts(
    ProgrammeKind Kind, DateOnly From, DateOnly? To, IReadOnlyList<TheoryItem> Theory, int CasesSigned, int CasesWaiting, BaseDesignation? Base);

/// <summary>Facts of HP-6.4, for programmes of other staff and literacy.</summary>
/// <param name="HoursAsked">Theory hours of the programme's courses.</param>
public sealed record LighterTrainingFacts(ProgrammeKind Kind, DateOnly From, DateOnly? To, IReadOnlyList<TheoryItem> Theory, decimal HoursAsked, CreditTerms Terms);

/// <summary>Facts of R17-4.2.2b.</summary>
/// <param name="DueOn">Last day in time; null: the route has none.</param>
/// <param name="PrescribedOn">Last day by the programme's months, before extensions.</param>
/// <param name="CompletedOn">Day of completion; null: under way.</param>
/// <param name="EndedOn">Day on which it ended without completion.</param>
/// <param name="Behind">Courses whose planned day is over and whose hours are not full.</param>
public sealed record TimelinessFacts(DateOnly? DueOn, DateOnly? PrescribedOn, DateOnly? CompletedOn, DateOnly? EndedOn, IReadOnlyList<string> Behind)
{
    /// <summary>Times in which it was late by a plan that has been changed since, from the first day after its last to the day of the change.</summary>
    public IReadOnlyList<string> LateBefore { get; init; } = [];
}

/// <summary>Facts of R17-4.2.2c.</summary>
/// <param name="Route">The exemption asks for no examination.</param>
/// <param name="Programme">What the programme says must be passed; the clause's own come on top for physicians.</param>
/// <param name="Supervisors">Accounts of those who supervised; none of them examines.</param>
public sealed record AssessmentFacts(
    TrainingRoute Route, ProgrammeKind Kind, DateOnly From, IReadOnlyList<AssessmentKind> Programme, IReadOnlyList<ExaminationResult> Results, IReadOnlyList<Guid> Supervisors);

/// <summary>A training abroad.</summary>
/// <param name="To">Last day, included.</param>
public sealed record AbroadPeriod(string Institution, string Country, DateOnly From, DateOnly To);

/// <summary>Facts of R17-4.1.3.</summary>
/// <param name="Documents">Documents of proof that count.</param>
/// <param name="Results">Assessments at the base.</param>
public sealed record OverseasFacts(IReadOnlyList<AbroadPeriod> Periods, int Documents, bool Checked, IReadOnlyList<ExaminationResult> Results, BaseDesignation? Base);

/// <summary>Days of clinical work as old papers show them.</summary>
/// <param name="To">Last day, included; null: it goes on.</param>
public sealed record ClinicalWork(string Institution, DateOnly From, DateOnly? To);

/// <summary>Cases done independently in a stretch of time, as old papers show them.</summary>
/// <param name="To">Last day, included.</param>
public sealed record OldCases(DateOnly From, DateOnly To, int Count, string Source);

/// <summary>A title as the paper shows it.</summary>
public sealed record OldTitle(ProfessionalTitle Title, DateOnly From);

/// <summary>Facts of R17-4.1.4.</summary>
/// <param name="SeriousEvents">Serious adverse events that are stated; null: nothing is stated.</param>
/// <param name="Checked">A second person has checked the evidence against the papers.</param>
public sealed record ExemptionFacts(
    IReadOnlyList<ClinicalWork> Work, IReadOnlyList<OldTitle> Titles, IReadOnlyList<OldCases> Cases, int? SeriousEvents, int Documents, bool Checked);
