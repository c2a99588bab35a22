using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Facts of many cases, for what is derived from them.</summary>
public interface ICaseFacts
{
    /// <summary>Deployments that have cases.</summary>
    Task<IReadOnlyList<Guid>> DeploymentsAsync(HengjianDbContext db, CancellationToken cancellationToken);

    /// <summary>Every case of a deployment, read through <paramref name="db"/> and so within its transaction.</summary>
    IAsyncEnumerable<CaseFacts> AllAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken);

    /// <summary>
    /// Cases that <paramref name="caller"/> may see and whose AI result and readings are not hidden from that person now, newest first. Only those for which
    /// <paramref name="search"/> can hold are read; what it finds is a superset that the caller of this method narrows.
    /// </summary>
    IAsyncEnumerable<VisibleCase> VisibleAsync(Caller caller, CaseFactsSearch search, CancellationToken cancellationToken);

    /// <summary>
    /// Judged cases of a deployment whose AI result the caller must not learn yet, not even from a figure: open blind-first cases of somebody who reads or
    /// concludes. Their number does not grow with history.
    /// </summary>
    Task<IReadOnlyList<CaseFacts>> HiddenAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken);

    /// <summary>Independent readings of a deployment for agreement between readers: not superseded, of cases that are not cancelled (practice.md 1).</summary>
    IAsyncEnumerable<IndependentReading> IndependentReadingsAsync(Guid institution, Guid deploymentId, CancellationToken cancellationToken);
}

/// <summary>What a case must have to be read. Null asks for nothing.</summary>
/// <param name="DeploymentId">Its deployment.</param>
/// <param name="From">Examined at or after.</param>
/// <param name="Before">Examined before.</param>
/// <param name="ReaderId">Has a reading of this reader.</param>
/// <param name="AiLabels">Has an AI result with one of these labels.</param>
/// <param name="ReadingLabels">Has a reading with one of these labels.</param>
/// <param name="ReferenceLabels">Has a reference with one of these labels.</param>
/// <param name="HasReference">Has a reference, or has none.</param>
public sealed record CaseFactsSearch(
    Guid DeploymentId,
    DateTimeOffset? From = null,
    DateTimeOffset? Before = null,
    Guid? ReaderId = null,
    IReadOnlyList<string>? AiLabels = null,
    IReadOnlyList<string>? ReadingLabels = null,
    IReadOnlyList<string>? ReferenceLabels = null,
    bool? HasReference = null);

/// <summary>A case that may be listed, with its facts. <paramref name="StudyKey"/> is its key in an imported study.</summary>
public sealed record VisibleCase(string Number, string? StudyKey, CaseFacts Facts);

/// <summary>One reading for agreement. <paramref name="Condition"/> is the study's condition, or the phase's code.</summary>
public sealed record IndependentReading(Guid CaseId, Guid ReaderId, string Condition, string Label);
