using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Access;

/// <summary>Tells the frame around a page who is signed in, where, and which navigation lines to show.</summary>
internal sealed class PageContextMiddleware(RequestDelegate next, IInstitutionRegister institutions, INotices notices, IStringLocalizer<AccessText> texts)
{
    public async Task InvokeAsync(HttpContext http, PageContext page)
    {
        if (!ApiRoutes.IsApi(http.Request.Path) && http.FindResolved() is { } resolved)
        {
            var caller = resolved.Caller;
            var institution = await institutions.FindAsync(caller.InstitutionId, http.RequestAborted);
            page.InstitutionName = institution?.Name;
            page.InstitutionCode = institution?.UnifiedSocialCreditCode;
            page.IsDemonstration = institution?.IsDemonstration ?? false;
            page.UserName = resolved.DisplayName;
            page.UserSubtitle = string.Join(texts["List.Separator"], caller.Roles.Order().Select(r => texts["Role." + r].Value));
            page.Counts = new Dictionary<string, int>(StringComparer.Ordinal) { ["Nav.Notices"] = await notices.UnseenAsync(caller, http.RequestAborted) };
            page.PrintOf = http.Request.Query["view"] == "print" ? http.Request.Path.Value : null;
            page.Can = name => Enum.TryParse<Permission>(name, out var permission) && caller.Can(permission);
        }

        await next(http);
    }
}
