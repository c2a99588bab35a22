using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;

namespace Hengjian.Governance.Training.Bases;

/// <summary>Decides R17-4.2.1a, b and c on a base, and what follows for its capacity and re-checks.</summary>
internal sealed class BaseDecisions(BaseFactsReader reader, RuleEngine engine, RegulationCatalog catalog, IInstitutionRegister institutions)
{
    /// <summary>The three conditions as of a moment, for an application or re-check of a day.</summary>
    /// <param name="authority">Who designates; null where nobody does yet.</param>
    public async Task<IReadOnlyList<Decision>> ConditionsAsync(
        HengjianDbContext db, TrainingBase row, DateOnly askedOn, DateTimeOffset at, AuthorityFact? authority, CancellationToken cancellationToken)
    {
        var code = await CodeAsync(db, cancellationToken);
        var people = await reader.PeopleAsync(db, [.. row.Supervisors.Select(s => s.PractitionerId)], row.TechnologyCategory, at, code, cancellationToken);
        return
        [
            engine.Decide(ClauseIds.BaseQualification, await reader.QualificationAsync(db, row, askedOn, at, authority, code, cancellationToken), at, code),
            engine.Decide(ClauseIds.BaseFacilities, row.Facilities, at, code),
            engine.Decide(ClauseIds.BaseSupervisors, new SupervisorsFacts(row.TechnologyCategory, people, Alone: false), at, code),
        ];
    }

    /// <summary>R17-4.2.1c for one person.</summary>
    public async Task<Decision> SupervisorAsync(HengjianDbContext db, Guid person, string category, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var code = await CodeAsync(db, cancellationToken);
        return engine.Decide(ClauseIds.BaseSupervisors, new SupervisorsFacts(category, await reader.PeopleAsync(db, [person], category, at, code, cancellationToken), Alone: true), at, code);
    }

    /// <summary>Trainees at a time that the facilities allow.</summary>
    public async Task<int> CapacityAsync(HengjianDbContext db, BaseFacilities facilities, DateTimeOffset at, CancellationToken cancellationToken) =>
        facilities.Capacity(catalog.Parameters(ClauseIds.BaseFacilities, at, await CodeAsync(db, cancellationToken)).Int("traineesPerWorkstation"));

    /// <summary>R17-4.2.2a and HP-6.1 on a version of a programme.</summary>
    public async Task<IReadOnlyList<Decision>> ProgrammeAsync(
        HengjianDbContext db, TrainingProgramme programme, ProgrammeVersion version, TrainingBase row, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var code = await CodeAsync(db, cancellationToken);
        var training = catalog.Parameters(NormalTraining, at, code);
        var day = ShanghaiDay.Of(at);
        return
        [
            engine.Decide(
                ClauseIds.Syllabus,
                new SyllabusFacts(
                    programme.Kind, !string.IsNullOrWhiteSpace(version.Syllabus), version.Months, version.Courses, [.. version.Materials.Select(m => $"{m.Title} v{m.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}")],
                    training.Int("months"), training.Int("theoryHours")),
                at,
                code),
            engine.Decide(
                ClauseIds.ProgrammeBase,
                new ProgrammeBaseFacts(
                    programme.Kind, row.StandingOn(day) == BaseStanding.Designated, version.Capacity, await CapacityAsync(db, row.Facilities, at, cancellationToken), version.Supervisors.Count,
                    version.Courses.Count),
                at,
                code),
        ];
    }

    /// <summary>HP-6.2 on a designated base.</summary>
    public async Task<Decision> ReviewAsync(HengjianDbContext db, string number, DateOnly last, DateTimeOffset at, CancellationToken cancellationToken) =>
        engine.Decide(ClauseIds.BaseReview, new BaseReviewFacts(number, last), at, await CodeAsync(db, cancellationToken));

    /// <summary>Parameters of HP-6.2 for the institution.</summary>
    public async Task<ClauseParameters> ReviewTermsAsync(HengjianDbContext db, DateTimeOffset at, CancellationToken cancellationToken) =>
        catalog.Parameters(ClauseIds.BaseReview, at, await CodeAsync(db, cancellationToken));

    private const string NormalTraining = "R17-4.1.2";

    private Task<string?> CodeAsync(HengjianDbContext db, CancellationToken cancellationToken) => institutions.CreditCodeAsync(db, cancellationToken);
}
