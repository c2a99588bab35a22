using System.Collections.Concurrent;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Papers;

/// <summary>What of a paper never changes, kept in memory: each save of an answer asks for it.</summary>
internal sealed record FrozenPaper(Guid Id, long Seed, int PassPercent, int TotalMarks, IReadOnlyList<PaperItem> Items)
{
    public PaperItem? At(int position) => position >= 1 && position <= Items.Count ? Items[position - 1] : null;
}

/// <summary>Papers and the versions of their questions, read once: both are frozen.</summary>
internal sealed class PaperBook
{
    private const int Most = 200;

    private readonly ConcurrentDictionary<(Guid Institution, Guid Paper), FrozenPaper> _papers = new();

    public async Task<FrozenPaper> PaperAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (_papers.TryGetValue((db.InstitutionId, id), out var known))
        {
            return known;
        }

        var row = await db.Set<ExamPaper>().AsNoTracking().FirstAsync(p => p.Id == id, cancellationToken);
        if (_papers.Count >= Most)
        {
            _papers.Clear();
        }

        return _papers[(db.InstitutionId, id)] = new FrozenPaper(id, row.Seed, row.PassPercent, row.TotalMarks, row.Items);
    }

    /// <summary>The versions on a paper by id.</summary>
    public static async Task<IReadOnlyDictionary<Guid, QuestionVersion>> VersionsAsync(HengjianDbContext db, FrozenPaper paper, CancellationToken cancellationToken)
    {
        var ids = paper.Items.Select(i => i.VersionId).ToList();
        return await db.Set<QuestionVersion>().AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancellationToken);
    }
}
