using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Devices.Consumables;

/// <summary>
/// Use of a unit on a case. R17-3.8.1b decides from the unit's own record in the act's transaction, so that of many attempts at once one is carried out; a refused
/// attempt is itself recorded.
/// </summary>
public sealed class UseConsumable(IWriter writer, ICaseDirectory cases, IInstitutionRegister institutions, RegulationCatalog catalog, RuleEngine engine)
{
    public Task<Outcome<UseAnswer>> HandleAsync(Guid caseId, UseRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<UseAnswer>(context, (scope, ct) => UseAsync(caseId, request, scope, ct), cancellationToken);

    private async Task<Outcome<UseAnswer>> UseAsync(Guid caseId, UseRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        if (await cases.FindAsync(scope.Db, scope.Caller, caseId, cancellationToken) is not { } subject)
        {
            return new NotFound("case");
        }

        var errors = new FieldErrors();
        UnitText.Read(request.Udi, errors, "udi");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (!subject.IsOpen)
        {
            return new Conflict("device.caseNotOpen");
        }

        if (await StockLookup.FindAsync(scope.Db, request.Udi, cancellationToken) is not { } item)
        {
            return new Invalid("udi", "device.unknownUnit");
        }

        var code = catalog.NamesInstitutions ? await institutions.CreditCodeAsync(scope.Db, cancellationToken) : null;
        var facts = await StockLookup.FactsAsync(scope.Db, item, cases, scope.Caller, cancellationToken);
        var decision = engine.Decide(ClauseIds.SingleUse, facts, scope.Now, code);
        if (decision.Blocks)
        {
            Add(scope, item, MovementKind.Refused, caseId, decision);
            scope.Record("consumable.use.refused", nameof(Consumable), item.Consumable.Id, decision.Pack);
            return new RuleRefused([decision]) { KeepsChanges = true };
        }

        if (item.Unit is { } unit)
        {
            unit.State = item.Consumable.SingleUse ? UnitState.Used : unit.State;
            unit.CaseId = caseId;
            unit.UsedAt = scope.Now;
            unit.Uses++;
        }
        else
        {
            item.Lot.CountUsed++;
        }

        var movement = Add(scope, item, MovementKind.Used, caseId, decision);
        scope.Record("consumable.used", nameof(Consumable), item.Consumable.Id, decision.Pack);
        return new UseAnswer(movement.Id, caseId, item.Consumable.Id, item.Title);
    }

    private static ConsumableMovement Add(WriteScope scope, StockItem item, MovementKind kind, Guid caseId, Decision decision)
    {
        var movement = new ConsumableMovement
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            ConsumableId = item.Consumable.Id,
            LotId = item.Lot.Id,
            UnitId = item.Unit?.Id,
            Kind = kind,
            Quantity = 1,
            CaseId = caseId,
            Decisions = [decision],
            ActorId = scope.Caller.Id,
            At = scope.Now,
            OnDay = ShanghaiDay.Of(scope.Now),
        };
        scope.Db.Add(movement);
        return movement;
    }
}
