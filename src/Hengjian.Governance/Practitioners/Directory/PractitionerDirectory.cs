using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Directory;

internal sealed class PractitionerDirectory : IPractitionerDirectory
{
    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Task<Practitioner?>>> Current = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid id) => db.Set<Practitioner>().AsNoTracking().FirstOrDefault(p => p.Id == id)));

    public async Task<PractitionerFacts?> FindAsync(HengjianDbContext db, Guid practitionerId, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        if (knownAt is null)
        {
            return await Current.For(db)(db, practitionerId) is { } now
                ? Facts(now.Id, now.Kind, now.Title, now.LicenceNumber, now.StudyReader, now.Details)
                : null;
        }

        var then = await db.Set<PractitionerSnapshot>().AsNoTracking()
            .Where(s => s.PractitionerId == practitionerId && s.RecordedAt <= knownAt)
            .OrderByDescending(s => s.RecordedAt).ThenByDescending(s => s.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return then is null ? null : Facts(practitionerId, then.Kind, then.Title, then.LicenceNumber, then.StudyReader, then.Details);
    }

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(HengjianDbContext db, IReadOnlyCollection<Guid> practitionerIds, CancellationToken cancellationToken) =>
        practitionerIds.Count == 0
            ? new Dictionary<Guid, string>()
            : await db.Set<Practitioner>().AsNoTracking().Where(p => practitionerIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);

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
        studyReader,
        details.SuspendedFrom,
        details.LeftOn);
}
