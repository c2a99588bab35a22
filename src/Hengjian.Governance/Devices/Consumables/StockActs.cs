using System.Globalization;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>What happens to stock apart from receipt and use: waste (opened unused included), counts, and the billed number of a period.</summary>
public sealed class StockActs(IWriter writer)
{
    private const int Most = 1_000_000;

    public Task<Outcome<Created>> WasteAsync(Guid consumableId, WasteRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (!await scope.Db.Set<Consumable>().AnyAsync(c => c.Id == consumableId, ct))
                {
                    return new NotFound("consumable");
                }

                var errors = new FieldErrors();
                UnitText.Read(request.Udi, errors, "udi");
                errors.Require(request.Reason is not null, "reason", "field.required");
                errors.Text("note", request.Note, 500, required: request.Reason == WasteReason.Other);
                var item = errors.Any ? null : await StockLookup.FindAsync(scope.Db, request.Udi, ct);
                errors.Require(errors.Any || item?.Consumable.Id == consumableId, "udi", "device.unknownUnit");
                return errors.Any ? errors.ToRefusal() : Waste(item!, request, scope);
            },
            cancellationToken);

    public Task<Outcome<Created>> CountAsync(Guid consumableId, StockCountRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (!await scope.Db.Set<Consumable>().AnyAsync(c => c.Id == consumableId, ct))
                {
                    return new NotFound("consumable");
                }

                var errors = new FieldErrors();
                CheckNumber("counted", request.Counted, errors);
                errors.Text("explanation", request.Explanation, 500, required: false);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                var count = new StockCount
                {
                    InstitutionId = scope.InstitutionId,
                    Id = scope.NewId(),
                    ConsumableId = consumableId,
                    CountedOn = ShanghaiDay.Of(scope.Now),
                    Expected = (await StockBalance.OfAsync(scope.Db, [consumableId], ShanghaiDay.Of(scope.Now), ct))[consumableId].OnHand,
                    Counted = request.Counted!.Value,
                    Explanation = DeviceChecks.Trimmed(request.Explanation),
                    CountedBy = scope.Caller.Id,
                    CountedAt = scope.Now,
                };
                scope.Db.Add(count);
                scope.Record("consumable.counted", nameof(Consumable), consumableId);
                return new Created(count.Id);
            },
            cancellationToken);

    public Task<Outcome<Created>> BillAsync(Guid consumableId, BillingRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (!await scope.Db.Set<Consumable>().AnyAsync(c => c.Id == consumableId, ct))
                {
                    return new NotFound("consumable");
                }

                var errors = new FieldErrors();
                errors.Require(request.From is not null, "from", "field.required");
                errors.Require(request.To is not null, "to", "field.required");
                errors.PastDay("from", request.From, ShanghaiDay.Of(scope.Now));
                errors.PastDay("to", request.To, ShanghaiDay.Of(scope.Now));
                errors.InOrder("to", request.From, request.To);
                CheckNumber("quantity", request.Quantity, errors);
                errors.Text("document", request.Document, 100);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                // The same period again corrects the figure; a period that only overlaps would count uses twice.
                var (from, to) = (request.From!.Value, request.To!.Value);
                var known = await scope.Db.Set<BilledUse>().Where(b => b.ConsumableId == consumableId).ToListAsync(ct);
                var billed = known.Find(b => b.FromDay == from && b.ToDay == to);
                if (billed is null && known.Exists(b => b.FromDay <= to && from <= b.ToDay))
                {
                    return new Invalid("from", "device.periodOverlaps");
                }

                if (billed is null)
                {
                    billed = new BilledUse { InstitutionId = scope.InstitutionId, Id = scope.NewId(), ConsumableId = consumableId, FromDay = from, ToDay = to };
                    scope.Db.Add(billed);
                }

                billed.Quantity = request.Quantity!.Value;
                billed.Document = request.Document!.Trim();
                billed.RecordedBy = scope.Caller.Id;
                billed.RecordedAt = scope.Now;
                scope.Record("consumable.billed", nameof(Consumable), consumableId);
                return new Created(billed.Id);
            },
            cancellationToken);

    private static Outcome<Created> Waste(StockItem item, WasteRequest request, WriteScope scope)
    {
        if (item.Unit is { State: not UnitState.InStock } || (item.Unit is null && item.Lot.CountOnHand <= 0))
        {
            return new Conflict("device.notInStock");
        }

        if (item.Unit is { } unit)
        {
            unit.State = UnitState.Wasted;
            unit.WastedAt = scope.Now;
        }
        else
        {
            item.Lot.CountWasted++;
        }

        var movement = new ConsumableMovement
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            ConsumableId = item.Consumable.Id,
            LotId = item.Lot.Id,
            UnitId = item.Unit?.Id,
            Kind = MovementKind.Wasted,
            Quantity = 1,
            WasteReason = request.Reason,
            Note = DeviceChecks.Trimmed(request.Note),
            ActorId = scope.Caller.Id,
            At = scope.Now,
            OnDay = ShanghaiDay.Of(scope.Now),
        };
        scope.Db.Add(movement);
        scope.Record("consumable.wasted", nameof(Consumable), item.Consumable.Id);
        return new Created(movement.Id);
    }

    private static void CheckNumber(string field, int? number, FieldErrors errors)
    {
        errors.Require(number is not null, field, "field.required");
        errors.Require(number is null or (>= 0 and <= Most), field, "field.outOfRange", ("from", "0"), ("to", Most.ToString(CultureInfo.InvariantCulture)));
    }
}
