using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Documents.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Documents.Register;

/// <summary>Documents whose validity ends. One that the same record has renewed (same category, a later last day or none) is not among them.</summary>
internal sealed class DocumentExpiries(DocumentRegister documents) : IExpirySource
{
    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = db.Set<Document>().AsNoTracking().Where(d => d.WithdrawnAt == null);
        var ending = await rows.Where(d => d.ValidTo != null && d.ValidTo <= day).ToListAsync(cancellationToken);
        var caller = Caller.System(db.InstitutionId);
        var found = new List<Expiry>();
        foreach (var record in ending.GroupBy(d => (d.SubjectKind, d.SubjectId)))
        {
            var all = await rows.Where(d => d.SubjectKind == record.Key.SubjectKind && d.SubjectId == record.Key.SubjectId).ToListAsync(cancellationToken);
            var open = record.Where(d => !all.Exists(o => o.Id != d.Id && o.Category == d.Category && (o.ValidTo is null || o.ValidTo > d.ValidTo))).ToList();
            if (open.Count > 0 && await documents.SubjectAsync(db, caller, record.Key.SubjectKind, record.Key.SubjectId, cancellationToken) is { } subject)
            {
                found.AddRange(open.Select(d => new Expiry("document", d.Id, $"{subject.Title} · {d.Title}", d.ValidTo!.Value, subject.Path, Role.GovernanceOfficer)));
            }
        }

        return found;
    }
}
