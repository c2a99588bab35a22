using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Devices.Persistence;

internal sealed class EquipmentConfiguration :
    IEntityTypeConfiguration<Equipment>, IEntityTypeConfiguration<UpkeepRecord>, IEntityTypeConfiguration<DeviceLink>
{
    public void Configure(EntityTypeBuilder<Equipment> entity)
    {
        entity.ToTable("equipment");
        entity.Property(e => e.Acquires).HasJson();
        entity.Property(e => e.Certificates).HasJson();
        entity.Property(e => e.Breaks).HasJson();
        entity.Property(e => e.Overrides).HasJson();
        entity.HasIndex(e => new { e.InstitutionId, e.Manufacturer, e.Model, e.Serial }).IsUnique();
        entity.HasIndex(e => new { e.InstitutionId, e.DepartmentId });
    }

    public void Configure(EntityTypeBuilder<UpkeepRecord> entity)
    {
        entity.ToTable("upkeep_records");
        entity.HasIndex(r => new { r.InstitutionId, r.EquipmentId, r.DoneOn });
    }

    public void Configure(EntityTypeBuilder<DeviceLink> entity)
    {
        entity.ToTable("device_links");
        entity.HasIndex(l => new { l.InstitutionId, l.DeploymentId });
        entity.HasIndex(l => new { l.InstitutionId, l.EquipmentId });
        entity.HasIndex(l => new { l.InstitutionId, l.ConsumableId });
    }
}

internal sealed class ConsumableConfiguration :
    IEntityTypeConfiguration<Consumable>, IEntityTypeConfiguration<ConsumableLot>, IEntityTypeConfiguration<ConsumableReceipt>, IEntityTypeConfiguration<ConsumableUnit>,
    IEntityTypeConfiguration<ConsumableMovement>, IEntityTypeConfiguration<StockCount>, IEntityTypeConfiguration<BilledUse>
{
    public void Configure(EntityTypeBuilder<Consumable> entity)
    {
        entity.ToTable("consumables");
        entity.Property(c => c.Certificates).HasJson();
        entity.Property(c => c.Overrides).HasJson();
        entity.HasIndex(c => new { c.InstitutionId, c.UdiDi }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ConsumableLot> entity)
    {
        entity.ToTable("consumable_lots");
        entity.Ignore(l => l.CountOnHand);
        entity.HasIndex(l => new { l.InstitutionId, l.ConsumableId, l.LotKey }).IsUnique();
        entity.HasIndex(l => new { l.InstitutionId, l.Lot });
    }

    public void Configure(EntityTypeBuilder<ConsumableReceipt> entity)
    {
        entity.ToTable("consumable_receipts");
        entity.Property(r => r.Overrides).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.ConsumableId });
    }

    public void Configure(EntityTypeBuilder<ConsumableUnit> entity)
    {
        entity.ToTable("consumable_units");
        entity.HasIndex(u => new { u.InstitutionId, u.UnitKey }).IsUnique();
        entity.HasIndex(u => new { u.InstitutionId, u.LotId, u.State });
        entity.HasIndex(u => new { u.InstitutionId, u.ConsumableId, u.State });
        entity.HasIndex(u => new { u.InstitutionId, u.Serial });
    }

    public void Configure(EntityTypeBuilder<ConsumableMovement> entity)
    {
        entity.ToTable("consumable_movements");
        entity.Property(m => m.Decisions).HasJson();
        entity.HasIndex(m => new { m.InstitutionId, m.ConsumableId, m.Kind, m.OnDay }).HasDatabaseName("IX_consumable_movements_of_product");
        entity.HasIndex(m => new { m.InstitutionId, m.LotId });
        entity.HasIndex(m => new { m.InstitutionId, m.UnitId });
        entity.HasIndex(m => new { m.InstitutionId, m.CaseId });
    }

    public void Configure(EntityTypeBuilder<StockCount> entity)
    {
        entity.ToTable("stock_counts");
        entity.HasIndex(c => new { c.InstitutionId, c.ConsumableId });
    }

    public void Configure(EntityTypeBuilder<BilledUse> entity)
    {
        entity.ToTable("billed_uses");
        entity.HasIndex(b => new { b.InstitutionId, b.ConsumableId });
    }
}

internal sealed class RecallConfiguration : IEntityTypeConfiguration<Recall>, IEntityTypeConfiguration<RecallTask>
{
    public void Configure(EntityTypeBuilder<Recall> entity)
    {
        entity.ToTable("recalls");
        entity.HasIndex(r => new { r.InstitutionId, r.Number }).IsUnique();
        entity.HasIndex(r => new { r.InstitutionId, r.ConsumableId });
    }

    public void Configure(EntityTypeBuilder<RecallTask> entity)
    {
        entity.ToTable("recall_tasks");
        entity.HasIndex(t => new { t.InstitutionId, t.RecallId, t.CaseId }).IsUnique();
        entity.HasIndex(t => new { t.InstitutionId, t.Outcome });
    }
}
