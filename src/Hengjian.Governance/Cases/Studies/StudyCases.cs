using System.Security.Cryptography;
using System.Text.Json;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Studies;

/// <summary>
/// Stores study cases. Instants that the file does not give (examination, reading, reference) are the import's own: they say when this system learned of them, and
/// date the cases in statistics.
/// </summary>
internal sealed class StudyCases(IDeploymentDirectory deployments, IEnumerable<ICaseObserver> observers) : IStudyCases
{
    public async Task<IReadOnlySet<string>> StoredAsync(
        HengjianDbContext db, Guid deploymentId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        (await db.Set<Case>().Where(c => c.DeploymentId == deploymentId && c.StudyKey != null && keys.Contains(c.StudyKey))
            .Select(c => c.StudyKey!).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);

    public async Task AddAsync(WriteScope scope, Guid deploymentId, IReadOnlyList<StudyCase> cases, CancellationToken cancellationToken)
    {
        var deployment = await DeploymentAsync(scope, deploymentId, cancellationToken);
        var changes = new List<(CaseFacts?, CaseFacts)>(cases.Count);
        foreach (var study in cases)
        {
            changes.Add((null, CaseFactsBuilder.Build(Add(scope, deployment, study), deployment)));
        }

        foreach (var observer in observers)
        {
            await observer.CasesChangedAsync(scope, changes, cancellationToken);
        }
    }

    public async Task<int> EraseAsync(WriteScope scope, Guid deploymentId, int most, CancellationToken cancellationToken)
    {
        var deployment = await DeploymentAsync(scope, deploymentId, cancellationToken);
        var ids = await scope.Db.Set<Case>().Where(c => c.DeploymentId == deploymentId && c.StudyKey != null)
            .OrderBy(c => c.Id).Take(most).Select(c => c.Id).ToListAsync(cancellationToken);
        var changes = new List<(CaseFacts?, CaseFacts)>(ids.Count);
        foreach (var id in ids)
        {
            var file = (await CaseFile.LoadAsync(scope.Db, id, cancellationToken))!;
            var facts = CaseFactsBuilder.Build(file, deployment);
            changes.Add((facts, facts with { State = CaseState.Cancelled }));
            scope.Db.RemoveRange(file.AiResults);
            scope.Db.RemoveRange(file.Opinions);
            scope.Db.RemoveRange(file.References);
            scope.Db.Remove(file.Case);
        }

        foreach (var observer in observers)
        {
            await observer.CasesChangedAsync(scope, changes, cancellationToken);
        }

        return ids.Count;
    }

    private async Task<DeploymentFile> DeploymentAsync(WriteScope scope, Guid id, CancellationToken cancellationToken) =>
        await deployments.FindAsync(scope.Db, id, cancellationToken) is { Stage: DeploymentStage.Study or DeploymentStage.Proposed } found
            ? found
            : throw new InvalidOperationException($"The deployment {id:D} is no study.");

    private static CaseFile Add(WriteScope scope, DeploymentFile deployment, StudyCase study)
    {
        var subject = NewCase(scope, deployment.Id, study);
        var results = study.AiResults.Select(r => NewResult(scope, deployment, subject.Id, r)).ToList();
        var opinions = study.Readings.Select(r => NewOpinion(scope, subject.Id, r, results)).ToList();
        var references = study.Reference is { } reference ? new List<Reference> { NewReference(scope, subject.Id, reference) } : [];
        scope.Db.Add(subject);
        scope.Db.AddRange(results);
        scope.Db.AddRange(opinions);
        scope.Db.AddRange(references);
        return CaseFile.Of(subject, results, opinions, references);
    }

    private static Case NewCase(WriteScope scope, Guid deployment, StudyCase study)
    {
        var id = scope.NewId();
        return new Case
        {
            InstitutionId = scope.InstitutionId,
            Id = id,
            Number = study.Number,
            DeploymentId = deployment,
            State = CaseState.Concluded,
            Protocol = ReadingProtocol.Concurrent,
            PatientIdentifier = scope.Database.Fields.Protect(scope.InstitutionId, "patient_identifier", id, study.PatientIdentifier)!,
            PatientIdentifierIndex = scope.Database.Fields.BlindIndex(scope.InstitutionId, "patient", study.PatientIdentifier)!,
            Sex = Sex.Unknown,
            ExaminationKind = study.ExaminationKind,
            ExaminedAt = scope.Now,
            RegisteredAt = scope.Now,
            StudyKey = study.Key,
            Subgroups = study.Subgroups,
        };
    }

    private static AiResult NewResult(WriteScope scope, DeploymentFile deployment, Guid subject, StudyAiResult result) => new()
    {
        InstitutionId = scope.InstitutionId,
        Id = scope.NewId(),
        CaseId = subject,
        Status = AiResultStatus.Accepted,
        Label = result.Label,
        Score = result.Score,
        AlgorithmName = deployment.AlgorithmName,
        AlgorithmVersion = deployment.AlgorithmVersion,
        TechnologyVersionId = deployment.VersionId,
        ProducedAt = scope.Now,
        ReceivedAt = scope.Now,
        Source = "study",
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
            new { label = result.Label, score = result.Score }, JsonColumn.Options)))),
    };

    private static Opinion NewOpinion(WriteScope scope, Guid subject, StudyReading reading, List<AiResult> results)
    {
        var shown = reading.ShownAiResult is { } place ? results[place] : null;
        return new Opinion
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            CaseId = subject,
            PractitionerId = reading.ReaderId,
            Phase = reading.WithAi ? ReadingPhase.AfterAi : ReadingPhase.BeforeAi,
            Role = OpinionRole.Independent,
            Label = reading.Label,
            AgreesWithAi = shown?.Label is { } label ? label == reading.Label : null,
            SecondsSpent = reading.Seconds,
            SignedAt = scope.Now,
            ShownAiResultId = shown?.Id,
            StudyCondition = reading.Condition,
        };
    }

    private static Reference NewReference(WriteScope scope, Guid subject, StudyReference reference) => new()
    {
        InstitutionId = scope.InstitutionId,
        Id = scope.NewId(),
        CaseId = subject,
        Kind = reference.Kind,
        Label = reference.Label,
        EstablishedOn = ShanghaiDay.Of(scope.Now),
        RecordedAt = scope.Now,
    };
}
