using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Interop.Dicom.Mapping;
using Hengjian.Interop.Dicom.Reception;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Interop;

/// <summary>Registers the readers of outside formats.</summary>
public static class InteropSetup
{
    public static IServiceCollection AddInterop(this IServiceCollection services) => services
        .AddSingleton<ISrMappingCheck, SrMappingCheck>()
        .AddSingleton<DicomReception>()
        .AddSingleton<DemonstrationInbox>();
}
