using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Institutions.Contracts;

/// <summary>Kinds of equipment that clauses 1.2 to 1.4 ask for, as codes.</summary>
public static class DepartmentEquipmentKind
{
    /// <summary>Acquires what the AI reads: a scanner, an endoscope, a slide scanner.</summary>
    public const string Acquisition = "acquisition";

    /// <summary>Computer hardware: servers, workstations, diagnostic displays.</summary>
    public const string Hardware = "hardware";

    /// <summary>Image management system (PACS) with the platform under it.</summary>
    public const string Pacs = "pacs";

    public const string Other = "other";
}

/// <summary>A piece of equipment as readiness reads it, as of a day.</summary>
/// <param name="Id">The equipment.</param>
/// <param name="DepartmentId">Where it stands; null: it serves the whole institution.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Kind">A code of <see cref="DepartmentEquipmentKind"/>.</param>
/// <param name="Acquires">What it acquires, as the DICOM modality (<c>CT</c>, <c>MG</c>, <c>SM</c>) or another word of the institution; several with commas; null: nothing.</param>
/// <param name="InService">Accepted, and neither out of service nor retired on that day.</param>
/// <param name="VerificationOverdue">Mandatory verification applies and its due day has passed (the due day itself is in time).</param>
public sealed record DepartmentEquipmentFact(Guid Id, Guid? DepartmentId, string Name, string Kind, string? Acquires, bool InService, bool VerificationOverdue);

/// <summary>The equipment register, for readiness. Where no module answers, readiness says that no equipment is on record.</summary>
public interface IDepartmentEquipment
{
    /// <summary>Equipment as of <paramref name="day"/>: of one department together with what serves the whole institution, or (null) everything of the institution.</summary>
    Task<IReadOnlyList<DepartmentEquipmentFact>> OfAsync(HengjianDbContext db, Guid? departmentId, DateOnly day, CancellationToken cancellationToken);
}
