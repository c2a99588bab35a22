using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Registers of equipment and consumables, and recalls.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123010000_Devices")]
internal sealed class DeviceTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Equipment(migrationBuilder);
        UpkeepRecords(migrationBuilder);
        DeviceLinks(migrationBuilder);
        Consumables(migrationBuilder);
        ConsumableLots(migrationBuilder);
        ConsumableReceipts(migrationBuilder);
        ConsumableUnits(migrationBuilder);
        ConsumableMovements(migrationBuilder);
        StockCounts(migrationBuilder);
        BilledUses(migrationBuilder);
        Recalls(migrationBuilder);
        RecallTasks(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("A schema is not taken back: restore a backup instead.");

    private static void Equipment(MigrationBuilder migration)
    {
        migration.CreateTable(
            "equipment",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                acquires = table.Column<string>(nullable: false),
                department_id = table.Column<Guid>(nullable: true),
                location = table.Column<string>(nullable: true),
                manufacturer = table.Column<string>(nullable: false),
                model = table.Column<string>(nullable: false),
                serial = table.Column<string>(nullable: true),
                udi = table.Column<string>(nullable: true),
                certificates = table.Column<string>(nullable: false),
                supplier = table.Column<string>(nullable: true),
                invoice = table.Column<string>(nullable: true),
                delivered_on = table.Column<string>(nullable: true),
                delivery_document = table.Column<string>(nullable: true),
                received_by = table.Column<Guid>(nullable: false),
                received_at = table.Column<long>(nullable: false),
                checked_by = table.Column<Guid>(nullable: true),
                checked_at = table.Column<long>(nullable: true),
                accepted_on = table.Column<string>(nullable: true),
                acceptance_document = table.Column<string>(nullable: true),
                verification_months = table.Column<int>(nullable: true),
                testing_months = table.Column<int>(nullable: true),
                maintenance_months = table.Column<int>(nullable: true),
                verification_due_on = table.Column<string>(nullable: true),
                testing_due_on = table.Column<string>(nullable: true),
                maintenance_due_on = table.Column<string>(nullable: true),
                breaks = table.Column<string>(nullable: false),
                retired_on = table.Column<string>(nullable: true),
                retirement_reason = table.Column<string>(nullable: true),
                overrides = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_equipment", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_equipment_institution_id_manufacturer_model_serial", "equipment", ["institution_id", "manufacturer", "model", "serial"], unique: true);
        migration.CreateIndex("IX_equipment_institution_id_department_id", "equipment", ["institution_id", "department_id"]);
    }

    private static void UpkeepRecords(MigrationBuilder migration)
    {
        migration.CreateTable(
            "upkeep_records",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                equipment_id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                done_on = table.Column<string>(nullable: false),
                done_by = table.Column<string>(nullable: false),
                document = table.Column<string>(nullable: false),
                result = table.Column<string>(nullable: false),
                due_on = table.Column<string>(nullable: true),
                note = table.Column<string>(nullable: true),
                recorded_by = table.Column<Guid>(nullable: false),
                recorded_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_upkeep_records", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_upkeep_records_institution_id_equipment_id_done_on", "upkeep_records", ["institution_id", "equipment_id", "done_on"]);
    }

    private static void DeviceLinks(MigrationBuilder migration)
    {
        migration.CreateTable(
            "device_links",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                equipment_id = table.Column<Guid>(nullable: true),
                consumable_id = table.Column<Guid>(nullable: true),
                linked_on = table.Column<string>(nullable: false),
                unlinked_on = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_device_links", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_device_links_institution_id_deployment_id", "device_links", ["institution_id", "deployment_id"]);
        migration.CreateIndex("IX_device_links_institution_id_equipment_id", "device_links", ["institution_id", "equipment_id"]);
        migration.CreateIndex("IX_device_links_institution_id_consumable_id", "device_links", ["institution_id", "consumable_id"]);
    }

    private static void Consumables(MigrationBuilder migration)
    {
        migration.CreateTable(
            "consumables",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                specification = table.Column<string>(nullable: true),
                manufacturer = table.Column<string>(nullable: false),
                single_use = table.Column<bool>(nullable: false),
                udi_di = table.Column<string>(nullable: false),
                certificates = table.Column<string>(nullable: false),
                delivered_on = table.Column<string>(nullable: true),
                delivery_document = table.Column<string>(nullable: true),
                overrides = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_consumables", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_consumables_institution_id_udi_di", "consumables", ["institution_id", "udi_di"], unique: true);
    }

    private static void ConsumableLots(MigrationBuilder migration)
    {
        migration.CreateTable(
            "consumable_lots",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                consumable_id = table.Column<Guid>(nullable: false),
                lot = table.Column<string>(nullable: false),
                lot_key = table.Column<string>(nullable: false),
                made_on = table.Column<string>(nullable: true),
                expires_on = table.Column<string>(nullable: true),
                count_received = table.Column<int>(nullable: false),
                count_used = table.Column<int>(nullable: false),
                count_wasted = table.Column<int>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_consumable_lots", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_consumable_lots_institution_id_consumable_id_lot_key", "consumable_lots", ["institution_id", "consumable_id", "lot_key"], unique: true);
        migration.CreateIndex("IX_consumable_lots_institution_id_lot", "consumable_lots", ["institution_id", "lot"]);
    }

    private static void ConsumableReceipts(MigrationBuilder migration)
    {
        migration.CreateTable(
            "consumable_receipts",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                consumable_id = table.Column<Guid>(nullable: false),
                supplier = table.Column<string>(nullable: true),
                document = table.Column<string>(nullable: true),
                invoice = table.Column<string>(nullable: true),
                storage_place = table.Column<string>(nullable: true),
                received_on = table.Column<string>(nullable: false),
                quantity = table.Column<int>(nullable: false),
                traceable = table.Column<bool>(nullable: false),
                received_by = table.Column<Guid>(nullable: false),
                received_at = table.Column<long>(nullable: false),
                checked_by = table.Column<Guid>(nullable: true),
                checked_at = table.Column<long>(nullable: true),
                overrides = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_consumable_receipts", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_consumable_receipts_institution_id_consumable_id", "consumable_receipts", ["institution_id", "consumable_id"]);
    }

    private static void ConsumableUnits(MigrationBuilder migration)
    {
        migration.CreateTable(
            "consumable_units",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                consumable_id = table.Column<Guid>(nullable: false),
                lot_id = table.Column<Guid>(nullable: false),
                receipt_id = table.Column<Guid>(nullable: false),
                unit_key = table.Column<string>(nullable: false),
                own_label = table.Column<bool>(nullable: false),
                serial = table.Column<string>(nullable: true),
                state = table.Column<string>(nullable: false),
                storage_place = table.Column<string>(nullable: true),
                case_id = table.Column<Guid>(nullable: true),
                used_at = table.Column<long>(nullable: true),
                uses = table.Column<int>(nullable: false),
                wasted_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_consumable_units", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_consumable_units_institution_id_unit_key", "consumable_units", ["institution_id", "unit_key"], unique: true);
        migration.CreateIndex("IX_consumable_units_institution_id_lot_id_state", "consumable_units", ["institution_id", "lot_id", "state"]);
        migration.CreateIndex("IX_consumable_units_institution_id_consumable_id_state", "consumable_units", ["institution_id", "consumable_id", "state"]);
        migration.CreateIndex("IX_consumable_units_institution_id_serial", "consumable_units", ["institution_id", "serial"]);
    }

    private static void ConsumableMovements(MigrationBuilder migration)
    {
        migration.CreateTable(
            "consumable_movements",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                consumable_id = table.Column<Guid>(nullable: false),
                lot_id = table.Column<Guid>(nullable: false),
                unit_id = table.Column<Guid>(nullable: true),
                kind = table.Column<string>(nullable: false),
                quantity = table.Column<int>(nullable: false),
                case_id = table.Column<Guid>(nullable: true),
                receipt_id = table.Column<Guid>(nullable: true),
                waste_reason = table.Column<string>(nullable: true),
                note = table.Column<string>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                actor_id = table.Column<Guid>(nullable: false),
                at = table.Column<long>(nullable: false),
                on_day = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_consumable_movements", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_consumable_movements_of_product", "consumable_movements", ["institution_id", "consumable_id", "kind", "on_day"]);
        migration.CreateIndex("IX_consumable_movements_institution_id_lot_id", "consumable_movements", ["institution_id", "lot_id"]);
        migration.CreateIndex("IX_consumable_movements_institution_id_unit_id", "consumable_movements", ["institution_id", "unit_id"]);
        migration.CreateIndex("IX_consumable_movements_institution_id_case_id", "consumable_movements", ["institution_id", "case_id"]);
    }

    private static void StockCounts(MigrationBuilder migration)
    {
        migration.CreateTable(
            "stock_counts",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                consumable_id = table.Column<Guid>(nullable: false),
                counted_on = table.Column<string>(nullable: false),
                expected = table.Column<int>(nullable: false),
                counted = table.Column<int>(nullable: false),
                explanation = table.Column<string>(nullable: true),
                counted_by = table.Column<Guid>(nullable: false),
                counted_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_stock_counts", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_stock_counts_institution_id_consumable_id", "stock_counts", ["institution_id", "consumable_id"]);
    }

    private static void BilledUses(MigrationBuilder migration)
    {
        migration.CreateTable(
            "billed_uses",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                consumable_id = table.Column<Guid>(nullable: false),
                from_day = table.Column<string>(nullable: false),
                to_day = table.Column<string>(nullable: false),
                quantity = table.Column<int>(nullable: false),
                document = table.Column<string>(nullable: false),
                recorded_by = table.Column<Guid>(nullable: false),
                recorded_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_billed_uses", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_billed_uses_institution_id_consumable_id", "billed_uses", ["institution_id", "consumable_id"]);
    }

    private static void Recalls(MigrationBuilder migration)
    {
        migration.CreateTable(
            "recalls",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                consumable_id = table.Column<Guid>(nullable: true),
                lot = table.Column<string>(nullable: true),
                algorithm = table.Column<string>(nullable: true),
                software_version = table.Column<string>(nullable: true),
                notice = table.Column<string>(nullable: false),
                reason = table.Column<string>(nullable: false),
                due_on = table.Column<string>(nullable: true),
                opened_by = table.Column<Guid>(nullable: false),
                opened_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                end_note = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_recalls", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_recalls_institution_id_number", "recalls", ["institution_id", "number"], unique: true);
        migration.CreateIndex("IX_recalls_institution_id_consumable_id", "recalls", ["institution_id", "consumable_id"]);
    }

    private static void RecallTasks(MigrationBuilder migration)
    {
        migration.CreateTable(
            "recall_tasks",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                recall_id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                outcome = table.Column<string>(nullable: true),
                note = table.Column<string>(nullable: true),
                done_by = table.Column<Guid>(nullable: true),
                done_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_recall_tasks", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_recall_tasks_institution_id_recall_id_case_id", "recall_tasks", ["institution_id", "recall_id", "case_id"], unique: true);
        migration.CreateIndex("IX_recall_tasks_institution_id_outcome", "recall_tasks", ["institution_id", "outcome"]);
    }
}
