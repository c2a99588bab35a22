using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Directory;
using Hengjian.Governance.Practitioners.Studies;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Practitioners;

internal static class PractitionersModule
{
    public static IServiceCollection AddPractitioners(this IServiceCollection services) => services
        .AddSingleton<IPractitionerDirectory, PractitionerDirectory>()
        .AddSingleton<IStudyReaders, StudyReaders>()
        .AddSingleton<Registers.Practitioners>();
}
