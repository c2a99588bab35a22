using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.FollowUps.Applying;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Planning;
using Hengjian.Governance.FollowUps.Views;
using Hengjian.Governance.FollowUps.Working;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>A reason alone.</summary>
internal sealed record DisclosureReason
{
    public string? Reason { get; init; }
}

/// <summary>A case's follow-up: its tasks and R17-3.6b as it stands.</summary>
internal sealed record CaseFollowUps(IReadOnlyList<FollowUpItem> Items, Decision Decision);

/// <summary>Follow-up through the web API: plans, the lists of what is due, contacts and outcomes.</summary>
internal static class FollowUpsEndpoints
{
    public static void MapFollowUps(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("FollowUps");
        cases.MapPost("/{id:guid}/follow-ups", (HttpContext http, Guid id, RecordFollowUp act) =>
                Answers.CreateAsync<FollowUpRequest, FollowUpAnswer>(http, (body, request, ct) => act.HandleAsync(id, body, request, ct)))
            .Needs(Permission.FollowUpsRecord).Accepts<FollowUpRequest>("application/json").Produces<FollowUpAnswer>(201)
            .WithSummary("A contact with the patient or the record: an attempt that reached nobody, or what was found out.");
        cases.MapGet("/{id:guid}/follow-ups", async (HttpContext http, Guid id, FollowUpList list) =>
            await Answers.FoundAsync(http, await list.OfCaseAsync(http.GetCaller(), id, http.RequestAborted) is { } found ? new CaseFollowUps(found.Tasks, found.Decision) : null, "case"))
            .Needs(Permission.CasesRead).Produces<CaseFollowUps>();
        cases.MapPost("/{id:guid}/follow-up-contact", (HttpContext http, Guid id, FollowUpWorking act) =>
                Answers.CreateAsync<ContactRequest, Created>(http, (body, request, ct) => act.SetContactAsync(id, body, request, ct)))
            .Needs(Permission.FollowUpsRecord).Accepts<ContactRequest>("application/json").Produces<Created>(201);
        cases.MapPost("/{id:guid}/follow-up-contact/disclosure", (HttpContext http, Guid id, FollowUpWorking act) =>
                Answers.ActAsync<DisclosureReason, ContactShown>(http, (body, request, ct) => act.ShowContactAsync(id, body.Reason, request, ct)))
            .Needs(Permission.FollowUpsRecord).Accepts<DisclosureReason>("application/json").Produces<ContactShown>();

        var tasks = api.MapGroup("/follow-ups").WithTags("FollowUps");
        tasks.MapGet("/", (HttpContext http, FollowUpList list) => Answers.ListAsync(http, async (query, page) =>
            {
                var filter = new FollowUpFilter(query.Code<FollowUpDue>("due"), query.Code<FollowUpState>("state"), query.Id("deployment"), query.Flag("mine"), query.Id("case"));
                var listed = await list.ListAsync(http.GetCaller(), filter, page, http.RequestAborted);
                CaseReads.Note(http, listed.Items.Select(i => i.CaseId).Distinct());
                return listed;
            }))
            .Needs(Permission.FollowUpsRead).Produces<Page<FollowUpItem>>();
        tasks.MapGet("/completeness", async (HttpContext http, FollowUpList list) =>
        {
            var query = new ListQuery(http);
            var deployment = query.Id("deployment");
            if (query.Errors.Any)
            {
                await Problems.Write(http, query.Errors.ToRefusal());
                return;
            }

            await Answers.FoundAsync(http, await list.CompletenessAsync(http.GetCaller(), deployment, http.RequestAborted), "followUp");
        }).Needs(Permission.FollowUpsRead);
        tasks.MapGet("/{id:guid}", async (HttpContext http, Guid id, FollowUpList list) =>
            {
                var found = await list.FindAsync(http.GetCaller(), id, http.RequestAborted);
                CaseReads.Note(http, found is null ? [] : [found.Task.CaseId]);
                await Answers.FoundAsync(http, found, "followUp");
            }).Needs(Permission.FollowUpsRead).Produces<FollowUpView>();
        tasks.MapPost("/{id:guid}/assignment", (HttpContext http, Guid id, FollowUpWorking act) =>
                Answers.CreateAsync<AssignmentRequest, Created>(http, (body, request, ct) => act.AssignAsync(id, body, request, ct)))
            .Needs(Permission.FollowUpsRead).Accepts<AssignmentRequest>("application/json").Produces<Created>(201);
        tasks.MapPost("/{id:guid}/loss", (HttpContext http, Guid id, FollowUpWorking act) =>
                Answers.CreateAsync<LossRequest, Created>(http, (body, request, ct) => act.GiveUpAsync(id, body, request, ct)))
            .Needs(Permission.FollowUpsRecord).Accepts<LossRequest>("application/json").Produces<Created>(201);

        var deployments = api.MapGroup("/deployments").WithTags("FollowUps");
        deployments.MapPost("/{id:guid}/follow-up-plan", (HttpContext http, Guid id, FollowUpPlans act) =>
                Answers.CreateAsync<FollowUpPlanRequest, Created>(http, (body, request, ct) => act.SetAsync(id, body, request, ct)))
            .Needs(Permission.FollowUpPlansWrite).Accepts<FollowUpPlanRequest>("application/json").Produces<Created>(201).WithSummary("A new version of the plan; it counts for cases concluded from now on.");
        deployments.MapGet("/{id:guid}/follow-up-plan/application", async (HttpContext http, Guid id, ApplyPlan act) =>
            await Answers.FoundAsync(http, await act.PreviewAsync(http.GetCaller(), id, http.RequestAborted), "followUpPlan"))
            .Needs(Permission.FollowUpPlansWrite).Produces<PlanPreview>().WithSummary("What carrying the plan to cases concluded before would change.");
        deployments.MapPost("/{id:guid}/follow-up-plan/application", (HttpContext http, Guid id, ApplyPlan act) =>
                Answers.CreateAsync<ApplyPlanRequest, Created>(http, (body, request, ct) => act.StartAsync(id, body, request, ct)))
            .Needs(Permission.FollowUpPlansWrite).Accepts<ApplyPlanRequest>("application/json").Produces<Created>(201).WithSummary("Starts the job that does it; its id is answered.");
        deployments.MapGet("/{id:guid}/follow-up-plan", async (HttpContext http, Guid id, FollowUpPlans plans) =>
            await Answers.FoundAsync(http, await plans.FindAsync(http.GetCaller(), id, http.RequestAborted), "followUpPlan")).Needs(Permission.RegistersRead).Produces<FollowUpPlanView>();
    }
}
