using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Consents;

/// <summary>The scanned form of a consent: read by whoever the case is within reach of, attached by those who record consents; a picture or a PDF and nothing else.</summary>
public sealed class ConsentScans(CaseReaches reaches) : IDocumentSubject
{
    public const string SubjectKind = "caseConsent";

    /// <summary>What a scanner or a camera makes.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = ["application/pdf", "image/jpeg", "image/png"];

    public string Kind => SubjectKind;

    public async Task<DocumentSubject?> FindAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.CasesRead)
            || await db.Set<InformedConsent>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } consent
            || await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == consent.CaseId, cancellationToken) is not { } subject
            || !(await reaches.OfAsync(db, caller, cancellationToken)).Sees(subject))
        {
            return null;
        }

        return new DocumentSubject(subject.Number, $"/cases/{subject.Id:D}", caller.Can(Permission.ConsentsRecord)) { MediaTypes = MediaTypes, CaseId = subject.Id };
    }

    /// <summary>Which of these consents have a scan that counts.</summary>
    internal static async Task<IReadOnlySet<Guid>> ScannedAsync(
        HengjianDbContext db, IDocumentDirectory documents, IEnumerable<InformedConsent> consents, CancellationToken cancellationToken)
    {
        var scanned = new HashSet<Guid>();
        foreach (var consent in consents.Where(c => c.Content.SignedOnPaper))
        {
            if ((await documents.OfAsync(db, SubjectKind, consent.Id, cancellationToken)).Any(d => d.WithdrawnAt is null))
            {
                scanned.Add(consent.Id);
            }
        }

        return scanned;
    }
}
