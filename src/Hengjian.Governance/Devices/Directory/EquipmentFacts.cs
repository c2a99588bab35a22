using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Directory;

/// <summary>Equipment as facts of a day: upkeep by the last record on or before it.</summary>
internal static class EquipmentFacts
{
    public static async Task<IReadOnlyList<EquipmentFact>> OfAsync(HengjianDbContext db, IReadOnlyList<Equipment> rows, DateOnly day, CancellationToken cancellationToken)
    {
        var ids = rows.Select(e => e.Id).ToList();
        var records = rows.Count == 0
            ? []
            : await db.Set<UpkeepRecord>().AsNoTracking().Where(r => ids.Contains(r.EquipmentId)).ToListAsync(cancellationToken);
        var last = records.Where(r => r.DoneOn <= day)
            .GroupBy(r => (r.EquipmentId, r.Kind))
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r.DoneOn).ThenBy(r => r.Id).Last());
        return
        [
            .. rows.Select(e => new EquipmentFact(
                e.Id, e.Name, e.Kind, e.Acquires, e.DepartmentId, e.InServiceOn(day), [.. Enum.GetValues<UpkeepKind>().Select(k => Fact(e, k, last.GetValueOrDefault((e.Id, k))))])),
        ];
    }

    private static UpkeepFact Fact(Equipment equipment, UpkeepKind kind, UpkeepRecord? last) =>
        new(kind, equipment.MonthsOf(kind) is not null, last?.DoneOn, last?.Result, last?.DueOn, last?.Document);
}
