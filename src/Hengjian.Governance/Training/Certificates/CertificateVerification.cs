using System.Security.Cryptography;
using System.Text;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Certificates;

/// <summary>What is said of a certificate to anybody who holds its number and code.</summary>
/// <param name="Holder">The holder's name, masked.</param>
/// <param name="Standing">A revocation that is only asked for is nobody else's business: such a one is valid.</param>
/// <param name="RecordId">The ledger's record of its being given.</param>
public sealed record CertificateProof(
    string Number,
    string Holder,
    string Base,
    Guid InstitutionId,
    TrainingRoute Route,
    ProgrammeKind Kind,
    string TechnologyCategory,
    DateOnly CompletedOn,
    DateOnly? ValidTo,
    CertificateStanding Standing,
    DateOnly? RevokedOn,
    Guid? RecordId);

/// <summary>Checks a certificate by number and code, for anybody. A wrong code answers as a number that does not exist.</summary>
public sealed class CertificateVerification(Database database, IInstitutionRegister institutions, TimeProvider clock)
{
    private const int CodeCharacters = 16;

    public async Task<CertificateProof?> FindAsync(string? number, string? code, CancellationToken cancellationToken)
    {
        if (CertificateNumber.Read(number) is not { } written)
        {
            return null;
        }

        await using var db = database.Read(Guid.Empty);
        var row = await db.Set<TrainingCertificate>().IgnoreQueryFilters().FirstOrDefaultAsync(c => c.Number == written, cancellationToken);
        if (row is null || !Matches(CodeOf(database.Fields, row.InstitutionId, row.Number), code))
        {
            return null;
        }

        var record = await db.Set<LedgerRecordRow>().IgnoreQueryFilters()
            .Where(r => r.InstitutionId == row.InstitutionId && r.SubjectId == row.Id && r.Action == "certificate.issued").Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellationToken);
        var standing = row.StandingOn(ShanghaiDay.Of(clock.GetUtcNow()));
        return new CertificateProof(
            row.Number,
            Masking.Name(row.HolderName) ?? "",
            (await institutions.FindAsync(row.InstitutionId, cancellationToken))?.Name ?? "",
            row.InstitutionId,
            row.Route,
            row.Kind,
            row.TechnologyCategory,
            row.CompletedOn,
            row.ValidTo,
            standing == CertificateStanding.RevocationAsked ? CertificateStanding.Valid : standing,
            row.RevokedAt is null ? null : row.RevokedOn,
            record);
    }

    /// <summary>Sixteen hexadecimal characters that only this installation can make of the number, in groups of four.</summary>
    internal static string CodeOf(FieldProtector fields, Guid institution, string number) =>
        string.Join('-', fields.BlindIndex(institution, "training.certificate", number)![..CodeCharacters].ToUpperInvariant().Chunk(4).Select(c => new string(c)));

    private static bool Matches(string code, string? given) => CryptographicOperations.FixedTimeEquals(Compact(code), Compact(given ?? ""));

    private static byte[] Compact(string code) => Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant());
}
