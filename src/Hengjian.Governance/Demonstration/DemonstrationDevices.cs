using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Devices.Consumables;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Devices.EquipmentRegister;
using Hengjian.Governance.Devices.Tracing;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>Furnishes the demonstration's departments with equipment and consumables, and plays what happens to them, one recall included.</summary>
internal sealed class DemonstrationDevices(IServiceProvider services, DemonstrationClock clock, IReadOnlyDictionary<string, Caller> people, DemonstrationRegisters registers)
{
    private const string Pathology = "病理科";
    private const string NeedleLot = "SF2507A";
    private const string SyringeLot = "SF2511K";

    private readonly Dictionary<string, Guid> _equipment = [];

    private DateOnly Today => ShanghaiDay.Of(clock.Now);

    private WriteRequest By(string user) => new(people[user], "demonstration");

    /// <summary>What stood there before the first case: scanners, PACS, workstations; received by the keeper, checked by the officer.</summary>
    public async Task FurnishAsync(CancellationToken cancellationToken)
    {
        var departments = (await services.GetRequiredService<Departments>().ListAsync(people["officer"], new PageRequest(1, 100), cancellationToken)).Items.ToDictionary(d => d.Name, d => d.Id);
        var radiology = departments[DemonstrationPeople.Radiology];
        var (chest, breast) = (registers.MainDeployment, registers.SecondDeployment);
        await ReceiveAsync(Scanner("CT-01 64 排 CT", AcquiredData.Ct, radiology, "门诊楼 1 层 CT 1 室", "国械注准20993060011", chest), cancellationToken);
        await ReceiveAsync(Scanner("CT-02 128 排 CT", AcquiredData.Ct, radiology, "急诊楼 1 层 CT 2 室", "国械注准20993060012", chest), cancellationToken);
        await ReceiveAsync(Scanner("MG-01 乳腺 X 线机", AcquiredData.Mammography, radiology, "门诊楼 2 层乳腺室", "国械注准20993060013", breast), cancellationToken);
        await ReceiveAsync(Computer("PACS 影像归档系统", EquipmentKind.Pacs, radiology, "信息中心机房"), cancellationToken);
        await ReceiveAsync(Computer("AI 推理服务器", EquipmentKind.ComputerHardware, radiology, "信息中心机房"), cancellationToken);
        await ReceiveAsync(Computer("诊断工作站 1", EquipmentKind.ComputerHardware, radiology, "放射科读片室"), cancellationToken);
        await ReceiveAsync(Computer("诊断工作站 2", EquipmentKind.ComputerHardware, radiology, "放射科读片室"), cancellationToken);
        await ReceiveAsync(Scanner("WSI-01 病理切片扫描仪", AcquiredData.WholeSlide, departments[Pathology], "病理楼 3 层", "国械注准20993220014", null), cancellationToken);
    }

    /// <summary>Upkeep as it stands today (one verification falls due soon, one quality test is overdue), consumables received and used, and a recall under way.</summary>
    public async Task UseAsync(DateTimeOffset present, CancellationToken cancellationToken)
    {
        clock.Now = present.AddMinutes(-40);
        await KeepUpAsync("CT-01 64 排 CT", UpkeepKind.Verification, 20, cancellationToken);
        await KeepUpAsync("CT-02 128 排 CT", UpkeepKind.Verification, 210, cancellationToken);
        await KeepUpAsync("MG-01 乳腺 X 线机", UpkeepKind.Verification, 120, cancellationToken);
        await KeepUpAsync("CT-01 64 排 CT", UpkeepKind.QualityTesting, 75, cancellationToken);
        await KeepUpAsync("CT-02 128 排 CT", UpkeepKind.QualityTesting, -4, cancellationToken);
        await KeepUpAsync("MG-01 乳腺 X 线机", UpkeepKind.QualityTesting, 160, cancellationToken);
        await KeepUpAsync("PACS 影像归档系统", UpkeepKind.Maintenance, 60, cancellationToken);

        var cases = (await services.GetRequiredService<CaseQueries>().ListAsync(
            people["technician"],
            new CaseFilter { States = [CaseState.Analysed, CaseState.Reading, CaseState.OpinionIssued], DeploymentId = registers.MainDeployment, PageSize = 6 },
            cancellationToken)).Items;
        var needle = await StockAsync("一次性同轴活检针（演示）", "17G × 150 mm", "069900000001", "国械注准20993140021", cancellationToken);
        var syringe = await StockAsync("高压注射器针筒（演示）", "200 mL", "069900000002", "国械注准20993140022", cancellationToken);
        var first = await ReceiveAsync(needle.Id, "SF-出库-0711", [.. Enumerable.Range(1, 6).Select(i => new ReceiptItem { Udi = $"{needle.Udi(NeedleLot)}(21){i:0000}" })], cancellationToken);
        await CheckAsync(needle.Id, first, cancellationToken);
        var second = await ReceiveAsync(syringe.Id, "SF-出库-0712", [new ReceiptItem { Udi = syringe.Udi(SyringeLot), Quantity = 8 }, new ReceiptItem { Udi = syringe.Udi("SF2512B"), Quantity = 40, ByCount = true }], cancellationToken);
        await CheckAsync(syringe.Id, second, cancellationToken);
        _ = await ReceiveAsync(needle.Id, "SF-出库-0730", [new ReceiptItem { Udi = $"{needle.Udi("SF2601C")}(21)0101" }, new ReceiptItem { Udi = $"{needle.Udi("SF2601C")}(21)0102" }], cancellationToken);

        await UseAsync(cases[0].Id, $"{needle.Udi(NeedleLot)}(21)0001", cancellationToken);
        await UseAsync(cases[1].Id, $"{needle.Udi(NeedleLot)}(21)0002", cancellationToken);
        await UseAsync(cases[0].Id, syringe.Udi(SyringeLot), cancellationToken);
        await UseAsync(cases[2].Id, syringe.Udi("SF2512B"), cancellationToken);
        clock.Now = clock.Now.AddMinutes(3);
        // Somebody takes a used needle once more: refused by R17-3.8.1b, and on record.
        _ = await services.GetRequiredService<UseConsumable>().HandleAsync(cases[2].Id, new UseRequest { Udi = $"{needle.Udi(NeedleLot)}(21)0001" }, By("technician"), cancellationToken);
        clock.Now = clock.Now.AddMinutes(3);
        var acts = services.GetRequiredService<StockActs>();
        _ = await acts.WasteAsync(needle.Id, new WasteRequest { Udi = $"{needle.Udi(NeedleLot)}(21)0003", Reason = WasteReason.OpenedUnused, Note = "患者临时取消穿刺" }, By("technician"), cancellationToken).Value();
        _ = await acts.CountAsync(syringe.Id, new StockCountRequest { Counted = 46 }, By("devicekeeper"), cancellationToken).Value();
        _ = await acts.BillAsync(needle.Id, new BillingRequest { From = Today, To = Today, Quantity = 2, Document = "SF-收费-演示" }, By("devicekeeper"), cancellationToken).Value();
        await RecallAsync(needle.Id, cancellationToken);
    }

    private async Task RecallAsync(Guid needle, CancellationToken cancellationToken)
    {
        var request = new RecallRequest
        {
            Kind = RecallKind.Lot, ConsumableId = needle, Lot = NeedleLot, Notice = "FSN-演示-01", Reason = "厂家通知：该批次灭菌指示不合格（演示）", DueOn = Today.AddDays(14),
        };
        var recall = await services.GetRequiredService<Recalls>().OpenAsync(request, By("devicekeeper"), cancellationToken).Value();
        var view = await services.GetRequiredService<RecallList>().FindAsync(people["followup"], recall.Id, cancellationToken);
        _ = await services.GetRequiredService<Recalls>().FollowUpAsync(
            recall.Id, view!.Tasks[0].Id, new FollowUpRequest { Outcome = FollowUpOutcome.Unchanged, Note = "电话随访，无不适" }, By("followup"), cancellationToken).Value();
    }

    private async Task UseAsync(Guid caseId, string udi, CancellationToken cancellationToken)
    {
        clock.Now = clock.Now.AddMinutes(3);
        _ = await services.GetRequiredService<UseConsumable>().HandleAsync(caseId, new UseRequest { Udi = udi }, By("technician"), cancellationToken).Value();
    }

    private async Task ReceiveAsync(EquipmentRequest request, CancellationToken cancellationToken)
    {
        var register = services.GetRequiredService<Equipments>();
        var id = (await register.RegisterAsync(request, By("devicekeeper"), cancellationToken).Value()).Id;
        _ = await register.CheckReceiptAsync(id, By("officer"), cancellationToken).Value();
        _equipment[request.Name!] = id;
    }

    /// <param name="dueIn">Days from today on which the next one is due; negative: overdue.</param>
    private async Task KeepUpAsync(string name, UpkeepKind kind, int dueIn, CancellationToken cancellationToken) =>
        _ = await services.GetRequiredService<Equipments>().RecordUpkeepAsync(
            _equipment[name],
            new UpkeepRequest
            {
                Kind = kind, DoneOn = Today.AddDays(dueIn - 365), DueOn = Today.AddDays(dueIn), DoneBy = kind == UpkeepKind.Verification ? "示范省计量科学研究院" : "设备科",
                Document = string.Create(CultureInfo.InvariantCulture, $"SF-{kind}-{_equipment.Keys.ToList().IndexOf(name) + 1:00}"), Result = UpkeepResult.Passed,
            },
            By("devicekeeper"),
            cancellationToken).Value();

    private async Task<Product> StockAsync(string name, string specification, string number, string certificate, CancellationToken cancellationToken)
    {
        var thirteen = number + "0";
        var gtin = thirteen + Gtin.CheckDigit(thirteen);
        var created = await services.GetRequiredService<ConsumableCatalogue>().RegisterAsync(
            new ConsumableRequest
            {
                Name = name, Specification = specification, Manufacturer = "示范医用材料有限公司", SingleUse = true, UdiDi = gtin, Certificates = [Certificate(certificate)],
            },
            By("devicekeeper"),
            cancellationToken).Value();
        return new Product(created.Id, gtin, Today.AddDays(540));
    }

    private async Task<Guid> ReceiveAsync(Guid product, string document, IReadOnlyList<ReceiptItem> items, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<ReceiveConsumables>().HandleAsync(
            product,
            new ReceiptRequest { Items = items, Supplier = "示范医药配送有限公司", Document = document, Invoice = "SF-发票-" + document[^4..], StoragePlace = "介入室耗材柜", ReceivedOn = Today.AddDays(-30) },
            By("devicekeeper"),
            cancellationToken).Value()).Id;

    private async Task CheckAsync(Guid product, Guid receipt, CancellationToken cancellationToken) =>
        _ = await services.GetRequiredService<ReceiveConsumables>().CheckAsync(product, receipt, By("officer"), cancellationToken).Value();

    private EquipmentRequest Scanner(string name, AcquiredData acquires, Guid department, string location, string certificate, Guid? deployment)
    {
        var number = name.Split(' ')[0];
        return new EquipmentRequest
        {
            Name = name, Kind = EquipmentKind.Acquisition, Acquires = [acquires], DepartmentId = department, Location = location, Manufacturer = "示范影像设备有限公司", Model = "SF-" + CodeName.Of(acquires),
            Serial = "SF-" + number, Certificates = [Certificate(certificate)], Supplier = "示范医疗设备供应有限公司", Invoice = "SF-发票-" + number, DeliveredOn = Today.AddDays(-400),
            DeliveryDocument = "SF-随货-" + number, AcceptedOn = Today.AddDays(-390), AcceptanceDocument = "SF-验收-" + number,
            VerificationMonths = acquires is AcquiredData.Ct or AcquiredData.Mammography ? 12 : null, TestingMonths = acquires is AcquiredData.WholeSlide ? null : 12,
            DeploymentIds = deployment is { } linked ? [linked] : [],
        };
    }

    private EquipmentRequest Computer(string name, EquipmentKind kind, Guid department, string location) => new()
    {
        Name = name, Kind = kind, DepartmentId = department, Location = location, Manufacturer = "示范计算机有限公司", Model = "SF-2", Serial = string.Create(CultureInfo.InvariantCulture, $"SF-IT-{_equipment.Count:00}"), Supplier = "示范信息技术有限公司",
        Invoice = "SF-发票-IT", DeliveredOn = Today.AddDays(-380), DeliveryDocument = "SF-随货-IT", AcceptedOn = Today.AddDays(-375), AcceptanceDocument = "SF-验收-IT",
        MaintenanceMonths = kind == EquipmentKind.Pacs ? 12 : null,
    };

    private DeviceCertificateInput Certificate(string number) => new() { Number = number, ValidFrom = Today.AddYears(-3), ValidTo = Today.AddYears(2) };

    /// <summary>A product of the demonstration; its units expire on one day.</summary>
    private sealed record Product(Guid Id, string Gtin, DateOnly ExpiresOn)
    {
        public string Udi(string lot) => string.Create(CultureInfo.InvariantCulture, $"(01){Gtin}(17){ExpiresOn:yyMMdd}(10){lot}");
    }
}
