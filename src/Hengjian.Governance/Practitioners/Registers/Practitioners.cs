using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Directory;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Expiries;
using Hengjian.Governance.Practitioners.Remote;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>The register of practitioners. Every save adds a snapshot, so that what was known at any moment can be asked for later.</summary>
public sealed class Practitioners(
    IWriter writer, Database database, IDepartmentDirectory departments, Contracts.ITrainingCertificates certificates, IResolvedCallers callers, TimeProvider clock)
{
    public Task<Outcome<Created>> RegisterAsync(PractitionerRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "practitioner.registered",
        scope => new Practitioner { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now },
        (practitioner, scope, ct) => FillAsync(practitioner, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, PractitionerRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<Practitioner>().Where(p => p.Id == id),
        version,
        context,
        "practitioner",
        "practitioner.changed",
        async (practitioner, scope, ct) =>
        {
            if (practitioner.HomePractitionerId is not null)
            {
                return new Conflict("register.keptElsewhere");
            }

            scope.OnCommitted(callers.Forget); // a departure takes effect at the next request
            return await FillAsync(practitioner, request, scope, ct);
        },
        cancellationToken);

    public async Task<Page<PractitionerView>> ListAsync(Caller caller, PractitionerFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        if (!filter.ReadsDocuments)
        {
            var rows = Rows(db, filter);
            var items = await rows.OrderBy(p => p.Name).ThenBy(p => p.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
            await StandIns.FillAsync(db, items, cancellationToken);
            return new Page<PractitionerView>([.. items.Select(p => PractitionerView.Of(p, database.Fields, today))], await rows.CountAsync(cancellationToken));
        }

        var shown = new List<Practitioner>(page.Size);
        var total = 0;
        await foreach (var row in MatchingAsync(db, filter, today).WithCancellation(cancellationToken))
        {
            if (total >= page.Skip && shown.Count < page.Size)
            {
                shown.Add(row);
            }

            total++;
        }

        return new Page<PractitionerView>([.. shown.Select(p => PractitionerView.Of(p, database.Fields, today))], total);
    }

    public async Task<PractitionerView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<Practitioner>().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        await StandIns.FillAsync(db, [row], cancellationToken);
        return PractitionerView.Of(row, database.Fields, ShanghaiDay.Of(clock.GetUtcNow()));
    }

    /// <summary>Every row that a filter lets through, by name.</summary>
    internal static IAsyncEnumerable<Practitioner> MatchingAsync(HengjianDbContext db, PractitionerFilter filter, DateOnly today) =>
        Rows(db, filter).Where(p => p.HomePractitionerId == null).OrderBy(p => p.Name).ThenBy(p => p.Id).AsAsyncEnumerable().Where(p => Matches(p, filter, today));

    private static IQueryable<Practitioner> Rows(HengjianDbContext db, PractitionerFilter filter)
    {
        var rows = db.Set<Practitioner>().Where(p => !p.StudyReader);
        if (filter.Search is { } search)
        {
            rows = rows.Where(p => p.Name.Contains(search) || p.LicenceNumber == search || p.StaffNumber == search);
        }

        if (filter.Kind is { } kind)
        {
            rows = rows.Where(p => p.Kind == kind);
        }

        return filter.Department is { } department ? rows.Where(p => p.DepartmentId == department) : rows;
    }

    private static bool Matches(Practitioner row, PractitionerFilter filter, DateOnly today)
    {
        var facts = PractitionerDirectory.FactsOf(row);
        return (filter.Title is null || facts.Titles.Any(t => t.Title == filter.Title && t.Contains(today)))
            && (filter.State is null || filter.State == StateOf(facts, today))
            && (filter.ExpiringWithin is null || PractitionerExpiries.Of(row).Any(e => e.LastDay >= today && e.LastDay <= today.AddDays(filter.ExpiringWithin.Value)))
            && filter.Where?.Invoke(facts) != false;
    }

    private static ServiceState StateOf(Contracts.PractitionerFacts facts, DateOnly today) =>
        facts.Departures.Any(d => d.Contains(today)) ? ServiceState.Left : facts.Suspensions.Any(s => s.Contains(today)) ? ServiceState.Suspended : ServiceState.InService;

    private async Task<Refusal?> FillAsync(Practitioner practitioner, PractitionerRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = scope.Database.Fields;
        var filled = FilledPractitioner.Of(request, practitioner, fields, scope.Now, errors);
        var references = await PractitionerReferences.ForOneAsync(scope.Db, departments, certificates, practitioner.Id, filled, fields, cancellationToken);
        references.Check(practitioner.InstitutionId, practitioner.Id, filled, PersonalNumbers.Index(fields, practitioner.InstitutionId, filled.Numbers.Identity), errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        filled.Apply(practitioner, scope);
        return null;
    }
}
