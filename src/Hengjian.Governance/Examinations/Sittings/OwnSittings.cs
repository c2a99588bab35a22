using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>One of the caller's own sittings.</summary>
public sealed record OwnSittingItem(
    Guid Id, string Paper, PaperPurpose Purpose, SittingState State, int Attempt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int DurationMinutes, DateTimeOffset? EndsAt, decimal? Score, int Maximum,
    bool? Passed, bool CanBegin, bool CanContinue);

/// <summary>An option as it is shown to this candidate.</summary>
public sealed record OwnOption(string Value, string Text);

/// <summary>A question as its candidate sees it: nothing in it tells the right answer, save <paramref name="Right"/> and <paramref name="Rationale"/> of a concluded literacy test.</summary>
public sealed record OwnQuestion(
    int Position, QuestionKind Kind, string Stem, string? AiResult, IReadOnlyList<OwnOption> Options, int Marks, int Images, IReadOnlyList<string> Choices, string? Text, long Sequence,
    DateTimeOffset? SavedAt, IReadOnlyList<string>? Right, string? Rationale);

/// <summary>The share of a topic's marks, and the median of those who sat the same paper; null while they are too few.</summary>
public sealed record TopicResult(string Topic, decimal Score, int Maximum, double? GroupMedian, int Group);

/// <summary>How a candidate dealt with results of an AI: of those that were wrong how many were corrected, of those that were right how many were followed.</summary>
public sealed record JudgementResult(int Wrong, int Corrected, int Right, int Followed);

/// <summary>The conclusion as the candidate gets it.</summary>
public sealed record OwnResult(
    decimal Score, int Maximum, int PassPercent, bool Passed, DateTimeOffset ConcludedAt, IReadOnlyList<TopicResult> Topics, JudgementResult? Judgement, string? Objection, string? ObjectionAnswer,
    bool? ObjectionUpheld, DateOnly? ObjectUntil);

/// <summary>A sitting for its candidate. Questions stand only while it runs, and after a literacy test.</summary>
public sealed record OwnSittingView(
    OwnSittingItem Item, int ExtraMinutes, DateTimeOffset? StartedAt, DateTimeOffset? HandedInAt, bool ClosedByClock, int SecondsLeft, int Questions, int Answered, IReadOnlyList<OwnQuestion> Shown,
    OwnResult? Result, string? EndReason);

/// <summary>Reads the caller's own sittings.</summary>
public sealed class OwnSittings
{
    private readonly Database _database;
    private readonly PaperBook _papers;
    private readonly ExaminerCheck _check;
    private readonly IDocumentDirectory _documents;
    private readonly TimeProvider _clock;

    internal OwnSittings(Database database, PaperBook papers, ExaminerCheck check, IDocumentDirectory documents, TimeProvider clock) =>
        (_database, _papers, _check, _documents, _clock) = (database, papers, check, documents, clock);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<OwnSittingItem>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var rows = await Own(db, caller).OrderByDescending(s => s.OpensAt).ThenByDescending(s => s.Id).ToListAsync(cancellationToken);
        var ids = rows.Select(s => s.PaperId).Distinct().ToList();
        var titles = await db.Set<ExamPaper>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Title, cancellationToken);
        return rows.ConvertAll(s => Item(s, titles[s.PaperId], _clock.GetUtcNow()));
    }

    public async Task<OwnSittingView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<Sitting>().FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } sitting || !SitExam.IsOwn(sitting, caller))
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var paper = await _papers.PaperAsync(db, sitting.PaperId, cancellationToken);
        var title = await db.Set<ExamPaper>().Where(p => p.Id == sitting.PaperId).Select(p => p.Title).FirstAsync(cancellationToken);
        var answers = sitting.StartedAt is null ? [] : await db.Set<SittingAnswer>().Where(a => a.SittingId == id).ToDictionaryAsync(a => a.Position, cancellationToken);
        var item = Item(sitting, title, now);
        var learns = sitting is { State: SittingState.Concluded, Purpose: PaperPurpose.Literacy };
        IReadOnlyList<OwnQuestion> shown = [];
        if (item.CanContinue || learns)
        {
            var versions = await PaperBook.VersionsAsync(db, paper, cancellationToken);
            shown = [.. paper.Items.Select(i => Question(i, versions[i.VersionId], PaperDraw.OptionOrder(i, paper.Seed, id), answers.GetValueOrDefault(i.Position), learns))];
        }

        return new OwnSittingView(
            item, sitting.ExtraMinutes, sitting.StartedAt, sitting.HandedInAt, sitting.ClosedByClock, sitting.State == SittingState.Running ? SitExam.SecondsLeft(sitting, now) : 0, paper.Items.Count,
            answers.Values.Count(a => a.Choices.Count > 0 || a.Text is not null), shown,
            sitting.State == SittingState.Concluded ? await ResultAsync(db, sitting, paper, answers, now, cancellationToken) : null,
            sitting.State is SittingState.Annulled or SittingState.Cancelled ? sitting.EndReason : null);
    }

    /// <summary>An image of a question of the running sitting.</summary>
    public async Task<ExamImage?> ImageAsync(Caller caller, Guid id, int position, int number, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<Sitting>().FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } sitting || !SitExam.IsOwn(sitting, caller)
            || !(Item(sitting, "", _clock.GetUtcNow()).CanContinue || sitting is { State: SittingState.Concluded, Purpose: PaperPurpose.Literacy })
            || (await _papers.PaperAsync(db, sitting.PaperId, cancellationToken)).At(position) is not { } item)
        {
            return null;
        }

        var version = await db.Set<QuestionVersion>().FirstAsync(v => v.Id == item.VersionId, cancellationToken);
        return await QuestionQueries.ImageAsync(db, _documents, version.Images, number, cancellationToken);
    }

    internal static IQueryable<Sitting> Own(HengjianDbContext db, Caller caller) =>
        db.Set<Sitting>().Where(s => s.UserId == caller.Id || (s.UserId == null && s.PractitionerId != null && s.PractitionerId == caller.PractitionerId));

    /// <summary>Marks by topic, with the median of the group where it is large enough.</summary>
    internal static async Task<IReadOnlyList<TopicResult>> TopicsAsync(
        HengjianDbContext db, FrozenPaper paper, IReadOnlyDictionary<int, SittingAnswer> answers, int leastGroup, CancellationToken cancellationToken)
    {
        var group = await db.Set<Sitting>().Where(s => s.PaperId == paper.Id && s.State == SittingState.Concluded).Select(s => s.Id).ToListAsync(cancellationToken);
        var enough = group.Count >= leastGroup;
        var all = enough ? (await db.Set<SittingAnswer>().Where(a => group.Contains(a.SittingId)).ToListAsync(cancellationToken)).ToLookup(a => a.SittingId) : null;
        var topics = new List<TopicResult>();
        foreach (var topic in paper.Items.GroupBy(i => i.Topic, StringComparer.Ordinal))
        {
            var (positions, maximum) = (topic.Select(i => i.Position).ToHashSet(), topic.Sum(i => i.Marks));
            var own = positions.Sum(p => answers.GetValueOrDefault(p)?.Hundredths ?? 0);
            double[] shares = all is null ? [] : [.. group.Select(s => all[s].Where(a => positions.Contains(a.Position)).Sum(a => a.Hundredths ?? 0) / (100.0 * maximum)).Order()];
            topics.Add(new TopicResult(topic.Key, Marks.Of(own), maximum, enough ? Methods.Common.Quantiles.Type7(shares, 0.5) : null, group.Count));
        }

        return topics;
    }

    private async Task<OwnResult> ResultAsync(
        HengjianDbContext db, Sitting sitting, FrozenPaper paper, IReadOnlyDictionary<int, SittingAnswer> answers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var least = (await _check.ParametersAsync(db, ClauseIds.Examiners, now, cancellationToken)).Int("leastGroup");
        var days = (await _check.ParametersAsync(db, ClauseIds.ExaminationAttempts, now, cancellationToken)).Int("objectionDays");
        var until = ShanghaiDay.Of(sitting.ConcludedAt!.Value).AddDays(days);
        return new OwnResult(
            Marks.Of(sitting.Hundredths!.Value), sitting.Maximum, paper.PassPercent, sitting.Passed!.Value, sitting.ConcludedAt.Value,
            await TopicsAsync(db, paper, answers, least, cancellationToken), await JudgementAsync(db, paper, answers, cancellationToken),
            sitting.Objection, sitting.ObjectionAnswer, sitting.ObjectionUpheld, sitting.Objection is null && ShanghaiDay.Of(now) <= until ? until : null);
    }

    private static async Task<JudgementResult?> JudgementAsync(HengjianDbContext db, FrozenPaper paper, IReadOnlyDictionary<int, SittingAnswer> answers, CancellationToken cancellationToken)
    {
        var items = paper.Items.Where(i => i.Kind == QuestionKind.SpotWrongAi).ToList();
        if (items.Count == 0)
        {
            return null;
        }

        var versions = await PaperBook.VersionsAsync(db, paper, cancellationToken);
        bool AiWrong(PaperItem i) => versions[i.VersionId].Options.Any(o => o is { Code: "correct", Correct: true });
        bool Right(PaperItem i) => answers.GetValueOrDefault(i.Position)?.Hundredths > 0;
        var (wrong, right) = (items.Where(AiWrong).ToList(), items.Where(i => !AiWrong(i)).ToList());
        return new JudgementResult(wrong.Count, wrong.Count(Right), right.Count, right.Count(Right));
    }

    private static OwnQuestion Question(PaperItem item, QuestionVersion version, int[] order, SittingAnswer? answer, bool learns)
    {
        var (values, texts) = (SitExam.OptionValues(item), version.Options.ToDictionary(o => o.Code));
        var shown = values.Select((v, i) => (Value: v, Option: texts[item.Options[order[i]]])).ToList();
        return new OwnQuestion(
            item.Position, item.Kind, version.Stem, version.AiResult, [.. shown.Select(s => new OwnOption(s.Value, s.Option.Text))], item.Marks, version.Images.Count,
            answer is null ? [] : [.. shown.Where(s => answer.Choices.Contains(s.Option.Code)).Select(s => s.Value)], answer?.Text, answer?.Sequence ?? 0, answer?.SavedAt,
            learns ? [.. shown.Where(s => s.Option.Correct).Select(s => s.Value)] : null, learns ? version.Rationale : null);
    }

    private static OwnSittingItem Item(Sitting s, string paper, DateTimeOffset now)
    {
        var concluded = s.State == SittingState.Concluded;
        return new OwnSittingItem(
            s.Id, paper, s.Purpose, s.State, s.Attempt, s.OpensAt, s.ClosesAt, s.DurationMinutes, s.EndsAt, concluded ? Marks.Of(s.Hundredths) : null, s.Maximum, concluded ? s.Passed : null,
            s.State == SittingState.Scheduled && now >= s.OpensAt && now < s.ClosesAt, s.State == SittingState.Running && now < s.EndsAt);
    }
}
