using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Scope;

/// <summary>Answers to the scope questions of a version, as the API names them.</summary>
public sealed record ScopeRequest
{
    public bool Embedded { get; init; }

    public bool RunsAloneOrExportsResults { get; init; }

    public IReadOnlyList<DecisionInfluence>? Influences { get; init; }

    public string? OtherInfluence { get; init; }

    /// <summary>Why no influence is great; needs <see cref="Signature"/> when it is new or asked again.</summary>
    public string? NoGreatInfluence { get; init; }

    public string? ClinicalValidation { get; init; }

    public string? Approval { get; init; }

    public IReadOnlyList<TrialEvidence>? Evidence { get; init; }

    public SignatureInput? Signature { get; init; }

    /// <summary>The version of the record whose answers were seen; another one stored is refused. Null: whatever stands is replaced.</summary>
    public long? Version { get; init; }

    internal ScopeAnswers Answers => new()
    {
        Embedded = Embedded,
        RunsAloneOrExportsResults = RunsAloneOrExportsResults,
        Influences = [.. (Influences ?? []).Distinct()],
        OtherInfluence = OtherInfluence,
        NoGreatInfluence = string.IsNullOrWhiteSpace(NoGreatInfluence) ? null : new SignedReason(NoGreatInfluence.Trim(), Guid.Empty, default),
        ClinicalValidation = ClinicalValidation,
        Approval = Approval,
        Evidence = Evidence ?? [],
    };
}

/// <summary>A change of a version to record.</summary>
public sealed record TechnologyChangeRequest
{
    public string? Description { get; init; }

    public DateOnly? EffectiveOn { get; init; }
}

/// <summary>One answering of the questionnaire.</summary>
public sealed record ScopeAnswered(Guid Id, ScopeAnswers Answers, DateTimeOffset AnsweredAt, Guid AnsweredBy, Guid? SignatureId);

/// <summary>A recorded change.</summary>
public sealed record TechnologyChanged(Guid Id, string Description, DateOnly EffectiveOn, DateTimeOffset RecordedAt, Guid RecordedBy);

/// <summary>Where a version stands towards the specification as of a moment, and how it came to that.</summary>
/// <param name="Outcome">The outcome as of the moment.</param>
/// <param name="At">The moment.</param>
/// <param name="Decisions">R17-0.1 and R17-0.2 as of the moment.</param>
/// <param name="Answers">The answers that counted; null: none yet.</param>
/// <param name="ReassessFrom">Day from which a recorded change asks again.</param>
/// <param name="History">Every answering, newest first.</param>
/// <param name="Changes">Every recorded change, newest first.</param>
public sealed record ScopeView(
    TechnologyScope Outcome,
    DateTimeOffset At,
    IReadOnlyList<Decision> Decisions,
    ScopeAnswers? Answers,
    DateOnly? ReassessFrom,
    IReadOnlyList<ScopeAnswered> History,
    IReadOnlyList<TechnologyChanged> Changes);

/// <summary>The scope questionnaire (R17-0.1, R17-0.2): asked for each version and again at each change, decided as of any moment.</summary>
public sealed class ScopeQuestionnaire(
    IWriter writer, Database database, ScopeAnswering answering, RuleEngine engine, IInstitutionRegister institutions, TimeProvider clock)
{
    public async Task<Outcome<Created>> AnswerAsync(Guid technologyId, Guid versionId, ScopeRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        ScopeChecks.Check(request.Answers, "", errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var (ticket, locked) = await answering.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return locked is not null ? locked : await writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await VersionAsync(scope.Db, technologyId, versionId, ct) is not { } version)
                {
                    return new NotFound("technologyVersion");
                }

                if (request.Version is { } seen && seen != version.Version)
                {
                    return new Stale(seen, version.Version);
                }

                return await answering.AnswerAsync(version, request.Answers, ticket, asked: true, scope, "noGreatInfluence", ct) is { } refusal ? refusal : new Created(versionId);
            },
            cancellationToken);
    }

    /// <summary>Records a change: from its day on the questions must have been answered again.</summary>
    public Task<Outcome<Created>> RecordChangeAsync(
        Guid technologyId, Guid versionId, TechnologyChangeRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var errors = new FieldErrors();
                errors.Text("description", request.Description, 1000);
                errors.Require(request.EffectiveOn is not null, "effectiveOn", "field.required");
                errors.Require(request.EffectiveOn is null or { Year: >= 1980 }, "effectiveOn", "field.tooEarly");
                errors.Require(request.EffectiveOn is null || request.EffectiveOn <= ShanghaiDay.Of(scope.Now).AddYears(2), "effectiveOn", "technology.farAhead");
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (await VersionAsync(scope.Db, technologyId, versionId, ct) is not { } version)
                {
                    return new NotFound("technologyVersion");
                }

                var change = new TechnologyChange
                {
                    InstitutionId = scope.InstitutionId, Id = scope.NewId(), TechnologyVersionId = versionId, Description = request.Description!.Trim(),
                    EffectiveOn = request.EffectiveOn!.Value, RecordedAt = scope.Now, RecordedBy = scope.Caller.Id,
                };
                scope.Db.Add(change);
                version.ReassessFrom = version.ReassessFrom is { } before && before < change.EffectiveOn ? before : change.EffectiveOn;
                scope.Record("technology.change.recorded", nameof(TechnologyVersion), versionId);
                return new Created(change.Id);
            },
            cancellationToken);

    /// <summary>The outcome as of a moment, by what was answered and recorded by then; null where there is no such version.</summary>
    public async Task<ScopeView?> AsOfAsync(Caller caller, Guid technologyId, Guid versionId, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await VersionAsync(db, technologyId, versionId, cancellationToken) is not { } version)
        {
            return null;
        }

        var answered = await db.Set<ScopeAssessment>().Where(a => a.TechnologyVersionId == versionId).OrderBy(a => a.AnsweredAt).ToListAsync(cancellationToken);
        if (answered.Count == 0 && version.Scope is not null)
        {
            // Answered before answerings were kept: with the version's registration, as far as is known.
            answered.Add(new ScopeAssessment { Id = version.Id, Answers = version.Scope, AnsweredAt = version.CreatedAt, TechnologyVersionId = versionId });
        }

        var changes = await db.Set<TechnologyChange>().Where(c => c.TechnologyVersionId == versionId).OrderBy(c => c.RecordedAt).ToListAsync(cancellationToken);
        var moment = at ?? clock.GetUtcNow();
        var counted = answered.LastOrDefault(a => a.AnsweredAt <= moment);
        var reassess = changes.Where(c => c.RecordedAt <= moment && c.RecordedAt > (counted?.AnsweredAt ?? DateTimeOffset.MinValue)).Select(c => (DateOnly?)c.EffectiveOn).Min();
        var facts = TechnologyScopeFacts.Of(version.AlgorithmVersion, counted?.Answers, reassess);
        var institution = await institutions.CreditCodeAsync(db, cancellationToken);
        return new ScopeView(
            TechnologyScopeJudgement.Of(facts, moment),
            moment,
            [engine.Decide(ClauseIds.Scope, facts, moment, institution), engine.Decide(ClauseIds.Embedded, facts, moment, institution)],
            counted?.Answers,
            reassess,
            [.. answered.AsEnumerable().Reverse().Select(a => new ScopeAnswered(a.Id, a.Answers, a.AnsweredAt, a.AnsweredBy, a.SignatureId))],
            [.. changes.AsEnumerable().Reverse().Select(c => new TechnologyChanged(c.Id, c.Description, c.EffectiveOn, c.RecordedAt, c.RecordedBy))]);
    }

    private static Task<TechnologyVersion?> VersionAsync(HengjianDbContext db, Guid technologyId, Guid versionId, CancellationToken cancellationToken) =>
        db.Set<TechnologyVersion>().FirstOrDefaultAsync(v => v.Id == versionId && v.TechnologyId == technologyId, cancellationToken);
}
