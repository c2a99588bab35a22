using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>Who may examine whom (HP-6.6), and the parameters of examinations.</summary>
internal sealed class ExaminerCheck(IRoleHolders holders, RuleEngine engine, IInstitutionRegister institutions)
{
    public async Task<ClauseParameters> ParametersAsync(HengjianDbContext db, string clause, DateTimeOffset at, CancellationToken cancellationToken) =>
        engine.Catalog.Parameters(clause, at, await institutions.CreditCodeAsync(db, cancellationToken));

    public async Task<Decision> DecideAsync<TFacts>(HengjianDbContext db, string clause, TFacts facts, DateTimeOffset at, CancellationToken cancellationToken) =>
        engine.Decide(clause, facts, at, await institutions.CreditCodeAsync(db, cancellationToken));

    /// <summary>Everybody who may examine here.</summary>
    public Task<IReadOnlyList<RoleHolder>> ExaminersAsync(HengjianDbContext db, CancellationToken cancellationToken) => holders.HoldersAsync(db, [Role.Examiner], cancellationToken);

    /// <summary>Everybody who works here and can sign in.</summary>
    public Task<IReadOnlyList<RoleHolder>> PeopleAsync(HengjianDbContext db, CancellationToken cancellationToken) => holders.HoldersAsync(db, Enum.GetValues<Role>(), cancellationToken);

    /// <summary>Errors where a named examiner is none of this institution, or stands twice.</summary>
    public static void Check(FieldErrors errors, IReadOnlyList<RoleHolder> known, ExaminersRequest named)
    {
        var all = new[] { ("firstExaminerId", named.FirstExaminerId), ("secondExaminerId", named.SecondExaminerId), ("arbiterId", named.ArbiterId) };
        var seen = new HashSet<Guid>();
        foreach (var (field, id) in all)
        {
            errors.Require(id is null || known.Any(h => h.UserId == id), field, "examination.notAnExaminer");
            errors.Require(id is not { } one || seen.Add(one), field, "examination.examinerTwice");
        }
    }

    /// <summary>The facts of HP-6.6 about these examiners of a candidate.</summary>
    public static IReadOnlyList<ExaminerFact> Facts(IReadOnlyList<RoleHolder> known, IEnumerable<Guid?> examiners, EnrolmentFact? enrolment) =>
    [
        .. examiners.OfType<Guid>().Select(id => known.FirstOrDefault(h => h.UserId == id) is { } h
            ? new ExaminerFact(h.Name, h.PractitionerId is { } p && enrolment?.Supervisors.Contains(p) == true, h.PractitionerId is { } self && self == enrolment?.PractitionerId)
            : new ExaminerFact(id.ToString("D"), false, false)),
    ];
}
