using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Agreements.Domain;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Agreements.Register;

/// <summary>The reading institution answers a proposal, and both sides live with it: readers come and go, and either side may end it before its term.</summary>
public sealed class AnswerAgreement(AgreementDesk desk, IRemotePractitioners practitioners, IDocumentDirectory documents, ISigning signing)
{
    private const int MostReaders = 200;

    /// <summary>Accepts and signs, with the first readers, or declines with a reason. Without the paper attached there is nothing to accept.</summary>
    public async Task<Outcome<Created>> AnswerAsync(Guid id, AgreementAnswerRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (await desk.HostAsync(context.Caller, id, cancellationToken) is null)
        {
            return new NotFound("agreement");
        }

        var errors = new FieldErrors();
        errors.Require(request.Accept is not null, "accept", "field.required");
        errors.Text("note", request.Note, 500, required: request.Accept == false);
        errors.Require(request.Readers is null or { Count: <= MostReaders }, "readers", "field.outOfRange", ("from", "0"), ("to", MostReaders.ToString(CultureInfo.InvariantCulture)));
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (request.Accept == false)
        {
            return await desk.RunAsync(id, context, AgreementSides.Reading, "agreement.declined", (scope, agreement, _) => Task.FromResult(Decline(scope, agreement, request)), cancellationToken);
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await desk.RunAsync(
                id, context, AgreementSides.Reading, "agreement.accepted", (scope, agreement, ct) => AcceptAsync(scope, agreement, request, unlocked.Value!, ct), cancellationToken);
    }

    /// <summary>The reading institution names one more physician.</summary>
    public Task<Outcome<Created>> AddReaderAsync(Guid id, AgreementReaderRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        AgreementSides.Reading,
        "agreement.readerNamed",
        async (scope, agreement, ct) =>
        {
            if (request.PractitionerId is not { } person)
            {
                return new Invalid("practitionerId", "field.required");
            }

            if (Over(scope, agreement) is { } over)
            {
                return over;
            }

            if (agreement.Readers.Any(r => r.HomePractitionerId == person && r.RemovedAt is null))
            {
                return new Conflict("agreement.readerNamedAlready");
            }

            return await NameAsync(scope, agreement, [person], "practitionerId", ct);
        },
        cancellationToken);

    /// <summary>Either side strikes a reader from the list; it takes effect at once.</summary>
    /// <param name="reader">The record that stands in for the reader, as the agreement lists it.</param>
    public Task<Outcome<Created>> RemoveReaderAsync(
        Guid id, Guid reader, AgreementReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        AgreementSides.Both,
        "agreement.readerStruck",
        (scope, agreement, _) =>
        {
            if (Reason(request) is { } wrong)
            {
                return Task.FromResult<Refusal?>(wrong);
            }

            if (!agreement.Names(reader))
            {
                return Task.FromResult<Refusal?>(new NotFound("agreementReader"));
            }

            agreement.Readers =
            [
                .. agreement.Readers.Select(r => r.PractitionerId == reader && r.RemovedAt is null
                    ? r with { RemovedBy = scope.Caller.Id, RemovedBySide = context.Caller.InstitutionId, RemovedAt = scope.Now, RemovalReason = request.Reason!.Trim() }
                    : r),
            ];
            return Task.FromResult<Refusal?>(null);
        },
        cancellationToken);

    /// <summary>Either side ends it before its term; it takes effect at once, for opinions under way too.</summary>
    public Task<Outcome<Created>> EndAsync(Guid id, AgreementReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        AgreementSides.Both,
        "agreement.ended",
        (scope, agreement, _) =>
        {
            if ((Reason(request) ?? Over(scope, agreement)) is { } refusal)
            {
                return Task.FromResult<Refusal?>(refusal);
            }

            (agreement.EndedAt, agreement.EndedBy, agreement.EndedBySide, agreement.EndReason) = (scope.Now, scope.Caller.Id, context.Caller.InstitutionId, request.Reason!.Trim());
            return Task.FromResult<Refusal?>(null);
        },
        cancellationToken);

    private async Task<Refusal?> AcceptAsync(WriteScope scope, Agreement agreement, AgreementAnswerRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (agreement.State != AgreementState.Proposed)
        {
            return new Conflict("agreement.answered");
        }

        var today = ShanghaiDay.Of(scope.Now);
        if (agreement.EndsOn < today)
        {
            return new Conflict("agreement.termOver");
        }

        var papers = (await documents.OfAsync(scope.Db, AgreementsModule.SubjectKind, agreement.Id, cancellationToken))
            .Where(d => d.Category == DocumentCategory.Agreement && d.CountsOn(today)).Select(d => d.Hash).Order(StringComparer.Ordinal).ToList();
        if (papers.Count == 0)
        {
            return new Conflict("agreement.noPaper");
        }

        if (await NameAsync(scope, agreement, [.. (request.Readers ?? []).Distinct()], "readers", cancellationToken) is { } refusal)
        {
            return refusal;
        }

        Answer(scope, agreement, AgreementState.Accepted, request.Note);
        agreement.AcceptanceSignatureId = await signing.SignAsync(
            scope, ticket, "agreement.accepted", nameof(Agreement), agreement.Id, AgreementDesk.Content("agreement.accepted", agreement, scope.Now, papers), cancellationToken);
        return null;
    }

    private static Refusal? Decline(WriteScope scope, Agreement agreement, AgreementAnswerRequest request)
    {
        if (agreement.State != AgreementState.Proposed)
        {
            return new Conflict("agreement.answered");
        }

        Answer(scope, agreement, AgreementState.Declined, request.Note);
        return null;
    }

    private static void Answer(WriteScope scope, Agreement agreement, AgreementState state, string? note) =>
        (agreement.State, agreement.AnsweredBy, agreement.AnsweredAt, agreement.AnswerNote) = (state, scope.Caller.Id, scope.Now, string.IsNullOrWhiteSpace(note) ? null : note.Trim());

    /// <summary>Puts physicians of the partner on the list, each with the record that stands in here.</summary>
    private async Task<Refusal?> NameAsync(WriteScope scope, Agreement agreement, IReadOnlyList<Guid> people, string field, CancellationToken cancellationToken)
    {
        var named = new List<AgreementReader>();
        foreach (var person in people)
        {
            if (await practitioners.PhysicianAsync(scope.Db, agreement.PartnerId, person, cancellationToken) is not { } physician)
            {
                return new Invalid(field, "field.unknownReference");
            }

            var standIn = await practitioners.AddAsync(scope, agreement.PartnerId, agreement.Partner, physician, agreement.DepartmentId, cancellationToken);
            named.Add(new AgreementReader(standIn, person, physician.Name, scope.Caller.Id, scope.Now));
        }

        agreement.Readers = [.. agreement.Readers, .. named];
        return null;
    }

    private static Refusal? Over(WriteScope scope, Agreement agreement) => agreement switch
    {
        { State: not AgreementState.Accepted } => new Conflict("agreement.notAccepted"),
        { EndedAt: not null } => new Conflict("agreement.endedAlready"),
        _ when agreement.EndsOn < ShanghaiDay.Of(scope.Now) => new Conflict("agreement.termOver"),
        _ => null,
    };

    private static Refusal? Reason(AgreementReasonRequest request)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 500);
        return errors.Any ? errors.ToRefusal() : null;
    }
}
