using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>A sitting in a list. <paramref name="Candidate"/> is null for examiners, who know the code alone.</summary>
public sealed record SittingItem(
    Guid Id, string Code, string? Candidate, Guid PaperId, string Paper, PaperPurpose Purpose, SittingState State, int Attempt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, DateTimeOffset? HandedInAt,
    decimal? Score, int Maximum, bool? Passed, bool Objected);

public sealed record PersonName(Guid UserId, string Name);

public sealed record SignedBy(string Name, DateTimeOffset At, Guid SignatureId);

/// <summary>A sitting whole, for the trainer (and under its code for its examiners).</summary>
public sealed record SittingView(
    SittingItem Item, Guid? EnrolmentId, int DurationMinutes, int ExtraMinutes, string? ExtraReason, DateTimeOffset? StartedAt, DateTimeOffset? EndsAt, bool ClosedByClock, int Answered, int Questions,
    PersonName? First, PersonName? Second, PersonName? Arbiter, IReadOnlyList<SignedBy> Signatures, IReadOnlyList<TopicResult> Topics, DateTimeOffset? ConcludedAt, string? Objection,
    DateTimeOffset? ObjectedAt, string? ObjectionAnswer, bool? ObjectionUpheld, string? EndReason, string? EndedBy, DateTimeOffset? EndedAt, bool MineToMark);

/// <summary>Sittings for those who run examinations: a trainer sees all of the institution, an examiner those assigned.</summary>
public sealed class SittingQueries : IWorkSource, IDueSource
{
    private readonly Database _database;
    private readonly PaperBook _papers;
    private readonly ExaminerCheck _check;
    private readonly IPractitionerDirectory _practitioners;
    private readonly IActorNames _names;
    private readonly TimeProvider _clock;

    internal SittingQueries(Database database, PaperBook papers, ExaminerCheck check, IPractitionerDirectory practitioners, IActorNames names, TimeProvider clock) =>
        (_database, _papers, _check, _practitioners, _names, _clock) = (database, papers, check, practitioners, names, clock);

    public async Task<Page<SittingItem>> ListAsync(Caller caller, SittingFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var rows = filter.Mine ? ToMark(db, caller.Id) : Reach(db, caller);
        rows = rows.Where(s => (filter.State == null || s.State == filter.State) && (filter.PaperId == null || s.PaperId == filter.PaperId));
        var items = await rows.OrderByDescending(s => s.OpensAt).ThenByDescending(s => s.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<SittingItem>(await ItemsAsync(db, caller, items, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<SittingView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await Reach(db, caller).FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } s)
        {
            return null;
        }

        var paper = await _papers.PaperAsync(db, s.PaperId, cancellationToken);
        var answers = await db.Set<SittingAnswer>().Where(a => a.SittingId == id).ToDictionaryAsync(a => a.Position, cancellationToken);
        var least = (await _check.ParametersAsync(db, ClauseIds.Examiners, _clock.GetUtcNow(), cancellationToken)).Int("leastGroup");
        var ids = new[] { s.FirstExaminerId, s.SecondExaminerId, s.ArbiterId, s.EndedBy }.OfType<Guid>().Concat(s.Signatures.Select(x => x.UserId)).Distinct().Select(i => i.ToString("D")).ToList();
        var names = await _names.FindAsync(caller.InstitutionId, ids, cancellationToken);
        string Name(Guid user) => names.GetValueOrDefault(user.ToString("D")) ?? "–";
        PersonName? Person(Guid? user) => user is { } known ? new PersonName(known, Name(known)) : null;
        return new SittingView(
            (await ItemsAsync(db, caller, [s], cancellationToken))[0], s.EnrolmentId, s.DurationMinutes, s.ExtraMinutes, s.ExtraReason, s.StartedAt, s.EndsAt, s.ClosedByClock,
            answers.Values.Count(a => a.Choices.Count > 0 || a.Text is not null), paper.Items.Count, Person(s.FirstExaminerId), Person(s.SecondExaminerId), Person(s.ArbiterId),
            [.. s.Signatures.Select(x => new SignedBy(Name(x.UserId), x.At, x.SignatureId))],
            s.State == SittingState.Concluded ? await OwnSittings.TopicsAsync(db, paper, answers, least, cancellationToken) : [], s.ConcludedAt, s.Objection, s.ObjectedAt, s.ObjectionAnswer,
            s.ObjectionUpheld, s.EndReason, s.EndedBy is { } by ? Name(by) : null, s.EndedAt,
            s.State == SittingState.HandedIn && (s.Examiners.Contains(caller.Id) || s.ArbiterId == caller.Id));
    }

    /// <summary>Users who may examine.</summary>
    public async Task<IReadOnlyList<PersonName>> ExaminersAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        return [.. (await _check.ExaminersAsync(db, cancellationToken)).Select(h => new PersonName(h.UserId, h.Name))];
    }

    /// <summary>Users who may sit a literacy test: everybody who does not read the bank.</summary>
    public async Task<IReadOnlyList<PersonName>> UsersAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        return [.. (await _check.PeopleAsync(db, cancellationToken)).Where(h => !PermissionMatrix.Allows(h.Roles, Permission.ExaminationsRead)).Select(h => new PersonName(h.UserId, h.Name))];
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Kind != CallerKind.User || caller.RemoteFrom is not null)
        {
            return [];
        }

        var (work, now) = (new List<WaitingWork>(), _clock.GetUtcNow());
        var own = OwnSittings.Own(db, caller).Where(s => (s.State == SittingState.Scheduled && s.OpensAt <= now && s.ClosesAt > now) || (s.State == SittingState.Running && s.EndsAt > now));
        if (await own.CountAsync(cancellationToken) is > 0 and var sit)
        {
            work.Add(new WaitingWork("examinationsToSit", sit, "/my-examinations", WorkUrgency.Due));
        }

        if (caller.Can(Permission.ExaminationsMark) && await ToMark(db, caller.Id).CountAsync(cancellationToken) is > 0 and var mark)
        {
            work.Add(new WaitingWork("sittingsToMark", mark, "/examinations?mine=true", WorkUrgency.Due));
        }

        if (caller.Can(Permission.SittingsManage)
            && await db.Set<Sitting>().CountAsync(s => s.State == SittingState.Concluded && s.Objection != null && s.ObjectionAnsweredAt == null, cancellationToken) is > 0 and var objections)
        {
            work.Add(new WaitingWork("examinationObjections", objections, "/examinations?state=concluded", WorkUrgency.Due));
        }

        if (caller.Can(Permission.QuestionsWrite)
            && await db.Set<QuestionVersion>().CountAsync(v => v.State == QuestionState.Draft && v.DraftedBy != caller.Id, cancellationToken) is > 0 and var drafts)
        {
            work.Add(new WaitingWork("questionsToApprove", drafts, "/examinations/questions?state=draft", WorkUrgency.Waiting));
        }

        return work;
    }

    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (caller.Kind == CallerKind.User && !caller.Can(Permission.ExaminationsRead))
        {
            return [];
        }

        var days = (await _check.ParametersAsync(db, ClauseIds.Examiners, _clock.GetUtcNow(), cancellationToken)).Int("markingDays");
        var since = until.AddDays(-days);
        var rows = await (caller.Kind == CallerKind.User ? Reach(db, caller) : db.Set<Sitting>()).Where(s => s.State == SittingState.HandedIn && s.HandedInAt < since)
            .OrderBy(s => s.HandedInAt).Take(most).ToListAsync(cancellationToken);
        return rows.ConvertAll(s => new DueItem("sittingToMark", s.Id, s.Code, $"/examinations/sittings/{s.Id:D}/marking", Role.Examiner, s.HandedInAt!.Value.AddDays(days)));
    }

    private static IQueryable<Sitting> Reach(HengjianDbContext db, Caller caller) => caller.Can(Permission.SittingsManage)
        ? db.Set<Sitting>()
        : db.Set<Sitting>().Where(s => s.FirstExaminerId == caller.Id || s.SecondExaminerId == caller.Id || s.ArbiterId == caller.Id);

    /// <summary>Handed in, assigned to the user, and not signed by the user. What an arbiter has to do shows on the page.</summary>
    private static IQueryable<Sitting> ToMark(HengjianDbContext db, Guid user) =>
        db.Set<Sitting>().Where(s => s.State == SittingState.HandedIn && (s.FirstExaminerId == user || s.SecondExaminerId == user || s.ArbiterId == user));

    private async Task<IReadOnlyList<SittingItem>> ItemsAsync(HengjianDbContext db, Caller caller, IReadOnlyList<Sitting> rows, CancellationToken cancellationToken)
    {
        var paperIds = rows.Select(s => s.PaperId).Distinct().ToList();
        var titles = await db.Set<ExamPaper>().Where(p => paperIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Title, cancellationToken);
        var named = caller.Can(Permission.SittingsManage);
        var people = named ? await _practitioners.NamesAsync(db, [.. rows.Select(s => s.PractitionerId).OfType<Guid>().Distinct()], cancellationToken) : new Dictionary<Guid, string>();
        var users = named ? await _names.FindAsync(caller.InstitutionId, [.. rows.Select(s => s.UserId).OfType<Guid>().Distinct().Select(i => i.ToString("D"))], cancellationToken) : new Dictionary<string, string>();
        string? Name(Sitting s) => !named ? null : s.UserId is { } user ? users.GetValueOrDefault(user.ToString("D")) ?? "–" : s.PractitionerId is { } p ? people.GetValueOrDefault(p) ?? "–" : "–";
        return
        [
            .. rows.Select(s => new SittingItem(
                s.Id, s.Code, Name(s), s.PaperId, titles[s.PaperId], s.Purpose, s.State, s.Attempt, s.OpensAt, s.ClosesAt, s.HandedInAt,
                s.State == SittingState.Concluded ? Marks.Of(s.Hundredths) : null, s.Maximum, s.State == SittingState.Concluded ? s.Passed : null, s.Objection is not null && s.ObjectionAnsweredAt is null)),
        ];
    }
}
