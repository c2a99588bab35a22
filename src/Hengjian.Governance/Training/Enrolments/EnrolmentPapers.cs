using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>Papers of an enrolment: read by whoever sees it, attached by the trainer, and by the trainee to the own one while it is under way.</summary>
internal sealed class EnrolmentPapers : IDocumentSubject
{
    public string Kind => EnrolmentsModule.SubjectKind;

    public async Task<DocumentSubject?> FindAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken) =>
        caller.Can(Permission.EnrolmentsRead) && await EnrolmentDesk.Visible(db, caller).AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is { } enrolment
            ? new DocumentSubject(
                $"{enrolment.Number} {enrolment.PractitionerName}",
                $"/training/enrolments/{id:D}",
                enrolment.State is EnrolmentState.Applied or EnrolmentState.Active && (caller.Can(Permission.EnrolmentsWrite) || (caller.Can(Permission.TrainingAttend) && enrolment.PractitionerId == caller.PractitionerId)))
            : null;
}
