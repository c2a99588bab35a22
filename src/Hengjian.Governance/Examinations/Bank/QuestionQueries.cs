using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Bank;

/// <summary>An image as it is sent.</summary>
public sealed record ExamImage(string MediaType, byte[] Content);

/// <summary>Reads the bank, for those who may; the right answers are in it.</summary>
public sealed class QuestionQueries(Database database, IActorNames names, IDocumentDirectory documents)
{
    public async Task<Page<QuestionItem>> ListAsync(Caller caller, QuestionFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = Newest(db, filter);
        var items = await rows.OrderBy(r => r.Question.Number).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var mayApprove = caller.Can(Permission.QuestionsWrite);
        return new Page<QuestionItem>(
            [.. items.Select(r => new QuestionItem(
                r.Question.Id, r.Question.Number, r.Question.Kind, r.Version.Topic, r.Version.Stem, r.Version.State, r.Version.Number, r.Version.Marks, r.Version.DifficultyPercent,
                mayApprove && r.Version.State == QuestionState.Draft && r.Version.DraftedBy != caller.Id))],
            await rows.CountAsync(cancellationToken));
    }

    /// <summary>Topics in use, in order.</summary>
    public async Task<IReadOnlyList<string>> TopicsAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<QuestionVersion>().Where(v => v.State == QuestionState.Approved || v.State == QuestionState.Draft).Select(v => v.Topic).Distinct().OrderBy(t => t).ToListAsync(cancellationToken);
    }

    public async Task<QuestionView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<Question>().FirstOrDefaultAsync(q => q.Id == id, cancellationToken) is not { } question)
        {
            return null;
        }

        var versions = await db.Set<QuestionVersion>().Where(v => v.QuestionId == id).OrderByDescending(v => v.Number).ToListAsync(cancellationToken);
        return (await ViewsAsync(db, [(question, versions)], cancellationToken))[0];
    }

    /// <summary>Questions as filtered with their newest version, for a file.</summary>
    internal async Task<IReadOnlyList<(Question Question, QuestionVersion Version)>> AllAsync(HengjianDbContext db, QuestionFilter filter, CancellationToken cancellationToken) =>
        (await Newest(db, filter).OrderBy(r => r.Question.Number).ToListAsync(cancellationToken)).ConvertAll(r => (r.Question, r.Version));

    /// <summary>An image of a version, for those who read the bank.</summary>
    public async Task<ExamImage?> ImageAsync(Caller caller, Guid versionId, int number, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<QuestionVersion>().FirstOrDefaultAsync(v => v.Id == versionId, cancellationToken) is { } version
            ? await ImageAsync(db, documents, [.. version.Images, .. await DraftImagesAsync(db, version, cancellationToken)], number, cancellationToken)
            : null;
    }

    internal static async Task<ExamImage?> ImageAsync(HengjianDbContext db, IDocumentDirectory documents, IReadOnlyList<Guid> images, int number, CancellationToken cancellationToken) =>
        number >= 0 && number < images.Count && await documents.FindAsync(db, images[number], cancellationToken) is { } fact
            && await documents.ReadAsync(db, fact.Id, cancellationToken) is { } content
            ? new ExamImage(fact.MediaType, content)
            : null;

    private async Task<IEnumerable<Guid>> DraftImagesAsync(HengjianDbContext db, QuestionVersion version, CancellationToken cancellationToken) => version.State != QuestionState.Draft
        ? []
        : (await documents.OfAsync(db, QuestionImages.SubjectKind, version.Id, cancellationToken)).Where(d => d.WithdrawnAt is null).OrderBy(d => d.UploadedAt).Select(d => d.Id);

    private async Task<IReadOnlyList<QuestionView>> ViewsAsync(HengjianDbContext db, IReadOnlyList<(Question Question, List<QuestionVersion> Versions)> rows, CancellationToken cancellationToken)
    {
        var people = rows.SelectMany(r => r.Versions).SelectMany(v => new[] { v.DraftedBy, v.ApprovedBy ?? Guid.Empty }).Distinct().Select(i => i.ToString("D")).ToList();
        var known = await names.FindAsync(db.InstitutionId, people, cancellationToken);
        var views = new List<QuestionView>(rows.Count);
        foreach (var (question, versions) in rows)
        {
            var parts = new List<QuestionVersionView>(versions.Count);
            foreach (var v in versions)
            {
                parts.Add(new QuestionVersionView(
                    v.Id, v.Version, v.Number, v.State, v.Topic, v.Stem, v.Options, v.AiResult, v.Guide, v.Rationale, v.DifficultyPercent, v.Marks,
                    [.. v.Images, .. await DraftImagesAsync(db, v, cancellationToken)], v.DraftedBy, known.GetValueOrDefault(v.DraftedBy.ToString("D")) ?? "–", v.DraftedAt,
                    v.ApprovedBy is { } by ? known.GetValueOrDefault(by.ToString("D")) : null, v.ApprovedAt));
            }

            views.Add(new QuestionView(question.Id, question.Number, question.Kind, question.RetiredAt, question.RetirementReason, parts));
        }

        return views;
    }

    private static IQueryable<NewestVersion> Newest(HengjianDbContext db, QuestionFilter filter)
    {
        var versions = db.Set<QuestionVersion>();
        return versions
            .Where(v => !versions.Any(o => o.QuestionId == v.QuestionId && o.Number > v.Number))
            .Where(v => (filter.Topic == null || v.Topic == filter.Topic) && (filter.State == null || v.State == filter.State) && (filter.Text == null || v.Stem.Contains(filter.Text)))
            .Join(db.Set<Question>(), v => v.QuestionId, q => q.Id, (v, q) => new NewestVersion { Question = q, Version = v })
            .Where(r => filter.Kind == null || r.Question.Kind == filter.Kind);
    }

    private sealed class NewestVersion
    {
        public required Question Question { get; init; }

        public required QuestionVersion Version { get; init; }
    }
}
