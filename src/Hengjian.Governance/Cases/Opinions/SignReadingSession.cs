using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Ledger;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>Opinions of one sitting on the cases of one examination, under one signature.</summary>
public sealed record ReadingSessionRequest
{
    public IReadOnlyList<SessionOpinionRequest>? Opinions { get; init; }

    /// <summary>The ticket that came with the page, for the first case.</summary>
    public string? ReadingTicket { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>One opinion of a sitting; its own signature and ticket are not asked for.</summary>
public sealed record SessionOpinionRequest
{
    public Guid? CaseId { get; init; }

    public OpinionRequest? Opinion { get; init; }
}

/// <summary>Answer to a sitting.</summary>
public sealed record SessionAnswer(Guid Id, IReadOnlyList<SessionPart> Opinions);

public sealed record SessionPart(Guid CaseId, Guid OpinionId, CaseState State);

/// <summary>
/// Signs a sitting (practice.md 3): several AIs on one examination are several cases, each with its own decisions; the physician looks once and signs once. The signature
/// covers every opinion whole with its digest, so a sitting is signed altogether or not at all: what is wrong is named by the case that it is wrong in, and nothing is stored.
/// </summary>
public sealed class SignReadingSession(
    CaseActs acts, OpinionActs opinions, CaseDecisions rules, ReadingTickets tickets, ISigning signing, IWriter writer, TimeProvider clock)
{
    /// <summary>More AIs on one examination than this are not one sitting.</summary>
    public const int MostCases = 20;

    public async Task<Outcome<SessionAnswer>> HandleAsync(ReadingSessionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (context.Caller.Kind != CallerKind.User)
        {
            return new RuleRefused(rules.SignedByDevice(clock.GetUtcNow()));
        }

        var parts = request.Opinions ?? [];
        var errors = Check(parts);
        var elapsed = request.ReadingTicket is { } ticket && !errors.Any ? tickets.Elapsed(context.Caller, parts[0].CaseId!.Value, ticket, clock.GetUtcNow()) : null;
        errors.Require(request.ReadingTicket is null || elapsed is not null || errors.Any, "readingTicket", "reading.ticket");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await writer.WriteAsync<SessionAnswer>(context, (scope, ct) => SignAsync(scope, parts, elapsed, unlocked.Value!, ct), cancellationToken);
    }

    private static FieldErrors Check(IReadOnlyList<SessionOpinionRequest> parts)
    {
        var errors = new FieldErrors();
        errors.Require(parts.Count > 0, "opinions", "field.required");
        errors.Require(parts.Count <= MostCases, "opinions", "field.tooMany");
        for (var i = 0; i < Math.Min(parts.Count, MostCases); i++)
        {
            var (at, part) = (At(i), parts[i]);
            errors.Require(part?.CaseId is not null, at + "caseId", "field.required");
            errors.Require(part?.CaseId is null || parts.Take(i).All(p => p?.CaseId != part.CaseId), at + "caseId", "reading.caseTwice");
            foreach (var error in part?.Opinion is { } opinion ? OpinionActs.Check(opinion).ToRefusal().Errors : [new FieldError("opinion", "field.required", new Dictionary<string, string>())])
            {
                errors.Add(error with { Field = at + error.Field });
            }

            errors.Require(part?.Opinion is not { Draft: true }, at + "draft", "reading.draftCountsForNothing");
        }

        return errors;
    }

    private async Task<Outcome<SessionAnswer>> SignAsync(
        WriteScope scope, IReadOnlyList<SessionOpinionRequest> parts, TimeSpan? elapsed, SigningTicket ticket, CancellationToken cancellationToken)
    {
        var session = new ReadingSession { InstitutionId = scope.InstitutionId, Id = scope.NewId(), PractitionerId = scope.Caller.PractitionerId ?? Guid.Empty, SignedAt = scope.Now };
        var opened = new List<(CaseAct Act, CaseFacts Before, PreparedOpinion Opinion)>();
        var invalid = new List<FieldError>();
        var refused = new List<Decision>();
        for (var i = 0; i < parts.Count; i++)
        {
            var request = parts[i].Opinion!;
            if (await acts.OpenAsync(scope, parts[i].CaseId!.Value, cancellationToken) is not { } act)
            {
                invalid.Add(new FieldError(At(i) + "caseId", "field.unknownReference", new Dictionary<string, string>()));
                continue;
            }

            if (opened.Count > 0 && !SameExamination(opened[0].Act.Case, act.Case))
            {
                invalid.Add(new FieldError(At(i) + "caseId", "reading.otherExamination", new Dictionary<string, string>()));
                continue;
            }

            var before = CaseFactsBuilder.Build(act.File, act.Deployment);
            var prepared = CaseMachine.Find(act.Case.State, OpinionActs.EventOf(request)) is null
                ? CaseActs.StateForbids(act.Case, OpinionActs.EventOf(request))
                : await opinions.PrepareAsync(act, request, Share(parts, request, elapsed), session.Id, cancellationToken);
            switch (prepared.Refusal)
            {
                case null:
                    opened.Add((act, before, prepared.Value!));
                    break;
                case Invalid fields:
                    invalid.AddRange(fields.Errors.Select(e => e with { Field = At(i) + e.Field }));
                    break;
                case RuleRefused rule:
                    refused.AddRange(rule.Decisions.Select(d => OfCase(d, act.Case)));
                    break;
                case Conflict conflict:
                    return new Conflict(conflict.Code, new Dictionary<string, string>(conflict.Arguments ?? new Dictionary<string, string>()) { ["case"] = act.Case.Number });
                default:
                    invalid.Add(new FieldError(At(i) + "caseId", "field.unknownReference", new Dictionary<string, string>()));
                    break;
            }
        }

        return invalid.Count > 0 ? new Invalid(invalid)
            : refused.Count > 0 ? new RuleRefused(refused)
            : await StoreAsync(scope, session, parts, opened, ticket, cancellationToken);
    }

    private async Task<Outcome<SessionAnswer>> StoreAsync(
        WriteScope scope,
        ReadingSession session,
        IReadOnlyList<SessionOpinionRequest> parts,
        List<(CaseAct Act, CaseFacts Before, PreparedOpinion Opinion)> opened,
        SigningTicket ticket,
        CancellationToken cancellationToken)
    {
        session.Opinions = [.. opened.Select(o => new SessionOpinion(
            o.Act.Case.Id, o.Opinion.Row.Id, LedgerHash.Sha256.Compute(CanonicalJson.Serialize(o.Opinion.Content)).ToString()))];
        var content = JsonSerializer.SerializeToNode(
            new
            {
                act = "readingSession",
                sessionId = session.Id,
                practitionerId = session.PractitionerId,
                signedAt = StoredInstant.ToMicroseconds(session.SignedAt),
                digests = session.Opinions,
                opinions = opened.Select(o => o.Opinion.Content),
            },
            JsonColumn.Options)!;
        session.SignatureId = await signing.SignAsync(scope, ticket, "readingSession", nameof(ReadingSession), session.Id, CanonicalJson.Serialize(content), cancellationToken);
        scope.Db.Add(session);
        for (var i = 0; i < opened.Count; i++)
        {
            var (act, before, opinion) = opened[i];
            opinions.Finish(act, parts[i].Opinion!, opinion, session.SignatureId);
            await acts.SaveAsync(scope, act, before, cancellationToken);
        }

        scope.Record("readingSession.signed", nameof(ReadingSession), session.Id, opened[0].Opinion.Lead.Pack);
        return new SessionAnswer(session.Id, [.. opened.Select(o => new SessionPart(o.Act.Case.Id, o.Opinion.Row.Id, o.Act.Case.State))]);
    }

    /// <summary>One patient, and the same accession number or the same study.</summary>
    internal static bool SameExamination(Case one, Case other) =>
        one.PatientIdentifierIndex == other.PatientIdentifierIndex
        && ((one.AccessionNumberIndex is not null && one.AccessionNumberIndex == other.AccessionNumberIndex)
            || (one.StudyInstanceUid is not null && one.StudyInstanceUid == other.StudyInstanceUid));

    /// <summary>The opinions of a sitting share the time since it was opened: measured parts are brought down to it in proportion, without any each has an equal part.</summary>
    private static ReadingTime Share(IReadOnlyList<SessionOpinionRequest> parts, OpinionRequest one, TimeSpan? elapsed)
    {
        if (elapsed is not { } since)
        {
            return ReadingTime.Of(one.SecondsSpent, null);
        }

        var measured = parts.Sum(p => p.Opinion!.SecondsSpent ?? 0);
        return one.SecondsSpent is not { } seconds
            ? ReadingTime.Of(null, Math.Max(0, since.TotalSeconds - measured) is var rest ? TimeSpan.FromSeconds(rest / parts.Count(p => p.Opinion!.SecondsSpent is null)) : null)
            : ReadingTime.Of(seconds, measured <= since.TotalSeconds ? since : since * (seconds / measured));
    }

    /// <summary>The decision with the case that it is about: a sitting has several.</summary>
    private static Decision OfCase(Decision decision, Case subject) => decision with
    {
        Facts = new Dictionary<string, object?>(decision.Facts) { ["caseId"] = subject.Id.ToString("D"), ["caseNumber"] = subject.Number },
    };

    private static string At(int index) => $"opinions[{index.ToString(CultureInfo.InvariantCulture)}].";
}
