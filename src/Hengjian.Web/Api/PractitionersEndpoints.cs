using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Disclosure;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Practitioners through the web API: the register, and what each may do.</summary>
internal static class PractitionersEndpoints
{
    public static void MapPractitioners(this RouteGroupBuilder api)
    {
        var practitioners = api.MapGroup("/practitioners").WithTags("Practitioners");
        RegistersEndpoints.Register<Practitioners, PractitionerRequest, PractitionerView>(
            practitioners, Permission.PractitionersWrite, "practitioner", p => p.RegisterAsync, p => p.ChangeAsync, p => p.FindAsync, v => v.Version);
        practitioners.MapGet("/", (HttpContext http, Practitioners all, EligibilityQuestion question) => Answers.ListAsync(http, async (query, page) =>
                await all.ListAsync(http.GetCaller(), await FilterAsync(http, query, question), page, http.RequestAborted)))
            .Needs(Permission.RegistersRead)
            .WithSummary("Filters: q, kind, title, department, state, expiring (days), eligibleFor (deployment) with act.");
        practitioners.MapGet("/{id:guid}/eligibility", EligibilityAsync).Needs(Permission.RegistersRead)
            .Produces<EligibilityAnswer>().WithSummary("May this person do this act with this deployment, at this moment, by what was known then.");
        practitioners.MapGet("/{id:guid}/eligibilities", EligibilitiesAsync).Needs(Permission.RegistersRead)
            .Produces<List<DeploymentEligibility>>().WithSummary("Every act with every deployment, with since when and until when.");
        practitioners.MapPost("/{id:guid}/disclosures", (HttpContext http, Guid id, DisclosePractitioner act) =>
                Answers.CreateAsync<DisclosureReason, PractitionerNumbers>(http, (body, request, ct) => act.HandleAsync(id, body.Reason, request with { Idempotency = null }, ct)))
            .Needs(Permission.PractitionersUnmask).Accepts<DisclosureReason>("application/json").Produces<PractitionerNumbers>(201)
            .WithSummary("The identity number and the certificate's number whole, once, with a reason that is recorded.");
    }

    /// <summary>Why numbers are shown whole.</summary>
    internal sealed record DisclosureReason(string? Reason);

    /// <summary>The filter that a query asks for; what is wrong with it is collected in <paramref name="query"/>.</summary>
    internal static async Task<PractitionerFilter> FilterAsync(HttpContext http, ListQuery query, EligibilityQuestion question)
    {
        var expiring = query.Long("expiring");
        query.Errors.Require(expiring is null or <= 3650, "expiring", "query.outOfRange", ("from", "0"), ("to", "3650"));
        var filter = new PractitionerFilter
        {
            Search = query.Text("q"),
            Kind = query.Code<PractitionerKind>("kind"),
            Title = query.Code<StaffTitle>("title"),
            Department = query.Id("department"),
            State = query.Code<ServiceState>("state"),
            ExpiringWithin = expiring is <= 3650 ? (int)expiring : null,
        };
        var act = query.Code<PractitionerAct>("act") ?? PractitionerAct.Opinion;
        if (query.Id("eligibleFor") is not { } deployment || query.Errors.Any)
        {
            return filter;
        }

        var condition = await question.ConditionAsync(http.GetCaller(), deployment, act, http.RequestAborted);
        query.Errors.Require(condition is not null, "eligibleFor", "field.unknownReference");
        return filter with { Where = condition };
    }

    private static async Task EligibilityAsync(HttpContext http, Guid id, EligibilityQuestion question)
    {
        var query = new ListQuery(http);
        var deployment = query.Id("deployment");
        var act = query.Code<PractitionerAct>("act");
        var at = query.Instant("at");
        var knownAt = query.Instant("knownAt");
        query.Errors.Require(deployment is not null || query.Errors.Any, "deployment", "field.required");
        query.Errors.Require(act is not null || query.Errors.Any, "act", "field.required");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.FoundAsync(
            http, await question.AskAsync(http.GetCaller(), id, deployment!.Value, act!.Value, at, knownAt, http.RequestAborted), "practitioner");
    }

    private static async Task EligibilitiesAsync(HttpContext http, Guid id, EligibilityQuestion question, Deployments deployments)
    {
        var query = new ListQuery(http);
        var at = query.Instant("at");
        var knownAt = query.Instant("knownAt");
        query.Errors.Require(at is null or { Year: > 1900 and < 2200 }, "at", "query.unknownValue", ("value", query.Text("at") ?? ""));
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var all = new List<Guid>();
        for (var number = 1; ; number++)
        {
            var page = await deployments.ListAsync(http.GetCaller(), null, new PageRequest(number, ListQuery.LargestPage), http.RequestAborted, studies: false);
            all.AddRange(page.Items.Select(d => d.Id));
            if (page.Items.Count == 0 || all.Count >= page.Total)
            {
                break;
            }
        }

        await Answers.FoundAsync(http, await question.AskAllAsync(http.GetCaller(), id, all, at, knownAt, http.RequestAborted), "practitioner");
    }
}
