using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Inbox;

/// <summary>
/// Takes a DICOM object: to the case of its accession number, or of its patient and study, else to the inbox, never dropped. The same object again changes nothing; other
/// content under a stored UID is refused and listed.
/// </summary>
public sealed class ReceiveObject(IWriter writer, CaseActs acts, ReceiveAiResult aiResults, IDeploymentDirectory deployments)
{
    public Task<Outcome<ObjectReceived>> HandleAsync(IncomingObject incoming, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<ObjectReceived>(context, (scope, ct) => ReceiveAsync(incoming, scope, ct), cancellationToken);

    /// <summary>A person matches a waiting object to a case.</summary>
    public Task<Outcome<ObjectReceived>> MatchAsync(Guid objectId, Guid caseId, IncomingObject incoming, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<ObjectReceived>(
            context,
            async (scope, ct) =>
            {
                var row = await scope.Db.Set<ReceivedObject>().FirstOrDefaultAsync(o => o.Id == objectId && o.Status == ReceivedObjectStatus.Waiting, ct);
                if (row is null || await acts.OpenAsync(scope, caseId, ct) is not { } act)
                {
                    return new NotFound(row is null ? "inboxItem" : "case");
                }

                var refusal = await ApplyAsync(row, act, incoming, ct);
                if (refusal is not null)
                {
                    return refusal;
                }

                scope.Record("inbox.matched", nameof(ReceivedObject), row.Id);
                return new ObjectReceived(row.Id, row.Status, row.CaseId, row.Reason, AlreadyStored: false);
            },
            cancellationToken);

    private async Task<Outcome<ObjectReceived>> ReceiveAsync(IncomingObject incoming, WriteScope scope, CancellationToken cancellationToken)
    {
        var known = await scope.Db.Set<ReceivedObject>().Where(o => o.SopInstanceUid == incoming.SopInstanceUid).ToListAsync(cancellationToken);
        if (known.Find(o => o.Digest == incoming.Digest) is { } same)
        {
            return new ObjectReceived(same.Id, same.Status, same.CaseId, same.Reason, AlreadyStored: true);
        }

        var row = NewRow(incoming, scope);
        scope.Db.Add(row);
        if (known.Exists(o => o.Status != ReceivedObjectStatus.Conflicting))
        {
            row.Status = ReceivedObjectStatus.Conflicting;
            row.Reason = "inbox.otherContent";
            scope.Record("inbox.conflict", nameof(ReceivedObject), row.Id);
            return new ObjectReceived(row.Id, row.Status, null, row.Reason, AlreadyStored: false);
        }

        var (caseId, reason) = await FindCaseAsync(incoming, scope, cancellationToken);
        row.Reason = reason;
        if (caseId is { } found && await acts.OpenAsync(scope, found, cancellationToken) is { } act)
        {
            var refusal = await ApplyAsync(row, act, incoming, cancellationToken);
            if (refusal is not null)
            {
                row.Reason = refusal is RuleRefused rules ? "inbox.refused." + rules.Decisions.First(d => d.Blocks).Clause : "inbox.caseState";
            }
        }

        scope.Record(row.Status == ReceivedObjectStatus.Matched ? "inbox.received" : "inbox.held", nameof(ReceivedObject), row.Id);
        return new ObjectReceived(row.Id, row.Status, row.CaseId, row.Reason, AlreadyStored: false);
    }

    /// <summary>Makes the AI result of a report, or keeps another kind of object with the case; the refusal says why not.</summary>
    private async Task<Refusal?> ApplyAsync(ReceivedObject row, CaseAct act, IncomingObject incoming, CancellationToken cancellationToken)
    {
        if (incoming.Report is { } report)
        {
            var derived = report.Derive(act.Deployment);
            var arrival = new AiResultArrival(
                derived.Label,
                derived.Score,
                report.Findings,
                report.AlgorithmName,
                report.AlgorithmVersion,
                report.Manufacturer,
                null,
                report.ProducedAt is { } at && at <= act.Now ? StoredInstant.Truncate(at) : act.Now,
                "dicom",
                incoming.SopInstanceUid,
                incoming.Digest);
            var outcome = await aiResults.StoreAsync(act, arrival, null, cancellationToken);
            if (outcome.Refusal is { KeepsChanges: false } refusal)
            {
                return refusal;
            }
        }

        act.Case.StudyInstanceUid ??= incoming.StudyInstanceUid;
        row.CaseId = act.Case.Id;
        row.Status = ReceivedObjectStatus.Matched;
        row.Reason = incoming.Report is { AlgorithmName: null } ? "inbox.algorithmUnidentified" : null;
        return null;
    }

    /// <summary>The one case that the object belongs to, or the message code of why it cannot be told.</summary>
    private async Task<(Guid? Case, string? Reason)> FindCaseAsync(IncomingObject incoming, WriteScope scope, CancellationToken cancellationToken)
    {
        var fields = scope.Database.Fields;
        var accessions = incoming.Accessions.Select(a => fields.BlindIndex(scope.InstitutionId, "accession", a)).ToList();
        var patient = fields.BlindIndex(scope.InstitutionId, "patient", incoming.PatientIdentifier);
        var cases = scope.Db.Set<Case>().AsNoTracking().Where(c => c.State != CaseState.Cancelled && c.StudyKey == null);
        var found = accessions.Count == 0 ? [] : await cases.Where(c => accessions.Contains(c.AccessionNumberIndex)).Take(20).ToListAsync(cancellationToken);
        if (found.Count > 0 && patient is not null)
        {
            // A right accession number with another patient is a mix-up for a person to look at, never a match.
            found = found.FindAll(c => c.PatientIdentifierIndex == patient);
            if (found.Count == 0)
            {
                return (null, "inbox.patientDiffers");
            }
        }

        if (found.Count == 0 && patient is not null && incoming.StudyInstanceUid is { } study)
        {
            found = await cases.Where(c => c.PatientIdentifierIndex == patient && c.StudyInstanceUid == study).Take(20).ToListAsync(cancellationToken);
        }

        if (found.Count > 1 && incoming.Report?.AlgorithmName is { } algorithm)
        {
            found = await OfAlgorithmAsync(found, algorithm, scope, cancellationToken);
        }

        return found.Count switch
        {
            1 => (found[0].Id, null),
            0 => (null, "inbox.noCase"),
            _ => (null, "inbox.severalCases"),
        };
    }

    private async Task<List<Case>> OfAlgorithmAsync(List<Case> cases, string algorithm, WriteScope scope, CancellationToken cancellationToken)
    {
        var matching = new List<Case>();
        foreach (var candidate in cases)
        {
            var deployment = await deployments.FindAsync(scope.Db, candidate.DeploymentId, cancellationToken);
            if (deployment?.AlgorithmName == algorithm)
            {
                matching.Add(candidate);
            }
        }

        return matching.Count == 0 ? cases : matching;
    }

    private static ReceivedObject NewRow(IncomingObject incoming, WriteScope scope)
    {
        var id = scope.NewId();
        byte[]? Protect(string column, string? text) => scope.Database.Fields.Protect(scope.InstitutionId, column, id, text);
        return new ReceivedObject
        {
            InstitutionId = scope.InstitutionId,
            Id = id,
            SopInstanceUid = incoming.SopInstanceUid,
            SopClassUid = incoming.SopClassUid,
            Kind = incoming.Kind,
            Digest = incoming.Digest,
            FileHash = incoming.FileHash,
            MediaType = incoming.MediaType,
            Status = ReceivedObjectStatus.Waiting,
            PatientName = Protect("patient_name", incoming.PatientName),
            PatientIdentifier = Protect("patient_identifier", incoming.PatientIdentifier),
            AccessionNumber = Protect("accession_number", incoming.Accessions.Count > 0 ? incoming.Accessions[0] : null),
            StudyInstanceUid = incoming.StudyInstanceUid,
            SeriesInstanceUid = incoming.SeriesInstanceUid,
            StudyDescription = incoming.StudyDescription,
            AlgorithmName = incoming.Report?.AlgorithmName,
            AlgorithmVersion = incoming.Report?.AlgorithmVersion,
            ReceivedAt = scope.Now,
            ReceivedFrom = scope.Caller.Name,
        };
    }
}
