using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Papers;

/// <summary>Reads blueprints and papers.</summary>
public sealed class PaperQueries(Database database, IActorNames names)
{
    public async Task<Page<BlueprintItem>> BlueprintsAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<ExamBlueprint>().OrderBy(b => b.RetiredAt != null).ThenByDescending(b => b.CreatedAt).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(b => b.Id);
        var papers = await db.Set<ExamPaper>().Where(p => ids.Contains(p.BlueprintId)).GroupBy(p => p.BlueprintId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new Page<BlueprintItem>([.. rows.Select(b => Item(b, papers.GetValueOrDefault(b.Id)))], await db.Set<ExamBlueprint>().CountAsync(cancellationToken));
    }

    public async Task<BlueprintView?> BlueprintAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<ExamBlueprint>().FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var bank = await PaperActs.BankAsync(db, cancellationToken);
        var papers = await SummariesAsync(db, db.Set<ExamPaper>().Where(p => p.BlueprintId == id), cancellationToken);
        return new BlueprintView(
            Item(row, papers.Count), row.Version,
            [.. row.Sections.Select(s => new SectionView(
                s.Topic, s.Kind, s.Count, s.Marks, bank.Count(q => (s.Topic is null || s.Topic == q.Topic) && (s.Kind is null || s.Kind == q.Kind))))],
            papers);
    }

    /// <summary>Papers, newest first.</summary>
    public async Task<Page<PaperSummary>> PapersAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var ids = await db.Set<ExamPaper>().OrderByDescending(p => p.DrawnAt).Select(p => p.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<PaperSummary>(await SummariesAsync(db, db.Set<ExamPaper>().Where(p => ids.Contains(p.Id)), cancellationToken), await db.Set<ExamPaper>().CountAsync(cancellationToken));
    }

    /// <summary>A paper with its questions and their right answers.</summary>
    public async Task<PaperView?> PaperAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if ((await SummariesAsync(db, db.Set<ExamPaper>().Where(p => p.Id == id), cancellationToken)).FirstOrDefault() is not { } summary)
        {
            return null;
        }

        var row = await db.Set<ExamPaper>().FirstAsync(p => p.Id == id, cancellationToken);
        var blueprint = await db.Set<ExamBlueprint>().FirstAsync(b => b.Id == row.BlueprintId, cancellationToken);
        var (versionIds, questionIds) = (row.Items.Select(i => i.VersionId).ToList(), row.Items.Select(i => i.QuestionId).ToList());
        var versions = await db.Set<QuestionVersion>().Where(v => versionIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancellationToken);
        var numbers = await db.Set<Question>().Where(q => questionIds.Contains(q.Id)).ToDictionaryAsync(q => q.Id, q => q.Number, cancellationToken);
        var by = (await names.FindAsync(caller.InstitutionId, [row.DrawnBy.ToString("D")], cancellationToken)).GetValueOrDefault(row.DrawnBy.ToString("D")) ?? "–";
        return new PaperView(
            summary, row.BlueprintId, blueprint.Title, row.BankHash, by, row.WithdrawalReason,
            [.. row.Items.Select(i => (Item: i, Version: versions[i.VersionId])).Select(q => new PaperQuestionView(
                q.Item.Position, q.Item.QuestionId, q.Item.VersionId, numbers[q.Item.QuestionId], q.Version.Number, q.Item.Kind, q.Item.Topic, q.Version.Stem, q.Version.Options, q.Version.AiResult,
                q.Version.Guide, q.Item.Marks, q.Version.Images.Count))]);
    }

    private static async Task<IReadOnlyList<PaperSummary>> SummariesAsync(HengjianDbContext db, IQueryable<ExamPaper> papers, CancellationToken cancellationToken)
    {
        var rows = await papers.OrderByDescending(p => p.DrawnAt).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(p => p.Id);
        var sittings = await db.Set<Sitting>().Where(s => ids.Contains(s.PaperId)).GroupBy(s => s.PaperId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return rows.ConvertAll(p => new PaperSummary(
            p.Id, p.Title, p.Purpose, p.Seed, p.Items.Count, p.TotalMarks, p.PassPercent, p.DurationMinutes, p.DrawnAt, p.WithdrawnAt, sittings.GetValueOrDefault(p.Id)));
    }

    private static BlueprintItem Item(ExamBlueprint b, int papers) =>
        new(b.Id, b.Title, b.Purpose, b.Sections.Sum(s => s.Count), b.DurationMinutes, b.PassPercent, b.CreatedAt, b.RetiredAt, papers);
}
