using System.Globalization;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Examinations.Sheets;

/// <summary>Questions as rows of a sheet, one a question; what is written is read again.</summary>
internal static class QuestionSheet
{
    private const string Letters = "ABCDEFGH";

    public static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new("kind", ColumnKind.Word, typeof(QuestionKind)), new("topic"), new("stem"),
        .. Letters.Select(l => new SheetColumn("option" + l)),
        new("answer"), new("aiResult"), new("guide"), new("rationale"), new("difficulty", ColumnKind.Whole), new("marks", ColumnKind.Whole),
    ];

    /// <summary>The request that a row asks for.</summary>
    public static QuestionRequest Request(FileRow row)
    {
        QuestionKind? kind = row.Text("kind") is { } word && CodeName.TryParse<QuestionKind>(word, out var known) ? known : null;
        var answer = row.Text("answer") ?? "";
        var isFixed = kind is { } k && QuestionFilling.FixedAnswers(k).Count > 0;
        var chosen = answer.ToUpperInvariant();
        var filled = Letters.Count(l => row.Text("option" + l) is not null);
        return new QuestionRequest
        {
            Kind = kind,
            Topic = row.Text("topic"),
            Stem = row.Text("stem"),
            Options = isFixed ? null : [.. Letters.Take(Math.Max(filled, LastOption(row))).Select(l => new OptionRequest { Text = row.Text("option" + l), Correct = chosen.Contains(l, StringComparison.Ordinal) })],
            Answer = kind switch
            {
                QuestionKind.Judgement => ExaminationWords.In.ParseYesNo(answer) switch { true => "true", false => "false", _ => answer.Length == 0 ? null : answer },
                QuestionKind.SpotWrongAi => ExaminationWords.In.Parse(typeof(AiAnswer), answer) ?? (answer.Length == 0 ? null : answer),
                _ => null,
            },
            AiResult = row.Text("aiResult"),
            Guide = row.Text("guide"),
            Rationale = row.Text("rationale"),
            DifficultyPercent = Whole(row.Text("difficulty")),
            Marks = Whole(row.Text("marks")),
        };
    }

    /// <summary>Letters in an answer that name no option; null where all do.</summary>
    public static string? StrayAnswer(FileRow row, QuestionRequest request) =>
        request.Options is { } options && row.Text("answer") is { } answer && answer.ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c is not (',' or '、' or '，')).Any(c => !Letters.Contains(c, StringComparison.Ordinal) || Letters.IndexOf(c, StringComparison.Ordinal) >= options.Count)
            ? answer
            : null;

    public static TableSheet Write(IReadOnlyList<(Question Question, QuestionVersion Version)> questions, string language)
    {
        var rows = new List<TableRow> { new(1, [.. Columns.Select(c => new TableCell(ExaminationWords.In.Column(c.Code, language)))]) };
        foreach (var (question, version) in questions)
        {
            rows.Add(new TableRow(rows.Count + 1, [.. Columns.Select(c => new TableCell(Cell(c, question, version, language)))]));
        }

        return new TableSheet(ExaminationWords.In.Sheet("questions", language), rows);
    }

    private static string Cell(SheetColumn column, Question question, QuestionVersion version, string language) => column.Code switch
    {
        "kind" => ExaminationWords.In.Word(typeof(QuestionKind), CodeName.Of(question.Kind), language),
        "topic" => version.Topic,
        "stem" => version.Stem,
        "answer" => Answer(question.Kind, version, language),
        "aiResult" => version.AiResult ?? "",
        "guide" => version.Guide ?? "",
        "rationale" => version.Rationale,
        "difficulty" => version.DifficultyPercent?.ToString(CultureInfo.InvariantCulture) ?? "",
        "marks" => version.Marks.ToString(CultureInfo.InvariantCulture),
        _ => version.Options.FirstOrDefault(o => "option" + o.Code == column.Code)?.Text ?? "",
    };

    private static string Answer(QuestionKind kind, QuestionVersion version, string language)
    {
        var right = version.Options.Where(o => o.Correct).Select(o => o.Code).ToList();
        return kind switch
        {
            QuestionKind.Judgement => ExaminationWords.In.YesNo(right.Contains("true"), language),
            QuestionKind.SpotWrongAi => ExaminationWords.In.Word(typeof(AiAnswer), right[0], language),
            _ => string.Concat(right),
        };
    }

    private static int LastOption(FileRow row) => Letters.Select((l, i) => row.Text("option" + l) is null ? 0 : i + 1).Max();

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
