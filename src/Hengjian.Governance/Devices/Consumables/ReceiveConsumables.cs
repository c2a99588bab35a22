using System.Globalization;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>
/// Receipt of consumables: each scanned text with a serial becomes a unit; without one, units with labels of the house's own, or stock by count. One text that is wrong
/// refuses the whole receipt, with every error at its line.
/// </summary>
public sealed class ReceiveConsumables(IWriter writer)
{
    public const int MostItems = 1000;
    public const int MostOfAnItem = 10_000;

    public Task<Outcome<ReceiptAnswer>> HandleAsync(Guid consumableId, ReceiptRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<ReceiptAnswer>(context, (scope, ct) => ReceiveAsync(consumableId, request, scope, static i => string.Create(CultureInfo.InvariantCulture, $"items[{i}]."), ct), cancellationToken);

    /// <summary>Receipt of one item.</summary>
    public Task<Outcome<UnitAnswer>> OneAsync(Guid consumableId, UnitRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<UnitAnswer>(
            context,
            async (scope, ct) =>
            {
                var receipt = new ReceiptRequest
                {
                    Items = [new ReceiptItem { Udi = request.Udi, Quantity = request.Quantity, ByCount = request.ByCount, Lot = request.Lot, ExpiresOn = request.ExpiresOn }],
                    Supplier = request.Supplier, Document = request.Document, Invoice = request.Invoice, StoragePlace = request.StoragePlace, ReceivedOn = request.ReceivedOn,
                    Overrides = request.Overrides,
                };
                var outcome = await ReceiveAsync(consumableId, receipt, scope, static _ => "", ct);
                if (outcome.Refusal is { } refusal)
                {
                    return refusal;
                }

                var lot = scope.Db.ChangeTracker.Entries<ConsumableLot>().First().Entity;
                var unit = outcome.Value!.Units.Count > 0 ? outcome.Value.Units[0] : null;
                return new UnitAnswer(unit?.Id ?? lot.Id, outcome.Value.Id, unit is { OwnLabel: true } ? unit.Key : null);
            },
            cancellationToken);

    /// <summary>The second person has seen what was received (R17-3.8.2).</summary>
    public Task<Outcome<Created>> CheckAsync(Guid consumableId, Guid receiptId, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<ConsumableReceipt>().FirstOrDefaultAsync(r => r.Id == receiptId && r.ConsumableId == consumableId, ct) is not { } receipt)
                {
                    return new NotFound("receipt");
                }

                if (receipt.CheckedBy is not null)
                {
                    return new Conflict("device.alreadyChecked");
                }

                if (receipt.ReceivedBy == scope.Caller.Id)
                {
                    return new Conflict("device.samePerson");
                }

                receipt.CheckedBy = scope.Caller.Id;
                receipt.CheckedAt = scope.Now;
                scope.Record("consumable.receipt.checked", nameof(Consumable), consumableId);
                return new Created(receiptId);
            },
            cancellationToken);

    private static async Task<Outcome<ReceiptAnswer>> ReceiveAsync(
        Guid consumableId, ReceiptRequest request, WriteScope scope, Func<int, string> fieldOf, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<Consumable>().FirstOrDefaultAsync(c => c.Id == consumableId, cancellationToken) is not { } consumable)
        {
            return new NotFound("consumable");
        }

        var errors = new FieldErrors();
        var used = new Dictionary<string, string>();
        var today = ShanghaiDay.Of(scope.Now);
        errors.Text("supplier", request.Supplier, 200, required: false);
        errors.Text("document", request.Document, 100, required: false);
        errors.Text("invoice", request.Invoice, 100, required: false);
        errors.Text("storagePlace", request.StoragePlace, 200, required: false);
        errors.PastDay("receivedOn", request.ReceivedOn, today);
        var items = request.Items ?? [];
        errors.Require(items.Count > 0, "items", "field.required");
        errors.Require(items.Count <= MostItems, "items", "field.tooMany");
        var read = new List<ReadItem>();
        for (var i = 0; i < Math.Min(items.Count, MostItems); i++)
        {
            if (errors.Item(fieldOf(i).TrimEnd('.'), items[i]))
            {
                read.Add(ReadItem.Of(items[i], consumable, fieldOf(i), request.Overrides, errors, used));
            }
        }

        await CheckSerialsAsync(scope, read, errors, cancellationToken);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var receipt = new ConsumableReceipt
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            ConsumableId = consumableId,
            Supplier = DeviceChecks.Trimmed(request.Supplier),
            Document = DeviceChecks.Trimmed(request.Document),
            Invoice = DeviceChecks.Trimmed(request.Invoice),
            StoragePlace = DeviceChecks.Trimmed(request.StoragePlace),
            ReceivedOn = request.ReceivedOn ?? today,
            Quantity = read.Sum(r => r.Quantity),
            Traceable = read.All(r => r.Lot.Length > 0 || r.Serial is not null),
            ReceivedBy = scope.Caller.Id,
            ReceivedAt = scope.Now,
            Overrides = used,
        };
        scope.Db.Add(receipt);
        if (consumable.DeliveredOn is null || consumable.DeliveredOn <= receipt.ReceivedOn)
        {
            consumable.DeliveredOn = receipt.ReceivedOn;
            consumable.DeliveryDocument = receipt.Document ?? consumable.DeliveryDocument;
        }

        var stocked = new Stocking(scope, consumable, receipt);
        foreach (var item in read)
        {
            await stocked.AddAsync(item, cancellationToken);
        }

        scope.Record("consumable.received", nameof(Consumable), consumableId);
        return new ReceiptAnswer(receipt.Id, stocked.Units, stocked.ByCount);
    }

    /// <summary>A unit is received once: neither twice in this receipt nor again.</summary>
    private static async Task CheckSerialsAsync(WriteScope scope, List<ReadItem> read, FieldErrors errors, CancellationToken cancellationToken)
    {
        var keys = read.Where(r => r.Serial is not null).Select(r => r.Key).ToList();
        var known = keys.Count == 0 ? [] : await scope.Db.Set<ConsumableUnit>().Where(u => keys.Contains(u.UnitKey)).Select(u => u.UnitKey).ToListAsync(cancellationToken);
        var seen = new HashSet<string>(known, StringComparer.Ordinal);
        foreach (var item in read.Where(r => r.Serial is not null && !seen.Add(r.Key)))
        {
            errors.Add(item.Field + "udi", "device.unitKnown");
        }
    }
}

/// <summary>An item as read: what it is, and how it is kept.</summary>
internal sealed record ReadItem(string Field, string Key, string? Serial, string Lot, DateOnly? MadeOn, DateOnly? ExpiresOn, int Quantity, bool ByCount)
{
    public static ReadItem Of(
        ReceiptItem item, Consumable consumable, string field, IReadOnlyDictionary<string, string>? overrides, FieldErrors errors, Dictionary<string, string> used)
    {
        errors.Text(field + "lot", item.Lot, 40, required: false);
        errors.AnyDay(field + "expiresOn", item.ExpiresOn);
        errors.Require(
            item.Quantity is null or (>= 1 and <= ReceiveConsumables.MostOfAnItem), field + "quantity", "field.outOfRange", ("from", "1"), ("to", ReceiveConsumables.MostOfAnItem.ToString(CultureInfo.InvariantCulture)));
        var lot = item.Lot?.Trim() ?? "";
        var quantity = item.Quantity ?? 1;
        if (string.IsNullOrWhiteSpace(item.Udi))
        {
            // Without a scanned text the lot must say what it is.
            errors.Require(lot.Length > 0, field + "udi", "field.required");
            return new ReadItem(field, "", null, lot, null, item.ExpiresOn, quantity, item.ByCount);
        }

        var reading = UnitText.Read(item.Udi, errors, field + "udi");
        var key = errors.Identifier(field + "udi", reading.Result, overrides, used);
        var serial = SerialOf(reading, consumable, errors, field);
        errors.Require(reading.Lot is null || lot.Length == 0 || reading.Lot == lot, field + "lot", "device.lotDiffers");
        errors.Require(reading.ExpiresOn is null || item.ExpiresOn is null || reading.ExpiresOn == item.ExpiresOn, field + "expiresOn", "device.expiryDiffers");
        errors.Require(serial is null || quantity == 1, field + "quantity", "device.oneOfASerial");
        errors.Require(serial is null || !item.ByCount, field + "byCount", "device.serialNotByCount");
        return new ReadItem(field, key, serial, reading.Lot ?? lot, reading.MadeOn, reading.ExpiresOn ?? item.ExpiresOn, quantity, item.ByCount);
    }

    /// <summary>What tells this unit from others of its product; null where nothing does.</summary>
    private static string? SerialOf(UdiReading reading, Consumable consumable, FieldErrors errors, string field)
    {
        if (!reading.Result.Valid)
        {
            // Stored against a weak rule, with a reason: the whole text is all that is known of it.
            return reading.Result.Normalised;
        }

        if (reading.DeviceIdentifier == consumable.UdiDi)
        {
            return reading.Serial;
        }

        if (reading.Issuer == UdiIssuer.Ahm && reading.DeviceIdentifier.StartsWith(consumable.UdiDi, StringComparison.Ordinal))
        {
            // A text that only begins with the product is of one unit.
            return reading.DeviceIdentifier[consumable.UdiDi.Length..];
        }

        errors.Add(field + "udi", "device.otherProduct", ("product", consumable.UdiDi));
        return null;
    }
}
