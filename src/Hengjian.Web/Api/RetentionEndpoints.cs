using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Retention.Deletions;
using Hengjian.Governance.Retention.Erasing;
using Hengjian.Governance.Retention.Holds;
using Hengjian.Governance.Retention.PatientAccess;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Retention through the web API: legal holds, requests that records be erased, and who was shown a patient's records.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this RouteGroupBuilder api)
    {
        var retention = api.MapGroup("/retention").WithTags("Retention");
        retention.MapGet("/holds", (HttpContext http, LegalHolds holds) => Answers.ListAsync(http, (_, page) => holds.ListAsync(http.GetCaller(), page, http.RequestAborted)))
            .Needs(Permission.RetentionManage).Produces<Page<HoldView>>();
        retention.MapPost("/holds", (HttpContext http, LegalHolds holds) => Answers.CreateAsync<HoldRequest, Created>(http, holds.PlaceAsync))
            .Needs(Permission.RetentionManage).Accepts<HoldRequest>("application/json").Produces<Created>(201);
        retention.MapPost("/holds/{id:guid}/lifting", (HttpContext http, Guid id, LegalHolds holds) =>
                Answers.CreateAsync<LiftHoldRequest, Created>(http, (body, request, ct) => holds.LiftAsync(id, body, request, ct)))
            .Needs(Permission.RetentionManage).Accepts<LiftHoldRequest>("application/json").Produces<Created>(201);
        retention.MapGet("/deletion-requests", (HttpContext http, DeletionRequests requests) => Answers.ListAsync(http, (_, page) => requests.ListAsync(http.GetCaller(), page, http.RequestAborted)))
            .Needs(Permission.RetentionManage).Produces<Page<DeletionView>>();
        retention.MapPost("/deletion-requests", (HttpContext http, DeletionRequests requests) => Answers.CreateAsync<DeletionRequestInput, Created>(http, requests.DecideAsync))
            .Needs(Permission.RetentionManage).Accepts<DeletionRequestInput>("application/json").Produces<Created>(201);
        retention.MapPost("/deletion-requests/{id:guid}/erasure", (HttpContext http, Guid id, EraseRecords act) =>
                Answers.CreateAsync<ErasureRequest, Created>(http, (body, request, ct) => act.HandleAsync(id, body, request, ct)))
            .Needs(Permission.RetentionManage).Accepts<ErasureRequest>("application/json").Produces<Created>(201).WithSummary("Destroys what an allowed request names; by another person than the one who decided it.");
        // A POST although it reads: an identifier has no place in an address, which servers and browsers keep.
        retention.MapPost("/patient-access", (HttpContext http, PatientAccessLog log) => Answers.ActAsync<PatientAccessRequest, PatientAccessSheet>(http, log.HandleAsync))
            .Needs(Permission.RetentionManage).Accepts<PatientAccessRequest>("application/json").Produces<PatientAccessSheet>();
    }
}
