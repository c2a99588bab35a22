using Hengjian.Governance.Access.Profile;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web.Localization;

namespace Hengjian.Web.Access;

/// <summary>Keeps a signed-in person's language with the account.</summary>
internal sealed class LanguagePreference(OwnAccountService account) : ILanguagePreference
{
    public async Task SaveAsync(HttpContext context, string language)
    {
        if (context.FindResolved() is { Caller.Kind: CallerKind.User } resolved && resolved.Language != language)
        {
            await account.SetLanguageAsync(new WriteRequest(resolved.Caller, context.TraceIdentifier), language, context.RequestAborted);
        }
    }
}
