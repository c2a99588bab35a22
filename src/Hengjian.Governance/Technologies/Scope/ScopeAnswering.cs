using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.Ledger;

namespace Hengjian.Governance.Technologies.Scope;

/// <summary>
/// Stores answers to the scope questionnaire: with the version, and as a record of their own that stays. Why there is no great influence is signed with the password;
/// who signed and when is never taken from the request.
/// </summary>
public sealed class ScopeAnswering(ISigning signing)
{
    /// <summary>Checks the signing secret before the act's transaction, where one was given.</summary>
    internal async Task<(SigningTicket? Ticket, Refusal? Refusal)> UnlockAsync(Caller caller, SignatureInput? signature, CancellationToken cancellationToken)
    {
        if (signature is null)
        {
            return (null, null);
        }

        var unlocked = await signing.UnlockAsync(caller, signature, cancellationToken);
        return (unlocked.Value, unlocked.Refusal);
    }

    /// <summary>Stores answers that were checked; a reason is signed each time.</summary>
    /// <param name="version">The version, tracked.</param>
    /// <param name="answers">The answers; <see cref="ScopeAnswers.ForVersion"/> of another version leaves them answered for that one.</param>
    /// <param name="ticket">Unlocks the signature of the reason; null where no secret was given.</param>
    /// <param name="asked">True when the questions were asked; false when the answers came with the whole record, where the same ones as before say nothing new.</param>
    /// <param name="scope">The act.</param>
    /// <param name="reasonField">Field of the request that a lacking signature is an error of.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<Refusal?> AnswerAsync(
        TechnologyVersion version, ScopeAnswers answers, SigningTicket? ticket, bool asked, WriteScope scope, string reasonField, CancellationToken cancellationToken)
    {
        var stored = version.Scope;
        var reason = answers.Influences.Count == 0 && !string.IsNullOrWhiteSpace(answers.NoGreatInfluence?.Reason) ? answers.NoGreatInfluence.Reason.Trim() : null;
        var given = answers with
        {
            ForVersion = answers.ForVersion ?? version.AlgorithmVersion,
            OtherInfluence = answers.Influences.Contains(DecisionInfluence.Other) ? answers.OtherInfluence?.Trim() : null,
            Evidence = answers.Evidence ?? [],
            NoGreatInfluence = null,
        };
        if (!asked && stored is not null && Same(given, stored with { NoGreatInfluence = null }) && reason == stored.NoGreatInfluence?.Reason)
        {
            return null;
        }

        if (reason is not null && ticket is null)
        {
            return new Invalid([Error(reasonField, "technology.reasonUnsigned"), Error("signature.secret", "access.signatureSecretMissing")]);
        }

        given = given with { NoGreatInfluence = reason is null ? null : new SignedReason(reason, scope.Caller.Id, ShanghaiDay.Of(scope.Now)) };
        var assessment = new ScopeAssessment
        {
            InstitutionId = scope.InstitutionId, Id = scope.NewId(), TechnologyVersionId = version.Id, AnsweredAt = scope.Now, AnsweredBy = scope.Caller.Id, Answers = given,
        };
        if (reason is not null)
        {
            assessment.SignatureId = await signing.SignAsync(
                scope, ticket!, "scope.noGreatInfluence", nameof(ScopeAssessment), assessment.Id, Content(version, assessment), cancellationToken);
        }

        scope.Db.Add(assessment);
        version.Scope = given;
        version.ReassessFrom = null;
        scope.Record("technology.scope.answered", nameof(TechnologyVersion), version.Id);
        return null;
    }

    private static FieldError Error(string field, string code) => new(field, code, new Dictionary<string, string>());

    private static bool Same(ScopeAnswers a, ScopeAnswers b) => JsonSerializer.Serialize(a, JsonColumn.Options) == JsonSerializer.Serialize(b, JsonColumn.Options);

    /// <summary>What the signature covers: the version, the answers and the reason.</summary>
    private static byte[] Content(TechnologyVersion version, ScopeAssessment assessment) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "scope.noGreatInfluence",
            technologyId = version.TechnologyId,
            technologyVersionId = version.Id,
            algorithm = version.AlgorithmName,
            release = version.AlgorithmVersion,
            assessmentId = assessment.Id,
            answers = assessment.Answers,
            signedAt = StoredInstant.ToMicroseconds(assessment.AnsweredAt),
        },
        JsonColumn.Options));
}
