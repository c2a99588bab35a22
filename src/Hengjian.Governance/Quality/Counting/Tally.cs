namespace Hengjian.Governance.Quality.Counting;

/// <summary>
/// What a cell counts. Positive and negative are the deployment's labels; true and false are judged by the cell's reference. In cells without a reference only the
/// first four are counted, over all cases; in cells of a reference <see cref="Cases"/> are the cases that it judges.
/// </summary>
public enum Tally
{
    /// <summary>Cases that are not cancelled.</summary>
    Cases,

    /// <summary>Cases read without AI because it failed or might not be used; study cases are never failures.</summary>
    AiFailures,

    /// <summary>Readings before or without AI.</summary>
    ReadingsAlone,

    /// <summary>Readings with AI.</summary>
    ReadingsWithAi,

    /// <summary>AI results of cases. A study case may have several, each counted once.</summary>
    AiTp,
    AiFp,
    AiTn,
    AiFn,

    /// <summary>Readings alone.</summary>
    AloneTp,
    AloneFp,
    AloneTn,
    AloneFn,

    /// <summary>Readings with AI.</summary>
    WithAiTp,
    WithAiFp,
    WithAiTn,
    WithAiFn,

    /// <summary>AI results by reading: one for each reading that the result was shown for.</summary>
    ShownTp,
    ShownFp,
    ShownTn,
    ShownFn,

    /// <summary>Readings that gave the label of a wrong AI result.</summary>
    FollowedWrongAi,

    /// <summary>Readings that were right where the AI was wrong.</summary>
    CorrectedWrongAi,

    /// <summary>Same reader and case alone and with AI: right both times.</summary>
    PairsBothRight,

    /// <summary>Wrong alone, right with AI.</summary>
    PairsGained,

    /// <summary>Right alone, wrong with AI.</summary>
    PairsLost,

    /// <summary>Wrong both times.</summary>
    PairsBothWrong,
}

/// <summary>What is kept as an exact distribution.</summary>
public enum Series
{
    /// <summary>Seconds of readings alone, in tenths.</summary>
    SecondsAlone,

    /// <summary>Seconds of readings with AI, in tenths.</summary>
    SecondsWithAi,

    /// <summary>AI scores, in thousandths, of cases that the reference calls positive.</summary>
    ScorePositive,

    /// <summary>The same of cases that the reference calls negative.</summary>
    ScoreNegative,
}

internal static class Tallies
{
    public static readonly int Count = Enum.GetValues<Tally>().Length;
}
