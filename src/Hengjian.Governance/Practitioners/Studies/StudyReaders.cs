using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Studies;

internal sealed class StudyReaders : IStudyReaders
{
    public IReadOnlyList<Guid> Add(WriteScope scope, IReadOnlyList<string> names)
    {
        var details = new PractitionerDetails { LicensedHere = false };
        var ids = new List<Guid>(names.Count);
        foreach (var name in names)
        {
            var reader = new Practitioner
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                Name = name,
                Kind = PractitionerKind.Physician,
                StudyReader = true,
                Details = details,
                CreatedAt = scope.Now,
            };
            scope.Db.Add(reader);
            scope.Db.Add(new PractitionerSnapshot
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                PractitionerId = reader.Id,
                RecordedAt = scope.Now,
                Kind = reader.Kind,
                StudyReader = true,
                Details = details,
            });
            ids.Add(reader.Id);
        }

        return ids;
    }

    public async Task EraseAsync(WriteScope scope, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        scope.Db.RemoveRange(await scope.Db.Set<PractitionerSnapshot>().Where(s => ids.Contains(s.PractitionerId)).ToListAsync(cancellationToken));
        scope.Db.RemoveRange(await scope.Db.Set<Practitioner>().Where(p => p.StudyReader && ids.Contains(p.Id)).ToListAsync(cancellationToken));
    }
}
