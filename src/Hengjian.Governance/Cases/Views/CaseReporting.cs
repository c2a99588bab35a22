using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

internal sealed class CaseReporting(Database database, IDeploymentDirectory deployments, CaseActs acts) : ICaseReporting
{
    private static readonly AiResultStatus[] Shown = [AiResultStatus.Accepted, AiResultStatus.AwaitingOperator, AiResultStatus.Replaced];

    public async Task<ReportableCase?> FindAsync(HengjianDbContext db, Guid caseId, CancellationToken cancellationToken)
    {
        if (await CaseFile.LoadAsync(db, caseId, cancellationToken) is not { Case: { StudyKey: null } subject } file
            || await deployments.FindAsync(db, subject.DeploymentId, cancellationToken) is not { } deployment)
        {
            return null;
        }

        return new ReportableCase(
            subject.Id,
            subject.Number,
            subject.State,
            deployment,
            database.Fields.Unprotect(subject.InstitutionId, "patient_identifier", subject.Id, subject.PatientIdentifier)!,
            subject.Sex,
            subject.AgeAtExamination,
            subject.ExaminationKind,
            subject.ExaminedAt,
            subject.AccessionNumberIndex is not null || subject.StudyInstanceUid is not null,
            subject.WithoutAi,
            subject.Invasive,
            file.Consents.Any(c => c.WithdrawnAt is null),
            [.. file.AiResults.Where(r => Shown.Contains(r.Status)).Select(r => new ReportableResult(
                r.Label, r.Score, r.AlgorithmName, r.AlgorithmVersion, r.Udi, r.ContentHash, r.OperatorId, r.ProducedAt, r == file.CurrentAiResult))],
            [.. file.CurrentOpinions.Select(o => new ReportableOpinion(o.PractitionerId, o.Phase, o.Role, o.Label, o.SignatureId is not null, o.Provisional, o.SignedAt))],
            subject.IssuedLabel,
            subject.ConcludedAt,
            [.. file.FinalDiagnoses.Select(d => new ReportableDiagnosis(d.PractitionerId, d.Label, d.Icd10, d.SignedAt))],
            [.. file.StandingReferences.Select(r => new ReportableReference(r.Kind, r.Label, r.EstablishedOn))]);
    }

    public async Task<bool> MarkReportedAsync(WriteScope scope, Guid caseId, string remark, string? pack, CancellationToken cancellationToken)
    {
        if (await acts.OpenAsync(scope, caseId, cancellationToken) is not { } act || CaseMachine.Find(act.Case.State, CaseEvent.Report) is null)
        {
            return false;
        }

        var before = CaseFactsBuilder.Build(act.File, act.Deployment);
        act.Case.Remark = remark;
        act.Case.DueAt = null;
        act.Move(CaseEvent.Report, CaseState.Reported);
        scope.Record("case.reported", nameof(Case), caseId, pack);
        await acts.SaveAsync(scope, act, before, cancellationToken);
        return true;
    }

    public async Task<IReadOnlyList<ConcludedCase>> ConcludedAsync(HengjianDbContext db, IQueryable<Guid> waiting, Guid after, int most, CancellationToken cancellationToken) =>
        await db.Set<Case>().Where(c => c.State == CaseState.Concluded && c.StudyKey == null && c.ConcludedAt != null && c.Id.CompareTo(after) > 0 && !waiting.Contains(c.Id))
            .OrderBy(c => c.Id).Take(most).Select(c => new ConcludedCase(c.Id, c.DeploymentId, c.ConcludedAt!.Value)).ToListAsync(cancellationToken);
}
