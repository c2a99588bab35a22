using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Enrolments;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.CaseLog;

/// <summary>The case log of an enrolment that the caller may see.</summary>
public sealed class CaseLogQueries(Database database, ITrainingCases cases)
{
    public async Task<CaseLogList?> OfAsync(Caller caller, Guid enrolmentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (!await EnrolmentDesk.Visible(db, caller).AnyAsync(e => e.Id == enrolmentId, cancellationToken))
        {
            return null;
        }

        var rows = await db.Set<CaseLogEntry>().Where(e => e.EnrolmentId == enrolmentId).OrderByDescending(e => e.TakenOn).ThenByDescending(e => e.LoggedAt).ToListAsync(cancellationToken);
        return new CaseLogList(
            rows.Count(r => r.State == CaseEntryState.Signed), rows.Count(r => r.State == CaseEntryState.Waiting), rows.Count(r => r.State == CaseEntryState.Rejected),
            await ViewsAsync(db, rows, cancellationToken));
    }

    public async Task<CaseLogView?> FindAsync(Caller caller, Guid enrolmentId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await EnrolmentDesk.Visible(db, caller).AnyAsync(e => e.Id == enrolmentId, cancellationToken)
            && await db.Set<CaseLogEntry>().FirstOrDefaultAsync(e => e.Id == id && e.EnrolmentId == enrolmentId, cancellationToken) is { } row
            ? (await ViewsAsync(db, [row], cancellationToken))[0]
            : null;
    }

    private async Task<List<CaseLogView>> ViewsAsync(HengjianDbContext db, List<CaseLogEntry> rows, CancellationToken cancellationToken)
    {
        var known = await cases.ManyAsync(db, [.. rows.Select(r => r.CaseId).OfType<Guid>()], cancellationToken);
        return rows.ConvertAll(r =>
        {
            var found = r.CaseId is { } id ? known.GetValueOrDefault(id) : null;
            return new CaseLogView(
                r.Id, r.EnrolmentId, r.CaseId, r.CaseKey, r.Technology, found?.Day, r.State == CaseEntryState.Signed ? found?.Label : null, r.TakenOn, r.Taking, r.OwnReading, r.OwnConfidence,
                database.Fields.Unprotect(r.InstitutionId, "particulars", r.Id, r.Particulars), r.State, r.LoggedAt, r.AnsweredName, r.AnsweredAt, r.Note);
        });
    }
}
