using System.Globalization;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>Puts the items of one receipt into stock.</summary>
internal sealed class Stocking(WriteScope scope, Consumable consumable, ConsumableReceipt receipt)
{
    private readonly Dictionary<string, ConsumableLot> _lots = [];
    private readonly List<ReceivedUnit> _units = [];

    public IReadOnlyList<ReceivedUnit> Units => _units;

    public int ByCount { get; private set; }

    public async Task AddAsync(ReadItem item, CancellationToken cancellationToken)
    {
        var lot = await LotAsync(item, cancellationToken);
        if (item.ByCount)
        {
            lot.CountReceived += item.Quantity;
            ByCount += item.Quantity;
            Move(lot, null, item.Quantity);
            return;
        }

        for (var i = 0; i < item.Quantity; i++)
        {
            var unit = new ConsumableUnit
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                ConsumableId = consumable.Id,
                LotId = lot.Id,
                ReceiptId = receipt.Id,
                UnitKey = item.Serial is null ? await LabelAsync(cancellationToken) : item.Key,
                OwnLabel = item.Serial is null,
                Serial = item.Serial,
                StoragePlace = receipt.StoragePlace,
            };
            scope.Db.Add(unit);
            _units.Add(new ReceivedUnit(unit.Id, unit.UnitKey, unit.OwnLabel, lot.Lot, unit.Serial, lot.ExpiresOn));
            Move(lot, unit.Id, 1);
        }
    }

    /// <summary>The house's own label, <c>HJyy-nnnnnn</c>.</summary>
    private async Task<string> LabelAsync(CancellationToken cancellationToken)
    {
        var year = ShanghaiDay.Of(scope.Now).Year;
        var number = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"unit-label-{year}"), cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"HJ{year % 100:00}-{number:000000}");
    }

    private async Task<ConsumableLot> LotAsync(ReadItem item, CancellationToken cancellationToken)
    {
        var key = item.Lot + "|" + item.ExpiresOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (_lots.TryGetValue(key, out var known))
        {
            return known;
        }

        var lot = await scope.Db.Set<ConsumableLot>().FirstOrDefaultAsync(l => l.ConsumableId == consumable.Id && l.LotKey == key, cancellationToken);
        if (lot is null)
        {
            lot = new ConsumableLot
            {
                InstitutionId = scope.InstitutionId, Id = scope.NewId(), ConsumableId = consumable.Id, Lot = item.Lot, LotKey = key, MadeOn = item.MadeOn, ExpiresOn = item.ExpiresOn,
            };
            scope.Db.Add(lot);
        }

        return _lots[key] = lot;
    }

    private void Move(ConsumableLot lot, Guid? unit, int quantity) => scope.Db.Add(new ConsumableMovement
    {
        InstitutionId = scope.InstitutionId,
        Id = scope.NewId(),
        ConsumableId = consumable.Id,
        LotId = lot.Id,
        UnitId = unit,
        ReceiptId = receipt.Id,
        Kind = MovementKind.Received,
        Quantity = quantity,
        ActorId = scope.Caller.Id,
        At = scope.Now,
        OnDay = receipt.ReceivedOn,
    });
}
