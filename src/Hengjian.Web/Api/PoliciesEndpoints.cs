using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Register;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Policies through the web API: the register, versions with approval and review, acknowledgements, and the clauses that they decide.</summary>
internal static class PoliciesEndpoints
{
    public static void MapPolicies(this RouteGroupBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Policies");
        policies.MapGet("/", (HttpContext http, PolicyQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(),
                new PolicyFilter(query.Text("q"), query.Code<PolicyKind>("kind"), query.Code<PolicyTopic>("topic"), query.Code<PolicyState>("state"), query.Flag("mine")),
                page,
                http.RequestAborted)))
            .Needs(Permission.PoliciesRead).Produces<Page<PolicyItem>>();
        policies.MapGet("/{id:guid}", async (HttpContext http, Guid id, PolicyQueries all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "policy");
        }).Needs(Permission.PoliciesRead).Produces<PolicyView>();
        policies.MapPost("/", (HttpContext http, PolicyRegister register) => Answers.CreateAsync<PolicyRequest, Created>(http, register.RegisterAsync))
            .Needs(Permission.PoliciesWrite).Accepts<PolicyRequest>("application/json").Produces<Created>(201);
        policies.MapPut("/{id:guid}", (HttpContext http, Guid id, PolicyRegister register) =>
                RegistersEndpoints.ChangeAsync<PolicyRequest>(http, (version, body, request, ct) => register.ChangeAsync(id, version, body, request, ct)))
            .Needs(Permission.PoliciesWrite).Accepts<PolicyRequest>("application/json").Produces<Changed>();
        policies.MapPost("/{id:guid}/retirement", (HttpContext http, Guid id, PolicyVersions versions) =>
                Answers.CreateAsync<PolicyRetirementRequest, Created>(http, (body, request, ct) => versions.RetireAsync(id, body, request, ct)))
            .Needs(Permission.PoliciesWrite).Accepts<PolicyRetirementRequest>("application/json").Produces<Created>(201);
        policies.MapPost("/{id:guid}/acknowledgements", (HttpContext http, Guid id, AcknowledgePolicy acknowledge) =>
                Answers.CreateAsync<PolicyAcknowledgementRequest, Created>(http, (body, request, ct) => acknowledge.HandleAsync(id, body, request, ct)))
            .Needs(Permission.PoliciesRead).Accepts<PolicyAcknowledgementRequest>("application/json").Produces<Created>(201);
        MapVersions(policies);

        policies.MapGet("/follow-up-decision", async (HttpContext http, PolicyAnswers answers) =>
        {
            var query = new ListQuery(http);
            var at = query.Instant("at");
            if (query.Errors.Any)
            {
                await Problems.Write(http, query.Errors.ToRefusal());
                return;
            }

            await Answers.FoundAsync(http, await answers.FollowUpAsync(http.GetCaller(), at, http.RequestAborted), "policy");
        }).Needs(Permission.PoliciesRead).Produces<Decision>().WithSummary("R17-3.6a as of a moment.");
        api.MapGet("/deployments/{id:guid}/operating-rules", OperatingAsync).WithTags("Policies").Needs(Permission.RegistersRead).Produces<OperatingRulesAnswer>()
            .WithSummary("R17-3.1a as of a moment: the rules in force for the version, and whether a person has acknowledged those that bind an act.");
    }

    private static void MapVersions(RouteGroupBuilder policies)
    {
        policies.MapPost("/{id:guid}/versions", (HttpContext http, Guid id, PolicyVersions versions) =>
                Answers.CreateAsync<PolicyVersionRequest, Created>(http, (body, request, ct) => versions.AddAsync(id, body, request, ct)))
            .Needs(Permission.PoliciesWrite).Accepts<PolicyVersionRequest>("application/json").Produces<Created>(201);
        policies.MapPut("/{id:guid}/versions/{version:guid}", (HttpContext http, Guid id, Guid version, PolicyVersions versions) =>
                RegistersEndpoints.ChangeAsync<PolicyVersionRequest>(http, (etag, body, request, ct) => versions.ChangeAsync(id, version, etag, body, request, ct)))
            .Needs(Permission.PoliciesWrite).Accepts<PolicyVersionRequest>("application/json").Produces<Changed>();
        policies.MapPost("/{id:guid}/versions/{version:guid}/approval", (HttpContext http, Guid id, Guid version, PolicyVersions versions) =>
                Answers.CreateAsync<PolicyApprovalRequest, Created>(http, (body, request, ct) => versions.ApproveAsync(id, version, body, request, ct)))
            .Needs(Permission.PoliciesWrite).Accepts<PolicyApprovalRequest>("application/json").Produces<Created>(201);
        policies.MapPost("/{id:guid}/versions/{version:guid}/review", (HttpContext http, Guid id, Guid version, PolicyVersions versions) =>
                Answers.CreateAsync<PolicyReviewRequest, Created>(http, (body, request, ct) => versions.ReviewAsync(id, version, body, request, ct)))
            .Needs(Permission.PoliciesWrite).Accepts<PolicyReviewRequest>("application/json").Produces<Created>(201);
    }

    private static async Task OperatingAsync(HttpContext http, Guid id, PolicyAnswers answers)
    {
        var query = new ListQuery(http);
        var practitioner = query.Id("practitioner");
        var act = query.Code<PolicyAct>("act");
        var at = query.Instant("at");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.FoundAsync(http, await answers.OperatingAsync(http.GetCaller(), id, practitioner, act, at, http.RequestAborted), "deployment");
    }
}
