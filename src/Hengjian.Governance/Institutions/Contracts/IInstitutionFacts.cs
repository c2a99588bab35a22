using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Institutions.Contracts;

/// <summary>诊疗科目 on the institution's practice licence.</summary>
/// <param name="Code">Code of the national list, such as <c>32.02</c>; null where only the name is known.</param>
/// <param name="Name">Its name, such as 医学影像科.</param>
public sealed record RegisteredSubject(string? Code, string Name);

/// <summary>What the institution did in a calendar year; null: not recorded.</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="OutpatientVisits">Visits of outpatients and emergency patients.</param>
/// <param name="Discharges">Discharges of inpatients.</param>
/// <param name="Examinations">Examinations and tests of every kind.</param>
public sealed record ServiceVolume(int Year, int? OutpatientVisits, int? Discharges, int? Examinations);

/// <summary>The image management system (PACS) and the hardware under it.</summary>
public sealed record ImagePlatform(string Name, string? Hardware, DateOnly? InUseSince);

/// <summary>Computer hardware of a department, of one kind.</summary>
public sealed record HardwareItem(string Name, int Count, string? Note);

/// <summary>What the clauses on the institution are decided from.</summary>
public sealed record InstitutionFacts(
    string Name, string Level, string Grade, IReadOnlyList<RegisteredSubject> Subjects, IReadOnlyList<ServiceVolume> Volumes, ImagePlatform? Pacs);

/// <summary>What the clauses on departments are decided from.</summary>
public sealed record DepartmentFacts(Guid Id, string Name, DepartmentKind Kind, IReadOnlyList<RegisteredSubject> Subjects, IReadOnlyList<HardwareItem> Hardware);

/// <summary>The institution's own record and its departments, as facts.</summary>
public interface IInstitutionFacts
{
    /// <summary>Null before the institution is founded.</summary>
    Task<InstitutionFacts?> OfAsync(HengjianDbContext db, CancellationToken cancellationToken);

    /// <summary>Every department.</summary>
    Task<IReadOnlyList<DepartmentFacts>> DepartmentsAsync(HengjianDbContext db, CancellationToken cancellationToken);
}
