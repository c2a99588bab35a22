using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.ConsentForms.Contracts;
using Hengjian.Governance.ConsentForms.Register;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Consent forms through the web API.</summary>
internal static class ConsentFormsEndpoints
{
    public static void MapConsentForms(this RouteGroupBuilder api)
    {
        var forms = api.MapGroup("/consent-forms").WithTags("Consents");
        forms.MapGet("/", (HttpContext http, ConsentFormRegister all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), query.Code<ConsentKind>("kind"), query.Code<FormLanguage>("language"), page, http.RequestAborted)))
            .Needs(Permission.PoliciesRead).Produces<Page<ConsentFormView>>();
        forms.MapGet("/{id:guid}", async (HttpContext http, Guid id, ConsentFormRegister all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "consentForm");
        }).Needs(Permission.PoliciesRead).Produces<ConsentFormView>();
        forms.MapPost("/", (HttpContext http, ConsentFormRegister register) => Answers.CreateAsync<ConsentFormRequest, Created>(http, register.DraftAsync))
            .Needs(Permission.PoliciesWrite).Accepts<ConsentFormRequest>("application/json").Produces<Created>(201);
        forms.MapPut("/{id:guid}", (HttpContext http, Guid id, ConsentFormRegister register) =>
                RegistersEndpoints.ChangeAsync<ConsentFormRequest>(http, (version, body, request, ct) => register.ChangeAsync(id, version, body, request, ct)))
            .Needs(Permission.PoliciesWrite).Accepts<ConsentFormRequest>("application/json").Produces<Changed>();
        forms.MapPost("/{id:guid}/approval", (HttpContext http, Guid id, ConsentFormRegister register) =>
                Answers.CreateAsync<ConsentFormApprovalRequest, Created>(http, (body, request, ct) => register.ApproveAsync(id, body, request, ct)))
            .Needs(Permission.PoliciesWrite).Accepts<ConsentFormApprovalRequest>("application/json").Produces<Created>(201).WithSummary("Records the approval of a draft for a term.");
    }
}
