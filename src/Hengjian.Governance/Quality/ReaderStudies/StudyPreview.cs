using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Quality.ReaderStudies;

/// <summary>The columns and first rows of a file, to choose the map by.</summary>
public sealed record StudyPreview(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int RowsShown = 5;

    private readonly IReadOnlyList<StudyRow> _all = [];

    /// <summary>Reads a file; refuses what an import would refuse whatever the map.</summary>
    public static Outcome<StudyPreview> Of(ReadOnlyMemory<byte> content)
    {
        var table = StudyTable.Read(content);
        return table.Refusal is { } refusal ? refusal : new StudyPreview(table.Value!);
    }

    private StudyPreview(StudyTable table)
        : this(table.Header, [.. table.Rows.Take(RowsShown).Select(r => r.Cells)]) => _all = table.Rows;

    /// <summary>A map from columns whose names say what they are; what is not plain is left for the person to say.</summary>
    public StudyMap Guess()
    {
        var condition = Find("condition", "modality", "arm", "条件");
        var values = condition is null ? [] : Values(condition);
        return new StudyMap
        {
            Case = Find("case_id", "case", "病例", "病例号"),
            Reader = Find("reader_id", "reader", "读者", "医师"),
            ReaderLabel = Find("reader_label", "label", "读者标签", "结论"),
            Truth = Find("truth", "reference", "金标准", "真值"),
            AiLabel = Find("ai_label", "ai", "AI标签", "AI 标签"),
            AiScore = Find("ai_score", "score", "得分"),
            Seconds = Find("seconds", "time", "秒数"),
            Condition = condition,
            WithoutAi = [.. values.Where(v => v is "unaided" or "alone" or "without" or "without_ai" or "独立")],
            WithAi = [.. values.Where(v => v is "ai_assisted" or "with" or "with_ai" or "aided" or "合用")],
            Positive = Find("truth", "reference", "金标准", "真值") is { } truth && Values(truth).Contains("1", StringComparer.Ordinal) ? ["1"] : [],
            Reference = Find("truth", "reference", "金标准", "真值") is null ? null : ReferenceKind.Panel,
        };
    }

    private string? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Header.FirstOrDefault(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private HashSet<string> Values(string column)
    {
        var place = Header.ToList().IndexOf(column);
        return _all.Where(r => r.Cells.Length > place).Select(r => r.Cells[place].Trim()).Where(v => v.Length > 0).Take(10_000).ToHashSet(StringComparer.Ordinal);
    }
}
