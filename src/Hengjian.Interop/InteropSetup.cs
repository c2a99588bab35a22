using Hengjian.Governance.Tables;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Interop.Dicom.Mapping;
using Hengjian.Interop.Dicom.Reception;
using Hengjian.Interop.Exchange;
using Hengjian.Interop.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Interop;

/// <summary>Registers the readers of outside formats.</summary>
public static class InteropSetup
{
    public static IServiceCollection AddInterop(this IServiceCollection services) => services
        .AddSingleton<ISrMappingCheck, SrMappingCheck>()
        .AddSingleton<ITableFiles, TableFiles>()
        .AddSingleton<IReportCarrier, HttpReportCarrier>()
        .AddSingleton<DicomReception>()
        .AddSingleton<DemonstrationInbox>();
}
