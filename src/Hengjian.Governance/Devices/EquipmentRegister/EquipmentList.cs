using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Directory;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.EquipmentRegister;

/// <summary>Reads the register of equipment: lists, one record, its upkeep and what the clauses say of it.</summary>
public sealed class EquipmentList(Database database, RuleEngine engine, IInstitutionRegister institutions, IWrittenPolicies policies, TimeProvider clock)
{
    /// <summary>How many days ahead a list calls "soon".</summary>
    public const int SoonDays = 90;

    private DateOnly Today => ShanghaiDay.Of(clock.GetUtcNow());

    public async Task<Page<EquipmentView>> ListAsync(Caller caller, EquipmentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = Filtered(db.Set<Equipment>(), filter, Today);
        var found = await rows.OrderBy(e => e.Name).ThenBy(e => e.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<EquipmentView>(await ViewsAsync(db, found, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<EquipmentView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<Equipment>().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is { } row ? (await ViewsAsync(db, [row], cancellationToken))[0] : null;
    }

    /// <summary>Every record of upkeep, newest first.</summary>
    public async Task<IReadOnlyList<UpkeepRecordView>> RecordsAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<UpkeepRecord>().Where(r => r.EquipmentId == id).OrderByDescending(r => r.DoneOn).ThenByDescending(r => r.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new UpkeepRecordView(r.Id, r.Kind, r.DoneOn, r.DoneBy, r.Document, r.Result, r.DueOn, r.Note, r.RecordedAt))];
    }

    /// <summary>HP-15.1 to 15.3 and R17-3.8.2 for one piece of equipment; null where there is none.</summary>
    public async Task<IReadOnlyList<Decision>?> DecideAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<Equipment>().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        var register = new RegisterFacts(row.Name, [ReceiptOf(row)], null) { Policies = await policies.InForceAsync(db, PolicyTopic.Registers, now, cancellationToken) };
        var facts = await EquipmentFacts.OfAsync(db, [row], ShanghaiDay.Of(now), cancellationToken);
        return
        [
            .. Enum.GetValues<UpkeepKind>().Select(kind => engine.Decide(DeviceRules.ClauseOf(kind), new UpkeepFacts(kind, facts), now, code)),
            engine.Decide(ClauseIds.Registers, register, now, code),
        ];
    }

    private static ReceiptFact ReceiptOf(Equipment e) => new(
        e.DeliveryDocument ?? e.Name, e.DeliveredOn ?? ShanghaiDay.Of(e.ReceivedAt), e.Supplier, e.DeliveryDocument, e.CheckedBy is not null, e.Serial is not null || e.Udi is not null);

    private static IQueryable<Equipment> Filtered(IQueryable<Equipment> rows, EquipmentFilter filter, DateOnly today)
    {
        if (filter.Search is { Length: > 0 } text)
        {
            rows = rows.Where(e => e.Name.Contains(text) || e.Model.Contains(text) || (e.Serial != null && e.Serial.Contains(text)) || (e.Location != null && e.Location.Contains(text)));
        }

        if (filter.Kind is { } kind)
        {
            rows = rows.Where(e => e.Kind == kind);
        }

        if (filter.DepartmentId is { } department)
        {
            rows = rows.Where(e => e.DepartmentId == department);
        }

        if (filter.Due is not { } due)
        {
            return rows;
        }

        rows = rows.Where(e => e.AcceptedOn != null && e.RetiredOn == null);
        var soon = today.AddDays(SoonDays);
        return due switch
        {
            EquipmentDue.VerificationOverdue => rows.Where(e => e.VerificationMonths != null && (e.VerificationDueOn == null || e.VerificationDueOn < today)),
            EquipmentDue.Overdue => rows.Where(e =>
                (e.VerificationMonths != null && (e.VerificationDueOn == null || e.VerificationDueOn < today))
                || (e.TestingMonths != null && (e.TestingDueOn == null || e.TestingDueOn < today))
                || (e.MaintenanceMonths != null && (e.MaintenanceDueOn == null || e.MaintenanceDueOn < today))),
            _ => rows.Where(e =>
                (e.VerificationMonths != null && e.VerificationDueOn >= today && e.VerificationDueOn <= soon)
                || (e.TestingMonths != null && e.TestingDueOn >= today && e.TestingDueOn <= soon)
                || (e.MaintenanceMonths != null && e.MaintenanceDueOn >= today && e.MaintenanceDueOn <= soon)),
        };
    }

    private async Task<IReadOnlyList<EquipmentView>> ViewsAsync(HengjianDbContext db, IReadOnlyList<Equipment> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(e => (Guid?)e.Id).ToList();
        var links = (await db.Set<DeviceLink>().Where(l => ids.Contains(l.EquipmentId) && l.UnlinkedOn == null).ToListAsync(cancellationToken)).ToLookup(l => l.EquipmentId);
        var facts = (await EquipmentFacts.OfAsync(db, rows, Today, cancellationToken)).ToDictionary(f => f.Id);
        return
        [
            .. rows.Select(e => new EquipmentView(
                e.Id, e.Version, e.Name, e.Kind, e.Acquires, e.DepartmentId, e.Location, e.Manufacturer, e.Model, e.Serial, e.Udi, e.Certificates, e.Supplier, e.Invoice,
                e.DeliveredOn, e.DeliveryDocument, e.ReceivedBy, e.ReceivedAt, e.CheckedBy, e.CheckedAt, e.AcceptedOn, e.AcceptanceDocument, e.VerificationMonths,
                e.TestingMonths, e.MaintenanceMonths, e.Breaks, e.RetiredOn, e.RetirementReason, [.. links[e.Id].Select(l => l.DeploymentId)], e.Overrides, facts[e.Id])),
        ];
    }
}
