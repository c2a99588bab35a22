using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

internal sealed class CaseDirectory(Database database, CaseReaches reaches) : ICaseDirectory
{
    private static readonly AiResultStatus[] Shown = [AiResultStatus.Accepted, AiResultStatus.AwaitingOperator, AiResultStatus.Replaced];

    public Task<CaseBrief?> FindAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken) =>
        OneAsync(db, caller, db.Set<Case>().Where(c => c.Id == id), cancellationToken);

    public Task<CaseBrief?> ByNumberAsync(HengjianDbContext db, Caller caller, string number, CancellationToken cancellationToken) =>
        OneAsync(db, caller, db.Set<Case>().Where(c => c.Number == number), cancellationToken);

    public Task<IReadOnlyList<CaseBrief>> ManyAsync(HengjianDbContext db, Caller caller, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        BriefsAsync(db, caller, db.Set<Case>().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Number), cancellationToken);

    public Task<IReadOnlyList<CaseBrief>> OfSoftwareAsync(
        HengjianDbContext db, Caller caller, string? algorithm, string softwareVersion, int most, CancellationToken cancellationToken)
    {
        var results = db.Set<AiResult>().Where(r => r.AlgorithmVersion == softwareVersion && (algorithm == null || r.AlgorithmName == algorithm) && Shown.Contains(r.Status));
        return BriefsAsync(
            db,
            caller,
            db.Set<Case>().Where(c => c.StudyKey == null && results.Any(r => r.CaseId == c.Id)).OrderByDescending(c => c.ExaminedAt).ThenByDescending(c => c.Id).Take(most),
            cancellationToken);
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

    private async Task<CaseBrief?> OneAsync(HengjianDbContext db, Caller caller, IQueryable<Case> one, CancellationToken cancellationToken) =>
        (await BriefsAsync(db, caller, one, cancellationToken)).FirstOrDefault();

    /// <summary>Cases within the caller's sight, and for those who trace or record consumables every one; the patient is named to the former alone.</summary>
    private async Task<IReadOnlyList<CaseBrief>> BriefsAsync(HengjianDbContext db, Caller caller, IQueryable<Case> cases, CancellationToken cancellationToken)
    {
        var reach = await reaches.OfAsync(db, caller, cancellationToken);
        var traces = caller.Can(Permission.ConsumablesUse) || caller.Can(Permission.TraceRead);
        return
        [
            .. (await cases.AsNoTracking().ToListAsync(cancellationToken)).Where(c => traces || reach.Sees(c)).Select(found => new CaseBrief(
                found.Id,
                found.Number,
                found.State,
                found.ExaminedAt,
                found.DeploymentId,
                found.StudyKey is not null,
                caller.Can(Permission.CasesRead) && reach.Sees(found)
                    ? Masking.Name(database.Fields.Unprotect(found.InstitutionId, "patient_name", found.Id, found.PatientName))
                    : null)),
        ];
    }
}
