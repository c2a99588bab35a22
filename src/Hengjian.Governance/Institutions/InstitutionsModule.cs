using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Founding;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Institutions;

/// <summary>Registers the register of institutions.</summary>
internal static class InstitutionsModule
{
    public static IServiceCollection AddInstitutions(this IServiceCollection services) => services.AddSingleton<IInstitutionRegister, InstitutionRegister>();
}
