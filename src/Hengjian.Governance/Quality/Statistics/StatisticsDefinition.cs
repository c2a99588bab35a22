using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hengjian.Governance.Quality.Statistics;

/// <summary>How statistics are made and from which numbers on they are shown: data with a version, named by every answer.</summary>
public sealed record StatisticsDefinition
{
    private const string Resource = "quality.statistics@1.json";

    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>Confidence level of every interval, in (0, 1).</summary>
    public required double Level { get; init; }

    /// <summary>Figures on fewer judged cases are withheld from whoever may not see every case: they could tell a single result (decisions.md 6).</summary>
    public required int LeastCases { get; init; }

    /// <summary>A reader's figures on fewer judged readings are not shown (practice.md 14).</summary>
    public required int LeastReadingsOfReader { get; init; }

    /// <summary>Readers without names are listed only from this many on: among fewer, each could be guessed.</summary>
    public required int LeastUnnamedReaders { get; init; }

    /// <summary>Pairs of readers with fewer common cases do not enter the agreement (interfaces.md).</summary>
    public required int LeastCommonCases { get; init; }

    /// <summary>With fewer judged readings alone or with AI the page does not say whether the AI helps.</summary>
    public required int LeastReadingsToJudge { get; init; }

    /// <summary>The definition in force, from the program's resources.</summary>
    /// <exception cref="InvalidDataException">It is not valid: the program cannot start.</exception>
    public static StatisticsDefinition Load()
    {
        using var stream = typeof(StatisticsDefinition).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"The resource {Resource} is lacking.");
        StatisticsDefinition definition;
        try
        {
            definition = JsonSerializer.Deserialize<StatisticsDefinition>(
                stream, new JsonSerializerOptions(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow })!;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{Resource}: {exception.Message}", exception);
        }

        return definition is { Level: > 0 and < 1, LeastCases: > 0, LeastReadingsOfReader: > 0, LeastUnnamedReaders: > 0, LeastCommonCases: > 1, LeastReadingsToJudge: > 0 }
            ? definition
            : throw new InvalidDataException($"{Resource}: a number is out of its range.");
    }
}
