using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Quality.ReaderStudies;

/// <summary>What a file holds by a map, before anything is stored. The same file and map always give the same plan, so an interrupted import can go on from it.</summary>
public sealed record StudyPlan(
    IReadOnlyList<PlannedGroup> Groups,
    IReadOnlyList<string> Readers,
    IReadOnlyList<RejectedRow> Rejected,
    int RejectedCount,
    IReadOnlyList<ImportWarning> Warnings)
{
    /// <summary>Rejected rows and cases with two truths are listed up to this many; beyond it they are counted.</summary>
    public const int MostListed = 1000;

    public int Cases => Groups.Sum(g => g.Cases.Count);

    public int Readings => Groups.Sum(g => g.Cases.Sum(c => c.Readings.Count));

    /// <summary>Reads a file by a map; refuses where a column is missing or no row can be used.</summary>
    public static Outcome<StudyPlan> Make(ReadOnlyMemory<byte> content, StudyMap map)
    {
        var errors = new FieldErrors();
        map.Check(errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var table = StudyTable.Read(content);
        if (table.Refusal is { } refusal)
        {
            return refusal;
        }

        foreach (var (member, column) in map.Columns)
        {
            errors.Require(
                table.Value!.Header.Contains(column, StringComparer.Ordinal),
                "map." + member,
                "import.columnMissing",
                ("column", column),
                ("columns", string.Join(", ", table.Value.Header)));
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var plan = new StudyPlanBuilder(table.Value!, map).Build();
        return plan.Readings == 0
            ? new Invalid("file", "import.nothingUsable", ("rows", plan.RejectedCount.ToString(CultureInfo.InvariantCulture)), ("first", First(plan)))
            : plan;
    }

    private static string First(StudyPlan plan) => plan.Rejected is [var row, ..]
        ? string.Create(CultureInfo.InvariantCulture, $"{row.Row}: {ImportTexts.Of(row.Code, row.Arguments, CultureInfo.CurrentUICulture.Name)}")
        : "";
}

/// <summary>The cases of one deployment to be. <paramref name="Name"/> is null where the map names no group column.</summary>
public sealed record PlannedGroup(string? Name, IReadOnlyList<LabelDefinition> Labels, IReadOnlyList<PlannedCase> Cases);

/// <summary>A case to be stored.</summary>
public sealed record PlannedCase(
    string Key,
    IReadOnlyDictionary<string, string> Subgroups,
    IReadOnlyList<StudyAiResult> AiResults,
    IReadOnlyList<PlannedReading> Readings,
    string? Truth);

/// <summary>A reading to be stored. <paramref name="Reader"/> is the place in <see cref="StudyPlan.Readers"/>.</summary>
public sealed record PlannedReading(int Reader, string Condition, bool WithAi, string Label, double? Seconds, int? ShownAiResult);
