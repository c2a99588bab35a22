using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Interop.Dicom.Reception;
using Hengjian.Interop.Dicom.Stow;
using Hengjian.Web.Access;
using Microsoft.AspNetCore.Http.Features;

namespace Hengjian.Web.Api;

/// <summary>STOW-RS and the inbox (interfaces.md; PS3.18).</summary>
internal static class DicomEndpoints
{
    public static void MapDicom(this RouteGroupBuilder api)
    {
        var dicom = api.MapGroup("/dicom").WithTags("DICOM");
        dicom.MapPost("/studies", StoreAsync).Needs(Permission.DicomSubmit).WithSummary("STOW-RS: stores objects, matched to their case or held in the inbox.");
        dicom.MapPost("/studies/{study}", StoreAsync).Needs(Permission.DicomSubmit).WithSummary("STOW-RS for one study.");
        dicom.MapGet("/inbox", ListAsync).Needs(Permission.InboxRead).WithSummary("Objects that wait for a person; status asks for others: matched, waiting, conflicting, dismissed.");
        dicom.MapGet("/inbox/{id:guid}", FindAsync).Needs(Permission.InboxRead);
        dicom.MapPost("/inbox/{id:guid}/match", (HttpContext http, Guid id, DicomReception reception) =>
                Answers.CreateAsync<MatchRequest, ObjectReceived>(http, (body, request, ct) => body.CaseId is { } caseId
                    ? reception.MatchAsync(id, caseId, request, ct)
                    : Task.FromResult<Outcome<ObjectReceived>>(new Invalid("caseId", "field.required"))))
            .Needs(Permission.InboxMatch);
        dicom.MapPost("/inbox/{id:guid}/dismissal", (HttpContext http, Guid id, InboxQueries inbox) =>
                Answers.CreateAsync<DismissRequest, Changed>(http, (body, request, ct) => inbox.DismissAsync(id, body.Reason, request, ct)))
            .Needs(Permission.InboxMatch);
    }

    /// <summary>A case to match an object to.</summary>
    internal sealed record MatchRequest(Guid? CaseId);

    internal sealed record DismissRequest(string? Reason);

    private static async Task StoreAsync(HttpContext http, DicomReception reception)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = reception.Options.MaxRequestBytes;
        }

        try
        {
            await using var request = await StowRequest.ReceiveAsync(http.Request.ContentType, http.Request.Body, reception.Options, http.RequestAborted);
            var results = await reception.ReceiveAsync(request, new WriteRequest(http.GetCaller(), http.TraceIdentifier), http.RequestAborted);
            var response = StowResponse.From([.. results.Select(r => r.Outcome)]);
            http.Response.StatusCode = response.Status;
            http.Response.ContentType = "application/dicom+json";
            await http.Response.Body.WriteAsync(response.Json, http.RequestAborted);
        }
        catch (StowRequestException exception)
        {
            await Problems.Write(http, exception.Status, "dicom.requestUnreadable", arguments: new Dictionary<string, string> { ["reason"] = exception.Message });
        }
    }

    private static async Task ListAsync(HttpContext http, InboxQueries inbox)
    {
        var query = new ListQuery(http);
        var page = new PageRequest(query.Page, query.PageSize);
        var status = query.Code<ReceivedObjectStatus>("status");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var listed = await inbox.ListAsync(http.GetCaller(), status, page, http.RequestAborted);
        CaseReads.NoteReceived(http, listed.Items.Select(i => i.Id));
        await Answers.WriteAsync<Page<InboxItem>>(http, listed);
    }

    private static async Task FindAsync(HttpContext http, Guid id, InboxQueries inbox)
    {
        var found = await inbox.FindAsync(http.GetCaller(), id, http.RequestAborted);
        if (found is not null)
        {
            CaseReads.NoteReceived(http, id);
        }

        await Answers.FoundAsync(http, found, "inboxItem");
    }
}
