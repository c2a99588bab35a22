using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Directory;

/// <summary>The register of equipment as readiness asks for it (R17-1.2 to 1.4).</summary>
internal sealed class DepartmentEquipment : IDepartmentEquipment
{
    public async Task<IReadOnlyList<DepartmentEquipmentFact>> OfAsync(HengjianDbContext db, Guid? departmentId, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Equipment>().AsNoTracking()
            .Where(e => departmentId == null || e.DepartmentId == null || e.DepartmentId == departmentId)
            .OrderBy(e => e.Name).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        var facts = await EquipmentFacts.OfAsync(db, rows, day, cancellationToken);
        return
        [
            .. facts.Select(f => new DepartmentEquipmentFact(
                f.Id,
                f.DepartmentId,
                f.Name,
                KindOf(f.Kind),
                f.Acquires.Count == 0 ? null : string.Join(',', f.Acquires.SelectMany(Modalities)),
                f.InService,
                f.Of(UpkeepKind.Verification).On(day) is UpkeepState.Overdue or UpkeepState.Failed or UpkeepState.Never)),
        ];
    }

    private static string KindOf(EquipmentKind kind) => kind switch
    {
        EquipmentKind.Acquisition => DepartmentEquipmentKind.Acquisition,
        EquipmentKind.ComputerHardware => DepartmentEquipmentKind.Hardware,
        EquipmentKind.Pacs => DepartmentEquipmentKind.Pacs,
        _ => DepartmentEquipmentKind.Other,
    };

    /// <summary>Modality codes of DICOM PS3.3 C.7.3.1.1.1 for what is acquired; a technology names what it needs by one of them.</summary>
    private static string[] Modalities(AcquiredData data) => data switch
    {
        AcquiredData.Ct => ["CT"],
        AcquiredData.Mr => ["MR"],
        AcquiredData.Radiography => ["DX", "CR"],
        AcquiredData.Mammography => ["MG"],
        AcquiredData.Ultrasound => ["US"],
        AcquiredData.NuclearMedicine => ["NM", "PT"],
        AcquiredData.Endoscopy => ["ES"],
        AcquiredData.WholeSlide => ["SM"],
        AcquiredData.Microscopy => ["GM"],
        AcquiredData.PhysiologicalSignals => ["ECG", "EPS", "HD"],
        _ => ["OT"],
    };
}
