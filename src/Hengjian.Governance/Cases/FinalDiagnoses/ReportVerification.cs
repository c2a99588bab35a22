using System.Security.Cryptography;
using System.Text.Json;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.FinalDiagnoses;

/// <summary>What can be said about a printed report to anybody who holds it: nothing of the patient, nothing of the diagnosis.</summary>
/// <param name="Matches">The fingerprint on paper is that of the stored version: the paper was printed from it.</param>
/// <param name="Number">Which version of the case's final diagnosis, from 1.</param>
/// <param name="SupersededAt">When a later version took its place; null: it is the current one.</param>
/// <param name="RecordId">The ledger's record of this version; null: it has none.</param>
/// <param name="Observed">Another system holds its signature.</param>
public sealed record ReportStanding(bool Matches, int Number, DateTimeOffset SignedAt, DateTimeOffset? SupersededAt, Guid? RecordId, bool Observed);

/// <summary>Checks a printed report by the version's id and the fingerprint that its QR code holds.</summary>
public sealed class ReportVerification(Database database)
{
    private static readonly string[] Actions = ["case.finalDiagnosis.signed", "case.finalDiagnosis.observed", "case.finalDiagnosis.corrected"];

    /// <summary>Null where the institution has no such version.</summary>
    public async Task<ReportStanding?> FindAsync(Guid institution, Guid diagnosisId, string fingerprint, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        if (await db.Set<FinalDiagnosis>().FirstOrDefaultAsync(d => d.Id == diagnosisId, cancellationToken) is not { } asked)
        {
            return null;
        }

        var number = await db.Set<Case>().Where(c => c.Id == asked.CaseId).Select(c => c.Number).FirstAsync(cancellationToken);
        var versions = await db.Set<FinalDiagnosis>().Where(d => d.CaseId == asked.CaseId).OrderBy(d => d.SignedAt).ThenBy(d => d.Id).Select(d => new { d.Id, d.SignedAt }).ToListAsync(cancellationToken);
        var records = await db.Set<LedgerRecordRow>().Where(r => r.SubjectId == asked.CaseId && r.SubjectKind == nameof(Case) && Actions.Contains(r.Action))
            .OrderBy(r => r.RecordedAt).ThenBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken);
        var place = versions.FindIndex(v => v.Id == diagnosisId);
        var given = Fingerprint(number, asked, database.Fields);
        return new ReportStanding(
            CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(given), System.Text.Encoding.ASCII.GetBytes(fingerprint)),
            place + 1,
            asked.SignedAt,
            place + 1 < versions.Count ? versions[place + 1].SignedAt : null,
            place < records.Count ? records[place] : null,
            asked.ObservedActId is not null);
    }

    /// <summary>SHA-256 (lower hex) over the canonical JSON of what a version says, who said it and when.</summary>
    internal static string Fingerprint(string caseNumber, FinalDiagnosis diagnosis, FieldProtector fields) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            report = diagnosis.Id,
            caseNumber,
            practitionerId = diagnosis.PractitionerId,
            label = diagnosis.Label,
            text = fields.Unprotect(diagnosis.InstitutionId, "text", diagnosis.Id, diagnosis.Text),
            icd10 = diagnosis.Icd10,
            signedAt = StoredInstant.ToMicroseconds(diagnosis.SignedAt),
            supersedes = diagnosis.SupersedesId,
            reason = diagnosis.Reason,
        },
        JsonColumn.Options))));
}
