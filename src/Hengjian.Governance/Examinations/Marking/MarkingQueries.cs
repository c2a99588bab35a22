using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Marking;

/// <summary>An open answer as an examiner sees it.</summary>
/// <param name="Chosen">Texts of what the candidate chose.</param>
/// <param name="Right">Texts of the right options.</param>
/// <param name="Own">The caller's marks so far.</param>
/// <param name="Others">Marks of the two examiners, shown to the arbiter, and to the examiners once both have marked it.</param>
public sealed record MarkingItem(
    int Position, string Stem, string? Guide, int Images, IReadOnlyList<string> Chosen, IReadOnlyList<string> Right, string? Text, int Maximum, decimal? Own, string? Comment,
    IReadOnlyList<decimal?> Others, bool Differs);

/// <summary>A sitting under its code, for its examiners.</summary>
public sealed record MarkingView(
    Guid Id, string Code, string Paper, SittingState State, bool AsArbiter, IReadOnlyList<MarkingItem> Items, decimal ClosedMarks, int Maximum, bool MaySign, bool HasSigned, Decision Decision);

/// <summary>What examiners mark; nothing of it says who the candidate is.</summary>
public sealed class MarkingQueries
{
    private readonly Database _database;
    private readonly PaperBook _papers;
    private readonly MarkAnswers _marking;
    private readonly ExaminerCheck _check;
    private readonly IDocumentDirectory _documents;
    private readonly TimeProvider _clock;

    internal MarkingQueries(Database database, PaperBook papers, MarkAnswers marking, ExaminerCheck check, IDocumentDirectory documents, TimeProvider clock) =>
        (_database, _papers, _marking, _check, _documents, _clock) = (database, papers, marking, check, documents, clock);

    public async Task<MarkingView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<Sitting>().FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } sitting
            || !(sitting.Examiners.Contains(caller.Id) || sitting.ArbiterId == caller.Id)
            || sitting.State is not (SittingState.HandedIn or SittingState.Concluded))
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var paper = await _papers.PaperAsync(db, sitting.PaperId, cancellationToken);
        var title = await db.Set<ExamPaper>().Where(p => p.Id == sitting.PaperId).Select(p => p.Title).FirstAsync(cancellationToken);
        var state = await MarkingState.OfAsync(db, sitting, paper, cancellationToken);
        var versions = await PaperBook.VersionsAsync(db, paper, cancellationToken);
        var percent = (await _check.ParametersAsync(db, ClauseIds.Examiners, now, cancellationToken)).Int("arbitrationPercent");
        var arbiter = !sitting.Examiners.Contains(caller.Id);
        var openPositions = state.Select(m => m.Item.Position).ToHashSet();
        var closed = (await db.Set<SittingAnswer>().Where(a => a.SittingId == id).ToListAsync(cancellationToken)).Where(a => !openPositions.Contains(a.Position)).Sum(a => a.Hundredths ?? 0);
        var signed = sitting.Signatures.Any(s => s.UserId == caller.Id);
        return new MarkingView(
            id, sitting.Code, title, sitting.State, arbiter,
            [.. state.Where(m => !arbiter || m.Differ(percent)).Select(m => Item(m, versions[m.Item.VersionId], caller.Id, arbiter, percent))],
            Marks.Of(closed), sitting.Maximum, !arbiter && !signed && sitting.State == SittingState.HandedIn, signed,
            await _marking.DecisionAsync(db, sitting, state, now, cancellationToken));
    }

    /// <summary>An image of a question, for an examiner of the sitting.</summary>
    public async Task<ExamImage?> ImageAsync(Caller caller, Guid id, int position, int number, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<Sitting>().FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } sitting || !(sitting.Examiners.Contains(caller.Id) || sitting.ArbiterId == caller.Id)
            || (await _papers.PaperAsync(db, sitting.PaperId, cancellationToken)).At(position) is not { } item)
        {
            return null;
        }

        var version = await db.Set<QuestionVersion>().FirstAsync(v => v.Id == item.VersionId, cancellationToken);
        return await QuestionQueries.ImageAsync(db, _documents, version.Images, number, cancellationToken);
    }

    private static MarkingItem Item(OpenMarks marks, QuestionVersion version, Guid examiner, bool arbiter, int percent)
    {
        var own = new[] { marks.First, marks.Second, marks.Third }.FirstOrDefault(m => m?.ExaminerId == examiner);
        var both = marks.First is not null && marks.Second is not null;
        return new MarkingItem(
            marks.Item.Position, version.Stem, version.Guide, version.Images.Count,
            [.. version.Options.Where(o => marks.Answer.Choices.Contains(o.Code)).Select(o => o.Text)],
            [.. version.Options.Where(o => o.Correct).Select(o => o.Text)],
            marks.Answer.Text, marks.Item.Marks, Marks.Of(own?.Hundredths), own?.Comment,
            both || arbiter ? [Marks.Of(marks.First?.Hundredths), Marks.Of(marks.Second?.Hundredths)] : [], marks.Differ(percent));
    }
}
