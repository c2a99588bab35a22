using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.FinalDiagnoses;

/// <summary>
/// Cases whose opinion is issued wait for the final diagnosis without a deadlock; once the time of their visit's kind is over (HP-5.4) that is a finding, which is mended when the
/// diagnosis comes.
/// </summary>
internal sealed class FinalDiagnosisClock(IWriter writer, Database database, IFindings findings, IDeploymentDirectory deployments, TimeProvider clock) : IRoutine, ICaseObserver
{
    private const string Kind = "finalDiagnosisOverdue";
    private const int ActsOf = 100;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Read(institution);
        var late = await db.Set<Case>().Where(c => c.State == CaseState.OpinionIssued && c.DueAt < now && c.StudyKey == null).OrderBy(c => c.DueAt).ThenBy(c => c.Id)
            .Select(c => new { c.Id, c.Number, c.DeploymentId, c.ClinicianId }).ToListAsync(cancellationToken);
        var known = await findings.StandingAsync(db, [.. late.Select(c => Key(c.Id))], cancellationToken);
        foreach (var part in late.Where(c => !known.Contains(Key(c.Id))).Chunk(ActsOf))
        {
            await writer.WriteAsSystemAsync(
                institution,
                async (scope, ct) =>
                {
                    foreach (var subject in part)
                    {
                        var deployment = await deployments.FindAsync(scope.Db, subject.DeploymentId, ct);
                        await findings.RaiseAsync(
                            scope,
                            new FindingDraft(Key(subject.Id), Kind, ClauseIds.FinalDiagnosis, "case", subject.Id, subject.Number, $"/cases/{subject.Id:D}", Role.Clinician)
                            {
                                CaseId = subject.Id, DeploymentId = deployment?.Id, OwnerPractitionerId = subject.ClinicianId,
                            },
                            ct);
                    }
                },
                cancellationToken);
        }
    }

    public Task CaseChangedAsync(WriteScope scope, CaseFacts? before, CaseFacts after, CancellationToken cancellationToken) =>
        before?.State == CaseState.OpinionIssued && after.State != CaseState.OpinionIssued ? findings.CloseAsync(scope, Key(after.CaseId), cancellationToken) : Task.CompletedTask;

    private static string Key(Guid subject) => $"{Kind}|{subject:D}";
}
