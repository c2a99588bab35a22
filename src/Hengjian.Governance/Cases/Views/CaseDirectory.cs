using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

internal sealed class CaseDirectory(Database database) : ICaseDirectory
{
    private static readonly AiResultStatus[] Shown = [AiResultStatus.Accepted, AiResultStatus.AwaitingOperator, AiResultStatus.Replaced];

    public async Task<CaseBrief?> FindAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken) =>
        await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } found && Finds(caller, found) ? Brief(caller, found) : null;

    public async Task<CaseBrief?> ByNumberAsync(HengjianDbContext db, Caller caller, string number, CancellationToken cancellationToken) =>
        await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == number, cancellationToken) is { } found && Finds(caller, found) ? Brief(caller, found) : null;

    public async Task<IReadOnlyList<CaseBrief>> ManyAsync(HengjianDbContext db, Caller caller, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await db.Set<Case>().AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Number).ToListAsync(cancellationToken)).Where(c => Finds(caller, c)).Select(c => Brief(caller, c))];

    public async Task<IReadOnlyList<CaseBrief>> OfSoftwareAsync(
        HengjianDbContext db, Caller caller, string? algorithm, string softwareVersion, int most, CancellationToken cancellationToken)
    {
        var results = db.Set<AiResult>().Where(r => r.AlgorithmVersion == softwareVersion && (algorithm == null || r.AlgorithmName == algorithm) && Shown.Contains(r.Status));
        var cases = await db.Set<Case>().AsNoTracking()
            .Where(c => c.StudyKey == null && results.Any(r => r.CaseId == c.Id))
            .OrderByDescending(c => c.ExaminedAt).ThenByDescending(c => c.Id).Take(most).ToListAsync(cancellationToken);
        return [.. cases.Where(c => Finds(caller, c)).Select(c => Brief(caller, c))];
    }

    public async Task<CaseTrail> TrailAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var file = await CaseFile.LoadAsync(db, id, cancellationToken) ?? throw new InvalidOperationException($"There is no case {id:D}.");
        return new CaseTrail(
            file.Case.ExaminationKind,
            [.. file.AiResults.Select(r => new CaseAlgorithm(r.AlgorithmName, r.AlgorithmVersion, r.Udi, r.Status, r.ProducedAt))],
            [
                .. file.AiResults.Where(r => r is { OperatorId: not null, OperatorConfirmedAt: not null })
                    .Select(r => new CaseParticipant(PractitionerAct.Operate, r.OperatorId!.Value, r.OperatorConfirmedAt!.Value)),
                .. file.Opinions.Select(o => new CaseParticipant(PractitionerAct.Opinion, o.PractitionerId, o.SignedAt)),
                .. file.FinalDiagnoses.Select(d => new CaseParticipant(PractitionerAct.FinalDiagnosis, d.PractitionerId, d.SignedAt)),
            ]);
    }

    private static bool Finds(Caller caller, Case subject) =>
        CaseScope.Sees(caller, subject) || caller.Can(Permission.ConsumablesUse) || caller.Can(Permission.TraceRead);

    private CaseBrief Brief(Caller caller, Case found) => new(
        found.Id,
        found.Number,
        found.State,
        found.ExaminedAt,
        found.DeploymentId,
        found.StudyKey is not null,
        caller.Can(Permission.CasesRead) && CaseScope.Sees(caller, found)
            ? Masking.Name(database.Fields.Unprotect(found.InstitutionId, "patient_name", found.Id, found.PatientName))
            : null);
}
