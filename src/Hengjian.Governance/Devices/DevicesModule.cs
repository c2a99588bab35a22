using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Devices.Consumables;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.Directory;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Devices.EquipmentRegister;
using Hengjian.Governance.Devices.Reminders;
using Hengjian.Governance.Devices.Tracing;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Devices;

internal static class DevicesModule
{
    public static IServiceCollection AddDevices(this IServiceCollection services) => services
        .AddSingleton<IEquipmentDirectory, EquipmentDirectory>()
        .AddSingleton<IDepartmentEquipment, DepartmentEquipment>()
        .AddSingleton<Equipments>()
        .AddSingleton<EquipmentList>()
        .AddSingleton<ConsumableCatalogue>()
        .AddSingleton<ConsumableList>()
        .AddSingleton<ReceiveConsumables>()
        .AddSingleton<UseConsumable>()
        .AddSingleton<StockActs>()
        .AddSingleton<Recalls>()
        .AddSingleton<RecallList>()
        .AddSingleton<Trace>()
        .AddSingleton<IExpirySource, DeviceExpiries>()
        .AddSingleton<IWorkSource, DeviceWork>()
        .AddSingleton<IDueSource, DeviceWork>()
        .AddDocumentSubject<Equipment>("equipment", Permission.RegistersRead, Permission.EquipmentWrite, e => e.Name, e => $"/equipment/{e.Id:D}")
        .AddDocumentSubject<Consumable>("consumable", Permission.RegistersRead, Permission.ConsumablesWrite, c => c.Name, c => $"/consumables/{c.Id:D}")
        .AddDocumentSubject<Recall>("recall", Permission.RecallsRead, Permission.ConsumablesWrite, r => r.Number, r => $"/recalls/{r.Id:D}");
}
