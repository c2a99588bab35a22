using Hengjian.Governance.ConsentForms.Contracts;
using Hengjian.Governance.ConsentForms.Register;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.ConsentForms;

internal static class ConsentFormsModule
{
    public static IServiceCollection AddConsentForms(this IServiceCollection services) => services
        .AddSingleton<ConsentFormRegister>()
        .AddSingleton<IConsentForms>(s => s.GetRequiredService<ConsentFormRegister>());
}
