using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Tables;
using Hengjian.Methods.Examinations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Statistics;

/// <summary>How often an option was chosen, in all and by the upper and the lower group.</summary>
public sealed record DistractorRow(string Code, string Text, bool Correct, int Chosen, int Upper, int Lower);

/// <summary>A question of a paper in figures.</summary>
/// <param name="Discrimination">Corrected point-biserial; null where nothing varies.</param>
public sealed record ItemFigures(int Position, string Number, QuestionKind Kind, string Topic, string Stem, int Maximum, double Difficulty, int? ExpectedPercent, double? Discrimination, double UpperLower, IReadOnlyList<DistractorRow> Distractors);

/// <summary>A paper in figures; they stand only from the pack's least number of candidates on.</summary>
public sealed record PaperFigures(
    Guid PaperId, string Title, int Candidates, int LeastCandidates, int Passed, double? Mean, double? StandardDeviation, double? Alpha, double? AlphaLow, double? AlphaHigh, int GroupSize,
    IReadOnlyList<ItemFigures> Items)
{
    public bool TooFew => Candidates < LeastCandidates;
}

/// <summary>Item statistics of a paper over its concluded sittings.</summary>
public sealed class PaperStatistics
{
    private readonly Database _database;
    private readonly PaperBook _papers;
    private readonly ExaminerCheck _check;
    private readonly ITableFiles _tables;
    private readonly TimeProvider _clock;

    internal PaperStatistics(Database database, PaperBook papers, ExaminerCheck check, ITableFiles tables, TimeProvider clock) =>
        (_database, _papers, _check, _tables, _clock) = (database, papers, check, tables, clock);

    public async Task<PaperFigures?> OfAsync(Caller caller, Guid paperId, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<ExamPaper>().FirstOrDefaultAsync(p => p.Id == paperId, cancellationToken) is not { } row)
        {
            return null;
        }

        var least = (await _check.ParametersAsync(db, ClauseIds.Examiners, _clock.GetUtcNow(), cancellationToken)).Int("leastCandidates");
        var sittings = await db.Set<Sitting>().Where(s => s.PaperId == paperId && s.State == SittingState.Concluded).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        var passed = sittings.Count(s => s.Passed == true);
        if (sittings.Count < Math.Max(3, least) || row.Items.Count < 2)
        {
            return new PaperFigures(paperId, row.Title, sittings.Count, least, passed, null, null, null, null, null, 0, []);
        }

        var paper = await _papers.PaperAsync(db, paperId, cancellationToken);
        var ids = sittings.ConvertAll(s => s.Id);
        var answers = (await db.Set<SittingAnswer>().Where(a => ids.Contains(a.SittingId)).ToListAsync(cancellationToken)).ToDictionary(a => (a.SittingId, a.Position));
        var marks = ids.ConvertAll(s => paper.Items.Select(i => (answers.GetValueOrDefault((s, i.Position))?.Hundredths ?? 0) / 100.0).ToArray());
        var test = ItemAnalysis.Analyse(marks, [.. paper.Items.Select(i => (double)i.Marks)]);
        var order = Enumerable.Range(0, ids.Count).OrderByDescending(c => marks[c].Sum()).ThenBy(c => c).Select(c => ids[c]).ToList();
        var (upper, lower) = (order.Take(test.GroupSize).ToHashSet(), order.TakeLast(test.GroupSize).ToHashSet());
        var versions = await PaperBook.VersionsAsync(db, paper, cancellationToken);
        var questionIds = paper.Items.Select(i => i.QuestionId).ToList();
        var numbers = await db.Set<Question>().Where(q => questionIds.Contains(q.Id)).ToDictionaryAsync(q => q.Id, q => q.Number, cancellationToken);
        return new PaperFigures(
            paperId, row.Title, ids.Count, least, passed, test.Mean, test.StandardDeviation, test.Alpha, test.AlphaInterval?.Low, test.AlphaInterval?.High, test.GroupSize,
            [.. paper.Items.Select((item, i) =>
            {
                var (version, figures) = (versions[item.VersionId], test.Items[i]);
                return new ItemFigures(
                    item.Position, numbers[item.QuestionId], item.Kind, item.Topic, version.Stem, item.Marks, figures.Difficulty, version.DifficultyPercent, figures.Discrimination, figures.UpperLower,
                    [.. version.Options.Select(o => new DistractorRow(o.Code, o.Text, o.Correct, Count(ids, item, o), Count(upper, item, o), Count(lower, item, o)))]);
            })]);

        int Count(IEnumerable<Guid> of, PaperItem item, AnswerOption option) => of.Count(s => answers.GetValueOrDefault((s, item.Position))?.Choices.Contains(option.Code) == true);
    }

    /// <summary>The figures as a file: a line for each question, and one for each of its options.</summary>
    public async Task<Outcome<SentTable>> ExportAsync(Caller caller, Guid paperId, TableFormat format, string language, CancellationToken cancellationToken)
    {
        if (await OfAsync(caller, paperId, cancellationToken) is not { } figures)
        {
            return new NotFound("paper");
        }

        if (figures.TooFew)
        {
            return new Conflict("examination.tooFewCandidates", new Dictionary<string, string> { ["least"] = Text(figures.LeastCandidates) });
        }

        string Head(string code) => Sheets.ExaminationWords.In.Column(code, language);
        string Share(double? value) => value?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) ?? "";
        string[] heads = ["position", "number", "kind", "topic", "stem", "marks", "difficulty", "discrimination", "upperLower", "option", "correct", "chosen", "upper", "lower"];
        var rows = new List<string[]> { heads.Select(Head).ToArray() };
        foreach (var item in figures.Items)
        {
            string[] start = [Text(item.Position), item.Number, Sheets.ExaminationWords.In.Word(typeof(QuestionKind), CodeName.Of(item.Kind), language), item.Topic, item.Stem, Text(item.Maximum), Share(item.Difficulty), Share(item.Discrimination), Share(item.UpperLower)];
            rows.Add([.. start, "", "", "", "", ""]);
            rows.AddRange(item.Distractors.Select(d => (string[])[Text(item.Position), item.Number, "", "", d.Text, "", "", "", "", d.Code, Sheets.ExaminationWords.In.YesNo(d.Correct, language), Text(d.Chosen), Text(d.Upper), Text(d.Lower)]));
        }

        var name = Sheets.ExaminationWords.In.Sheet("statistics", language);
        var sheet = new TableSheet(name, [.. rows.Select((r, i) => new TableRow(i + 1, [.. r.Select(c => new TableCell(c))]))]);
        return SentTable.Of(name, _tables.Write(new TableBook(format, [sheet])), format);
    }

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
