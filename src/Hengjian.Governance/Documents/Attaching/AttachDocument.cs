using System.Globalization;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Documents.Domain;
using Hengjian.Governance.Documents.Formats;
using Hengjian.Governance.Documents.Register;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Documents.Attaching;

/// <summary>A document to attach: to what, and what it is.</summary>
public sealed record DocumentRequest
{
    public string? SubjectKind { get; init; }

    public Guid? SubjectId { get; init; }

    public DocumentCategory? Category { get; init; }

    public string? Title { get; init; }

    /// <summary>First day of validity, included.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day of validity, included.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>A file as it arrived.</summary>
/// <param name="Name">As the sender called it, perhaps with folders.</param>
/// <param name="DeclaredType">Media type that the sender stated, if any.</param>
/// <param name="Content">Seekable; the caller disposes it.</param>
public sealed record ArrivedFile(string? Name, string? DeclaredType, Stream Content);

/// <summary>Attaches a file to a record. The content decides what the file is; name and declared type must agree with it. It is stored encrypted before the act that names it.</summary>
public sealed class AttachDocument(IWriter writer, FileStore files, DocumentRegister documents, IOptions<DocumentOptions> options)
{
    private const int EarliestYear = 1950;
    private const int LatestYear = 2200;

    /// <summary>Largest file in bytes.</summary>
    public long Largest => options.Value.LargestBytes;

    public async Task<Outcome<Created>> HandleAsync(DocumentRequest request, ArrivedFile? file, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (request.SubjectKind is null || !documents.Kinds.Contains(request.SubjectKind))
        {
            errors.Add("subjectKind", request.SubjectKind is null ? "field.required" : "field.unknownReference");
        }

        errors.Require(request.SubjectId is not null, "subjectId", "field.required");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        // Before the content is looked at: nothing of a record that the caller does not know is told.
        var subject = await documents.SubjectAsync(context.Caller, request.SubjectKind, request.SubjectId!.Value, cancellationToken);
        if (Refused(subject) is { } refusal)
        {
            return refusal;
        }

        errors.Require(request.Category is not null, "category", "field.required");
        errors.Text("title", request.Title, 200);
        Days(request, errors);
        var (name, format) = await CheckAsync(file, subject!.MediaTypes, errors, cancellationToken);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        file!.Content.Position = 0;
        var hash = await files.SaveAsync(context.Caller.InstitutionId, file.Content, cancellationToken);
        return await writer.WriteAsync(context, (scope, ct) => WriteAsync(request, name!, format!.MediaType, file.Content.Length, hash, scope, ct), cancellationToken);
    }

    private async Task<Outcome<Created>> WriteAsync(
        DocumentRequest request, string name, string mediaType, long size, string hash, WriteScope scope, CancellationToken cancellationToken)
    {
        if (Refused(await documents.SubjectAsync(scope.Db, scope.Caller, request.SubjectKind, request.SubjectId!.Value, cancellationToken)) is { } refusal)
        {
            return refusal;
        }

        var same = await scope.Db.Set<Document>().AsNoTracking()
            .FirstOrDefaultAsync(d => d.SubjectKind == request.SubjectKind && d.SubjectId == request.SubjectId && d.FileHash == hash && d.WithdrawnAt == null, cancellationToken);
        if (same is not null)
        {
            return new Invalid("file", "document.alreadyAttached", ("title", same.Title));
        }

        var document = new Document
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            SubjectKind = request.SubjectKind!,
            SubjectId = request.SubjectId.Value,
            Category = request.Category!.Value,
            Title = request.Title!.Trim(),
            FileName = name,
            MediaType = mediaType,
            Size = size,
            FileHash = hash,
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
            UploadedBy = scope.Caller.Id,
            UploadedAt = scope.Now,
        };
        scope.Db.Add(document);
        scope.Record("document.attached", nameof(Document), document.Id);
        return new Created(document.Id);
    }

    private static Refusal? Refused(DocumentSubject? subject) => subject switch
    {
        null => new NotFound("documentSubject"),
        { MayAttach: false } => new Forbidden("access.roleLacking"),
        _ => null,
    };

    private static void Days(DocumentRequest request, FieldErrors errors)
    {
        foreach (var (field, day) in new[] { ("validFrom", request.ValidFrom), ("validTo", request.ValidTo) })
        {
            errors.Require(day is null or { Year: >= EarliestYear and < LatestYear }, field, "document.dayAbsurd");
        }

        errors.Require(!(request.ValidTo < request.ValidFrom), "validTo", "document.endBeforeStart");
    }

    /// <summary>What is wrong with a file, for a form that carries it together with the record that it will belong to; null: it would be taken.</summary>
    /// <param name="mediaTypes">See <see cref="DocumentSubject.MediaTypes"/>.</param>
    public async Task<Invalid?> FaultsAsync(ArrivedFile file, IReadOnlyList<string>? mediaTypes, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        await CheckAsync(file, mediaTypes, errors, cancellationToken);
        file.Content.Position = 0;
        return errors.Any ? errors.ToRefusal() : null;
    }

    private async Task<(string? Name, DocumentFormat? Format)> CheckAsync(ArrivedFile? file, IReadOnlyList<string>? mediaTypes, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            errors.Add("file", "field.required");
            return default;
        }

        if (file.Content.Length > Largest)
        {
            errors.Add("file", "document.tooLarge", ("megabytes", options.Value.LargestMegabytes.ToString(CultureInfo.InvariantCulture)));
            return default;
        }

        var name = FileName.Clean(file.Name);
        errors.Require(name is not null, "file", "document.nameNotAccepted");
        if (name is null)
        {
            return default;
        }

        var extension = FileName.Extension(name);
        var (format, problem) = await DocumentSniffer.SniffAsync(file.Content, extension, cancellationToken);
        if (format is null)
        {
            errors.Add("file", problem!);
        }
        else if (!format.Extensions.Contains(extension) || !format.Agrees(file.DeclaredType))
        {
            errors.Add("file", "document.lyingExtension", ("extension", extension.Length == 0 ? "–" : extension), ("found", format.MediaType));
        }
        else
        {
            errors.Require(mediaTypes is null || mediaTypes.Contains(format.MediaType), "file", "document.notScan");
        }

        return (name, format);
    }
}
