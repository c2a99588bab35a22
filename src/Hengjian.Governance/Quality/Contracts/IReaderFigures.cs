using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Quality.Contracts;

/// <summary>A reader's readings of a period that a reference judges (of a case the reference of highest precedence), on some deployments together.</summary>
/// <param name="Judged">Readings, alone and with AI.</param>
/// <param name="Right">Of these those that the reference confirms.</param>
/// <param name="AiRight">Readings for which a right AI result was shown.</param>
/// <param name="AiWrong">Readings for which a wrong AI result was shown.</param>
/// <param name="FollowedRightAi">Of <paramref name="AiRight"/> those that came to the same.</param>
/// <param name="FollowedWrongAi">Of <paramref name="AiWrong"/> those that gave its label.</param>
public sealed record ReaderCounts(long Judged, long Right, long AiRight, long AiWrong, long FollowedRightAi, long FollowedWrongAi)
{
    public static ReaderCounts None { get; } = new(0, 0, 0, 0, 0, 0);

    public static ReaderCounts operator +(ReaderCounts a, ReaderCounts b) => new(
        a.Judged + b.Judged, a.Right + b.Right, a.AiRight + b.AiRight, a.AiWrong + b.AiWrong, a.FollowedRightAi + b.FollowedRightAi, a.FollowedWrongAi + b.FollowedWrongAi);
}

/// <summary>Figures of one reader, from the cells.</summary>
public interface IReaderFigures
{
    /// <summary>
    /// The counts as <paramref name="caller"/> may see them: what is withheld from a caller on one deployment (few cases, cases that the caller must still read blind) is not counted.
    /// </summary>
    /// <param name="from">First local day of the examination.</param>
    /// <param name="to">Last, included.</param>
    Task<ReaderCounts> OfAsync(Caller caller, Guid reader, IReadOnlyCollection<Guid> deployments, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>Everybody who has readings on a deployment of an institution.</summary>
    Task<IReadOnlyList<Guid>> ReadersAsync(Guid institution, Guid deployment, CancellationToken cancellationToken);
}
