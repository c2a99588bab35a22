using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Devices.Consumables;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Devices.EquipmentRegister;
using Hengjian.Governance.Devices.Tracing;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Equipment, consumables, trace and recalls through the web API (interfaces.md).</summary>
internal static class DevicesEndpoints
{
    public static void MapDevices(this RouteGroupBuilder api)
    {
        MapEquipment(api.MapGroup("/equipment").WithTags("Equipment"));
        MapConsumables(api.MapGroup("/consumables").WithTags("Consumables"));
        MapCaseConsumables(api.MapGroup("/cases").WithTags("Consumables"));
        api.MapGet("/trace", TraceAsync).Needs(Permission.TraceRead).WithTags("Trace").Produces<TraceAnswer>()
            .WithSummary("From a UDI, lot, serial or software version to cases, or from a case to everything that touched it.");
        MapRecalls(api.MapGroup("/recalls").WithTags("Recalls"));
    }

    private static void MapEquipment(RouteGroupBuilder equipment)
    {
        RegistersEndpoints.Register<Equipments, EquipmentRequest, EquipmentList, EquipmentView>(
            equipment, Permission.EquipmentWrite, "equipment", e => e.RegisterAsync, e => e.ChangeAsync, e => e.FindAsync, v => v.Version);
        equipment.MapGet("/", (HttpContext http, EquipmentList list) => Answers.ListAsync(http, (query, page) => list.ListAsync(
                http.GetCaller(),
                new EquipmentFilter(query.Text("q"), query.Code<EquipmentKind>("kind"), query.Id("department"), query.Code<EquipmentDue>("due")),
                page,
                http.RequestAborted)))
            .Needs(Permission.RegistersRead);
        equipment.MapPost("/{id:guid}/upkeep", (HttpContext http, Guid id, Equipments all) =>
                Answers.CreateAsync<UpkeepRequest, Created>(http, (body, request, ct) => all.RecordUpkeepAsync(id, body, request, ct)))
            .Needs(Permission.EquipmentWrite).Accepts<UpkeepRequest>("application/json").Produces<Created>(201).WithSummary("Records a verification, quality test or maintenance.");
        equipment.MapGet("/{id:guid}/upkeep", async (HttpContext http, Guid id, EquipmentList list) =>
            await Answers.FoundAsync(
                http,
                await list.FindAsync(http.GetCaller(), id, http.RequestAborted) is null ? null : await list.RecordsAsync(http.GetCaller(), id, http.RequestAborted),
                "equipment")).Needs(Permission.RegistersRead);
        equipment.MapGet("/{id:guid}/decisions", async (HttpContext http, Guid id, EquipmentList list) =>
            await Answers.FoundAsync(http, await list.DecideAsync(http.GetCaller(), id, http.RequestAborted), "equipment")).Needs(Permission.RegistersRead);
        equipment.MapPost("/{id:guid}/receipt-check", async (HttpContext http, Guid id, Equipments all) =>
                await Answers.WriteAsync(http, await all.CheckReceiptAsync(id, Body.Request(http), http.RequestAborted), StatusCodes.Status201Created))
            .Needs(Permission.EquipmentWrite).Produces<Created>(201).WithSummary("The caller is the second person at receipt.");
    }

    private static void MapConsumables(RouteGroupBuilder consumables)
    {
        RegistersEndpoints.Register<ConsumableCatalogue, ConsumableRequest, ConsumableList, ConsumableView>(
            consumables, Permission.ConsumablesWrite, "consumable", c => c.RegisterAsync, c => c.ChangeAsync, c => c.FindAsync, v => v.Version);
        consumables.MapGet("/", (HttpContext http, ConsumableList list) => Answers.ListAsync(http, (query, page) =>
                list.ListAsync(http.GetCaller(), query.Text("q"), query.YesNo("singleUse"), query.Code<ConsumableProblem>("problem"), page, http.RequestAborted)))
            .Needs(Permission.RegistersRead);
        consumables.MapGet("/{id:guid}/stock", async (HttpContext http, Guid id, ConsumableList list) =>
            await Answers.FoundAsync(http, await list.SheetAsync(http.GetCaller(), id, http.RequestAborted), "consumable")).Needs(Permission.TraceRead).Produces<ConsumableSheet>();
        Act<UnitRequest, UnitAnswer, ReceiveConsumables>(consumables, "units", Permission.ConsumablesWrite, (act, id, r, w, ct) => act.OneAsync(id, r, w, ct));
        Act<ReceiptRequest, ReceiptAnswer, ReceiveConsumables>(consumables, "receipts", Permission.ConsumablesWrite, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<WasteRequest, Created, StockActs>(consumables, "waste", Permission.ConsumablesUse, (act, id, r, w, ct) => act.WasteAsync(id, r, w, ct));
        Act<StockCountRequest, Created, StockActs>(consumables, "counts", Permission.ConsumablesWrite, (act, id, r, w, ct) => act.CountAsync(id, r, w, ct));
        Act<BillingRequest, Created, StockActs>(consumables, "billings", Permission.ConsumablesWrite, (act, id, r, w, ct) => act.BillAsync(id, r, w, ct));
        consumables.MapPost("/{id:guid}/receipts/{receipt:guid}/check", async (HttpContext http, Guid id, Guid receipt, ReceiveConsumables act) =>
                await Answers.WriteAsync(http, await act.CheckAsync(id, receipt, Body.Request(http), http.RequestAborted), StatusCodes.Status201Created))
            .Needs(Permission.ConsumablesWrite).Produces<Created>(201).WithSummary("The caller is the second person at receipt.");
    }

    private static void MapCaseConsumables(RouteGroupBuilder cases)
    {
        Act<UseRequest, UseAnswer, UseConsumable>(cases, "consumables", Permission.ConsumablesUse, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        cases.MapGet("/{id:guid}/consumables", async (HttpContext http, Guid id, ICaseDirectory directory, Database database, ConsumableList list) =>
        {
            var caller = http.GetCaller();
            await using var db = database.Read(caller.InstitutionId);
            var found = await directory.FindAsync(db, caller, id, http.RequestAborted);
            await Answers.FoundAsync(http, found is null ? null : await list.OfCaseAsync(caller, id, http.RequestAborted), "case");
        }).Needs(Permission.CasesRead);
    }

    private static void MapRecalls(RouteGroupBuilder recalls)
    {
        recalls.MapPost("/", (HttpContext http, Recalls act) => Answers.CreateAsync<RecallRequest, RecallOpened>(http, act.OpenAsync))
            .Needs(Permission.ConsumablesWrite).Accepts<RecallRequest>("application/json").Produces<RecallOpened>(201);
        recalls.MapGet("/", (HttpContext http, RecallList list) => Answers.ListAsync(http, (query, page) =>
                list.ListAsync(http.GetCaller(), query.Code<RecallState>("state"), page, http.RequestAborted)))
            .Needs(Permission.RecallsRead);
        recalls.MapGet("/{id:guid}", async (HttpContext http, Guid id, RecallList list) =>
            await Answers.FoundAsync(http, await list.FindAsync(http.GetCaller(), id, http.RequestAborted), "recall")).Needs(Permission.RecallsRead).Produces<RecallView>();
        Act<RecallEndRequest, Created, Recalls>(recalls, "closure", Permission.ConsumablesWrite, (act, id, r, w, ct) => act.CloseAsync(id, r, w, ct));
        Act<RecallEndRequest, Created, Recalls>(recalls, "withdrawal", Permission.ConsumablesWrite, (act, id, r, w, ct) => act.WithdrawAsync(id, r, w, ct));
        recalls.MapPost("/{id:guid}/tasks/{task:guid}", (HttpContext http, Guid id, Guid task, Recalls act) =>
                Answers.CreateAsync<FollowUpRequest, Created>(http, (body, request, ct) => act.FollowUpAsync(id, task, body, request, ct)))
            .Needs(Permission.RecallsFollowUp).Accepts<FollowUpRequest>("application/json").Produces<Created>(201);
    }

    /// <summary>POST of an act on one thing.</summary>
    private static void Act<TBody, T, TAct>(
        RouteGroupBuilder group, string path, Permission permission, Func<TAct, Guid, TBody, Hengjian.Governance.Persistence.Writing.WriteRequest, CancellationToken, Task<Outcome<T>>> run)
        where TBody : notnull
        where TAct : notnull =>
        group.MapPost("/{id:guid}/" + path, (HttpContext http, Guid id, TAct act) => Answers.CreateAsync<TBody, T>(http, (body, request, ct) => run(act, id, body, request, ct)))
            .Needs(permission).Accepts<TBody>("application/json").Produces<T>(201);

    private static async Task TraceAsync(HttpContext http, Trace trace)
    {
        var query = new ListQuery(http);
        var asked = Enum.GetValues<TraceStart>().Select(s => (Start: s, Value: query.Text(Governance.Regulations.CodeName.Of(s)))).Where(s => s.Value is not null).ToList();
        if (asked.Count != 1)
        {
            await Problems.Write(http, new Invalid(asked.Count == 0 ? "udi" : Governance.Regulations.CodeName.Of(asked[1].Start), "device.noUnitForTrace"));
            return;
        }

        await Answers.FoundAsync(http, await trace.AskAsync(http.GetCaller(), asked[0].Start, asked[0].Value!.Trim(), http.RequestAborted), "case");
    }
}
