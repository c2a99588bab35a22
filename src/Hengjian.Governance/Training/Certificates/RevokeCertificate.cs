using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Certificates;

/// <summary>Why a certificate no longer counts, and from which day.</summary>
public sealed record RevocationRequest
{
    public string? Reason { get; init; }

    /// <summary>First day on which it no longer counts, from the day of completion (it never counted) to today.</summary>
    public DateOnly? From { get; init; }
}

/// <summary>What the second person says to it.</summary>
public sealed record RevocationAnswer
{
    public bool? Agree { get; init; }

    /// <summary>Why not, where the person does not agree.</summary>
    public string? Note { get; init; }
}

/// <summary>
/// 撤销证书: the base asks and a second person of it decides, or the region's regulator revokes alone. The fact on the holder's record is revoked in the same transaction, whichever
/// institution keeps it, so that the next act is refused; then the holder's institution is told.
/// </summary>
public sealed class RevokeCertificate(IWriter writer, Database database, ITrainingRecords records, INotices notices, RevocationNotices told)
{
    public const string NoticeKind = "certificateRevoked";

    /// <summary>The base asks, or the regulator revokes at once.</summary>
    public async Task<Outcome<Created>> AskAsync(Guid id, RevocationRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var host = await HostAsync(context.Caller, id, cancellationToken);
        if (host is not { } institution)
        {
            return new NotFound("certificate");
        }

        var regulator = context.Caller.Is(Role.Regulator) && institution != context.Caller.InstitutionId;
        var outcome = await writer.WriteAsync<Created>(
            regulator ? context with { Caller = Visiting(context.Caller, institution) } : context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<TrainingCertificate>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } row)
                {
                    return new NotFound("certificate");
                }

                if ((Standing(row, regulator) ?? Check(request, row, scope)) is { } refusal)
                {
                    return refusal;
                }

                (row.RevocationReason, row.RevokedOn) = (request.Reason!.Trim(), request.From);
                (row.RevocationAskedBy, row.RevocationAskedAt) = (scope.Caller.Id, scope.Now);
                if (!regulator)
                {
                    scope.Record("certificate.revocationAsked", nameof(TrainingCertificate), id);
                    return new Created(id);
                }

                row.RevokedBySide = context.Caller.InstitutionId;
                await RevokeAsync(scope, row, ct);
                scope.NoteAt(context.Caller.InstitutionId, "certificate.revoked", nameof(TrainingCertificate), id);
                return new Created(id);
            },
            cancellationToken);
        if (regulator && outcome.Refusal is null)
        {
            await told.TellAsync(institution, id, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Another person of the base than who asked, and not the holder, revokes or declines.</summary>
    public async Task<Outcome<Created>> DecideAsync(Guid id, RevocationAnswer request, WriteRequest context, CancellationToken cancellationToken)
    {
        var outcome = await writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<TrainingCertificate>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } row)
                {
                    return new NotFound("certificate");
                }

                if (row.RevokedAt is not null || row.RevocationAskedAt is null)
                {
                    return new Conflict(row.RevokedAt is null ? "certificate.revocationNotAsked" : "certificate.revokedAlready");
                }

                if (row.RevocationAskedBy == scope.Caller.Id || row.HolderId == scope.Caller.PractitionerId)
                {
                    return new Forbidden("certificate.secondPerson");
                }

                var errors = new FieldErrors();
                errors.Require(request.Agree is not null, "agree", "field.required");
                errors.Text("note", request.Note, 500, required: request.Agree == false);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (request.Agree!.Value)
                {
                    await RevokeAsync(scope, row, ct);
                }
                else
                {
                    (row.RevocationAskedBy, row.RevocationAskedAt, row.RevokedOn, row.RevocationReason) = (null, null, null, null);
                    scope.Record("certificate.revocationDeclined", nameof(TrainingCertificate), id);
                }

                return new Created(id);
            },
            cancellationToken);
        if (outcome.Refusal is null && request.Agree == true)
        {
            await told.TellAsync(context.Caller.InstitutionId, id, cancellationToken);
        }

        return outcome;
    }

    private async Task RevokeAsync(WriteScope scope, TrainingCertificate row, CancellationToken cancellationToken)
    {
        (row.RevokedBy, row.RevokedAt) = (scope.Caller.Id, scope.Now);
        scope.Record("certificate.revoked", nameof(TrainingCertificate), row.Id);
        await records.RevokeAsync(scope, row.Holder(), row.Id, row.RevokedOn!.Value, cancellationToken);
        await notices.RaiseAsync(
            scope, new NoticeDraft(NoticeKind, row.Id, $"{row.HolderName} {row.Number}", $"/training/certificates/{row.Id:D}", Role.Trainer, $"{NoticeKind}:base:{row.Id:D}"), cancellationToken);
    }

    /// <summary>The institution of the certificate, where the caller may act on it: the own, or for a regulator each of the region.</summary>
    private async Task<Guid?> HostAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var regulator = caller.Is(Role.Regulator);
        return await db.Set<TrainingCertificate>().IgnoreQueryFilters().Where(c => c.Id == id && (regulator || c.InstitutionId == caller.InstitutionId))
            .Select(c => (Guid?)c.InstitutionId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The regulator within the base's institution: named in its ledger, with no role there.</summary>
    private static Caller Visiting(Caller caller, Guid host) => caller with { InstitutionId = host, PractitionerId = null, Roles = new HashSet<Role>(), RemoteFrom = caller.InstitutionId };

    private static Refusal? Standing(TrainingCertificate row, bool regulator) =>
        row.RevokedAt is not null ? new Conflict("certificate.revokedAlready")
        : row.RevocationAskedAt is not null && !regulator ? new Conflict("certificate.revocationAskedAlready")
        : null;

    private static Invalid? Check(RevocationRequest request, TrainingCertificate row, WriteScope scope)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 500);
        errors.Require(request.From is not null, "from", "field.required");
        errors.Require(!(request.From > ShanghaiDay.Of(scope.Now)), "from", "field.future");
        errors.Require(!(request.From < row.CompletedOn), "from", "certificate.beforeCompletion");
        return errors.Any ? errors.ToRefusal() : null;
    }
}
