using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Quality.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Methods.Diagnostic;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Feedback;

/// <summary>
/// Outcome feedback, private to the physician (practice.md 14): nobody reads another's figures here, and nobody is ranked. A trainer sees a proposal once its private days are over or the
/// physician has shared it.
/// </summary>
public sealed class FeedbackQueries : IWorkSource
{
    private readonly Database _database;
    private readonly ReaderScope _scope;
    private readonly IReaderFigures _figures;
    private readonly IPractitionerDirectory _people;
    private readonly IInstitutionRegister _institutions;
    private readonly RuleEngine _engine;
    private readonly TimeProvider _clock;

    internal FeedbackQueries(
        Database database, ReaderScope scope, IReaderFigures figures, IPractitionerDirectory people, IInstitutionRegister institutions, RuleEngine engine, TimeProvider clock)
    {
        _database = database;
        _scope = scope;
        _figures = figures;
        _people = people;
        _institutions = institutions;
        _engine = engine;
        _clock = clock;
    }

    /// <summary>The caller's own feedback; null for somebody without a record of health professional.</summary>
    public async Task<OwnFeedback?> OwnAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.PractitionerId is not { } person)
        {
            return null;
        }

        await using var db = _database.Read(caller.InstitutionId);
        if (await _people.FindAsync(db, person, null, cancellationToken) is not { } facts)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var code = await _institutions.CreditCodeAsync(db, cancellationToken);
        var terms = _engine.Catalog.Parameters(ClauseIds.Retraining, now, code);
        var (least, months) = (terms.Int(RetrainingRule.LeastSample), terms.Int(RetrainingRule.WindowMonths));
        var categories = new List<CategoryFeedback>();
        foreach (var category in await _scope.CategoriesAsync(db, cancellationToken))
        {
            if ((await _scope.ReadersAsync(caller.InstitutionId, category, cancellationToken)).Contains(person))
            {
                categories.Add(await CategoryAsync(caller, facts, category, now, code, least, months, cancellationToken));
            }
        }

        var proposals = await db.Set<RetrainingProposal>().Where(p => p.PractitionerId == person).OrderByDescending(p => p.ProposedAt).ToListAsync(cancellationToken);
        return new OwnFeedback(least, months, categories, proposals.ConvertAll(p => View(p, null)));
    }

    /// <summary>Proposals that the trainer may see, the oldest first.</summary>
    public async Task<Page<RetrainingView>> SharedAsync(Caller caller, RetrainingState? state, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var rows = Shared(db).Where(p => state == null || p.State == state);
        var items = await rows.OrderBy(p => p.ProposedAt).ThenBy(p => p.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var names = await _people.NamesAsync(db, [.. items.Select(p => p.PractitionerId).Distinct()], cancellationToken);
        return new Page<RetrainingView>([.. items.Select(p => View(p, names.GetValueOrDefault(p.PractitionerId, "")))], await rows.CountAsync(cancellationToken));
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var work = new List<WaitingWork>();
        if (caller.PractitionerId is { } person
            && await db.Set<RetrainingProposal>().CountAsync(p => p.PractitionerId == person && p.State == RetrainingState.Proposed, cancellationToken) is > 0 and var own)
        {
            work.Add(new WaitingWork("retrainingProposed", own, "/training/feedback", WorkUrgency.Waiting));
        }

        if (caller.Can(Permission.RetrainingRead) && await Shared(db).CountAsync(p => p.State != RetrainingState.Closed, cancellationToken) is > 0 and var shared)
        {
            work.Add(new WaitingWork("retrainingShared", shared, "/training/feedback/proposals", WorkUrgency.Waiting));
        }

        return work;
    }

    private IQueryable<RetrainingProposal> Shared(HengjianDbContext db)
    {
        var today = ShanghaiDay.Of(_clock.GetUtcNow());
        return db.Set<RetrainingProposal>().Where(p => p.SharedAt != null || p.SharedFrom <= today);
    }

    private async Task<CategoryFeedback> CategoryAsync(
        Caller caller, PractitionerFacts person, CategoryDeployments category, DateTimeOffset now, string? code, int least, int months, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(now);
        var trained = person.Trainings.Where(t => NameMatch.Same(t.TechnologyCategory, category.Category) && t.CompletedOn <= today && !t.IsRevokedOn(today)).Select(t => (DateOnly?)t.CompletedOn).Max();
        var periods = new List<(FeedbackPeriod Period, DateOnly From, DateOnly To)>();
        if (trained is { } on)
        {
            periods.Add((FeedbackPeriod.BeforeTraining, on.AddMonths(-months), on.AddDays(-1)));
            var end = ShanghaiDay.AddMonths(on, months).AddDays(-1);
            periods.Add((FeedbackPeriod.AfterTraining, on, end < today ? end : today));
        }

        periods.Add((FeedbackPeriod.Recent, today.AddMonths(-months).AddDays(1), today));
        var figures = new List<FeedbackFigures>();
        Decision? decision = null;
        foreach (var (period, from, to) in periods)
        {
            var counts = await _figures.OfAsync(caller, person.Id, category.Deployments, from, to, cancellationToken);
            figures.Add(Figures(period, from, to, counts, least));
            if (period == FeedbackPeriod.Recent)
            {
                decision = _engine.Decide(
                    ClauseIds.Retraining, new RetrainingFacts(category.Category, from, to, counts.Judged, counts.Judged - counts.Right, counts.AiWrong, counts.FollowedWrongAi), now, code);
            }
        }

        return new CategoryFeedback(category.Category, trained, figures, decision!);
    }

    private static FeedbackFigures Figures(FeedbackPeriod period, DateOnly from, DateOnly to, ReaderCounts c, int least)
    {
        var (seen, followed) = (c.AiRight + c.AiWrong, c.FollowedRightAi + c.FollowedWrongAi);
        return new FeedbackFigures(
            period,
            from,
            to,
            c.Judged,
            Share(c.Right, c.Judged, least),
            Share(followed, seen, least),
            Share(seen - followed, seen, least),
            Share(c.AiRight - c.FollowedRightAi, c.AiRight, least),
            Share(c.FollowedWrongAi, c.AiWrong, least));
    }

    private static FeedbackShare Share(long events, long trials, int least)
    {
        if (trials < least || trials == 0)
        {
            return new FeedbackShare(trials, null, null, null);
        }

        var interval = Proportion.Wilson(events, trials);
        return new FeedbackShare(trials, (double)events / trials, interval.Low, interval.High);
    }

    private static RetrainingView View(RetrainingProposal p, string? name) => new(
        p.Id, name, p.TechnologyCategory, p.Decisions, p.ProposedAt, p.SharedFrom, p.SharedAt, p.State, p.AnsweredAt, p.Answer, p.ClosedAt, p.ClosingNote);
}
