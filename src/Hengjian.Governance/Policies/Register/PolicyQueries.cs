using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Directory;
using Hengjian.Governance.Policies.Domain;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Policies.Register;

/// <summary>What is looked for in the list of policies.</summary>
/// <param name="Text">Part of title or code.</param>
/// <param name="Mine">Only those that wait for the caller's acknowledgement.</param>
public sealed record PolicyFilter(string? Text = null, PolicyKind? Kind = null, PolicyTopic? Topic = null, PolicyState? State = null, bool Mine = false);

/// <summary>Policies as people see them. An institution has some hundred of them at most, so a list reads them all: states depend on the day and are not stored.</summary>
public sealed class PolicyQueries : IWorkSource, IExpirySource
{
    private readonly Database _database;
    private readonly PolicyRegister _register;
    private readonly BoundPeople _people;
    private readonly RuleEngine _engine;
    private readonly IInstitutionRegister _institutions;
    private readonly TimeProvider _clock;

    internal PolicyQueries(Database database, PolicyRegister register, BoundPeople people, RuleEngine engine, IInstitutionRegister institutions, TimeProvider clock)
    {
        _database = database;
        _register = register;
        _people = people;
        _engine = engine;
        _institutions = institutions;
        _clock = clock;
    }

    public async Task<Page<PolicyItem>> ListAsync(Caller caller, PolicyFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var rows = db.Set<Policy>().Where(p => (filter.Kind == null || p.Kind == filter.Kind) && (filter.Topic == null || p.Topic == filter.Topic));
        var policies = (await rows.ToListAsync(cancellationToken))
            .FindAll(p => filter.Text is not { } text || p.Title.Contains(text, StringComparison.OrdinalIgnoreCase) || p.Code?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
        var book = await OpenAsync(db, policies, cancellationToken);
        var found = policies.Where(p => (filter.State is null || book.State(p) == filter.State) && (!filter.Mine || book.Waits(p, caller.Id)))
            .OrderBy(p => book.State(p) == PolicyState.Retired).ThenBy(p => p.Title, StringComparer.Ordinal).ThenBy(p => p.Id).ToList();
        var items = new List<PolicyItem>();
        foreach (var policy in found.Skip(page.Skip).Take(page.Size))
        {
            items.Add(Item(policy, book, caller, await ScopeAsync(db, caller, policy, cancellationToken)));
        }

        return new Page<PolicyItem>(items, found.Count);
    }

    public async Task<PolicyView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<Policy>().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } policy)
        {
            return null;
        }

        var book = await OpenAsync(db, [policy], cancellationToken);
        var scope = await ScopeAsync(db, caller, policy, cancellationToken);
        var asked = book.Asked(policy);
        var review = asked is null ? null : await ReviewAsync(db, policy, asked, cancellationToken);
        return new PolicyView(
            Item(policy, book, caller, scope),
            policy.Version,
            scope?.Path,
            policy.BoundRoles,
            policy.BoundActs,
            policy.RetiredFrom,
            policy.RetirementReason,
            asked?.Id,
            [.. book.Versions(policy).Reverse().Select(v => View(v, book))],
            [.. book.People(policy).Select(p => new PolicyPerson(p.UserId, p.Name, asked is null ? null : book.AcknowledgedAt(asked, p.UserId)))],
            review);
    }

    /// <summary>When the caller acknowledged a version; null: not yet.</summary>
    public async Task<DateTimeOffset?> AcknowledgedAtAsync(Caller caller, Guid policyVersionId, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        return await db.Set<PolicyAcknowledgement>().Where(a => a.PolicyVersionId == policyVersionId && a.UserId == caller.Id)
            .Select(a => (DateTimeOffset?)a.AcknowledgedAt).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var work = new List<WaitingWork>();
        if (!caller.Can(Permission.PoliciesRead))
        {
            return work;
        }

        var policies = await db.Set<Policy>().AsNoTracking().ToListAsync(cancellationToken);
        var book = await OpenAsync(db, policies, cancellationToken);
        if (policies.Count(p => book.Waits(p, caller.Id)) is > 0 and var mine)
        {
            work.Add(new WaitingWork("policiesToAcknowledge", mine, "/policies?mine=true", WorkUrgency.Due));
        }

        if (caller.Can(Permission.PoliciesWrite))
        {
            if (policies.Count(p => book.State(p) == PolicyState.ReviewOverdue) is > 0 and var overdue)
            {
                work.Add(new WaitingWork("policyReviewsOverdue", overdue, "/policies?state=reviewOverdue", WorkUrgency.Overdue));
            }

            if (policies.Count(p => book.Versions(p).Any(v => !v.IsApproved)) is > 0 and var drafts)
            {
                work.Add(new WaitingWork("policyDrafts", drafts, "/policies", WorkUrgency.Waiting));
            }
        }

        return work;
    }

    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var policies = await db.Set<Policy>().AsNoTracking().ToListAsync(cancellationToken);
        var book = await OpenAsync(db, policies, cancellationToken);
        return
        [
            .. from policy in policies
               let version = PolicyStanding.Current(book.Versions(policy), book.Day)
               where version is not null && book.State(policy) != PolicyState.Retired
               let reviewBy = version.ReviewByOn(book.Day)
               where reviewBy <= day
               orderby reviewBy, policy.Title
               select new Expiry("policyReview", version.Id, $"{policy.Title} {version.Number}", reviewBy.Value, $"/policies/{policy.Id:D}", Role.GovernanceOfficer),
        ];
    }

    private async Task<Decision> ReviewAsync(HengjianDbContext db, Policy policy, PolicyVersion version, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var day = ShanghaiDay.Of(now);
        var facts = new PolicyReviewFacts(
            policy.Title, version.Number, version.Approver, version.ApprovedOn, version.InForceFrom, version.InForceTo, version.LastReview(day)?.ReviewedOn, version.ReviewByOn(day));
        return _engine.Decide(ClauseIds.PolicyReview, facts, now, await _institutions.CreditCodeAsync(db, cancellationToken));
    }

    private Task<DocumentSubject?> ScopeAsync(HengjianDbContext db, Caller caller, Policy policy, CancellationToken cancellationToken) =>
        _register.ScopeAsync(db, Caller.System(caller.InstitutionId), policy.Scope, policy.ScopeId, cancellationToken);

    private async Task<PolicyBook> OpenAsync(HengjianDbContext db, IReadOnlyCollection<Policy> policies, CancellationToken cancellationToken) =>
        await PolicyBook.OpenAsync(db, policies, _people, ShanghaiDay.Of(_clock.GetUtcNow()), cancellationToken);

    private static PolicyItem Item(Policy policy, PolicyBook book, Caller caller, DocumentSubject? scope)
    {
        var asked = book.Asked(policy);
        var people = book.People(policy);
        return new PolicyItem(
            policy.Id, policy.Kind, policy.Topic, policy.Title, policy.Code, policy.Scope, policy.ScopeId, scope?.Title, book.State(policy), asked?.Number, asked?.InForceFrom,
            asked?.ReviewByOn(book.Day), people.Count, asked is null ? 0 : people.Count(p => book.AcknowledgedAt(asked, p.UserId) is not null), book.Waits(policy, caller.Id));
    }

    private static PolicyVersionView View(PolicyVersion v, PolicyBook book) => new(
        v.Id, v.Version, v.Number, v.Text, v.Changes, v.CreatedAt, v.Approver, v.ApprovedOn, v.ApprovalAt, v.InForceFrom, v.InForceTo, v.ReviewByOn(book.Day), v.Reviews,
        book.AcknowledgedCount(v));
}
