using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Certificates;

/// <summary>
/// Gives a certificate within the act that completes an enrolment: number, row, and the fact on the holder's own record, all or none. Literacy gives a certificate, but no clause asks for it, so
/// it puts no fact on the record.
/// </summary>
internal sealed class IssueCertificate(ITrainingRecords records, ITrainingBases bases, IInstitutionRegister institutions, RegulationCatalog catalog) : ICertificates
{
    private const string ValidityLimited = "validityLimited";
    private const string ValidityMonths = "validityMonths";

    public async Task<(Guid Id, string Number)> IssueAsync(WriteScope scope, CertificateDraft draft, CancellationToken cancellationToken)
    {
        var holder = await records.OwnAsync(scope.Db, draft.HolderId, cancellationToken)
            ?? throw new InvalidOperationException("A certificate was to be given to somebody without a record.");
        var code = await institutions.CreditCodeAsync(scope.Db, cancellationToken) ?? throw new InvalidOperationException("The base's institution has no credit code.");
        var year = ShanghaiDay.Of(scope.Now).Year;
        var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"training-certificate-{year}"), cancellationToken);
        var row = new TrainingCertificate
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = CertificateNumber.Make(code, year, serial),
            EnrolmentId = draft.EnrolmentId,
            BaseId = draft.BaseId,
            DesignationNumber = (await bases.FindAsync(scope.Db, draft.BaseId, cancellationToken))?.Number,
            HolderId = draft.HolderId,
            HolderInstitutionId = holder.InstitutionId,
            HolderPractitionerId = holder.PractitionerId,
            HolderName = holder.Name,
            Route = draft.Route,
            Kind = draft.Kind,
            TechnologyCategory = draft.TechnologyCategory,
            CompletedOn = draft.CompletedOn,
            ValidTo = Validity(draft, scope.Now, code),
            IssuedBy = scope.Caller.Id,
            IssuedAt = scope.Now,
        };
        scope.Db.Add(row);
        scope.Record("certificate.issued", nameof(TrainingCertificate), row.Id);
        if (draft.Kind != ProgrammeKind.Literacy)
        {
            var fact = new TrainingFact(
                row.TechnologyCategory, row.Route, row.CompletedOn, row.Number, row.BaseId, row.ValidTo, CertificateId: row.Id, ForOtherStaff: row.Kind == ProgrammeKind.OtherStaff);
            await records.AddAsync(scope, holder, fact, cancellationToken);
        }

        return (row.Id, row.Number);
    }

    /// <summary>Last day by the pack: so many months from completion where it limits validity at all.</summary>
    private DateOnly? Validity(CertificateDraft draft, DateTimeOffset at, string institution)
    {
        if (draft.Kind == ProgrammeKind.Literacy)
        {
            return null;
        }

        var terms = catalog.Parameters(draft.Kind == ProgrammeKind.OtherStaff ? ClauseIds.OtherStaffTraining : ClauseIds.PhysicianTraining, at, institution);
        return terms.Bool(ValidityLimited) ? ShanghaiDay.AddMonths(draft.CompletedOn, terms.Int(ValidityMonths)).AddDays(-1) : null;
    }
}
