using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Applications;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Grants;
using Hengjian.Governance.Authorisations.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Authorisations through the web API: applications on their way, grants, and what happens to them.</summary>
internal static class AuthorisationsEndpoints
{
    public static void MapAuthorisations(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/authorisations").WithTags("Authorisations");
        group.MapGet("/", (HttpContext http, AuthorisationQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(),
                new AuthorisationFilter
                {
                    PractitionerId = query.Id("practitioner"),
                    DeploymentId = query.Id("deployment"),
                    State = query.Code<AuthorisationState>("state"),
                    InForce = query.Flag("inForce"),
                    Unreviewed = query.Flag("unreviewed"),
                    Batch = query.Id("batch"),
                },
                page,
                http.RequestAborted)))
            .Needs(Permission.RegistersRead).Produces<Page<AuthorisationView>>();
        group.MapGet("/{id:guid}", async (HttpContext http, Guid id, AuthorisationQueries all) =>
                await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "authorisation"))
            .Needs(Permission.RegistersRead).Produces<AuthorisationView>();
        group.MapPost("/", (HttpContext http, AuthorisationApplications acts) => Answers.CreateAsync<AuthorisationRequest, Created>(http, acts.ApplyAsync))
            .Needs(Permission.AuthorisationsRequest).Accepts<AuthorisationRequest>("application/json").Produces<Created>(201);
        Act<AuthorisationAnswerRequest, AuthorisationApplications>(group, "review", Permission.AuthorisationsReview, a => a.ReviewAsync);
        Act<AuthorisationAnswerRequest, AuthorisationApplications>(group, "verification", Permission.AuthorisationsWrite, a => a.VerifyAsync);
        Act<AuthorisationReasonRequest, AuthorisationApplications>(group, "withdrawal", Permission.AuthorisationsRequest, a => a.WithdrawAsync);
        group.MapPost("/motions", (HttpContext http, AuthorisationApplications acts) => Answers.CreateAsync<AuthorisationMotionRequest, Created>(http, acts.PutAsync))
            .Needs(Permission.AuthorisationsWrite).Accepts<AuthorisationMotionRequest>("application/json").Produces<Created>(201)
            .WithSummary("Puts verified applications to the committee in one motion; answers the motion.");
        group.MapPost("/emergency", (HttpContext http, AuthorisationGrants acts) => Answers.CreateAsync<EmergencyAuthorisationRequest, Created>(http, acts.GrantEmergencyAsync))
            .Needs(Permission.AuthorisationsWrite).Accepts<EmergencyAuthorisationRequest>("application/json").Produces<Created>(201);
        Act<AuthorisationReasonRequest, AuthorisationGrants>(group, "emergency-review", Permission.AuthorisationsWrite, a => a.ReviewEmergencyAsync);
        group.MapPost("/existing", (HttpContext http, AuthorisationGrants acts) => Answers.CreateAsync<ExistingAuthorisationRequest, Created>(http, acts.TakeOverAsync))
            .Needs(Permission.AuthorisationsWrite).Accepts<ExistingAuthorisationRequest>("application/json").Produces<Created>(201);
        Act<AuthorisationAnswerRequest, AuthorisationGrants>(group, "confirmation", Permission.MotionsVote, a => a.ConfirmAsync);
        Act<AuthorisationReasonRequest, AuthorisationGrants>(group, "suspension", Permission.AuthorisationsWrite, a => a.SuspendAsync);
        Act<AuthorisationReasonRequest, AuthorisationGrants>(group, "resumption", Permission.AuthorisationsWrite, a => a.ResumeAsync);
        Act<AuthorisationReasonRequest, AuthorisationGrants>(group, "revocation", Permission.AuthorisationsWrite, a => a.RevokeAsync);
    }

    private static void Act<TBody, TActs>(
        RouteGroupBuilder group, string name, Permission needed, Func<TActs, Func<Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<Created>>>> act)
        where TActs : notnull
        where TBody : notnull =>
        group.MapPost("/{id:guid}/" + name, (HttpContext http, Guid id, TActs acts) => Answers.CreateAsync<TBody, Created>(http, (body, request, ct) => act(acts)(id, body, request, ct)))
            .Needs(needed).Accepts<TBody>("application/json").Produces<Created>(201);
}
