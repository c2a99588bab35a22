using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Indications;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Settings;
using Hengjian.Governance.Indications.Standing;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Standing rules, settings of use, and overrides of the indication through the web API.</summary>
internal static class IndicationsEndpoints
{
    public static void MapIndications(this RouteGroupBuilder api)
    {
        var rules = api.MapGroup("/standing-rules").WithTags("Indication");
        RegistersEndpoints.Register<StandingRules, StandingRuleRequest, StandingRuleQueries, StandingRuleFile>(
            rules, Permission.DeploymentsWrite, StandingRules.Subject, r => r.DraftAsync, r => r.ChangeAsync, r => r.FindAsync, v => v.Rule.Version);
        rules.MapGet("/", (HttpContext http, StandingRuleQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), new StandingRuleFilter(query.Id("deployment"), query.Code<StandingRuleState>("state"), query.Text("q")), page, http.RequestAborted)))
            .Needs(Permission.RegistersRead).Produces<Page<StandingRuleView>>();
        rules.MapPost("/{id:guid}/motion", (HttpContext http, Guid id, StandingRules acts) =>
                Answers.CreateAsync<StandingRuleMotionRequest, Created>(http, (body, request, ct) => acts.PutAsync(id, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<StandingRuleMotionRequest>("application/json").Produces<Created>(201).WithSummary("Puts a draft to the clinical-technology committee.");
        rules.MapPost("/{id:guid}/end", (HttpContext http, Guid id, StandingRules acts) =>
                Answers.CreateAsync<StandingRuleEndRequest, Created>(http, (body, request, ct) => acts.EndAsync(id, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<StandingRuleEndRequest>("application/json").Produces<Created>(201).WithSummary("Ends an approved rule before its term.");

        var settings = api.MapGroup("/deployments/{id:guid}/use-settings").WithTags("Indication");
        settings.MapGet("/", async (HttpContext http, Guid id, UseSettingsActs acts) =>
        {
            var found = await acts.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "deployment");
        }).Needs(Permission.RegistersRead).Produces<UseSettingsView>().WithSummary("What an officer has set for the use of a deployment; ETag 0 where nothing is.");
        settings.MapPut("/", (HttpContext http, Guid id, UseSettingsActs acts) =>
                RegistersEndpoints.ChangeAsync<UseSettingsRequest>(http, (version, body, request, ct) => acts.SetAsync(id, version, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<UseSettingsRequest>("application/json").Produces<Changed>();

        var indication = api.MapGroup("/cases/{id:guid}/indication").WithTags("Indication");
        indication.MapPost("/override", (HttpContext http, Guid id, IndicationOverrides acts) =>
                Answers.CreateAsync<OverrideRequest, CaseStateAnswer>(http, (body, request, ct) => acts.RequestAsync(id, body, request, ct)))
            .Needs(Permission.IndicationsOverride).Accepts<OverrideRequest>("application/json").Produces<CaseStateAnswer>(201).WithSummary("A physician asks to go on in an emergency.");
        indication.MapPost("/override/signature", (HttpContext http, Guid id, IndicationOverrides acts) =>
                Answers.CreateAsync<OverrideSignatureRequest, CaseStateAnswer>(http, (body, request, ct) => acts.SignAsync(id, body, request, ct)))
            .Needs(Permission.IndicationsOverride).Accepts<OverrideSignatureRequest>("application/json").Produces<CaseStateAnswer>(201).WithSummary("A second physician signs the override.");
        indication.MapPost("/override/review", (HttpContext http, Guid id, IndicationOverrides acts) =>
                Answers.CreateAsync<OverrideReviewRequest, CaseStateAnswer>(http, (body, request, ct) => acts.ReviewAsync(id, body, request, ct)))
            .Needs(Permission.OverridesReview).Accepts<OverrideReviewRequest>("application/json").Produces<CaseStateAnswer>(201).WithSummary("The later review of an override.");
    }
}
