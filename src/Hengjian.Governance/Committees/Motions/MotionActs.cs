using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Domain;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Committees.Motions;

/// <summary>A motion that an officer puts by hand, about a matter outside the registers.</summary>
public sealed record MotionRequest
{
    public CommitteeKind? Committee { get; init; }

    public string? Title { get; init; }

    public string? Proposal { get; init; }

    /// <summary>Kind of the record that it is about, as documents name it, such as <c>deployment</c>; null: a matter outside the registers.</summary>
    public string? SubjectKind { get; init; }

    public Guid? SubjectId { get; init; }
}

public sealed record VoteRequest
{
    public VoteChoice? Choice { get; init; }

    public string? Reason { get; init; }
}

public sealed record MotionDecisionRequest
{
    public string? Conditions { get; init; }

    public string? Note { get; init; }

    public SignatureInput? Signature { get; init; }
}

public sealed record MotionReasonRequest
{
    public string? Reason { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>Members vote or stand aside; the chair closes the motion with a signature once there is a quorum, and the votes decide.</summary>
public sealed class MotionActs(IWriter writer, IMotions book, RuleEngine engine, IInstitutionRegister institutions, IEnumerable<IMotionObserver> observers, ISigning signing,
    IEnumerable<IDocumentSubject> subjects)
{
    /// <summary>Subject of motions that concern no record of the system.</summary>
    public const string OtherMatter = "otherMatter";

    public Task<Outcome<Created>> PutAsync(MotionRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Committee is not null, "committee", "field.required");
            errors.Text("title", request.Title, 200);
            errors.Text("proposal", request.Proposal, 4000, required: false);
            errors.Require(request.SubjectKind is not null || request.SubjectId is null, "subjectKind", "field.required");
            errors.Require(request.SubjectKind is null || request.SubjectId is not null, "subjectId", "field.required");
            var subject = request is { SubjectKind: { } kind, SubjectId: { } about } ? await SubjectAsync(scope.Db, scope.Caller, kind, about, ct) : null;
            errors.Require(request.SubjectKind is null || request.SubjectId is null || subject is not null, "subjectId", "field.unknownReference");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var draft = subject is null
                ? new MotionDraft(request.Committee!.Value, OtherMatter, scope.NewId(), request.Title!.Trim(), request.Proposal, "/motions")
                : new MotionDraft(request.Committee!.Value, request.SubjectKind!, request.SubjectId!.Value, request.Title!.Trim(), request.Proposal, subject.Path);
            var put = await book.PutAsync(scope, draft, ct);
            return put.Refusal is { } refusal ? refusal : new Created(put.Value);
        },
        cancellationToken);

    /// <summary>The record that a motion would be about; null where there is none that the caller may read.</summary>
    public async Task<DocumentSubject?> SubjectAsync(HengjianDbContext db, Caller caller, string kind, Guid id, CancellationToken cancellationToken) =>
        subjects.FirstOrDefault(s => s.Kind == kind) is { } known ? await known.FindAsync(db, caller, id, cancellationToken) : null;

    /// <summary>Votes, or declares a conflict of interest; until the motion is closed a member may change it.</summary>
    public Task<Outcome<Created>> VoteAsync(Guid id, VoteRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Choice is not null, "choice", "field.required");
            errors.Text("reason", request.Reason, 1000, required: request.Choice is VoteChoice.Against or VoteChoice.Conflict);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var (motion, refusal) = await OpenAsync(scope, id, ct);
            if (motion is null)
            {
                return refusal!;
            }

            if (!motion.MemberIds.Contains(scope.Caller.Id))
            {
                return new Forbidden("committee.notAMember");
            }

            var vote = await scope.Db.Set<MotionVote>().FirstOrDefaultAsync(v => v.MotionId == id && v.UserId == scope.Caller.Id, ct);
            if (vote is null)
            {
                vote = new MotionVote { InstitutionId = scope.InstitutionId, Id = scope.NewId(), MotionId = id, UserId = scope.Caller.Id };
                scope.Db.Add(vote);
            }

            (vote.Choice, vote.Reason, vote.CastAt) = (request.Choice!.Value, request.Reason, scope.Now);
            scope.Record(vote.Choice == VoteChoice.Conflict ? "committee.conflict.declared" : "committee.vote.cast", nameof(Motion), id);
            return new Created(vote.Id);
        },
        cancellationToken);

    /// <summary>The chair closes the motion: what the votes say is signed and carried out.</summary>
    public Task<Outcome<Created>> DecideAsync(Guid id, MotionDecisionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("conditions", request.Conditions, 2000, required: false);
        errors.Text("note", request.Note, 2000, required: false);
        return errors.Any ? Refused(errors) : SignedAsync(request.Signature, context, (scope, ticket, ct) => CloseAsync(scope, id, request, ticket, ct), cancellationToken);
    }

    /// <summary>The chair ends an approval (an ethics committee's stop).</summary>
    public Task<Outcome<Created>> StopAsync(Guid id, MotionReasonRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 1000);
        return errors.Any
            ? Refused(errors)
            : SignedAsync(
                request.Signature,
                context,
                async (scope, ticket, ct) =>
                {
                    if (await scope.Db.Set<Motion>().FirstOrDefaultAsync(m => m.Id == id, ct) is not { } motion)
                    {
                        return new NotFound("motion");
                    }

                    if (!await IsChairAsync(scope, motion, ct))
                    {
                        return new Forbidden("committee.notTheChair");
                    }

                    if (motion.State is not (MotionState.Approved or MotionState.ApprovedWithConditions))
                    {
                        return new Conflict("committee.notApproved");
                    }

                    (motion.State, motion.StoppedAt, motion.Note) = (MotionState.Stopped, scope.Now, request.Reason);
                    return await EndAsync(scope, motion, ticket, "committee.motion.stopped", ct);
                },
                cancellationToken);
    }

    /// <summary>Takes back a motion that is still open.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid id, MotionReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 1000);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var (motion, refusal) = await OpenAsync(scope, id, ct);
            if (motion is null)
            {
                return refusal!;
            }

            (motion.State, motion.DecidedAt, motion.DecidedBy, motion.Note) = (MotionState.Withdrawn, scope.Now, scope.Caller.Id, request.Reason);
            return await EndAsync(scope, motion, null, "committee.motion.withdrawn", ct);
        },
        cancellationToken);

    private async Task<Outcome<Created>> CloseAsync(WriteScope scope, Guid id, MotionDecisionRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        var (motion, refusal) = await OpenAsync(scope, id, cancellationToken);
        if (motion is null)
        {
            return refusal!;
        }

        if (!await IsChairAsync(scope, motion, cancellationToken))
        {
            return new Forbidden("committee.notTheChair");
        }

        var institution = await institutions.CreditCodeAsync(scope.Db, cancellationToken);
        var parameters = engine.Catalog.Parameters(ClauseIds.CommitteeDecision, scope.Now, institution);
        var votes = await scope.Db.Set<MotionVote>().Where(v => v.MotionId == id).ToListAsync(cancellationToken);
        var facts = MotionBook.Facts(motion, votes);
        var tally = MotionTally.Of(facts, parameters.Int("quorumPercent"), parameters.Int("approvalPercent"));
        if (!tally.HasQuorum)
        {
            return new RuleRefused([engine.Decide(ClauseIds.CommitteeDecision, new CommitteeDecisionFacts(motion.Committee, facts), scope.Now, institution)]);
        }

        motion.State = !tally.Carried ? MotionState.Refused : string.IsNullOrWhiteSpace(request.Conditions) ? MotionState.Approved : MotionState.ApprovedWithConditions;
        (motion.DecidedAt, motion.DecidedBy, motion.Conditions, motion.Note) = (scope.Now, scope.Caller.Id, request.Conditions, request.Note);
        if (motion.Committee == CommitteeKind.Ethics && tally.Carried)
        {
            motion.ReviewBy = ShanghaiDay.AddMonths(ShanghaiDay.Of(scope.Now), parameters.Int("ethicsReviewMonths"));
        }

        return await EndAsync(scope, motion, ticket, "committee.motion.decided", cancellationToken);
    }

    /// <summary>Signs what was decided and lets the module behind the subject act on it.</summary>
    private async Task<Outcome<Created>> EndAsync(WriteScope scope, Motion motion, SigningTicket? ticket, string act, CancellationToken cancellationToken)
    {
        var votes = await scope.Db.Set<MotionVote>().Where(v => v.MotionId == motion.Id).OrderBy(v => v.UserId).ToListAsync(cancellationToken);
        var facts = MotionBook.Facts(motion, votes);
        if (ticket is not null)
        {
            motion.SignatureId = await signing.SignAsync(scope, ticket, "committeeDecision", nameof(Motion), motion.Id, Content(motion, votes), cancellationToken);
        }

        scope.Record(act, nameof(Motion), motion.Id);
        foreach (var observer in observers.Where(o => o.SubjectKind == motion.SubjectKind))
        {
            await observer.OnDecidedAsync(scope, facts, cancellationToken);
        }

        return new Created(motion.Id);
    }

    private async Task<Outcome<Created>> SignedAsync(
        SignatureInput? signature, WriteRequest context, Func<WriteScope, SigningTicket, CancellationToken, Task<Outcome<Created>>> act, CancellationToken cancellationToken)
    {
        var unlocked = await signing.UnlockAsync(context.Caller, signature, cancellationToken);
        return unlocked.Refusal is { } refusal ? refusal : await writer.WriteAsync<Created>(context, (scope, ct) => act(scope, unlocked.Value!, ct), cancellationToken);
    }

    private static async Task<(Motion? Motion, Refusal? Refusal)> OpenAsync(WriteScope scope, Guid id, CancellationToken cancellationToken) =>
        await scope.Db.Set<Motion>().FirstOrDefaultAsync(m => m.Id == id, cancellationToken) switch
        {
            null => (null, new NotFound("motion")),
            { State: MotionState.Open } open => (open, null),
            _ => (null, new Conflict("committee.closed")),
        };

    private static Task<bool> IsChairAsync(WriteScope scope, Motion motion, CancellationToken cancellationToken) =>
        scope.Db.Set<CommitteeSeat>().AnyAsync(s => s.Committee == motion.Committee && s.UserId == scope.Caller.Id && s.Chair && s.EndedAt == null, cancellationToken);

    private static Task<Outcome<Created>> Refused(FieldErrors errors) => Task.FromResult<Outcome<Created>>(errors.ToRefusal());

    private static byte[] Content(Motion motion, IEnumerable<MotionVote> votes) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "committeeDecision",
            motionId = motion.Id,
            committee = motion.Committee,
            number = motion.Number,
            subjectKind = motion.SubjectKind,
            subjectId = motion.SubjectId,
            title = motion.Title,
            state = motion.State,
            conditions = motion.Conditions,
            note = motion.Note,
            reviewBy = motion.ReviewBy,
            members = motion.MemberIds,
            votes = votes.Select(v => new { userId = v.UserId, choice = v.Choice, reason = v.Reason }),
        },
        JsonColumn.Options));
}
