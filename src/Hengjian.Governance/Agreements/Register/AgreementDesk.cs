using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Agreements.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Agreements.Register;

/// <summary>
/// Opens an agreement for either side. The record lies with the asking institution, so the partner's acts are written there, by a caller who is confined to it, holds no role
/// in it and is named in its ledger; afterwards the partner's own ledger records that the act was done.
/// </summary>
public sealed class AgreementDesk(IWriter writer, Database database)
{
    /// <summary>Runs an act on an agreement that the caller's institution is a side of; else it is absent.</summary>
    /// <param name="id">The agreement.</param>
    /// <param name="context">Who acts, in the own institution.</param>
    /// <param name="sides">Which side may do it.</param>
    /// <param name="action">The act's code in the ledgers.</param>
    /// <param name="act">The act; a refusal leaves nothing stored.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task<Outcome<Created>> RunAsync(
        Guid id, WriteRequest context, AgreementSides sides, string action, Func<WriteScope, Agreement, CancellationToken, Task<Refusal?>> act, CancellationToken cancellationToken)
    {
        if (await HostAsync(context.Caller, id, cancellationToken) is not { } host)
        {
            return new NotFound("agreement");
        }

        var own = host == context.Caller.InstitutionId;
        if (!sides.HasFlag(own ? AgreementSides.Asking : AgreementSides.Reading))
        {
            return new Forbidden("agreement.otherSide");
        }

        var outcome = await writer.WriteAsync<Created>(
            own ? context : context with { Caller = PartnerCaller(context.Caller, host) },
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Agreement>().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } agreement)
                {
                    return new NotFound("agreement");
                }

                if (await act(scope, agreement, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Record(action, nameof(Agreement), id);
                return new Created(id);
            },
            cancellationToken);
        if (!own && outcome.Refusal is null)
        {
            await writer.WriteAsync<bool>(
                context with { Idempotency = null },
                (scope, _) =>
                {
                    scope.Record(action, nameof(Agreement), id);
                    return Task.FromResult<Outcome<bool>>(true);
                },
                cancellationToken);
        }

        return outcome;
    }

    /// <summary>The institution that keeps the agreement, where the caller's is one of its sides.</summary>
    internal async Task<Guid?> HostAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<Agreement>().IgnoreQueryFilters().Where(a => a.Id == id && (a.InstitutionId == caller.InstitutionId || a.PartnerId == caller.InstitutionId))
            .Select(a => (Guid?)a.InstitutionId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The caller of the partner's side within the asking institution: named in its ledger, with no role there.</summary>
    internal static Caller PartnerCaller(Caller caller, Guid host) =>
        caller with { InstitutionId = host, PractitionerId = null, Roles = new HashSet<Role>(), RemoteFrom = caller.InstitutionId };

    /// <summary>What the signatures of both sides cover: the whole agreement as it stands, with the papers attached to it.</summary>
    internal static byte[] Content(string act, Agreement agreement, DateTimeOffset signedAt, IReadOnlyList<string> papers) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act,
            agreementId = agreement.Id,
            number = agreement.Number,
            asking = agreement.InstitutionId,
            reading = agreement.PartnerId,
            paperNumber = agreement.PaperNumber,
            purpose = agreement.Purpose,
            departmentId = agreement.DepartmentId,
            technologies = agreement.Technologies,
            deployments = agreement.Deployments,
            acts = agreement.Acts,
            from = agreement.StartsOn,
            to = agreement.EndsOn,
            renews = agreement.RenewsId,
            readers = agreement.Readers.Select(r => r.HomePractitionerId),
            papers,
            signedAt = StoredInstant.ToMicroseconds(signedAt),
        },
        JsonColumn.Options));
}

/// <summary>Sides of an agreement.</summary>
[Flags]
public enum AgreementSides
{
    Asking = 1,
    Reading = 2,
    Both = Asking | Reading,
}
