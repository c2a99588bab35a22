using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>What the deployments of an institution share when they are decided together: its record, departments, staff and equipment, and the staff's days by needs.</summary>
internal sealed class SharedFacts
{
    private readonly Dictionary<string, StaffCalendar> _calendars = new(StringComparer.Ordinal);
    private readonly RuleEngine _engine;

    private SharedFacts(
        RuleEngine engine, DateTimeOffset at, InstitutionFacts institution, IReadOnlyDictionary<Guid, DepartmentFacts> departments, IReadOnlyList<StaffMember> staff,
        IReadOnlyList<DepartmentEquipmentFact> equipment)
    {
        _engine = engine;
        At = at;
        Institution = institution;
        Departments = departments;
        Staff = staff;
        StaffByDepartment = staff.Where(s => s.DepartmentId is not null).ToLookup(s => s.DepartmentId!.Value);
        Equipment = equipment;
    }

    public DateTimeOffset At { get; }

    public InstitutionFacts Institution { get; }

    public IReadOnlyDictionary<Guid, DepartmentFacts> Departments { get; }

    public IReadOnlyList<StaffMember> Staff { get; }

    public ILookup<Guid, StaffMember> StaffByDepartment { get; }

    public IReadOnlyList<DepartmentEquipmentFact> Equipment { get; }

    public static async Task<SharedFacts?> ReadAsync(
        HengjianDbContext db, RuleEngine engine, IInstitutionFacts institutions, IStaffDirectory staff, IEnumerable<IDepartmentEquipment> equipment, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await institutions.OfAsync(db, cancellationToken) is not { } institution)
        {
            return null;
        }

        var pieces = new List<DepartmentEquipmentFact>();
        foreach (var register in equipment)
        {
            pieces.AddRange(await register.OfAsync(db, null, ShanghaiDay.Of(at), cancellationToken));
        }

        var departments = (await institutions.DepartmentsAsync(db, cancellationToken)).ToDictionary(d => d.Id);
        return new SharedFacts(engine, at, institution, departments, await staff.AllAsync(db, cancellationToken), pieces);
    }

    /// <summary>Equipment of the department and what serves the whole institution.</summary>
    public IReadOnlyList<DepartmentEquipmentFact> EquipmentOf(Guid? department) => [.. Equipment.Where(e => e.DepartmentId is null || e.DepartmentId == department)];

    public StaffCalendar Calendar(TechnologyNeeds needs, int ahead)
    {
        var key = string.Join('\u001f', [needs.Specialty, needs.TechnologyCategory, needs.Institution ?? "", .. needs.ScopesOfPractice, "|", .. needs.FinalDiagnosisScopes]);
        if (!_calendars.TryGetValue(key, out var calendar))
        {
            _calendars[key] = calendar = new StaffCalendar(_engine, needs, At, ahead);
        }

        return calendar;
    }
}
