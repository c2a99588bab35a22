using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Attaching;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Documents.Register;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;
using Hengjian.Web.Components.Forms;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Hengjian.Web.Api;

/// <summary>Documents attached to records (interfaces.md). Who may read or attach one is asked of its record, so every signed-in person may ask here.</summary>
internal static class DocumentsEndpoints
{
    /// <summary>Room for the fields around the file.</summary>
    private const long FormBytes = 1024 * 1024;

    public static void MapDocuments(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/documents").WithTags("Documents");
        documents.MapPost("/", AttachAsync).Needs(Permission.OwnAccount).Produces<Created>(201)
            .WithSummary("Attaches a file (field file) to a record: PDF, PNG, JPEG, DOCX, XLSX, TXT or CSV.");
        documents.MapGet("/", ListAsync).Needs(Permission.OwnAccount).Produces<Page<DocumentAnswer>>();
        documents.MapGet("/{id:guid}", async (HttpContext http, Guid id, DocumentRegister register) =>
                await Answers.FoundAsync(http, await register.FindAsync(http.GetCaller(), id, http.RequestAborted) is { } found ? DocumentAnswer.Of(found) : null, "document"))
            .Needs(Permission.OwnAccount).Produces<DocumentAnswer>();
        documents.MapGet("/{id:guid}/content", ContentAsync).Needs(Permission.OwnAccount).WithSummary("The file; that it was sent is on record.");
        documents.MapPost("/{id:guid}/withdrawal", (HttpContext http, Guid id, DocumentRegister register) =>
                Answers.CreateAsync<WithdrawalRequest, Changed>(http, (body, request, ct) => register.WithdrawAsync(id, body, request, ct)))
            .Needs(Permission.OwnAccount).Accepts<WithdrawalRequest>("application/json").Produces<Changed>(201);
    }

    /// <summary>A document as the API tells of it.</summary>
    internal sealed record DocumentAnswer(
        Guid Id,
        string SubjectKind,
        Guid SubjectId,
        string SubjectTitle,
        DocumentCategory Category,
        string Title,
        string FileName,
        string MediaType,
        long Size,
        string Sha256,
        DateOnly? ValidFrom,
        DateOnly? ValidTo,
        Guid UploadedBy,
        string? UploadedByName,
        DateTimeOffset UploadedAt,
        DateTimeOffset? WithdrawnAt,
        Guid? WithdrawnBy,
        string? WithdrawalReason)
    {
        public static DocumentAnswer Of(DocumentView view)
        {
            var d = view.Document;
            return new DocumentAnswer(
                d.Id, d.SubjectKind, d.SubjectId, view.Subject.Title, d.Category, d.Title, d.FileName, d.MediaType, d.Size, d.Hash, d.ValidFrom, d.ValidTo,
                d.UploadedBy, view.UploadedByName, d.UploadedAt, d.WithdrawnAt, d.WithdrawnBy, d.WithdrawalReason);
        }
    }

    private static async Task AttachAsync(HttpContext http, AttachDocument attach)
    {
        if (await FormAsync(http, attach.Largest + FormBytes) is not { } posted)
        {
            return;
        }

        var form = new PostedForm(posted);
        var request = new DocumentRequest
        {
            SubjectKind = form.Text("subjectKind"),
            SubjectId = form.Id("subjectId"),
            Category = form.Code<DocumentCategory>("category"),
            Title = form.Text("title"),
            ValidFrom = form.Date("validFrom"),
            ValidTo = form.Date("validTo"),
        };
        if (form.Errors.Any)
        {
            await Problems.Write(http, form.Errors.ToRefusal());
            return;
        }

        if (posted.Files.GetFile("file") is not { } file)
        {
            await Answers.WriteAsync(http, await attach.HandleAsync(request, null, Body.Request(http), http.RequestAborted));
            return;
        }

        await using var content = file.OpenReadStream();
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, http.RequestAborted));
        var context = Body.Request(http, JsonSerializer.SerializeToElement(new { request, file.FileName, file.ContentType, digest }, ApiJson.Options));
        var outcome = await attach.HandleAsync(request, new ArrivedFile(file.FileName, file.ContentType, content), context, http.RequestAborted);
        await Answers.WriteAsync(http, outcome, StatusCodes.Status201Created);
    }

    /// <summary>The multipart form, kept in memory: a file touches the disk only encrypted. Null after the problem was written.</summary>
    internal static async Task<IFormCollection?> FormAsync(HttpContext http, long largest)
    {
        if (!http.Request.HasFormContentType)
        {
            await Problems.Write(http, StatusCodes.Status400BadRequest, "document.multipartNeeded");
            return null;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = largest;
        }

        try
        {
            return await http.Request.ReadFormAsync(
                new FormOptions { MultipartBodyLengthLimit = largest, MemoryBufferThreshold = (int)largest, ValueLengthLimit = 64 * 1024, ValueCountLimit = 100 }, http.RequestAborted);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await Problems.Write(http, StatusCodes.Status413PayloadTooLarge, "document.requestTooLarge", arguments: new Dictionary<string, string>
            {
                ["megabytes"] = (largest / FormBytes - 1).ToString(CultureInfo.InvariantCulture),
            });
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            await Problems.Write(http, StatusCodes.Status400BadRequest, "document.formUnreadable");
        }

        return null;
    }

    private static async Task ListAsync(HttpContext http, DocumentRegister register)
    {
        var query = new ListQuery(http);
        var kind = query.Text("subjectKind");
        var subject = query.Id("subjectId");
        query.Errors.Require(kind is not null, "subjectKind", "field.required");
        query.Errors.Require(kind is null || register.Kinds.Contains(kind), "subjectKind", "query.unknownValue", ("value", kind ?? ""));
        query.Errors.Require(subject is not null || query.Errors.Any, "subjectId", "field.required");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var found = await register.ListAsync(http.GetCaller(), kind!, subject!.Value, http.RequestAborted);
        await Answers.FoundAsync(http, found is null ? null : new Page<DocumentAnswer>([.. found.Documents.Select(DocumentAnswer.Of)], found.Documents.Count), "documentSubject");
    }

    /// <summary>Sent to be saved, never shown within this origin, whatever the content is.</summary>
    private static async Task ContentAsync(HttpContext http, Guid id, DocumentRegister register)
    {
        var found = await register.FindAsync(http.GetCaller(), id, http.RequestAborted);
        var outcome = await register.DownloadAsync(id, Body.Request(http), http.RequestAborted);
        if (found is null || outcome.Refusal is not null)
        {
            await Problems.Write(http, outcome.Refusal ?? new NotFound("document"));
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(found.Document.FileName);
        http.Response.ContentType = found.Document.MediaType;
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentLength = outcome.Value!.Length;
        await http.Response.Body.WriteAsync(outcome.Value, http.RequestAborted);
    }
}
