using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>Bases as their own institution sees them, as the region's regulator sees them, and what of them is public.</summary>
public sealed class BaseQueries
{
    private readonly Database _database;
    private readonly RegulatorDesk _desk;
    private readonly BaseDecisions _decisions;
    private readonly BaseFactsReader _reader;
    private readonly IInstitutionRegister _institutions;
    private readonly IPractitionerDirectory _practitioners;
    private readonly IDocumentDirectory _documents;
    private readonly IActorNames _names;
    private readonly RegulationCatalog _catalog;
    private readonly TimeProvider _clock;

    internal BaseQueries(
        Database database,
        RegulatorDesk desk,
        BaseDecisions decisions,
        BaseFactsReader reader,
        IInstitutionRegister institutions,
        IPractitionerDirectory practitioners,
        IDocumentDirectory documents,
        IActorNames names,
        RegulationCatalog catalog,
        TimeProvider clock) =>
        (_database, _desk, _decisions, _reader, _institutions, _practitioners, _documents, _names, _catalog, _clock) =
        (database, desk, decisions, reader, institutions, practitioners, documents, names, catalog, clock);

    /// <summary>The own institution's bases; for a regulator those of the region.</summary>
    public async Task<Page<TrainingBaseItem>> ListAsync(Caller caller, BaseFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var hospitals = await _desk.RegionAsync(caller, cancellationToken) is { } region ? await _desk.HospitalsAsync(region, cancellationToken) : null;
        var rows = hospitals is null
            ? await db.Set<TrainingBase>().ToListAsync(cancellationToken)
            : (await db.Set<TrainingBase>().IgnoreQueryFilters().ToListAsync(cancellationToken)).FindAll(b => hospitals.ContainsKey(b.InstitutionId));
        var names = hospitals ?? await NamesAsync(caller.InstitutionId, cancellationToken);
        var items = (await ItemsAsync(db, rows, names, cancellationToken)).FindAll(i => Matches(i, filter));
        return new Page<TrainingBaseItem>(
            [.. items.OrderBy(i => i.Standing).ThenBy(i => i.Institution, StringComparer.Ordinal).ThenByDescending(i => i.Number, StringComparer.Ordinal).Skip(page.Skip).Take(page.Size)], items.Count);
    }

    /// <summary>Bases of every institution that are designated today: a designation is public.</summary>
    /// <param name="category">Of one category; null: of all.</param>
    public async Task<Page<PublicBase>> DesignatedAsync(Caller caller, string? category, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var today = ShanghaiDay.Of(_clock.GetUtcNow());
        var all = await _institutions.AllAsync(cancellationToken);
        var own = all.FirstOrDefault(i => i.Id == caller.InstitutionId);
        var names = all.Where(i => i.IsDemonstration == own?.IsDemonstration).ToDictionary(i => i.Id, i => i.Name);
        List<PublicBase> found =
        [
            .. (await db.Set<TrainingBase>().IgnoreQueryFilters().ToListAsync(cancellationToken))
                .Where(b => names.ContainsKey(b.InstitutionId) && b.StandingOn(today) == BaseStanding.Designated && (category is null || NameMatch.Same(b.TechnologyCategory, category)))
                .Select(b => new PublicBase(b.Id, b.InstitutionId, names[b.InstitutionId], b.LastDesignation!.Number, b.TechnologyCategory, b.LastDesignation.From, b.LastDesignation.To))
                .OrderBy(b => b.Institution, StringComparer.Ordinal).ThenBy(b => b.TechnologyCategory, StringComparer.Ordinal),
        ];
        return new Page<PublicBase>([.. found.Skip(page.Skip).Take(page.Size)], found.Count);
    }

    /// <summary>A base whole; null where it is neither the own institution's nor of the regulator's region.</summary>
    public async Task<TrainingBaseView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await _desk.HostAsync(caller, id, cancellationToken) is not { } host)
        {
            return null;
        }

        await using var db = _database.Read(host);
        if (await db.Set<TrainingBase>().FirstOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var today = ShanghaiDay.Of(now);
        var applications = (await db.Set<BaseApplication>().Where(a => a.BaseId == id).ToListAsync(cancellationToken)).OrderByDescending(a => a.AppliedAt).ToList();
        var reviews = (await db.Set<BaseReview>().Where(r => r.BaseId == id).ToListAsync(cancellationToken)).OrderByDescending(r => r.OpensOn).ToList();
        var actors = applications.SelectMany(a => new[] { a.AppliedBy, a.DecidedBy }).Concat(reviews.Select(r => r.DecidedBy)).Concat(row.Designations.Select(d => (Guid?)d.By))
            .Concat(row.Suspensions.Select(s => (Guid?)s.By)).OfType<Guid>().Distinct().Select(i => i.ToString("D")).ToList();
        var known = await _names.FindAsync(host, actors, cancellationToken);
        string? Who(Guid? user) => user is { } found ? known.GetValueOrDefault(found.ToString("D")) : null;
        var items = await ItemsAsync(db, [row], await NamesAsync(host, cancellationToken), cancellationToken);
        var papers = await _documents.OfAsync(db, TrainingModule.BaseSubject, id, cancellationToken);
        return new TrainingBaseView(
            items[0],
            row.Version,
            host == caller.InstitutionId,
            row.Lead,
            row.Note,
            row.Facilities,
            await YearsAsync(db, row, now, cancellationToken),
            await SupervisorsAsync(db, row, now, cancellationToken),
            await _decisions.ConditionsAsync(db, row, today, now, null, cancellationToken),
            row.StandingOn(today) is BaseStanding.Designated or BaseStanding.Suspended
                ? await _decisions.ReviewAsync(db, row.LastDesignation!.Number, BaseReviews.LastOn(row, reviews), now, cancellationToken)
                : null,
            row.Periods(),
            [.. row.Designations.Reverse().Select(d => new DesignationView(d.Number, d.From, d.To, d.Authority, Who(d.By), d.At))],
            [.. row.Suspensions.Reverse().Select(s => new BaseSuspensionView(s.From, s.To, s.Reason, Who(s.By), s.ReviewId is not null))],
            row.EndedOn,
            row.EndReason,
            [
                .. applications.Select(a => new BaseApplicationView(
                    a.Id, a.Number, a.State, a.Statement, Who(a.AppliedBy), a.AppliedAt, a.Decisions, Who(a.DecidedBy), a.DecidedFor, a.DecidedAt, a.DecisionNote)),
            ],
            [
                .. reviews.Select(r => new BaseReviewView(r.Id, r.State, r.OpensOn, r.DueOn, r.Decisions, Who(r.DecidedBy), r.DecidedFor, r.DecidedAt, r.DecisionNote)),
            ],
            [.. papers.Select(d => new BasePaper(d.Id, d.Title, d.FileName, d.Size, d.Hash, d.CountsOn(today), d.UploadedAt))]);
    }

    /// <summary>A paper of a base for the regulator, who has no other way to it; null where there is none for the caller.</summary>
    public async Task<(DocumentFact Document, byte[] Content)?> PaperAsync(Caller caller, Guid id, Guid document, CancellationToken cancellationToken)
    {
        if (await _desk.HostAsync(caller, id, cancellationToken) is not { } host)
        {
            return null;
        }

        await using var db = _database.Read(host);
        return await _documents.FindAsync(db, document, cancellationToken) is { SubjectKind: TrainingModule.BaseSubject } found && found.SubjectId == id
            && await _documents.ReadAsync(db, document, cancellationToken) is { } content
            ? (found, content)
            : null;
    }

    private async Task<IReadOnlyList<BaseYearView>> YearsAsync(HengjianDbContext db, TrainingBase row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = ShanghaiDay.Of(now).Year - 1;
        var full = _catalog.Parameters(ClauseIds.BaseQualification, now).Int("fullYears");
        return
        [
            .. (await _reader.YearsAsync(db, row, last - full + 1, last, now, cancellationToken)).Select(y =>
                new BaseYearView(y.Year, y.Figure.Cases, y.Figure.Source, y.Counted, y.Documented, row.Years.FirstOrDefault(s => s.Year == y.Year)?.DocumentId, y.Paper)),
        ];
    }

    private async Task<IReadOnlyList<BaseSupervisorView>> SupervisorsAsync(HengjianDbContext db, TrainingBase row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = await _practitioners.NamesAsync(db, [.. row.Supervisors.Select(s => s.PractitionerId)], cancellationToken);
        var views = new List<BaseSupervisorView>();
        foreach (var person in row.Supervisors)
        {
            views.Add(new BaseSupervisorView(
                person.PractitionerId, names.GetValueOrDefault(person.PractitionerId, ""), person.DocumentedCases, person.DocumentId,
                await _decisions.SupervisorAsync(db, person.PractitionerId, row.TechnologyCategory, now, cancellationToken)));
        }

        return views;
    }

    private async Task<List<TrainingBaseItem>> ItemsAsync(HengjianDbContext db, List<TrainingBase> rows, IReadOnlyDictionary<Guid, string> names, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var today = ShanghaiDay.Of(now);
        var ids = rows.ConvertAll(r => r.Id);
        var waiting = (await db.Set<BaseApplication>().IgnoreQueryFilters().Where(a => ids.Contains(a.BaseId) && a.State == BaseApplicationState.Waiting).Select(a => a.BaseId)
            .ToListAsync(cancellationToken)).ToHashSet();
        var reviews = (await db.Set<BaseReview>().IgnoreQueryFilters().Where(r => ids.Contains(r.BaseId) && r.State == BaseReviewState.Open).Select(r => new { r.BaseId, r.DueOn })
            .ToListAsync(cancellationToken)).ToDictionary(r => r.BaseId, r => r.DueOn);
        var perWorkstation = _catalog.Parameters(ClauseIds.BaseFacilities, now).Int("traineesPerWorkstation");
        return rows.ConvertAll(b => new TrainingBaseItem(
            b.Id, b.InstitutionId, names.GetValueOrDefault(b.InstitutionId, ""), b.Number, b.TechnologyCategory, b.StandingOn(today), b.LastDesignation?.Number, b.LastDesignation?.From,
            b.LastDesignation?.To, b.Facilities.Capacity(perWorkstation), waiting.Contains(b.Id), reviews.TryGetValue(b.Id, out var due) ? due : null));
    }

    private async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Guid institution, CancellationToken cancellationToken) =>
        new Dictionary<Guid, string> { [institution] = (await _institutions.FindAsync(institution, cancellationToken))?.Name ?? "" };

    private static bool Matches(TrainingBaseItem item, BaseFilter filter) =>
        (filter.Standing is null || item.Standing == filter.Standing) && (!filter.Waiting || item.ApplicationWaits) && (!filter.ReviewDue || item.ReviewDueOn is not null)
        && (filter.Text is not { } text
            || new[] { item.Institution, item.Number, item.DesignationNumber, item.TechnologyCategory }.OfType<string>().Any(t => t.Contains(text, StringComparison.OrdinalIgnoreCase)));
}
