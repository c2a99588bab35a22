using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Concerns.Domain;
using Hengjian.Governance.Concerns.Filing;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Concerns.Handling;

public sealed record ConcernItem(
    Guid Id, string Number, ConcernTopic Topic, ConcernState State, bool IsTest, DateOnly ReceivedOn, DateOnly AnswerDueOn, DateOnly DecisionDueOn, bool Overdue, ConcernDecision? Decision);

/// <summary>A concern whole, for a handler whom it is not about.</summary>
public sealed record ConcernView(
    ConcernItem Concern,
    string Text,
    IReadOnlyList<HandlerLine> Messages,
    string? DecisionText,
    string? Protection,
    string? ReferredTo,
    DateOnly? AnsweredOn,
    DateOnly? DecidedOn,
    Guid? DecidedBy,
    Decision Clock);

public sealed record HandlerLine(Guid? HandlerId, string Text, DateOnly On);

/// <summary>How the channel is used, without any text; tests apart.</summary>
/// <param name="AnsweredInTime">Of those answered.</param>
/// <param name="DecidedInTime">Of those decided or handed on.</param>
public sealed record ConcernStatistics(
    int Received, int Open, int Answered, int AnsweredInTime, int Decided, int DecidedInTime, int Substantiated, IReadOnlyDictionary<ConcernTopic, int> Topics, DateOnly? LastTestOn, Decision ChannelTest);

/// <summary>Reads concerns for their handlers. Opening the list takes up what waits.</summary>
public sealed class ConcernList(Database database, TakeUpConcerns takeUp, RuleEngine engine, IInstitutionRegister institutions, TimeProvider clock)
{
    public async Task<Page<ConcernItem>> ListAsync(Caller caller, ConcernState? state, PageRequest page, CancellationToken cancellationToken)
    {
        await takeUp.RunAsync(caller.InstitutionId, cancellationToken);
        await using var db = database.Read(caller.InstitutionId);
        // Whom a concern leaves out stands in a document: a channel's concerns are few enough to look at each.
        var rows = (await db.Set<Concern>().Where(c => state == null || c.State == state).ToListAsync(cancellationToken)).Where(c => !c.Excluded.Contains(caller.Id))
            .OrderByDescending(c => c.ReceivedOn).ThenByDescending(c => c.Number, StringComparer.Ordinal).ToList();
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        return new Page<ConcernItem>([.. rows.Skip(page.Skip).Take(page.Size).Select(r => Item(r, today))], rows.Count);
    }

    public async Task<ConcernView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<Concern>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } row || row.Excluded.Contains(caller.Id))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var messages = await db.Set<ConcernMessage>().Where(m => m.ConcernId == id).OrderBy(m => m.Number).ToListAsync(cancellationToken);
        string? Open(string column, Guid of, byte[]? stored) => database.Fields.Unprotect(row.InstitutionId, column, of, stored);
        return new ConcernView(
            Item(row, ShanghaiDay.Of(now)),
            Open("text", id, row.Text)!,
            [.. messages.Select(m => new HandlerLine(m.HandlerId, Open("text", m.Id, m.Text)!, m.On))],
            Open("decision_text", id, row.DecisionText),
            Open("protection", id, row.Protection),
            row.ReferredTo,
            row.AnsweredOn,
            row.DecidedOn,
            row.DecidedBy,
            engine.Decide(ClauseIds.ConcernClocks, Clock(row), now, await institutions.CreditCodeAsync(db, cancellationToken)));
    }

    public async Task<ConcernStatistics> StatisticsAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var all = await db.Set<Concern>().ToListAsync(cancellationToken);
        var rows = all.Where(c => !c.IsTest).ToList();
        DateOnly? last = all.Where(c => c is { IsTest: true, AnsweredOn: not null }).Select(c => c.AnsweredOn).Max();
        return new ConcernStatistics(
            rows.Count,
            rows.Count(c => c.State is ConcernState.Received or ConcernState.Answered),
            rows.Count(c => c.AnsweredOn is not null),
            rows.Count(c => c.AnsweredOn <= c.AnswerDueOn),
            rows.Count(c => c.DecidedOn is not null),
            rows.Count(c => c.DecidedOn <= c.DecisionDueOn),
            rows.Count(c => c.Decision is ConcernDecision.Substantiated or ConcernDecision.PartlySubstantiated),
            rows.GroupBy(c => c.Topic).ToDictionary(g => g.Key, g => g.Count()),
            last,
            engine.Decide(ClauseIds.ConcernChannelTest, new ChannelTestFacts(last), clock.GetUtcNow(), await institutions.CreditCodeAsync(db, cancellationToken)));
    }

    private static ConcernClockFacts Clock(Concern row) => new(row.ReceivedOn, row.AnsweredOn, row.DecidedOn, WorkingDayCalendar.Embedded);

    private static ConcernItem Item(Concern r, DateOnly today) => new(
        r.Id, r.Number, r.Topic, r.State, r.IsTest, r.ReceivedOn, r.AnswerDueOn, r.DecisionDueOn,
        (r.State == ConcernState.Received && r.AnswerDueOn < today) || ((r.State is ConcernState.Received or ConcernState.Answered) && r.DecisionDueOn < today), r.Decision);
}
