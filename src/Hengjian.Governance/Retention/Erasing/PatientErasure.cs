using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Retention.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Retention.Erasing;

/// <summary>Empties cases of their patient with everything that hangs on them, within an act: when an erasure is carried out, and when it is applied again to a copy.</summary>
internal sealed class PatientErasure(Database database, IPatientCases cases, ISignatureErasure signatures, IDocumentErasure documents)
{
    /// <summary>Erases; answers what went, and the stored files to be removed once the act is durable.</summary>
    public async Task<(ErasureTally Tally, IReadOnlyList<string> Files)> EraseAsync(WriteScope scope, IReadOnlyList<Guid> ids, string number, CancellationToken cancellationToken)
    {
        var known = await cases.ManyAsync(scope.Db, ids, cancellationToken);
        var numbers = known.Select(c => c.Number).Order(StringComparer.Ordinal).ToList();
        var indexes = known.Select(c => c.PatientIndex).Where(i => i.Length > 0).Distinct().ToList();
        var erased = await PatientEraser.EraseAsync(scope, ids, cancellationToken);
        var attached = await documents.EraseAsync(scope, erased.Subjects, number, cancellationToken);
        var signed = await signatures.EraseAsync(scope, erased.Subjects, cancellationToken);
        IReadOnlyList<string> files = [.. erased.Files.Concat(attached).Distinct(StringComparer.Ordinal)];
        await UnnameAsync(scope, indexes, ids, cancellationToken);
        foreach (var subject in known)
        {
            scope.Record("case.erased", "Case", subject.Id);
        }

        return (new ErasureTally(erased.Rows, erased.Fields, signed, attached.Count, files.Count, numbers), files);
    }

    /// <summary>Removes the files of an erasure. What a crash before this leaves behind nothing names any more: the daily sweep takes it.</summary>
    public Task RemoveFilesAsync(Guid institution, IReadOnlyList<string> files, CancellationToken cancellationToken) => documents.RemoveFilesAsync(institution, files, cancellationToken);

    /// <summary>Requests and holds of the patient lose what leads to him or her, the one that is carried out among them; the masked title stays for the certificate.</summary>
    private async Task UnnameAsync(WriteScope scope, IReadOnlyList<string> indexes, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        byte[] Nothing(string column, Guid id) => database.Fields.Protect(scope.InstitutionId, column, id, "–")!;
        foreach (var request in await scope.Db.Set<DeletionRequest>().Where(r => indexes.Contains(r.PatientIndex)).ToListAsync(cancellationToken))
        {
            (request.Ground, request.PatientIndex) = (Nothing("ground", request.Id), "");
        }

        foreach (var hold in await scope.Db.Set<LegalHold>().Where(h => (h.PatientIndex != null && indexes.Contains(h.PatientIndex)) || (h.SubjectId != null && ids.Contains(h.SubjectId.Value))).ToListAsync(cancellationToken))
        {
            hold.Reason = Nothing("reason", hold.Id);
            hold.LiftReason = hold.LiftReason is null ? null : Nothing("lift_reason", hold.Id);
            hold.PatientIndex = hold.PatientIndex is null ? null : "";
        }
    }
}
