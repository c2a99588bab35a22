using Hengjian.Governance.Access.SignIn;
using Hengjian.Web.Localization;

namespace Hengjian.Web.Components.Pages.Access;

/// <summary>Where a sign-in goes on.</summary>
internal static class SignInSteps
{
    public static string Next(SignedIn signedIn, string? returnUrl)
    {
        var target = LocalUrl.OrHome(returnUrl);
        return signedIn switch
        {
            { NeedsCode: true } => "/sign-in/code?returnUrl=" + Uri.EscapeDataString(target),
            { SeveralInstitutions: true } => "/account/institution?returnUrl=" + Uri.EscapeDataString(target),
            _ => target,
        };
    }
}
