using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Remote;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Directory;

internal sealed class PractitionerDirectory : IPractitionerDirectory
{
    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Task<Practitioner?>>> Current = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid id) => db.Set<Practitioner>().AsNoTracking().FirstOrDefault(p => p.Id == id)));

    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Guid, Task<PractitionerDetails?>>> OfInstitution = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid institution, Guid id) => db.Set<Practitioner>().IgnoreQueryFilters().AsNoTracking()
            .Where(p => p.InstitutionId == institution && p.Id == id).Select(p => p.Details).FirstOrDefault()));

    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Guid, Task<Practitioner?>>> OfHome = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid institution, Guid id) => db.Set<Practitioner>().IgnoreQueryFilters().AsNoTracking()
            .FirstOrDefault(p => p.InstitutionId == institution && p.Id == id)));

    public async Task<PractitionerFacts?> FindAsync(HengjianDbContext db, Guid practitionerId, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        if (knownAt is null)
        {
            return await Current.For(db)(db, practitionerId) switch
            {
                null => null,
                { HomePractitionerId: { } home } standIn => await OfHome.For(db)(db, standIn.HomeInstitutionId!.Value, home) is { } own ? StandIns.Facts(standIn, FactsOf(own)) : null,
                { } now => FactsOf(now),
            };
        }

        var standing = await Current.For(db)(db, practitionerId);
        var (institution, record) = standing?.HomePractitionerId is { } at ? (standing.HomeInstitutionId!.Value, at) : (db.InstitutionId, practitionerId);
        var then = await db.Set<PractitionerSnapshot>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.InstitutionId == institution && s.PractitionerId == record && s.RecordedAt <= knownAt)
            .OrderByDescending(s => s.RecordedAt).ThenByDescending(s => s.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (then is null)
        {
            return null;
        }

        var facts = Facts(record, then.Kind, then.Title, then.LicenceNumber, then.StudyReader, then.Details);
        return standing?.HomePractitionerId is null ? facts : StandIns.Facts(standing, facts);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, CancellationToken cancellationToken) =>
        practitionerIds.Count == 0
            ? new Dictionary<Guid, string>()
            : await db.Set<Practitioner>().AsNoTracking().Where(p => practitionerIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);

    public async Task<bool> HasLeftAsync(HengjianDbContext db, Guid institution, Guid practitionerId, DateOnly day, CancellationToken cancellationToken) =>
        await OfInstitution.For(db)(db, institution, practitionerId) is { } found && found.AllDepartures().Any(d => d.Contains(day));

    public static PractitionerFacts FactsOf(Practitioner p) => Facts(p.Id, p.Kind, p.Title, p.LicenceNumber, p.StudyReader, p.Details);

    public async Task<IReadOnlySet<Guid>> InDepartmentAsync(HengjianDbContext db, Guid departmentId, CancellationToken cancellationToken) =>
        (await db.Set<Practitioner>().AsNoTracking().Where(p => p.DepartmentId == departmentId).Select(p => p.Id).ToListAsync(cancellationToken)).ToHashSet();

    private static PractitionerFacts Facts(
        Guid id, PractitionerKind kind, ProfessionalTitle? title, string? licenceNumber, bool studyReader, PractitionerDetails details) => new(
        id,
        kind,
        title,
        licenceNumber,
        details.LicenceCategory,
        details.LicenceFrom,
        details.LicenceTo,
        details.LicensedHere,
        details.Scopes,
        details.SpecialtyPeriods,
        details.Trainings,
        studyReader)
    {
        Suspensions = details.AllSuspensions(),
        Departures = details.AllDepartures(),
        Filings = details.Filings,
        Titles = details.AllTitles(title),
    };
}
