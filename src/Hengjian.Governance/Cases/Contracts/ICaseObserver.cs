using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>What statistics need of a case, at one moment. Everything in it follows from the case's rows and the deployment's labels, so it can be rebuilt at any time.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="DeploymentId">Its deployment.</param>
/// <param name="VersionId">The technology version whose AI result the case has; the admitted version where it has none.</param>
/// <param name="ExaminedAt">The examination's instant, which dates the case in statistics.</param>
/// <param name="State">State.</param>
/// <param name="Protocol">Reading protocol.</param>
/// <param name="Study">True for a case of an imported reader study.</param>
/// <param name="WithoutAi">Read without AI: it failed or may not be used.</param>
/// <param name="AiResults">AI results that readers were or could be shown, one where there is no study behind it.</param>
/// <param name="Readings">Opinions that no later one supersedes; provisional and study readings included.</param>
/// <param name="References">References, any kind.</param>
/// <param name="Subgroups">Dimension → value; a dimension without a value is absent.</param>
public sealed record CaseFacts(
    Guid CaseId,
    Guid DeploymentId,
    Guid VersionId,
    DateTimeOffset ExaminedAt,
    CaseState State,
    ReadingProtocol Protocol,
    bool Study,
    bool WithoutAi,
    IReadOnlyList<AiResultFact> AiResults,
    IReadOnlyList<ReadingFact> Readings,
    IReadOnlyList<ReferenceFact> References,
    IReadOnlyDictionary<string, string> Subgroups)
{
    /// <summary>Label of the final diagnosis that stands; null before there is one. Known within an act on the case; absent where cases are read in bulk for statistics.</summary>
    public string? FinalLabel { get; init; }

    /// <summary>When the case was concluded first; null before.</summary>
    public DateTimeOffset? ConcludedAt { get; init; }
}

/// <summary>An AI result in statistics. <paramref name="Positive"/> is null where the result gave no label that the deployment knows.</summary>
public sealed record AiResultFact(Guid Id, string? Label, bool? Positive, double? Score);

/// <summary>
/// One reading. <paramref name="WithAi"/>: given after the AI result (phase afterAi of a case with AI). <paramref name="ShownAi"/>: the result that this reader was
/// shown, also where a newer one of the case has replaced it since.
/// </summary>
public sealed record ReadingFact(
    Guid OpinionId, Guid ReaderId, ReadingPhase Phase, bool WithAi, string Label, bool? Positive, double? Seconds, AiResultFact? ShownAi, DateTimeOffset At);

public sealed record ReferenceFact(Guid Id, ReferenceKind Kind, string Label, bool? Positive);

/// <summary>Told of every change to a case inside the act's transaction, so that what is derived from cases commits with them.</summary>
public interface ICaseObserver
{
    /// <param name="scope">The act.</param>
    /// <param name="before">The facts before the act; null for a new case.</param>
    /// <param name="after">The facts after it.</param>
    /// <param name="cancellationToken">Cancels the act.</param>
    Task CaseChangedAsync(WriteScope scope, CaseFacts? before, CaseFacts after, CancellationToken cancellationToken);

    /// <summary>Told of many cases that one act changes, such as a chunk of an import; an observer that can do better than one by one overrides it.</summary>
    async Task CasesChangedAsync(WriteScope scope, IReadOnlyList<(CaseFacts? Before, CaseFacts After)> changes, CancellationToken cancellationToken)
    {
        foreach (var (before, after) in changes)
        {
            await CaseChangedAsync(scope, before, after, cancellationToken);
        }
    }
}
