using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Disclosure;

/// <summary>Who the patient is, whole. Never part of a view: it is answered once, to the one who gave a reason.</summary>
public sealed record PatientIdentity(string Identifier, string? Name, DateOnly? BirthDate);

/// <summary>Shows a patient's name and identifier unmasked, after the reason is recorded durably (decisions.md 9).</summary>
public sealed class DisclosePatient(Database database, CaseReaches reaches, IAccessLog log)
{
    /// <param name="reason">4 to 500 characters, else <see cref="Invalid"/> on <c>reason</c>.</param>
    public async Task<Outcome<PatientIdentity>> HandleAsync(Guid caseId, string? reason, WriteRequest context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        await using var db = database.Read(caller.InstitutionId);
        var subject = await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken);
        if (subject is null || !(await reaches.OfAsync(db, caller, cancellationToken)).Sees(subject))
        {
            return new NotFound("case");
        }

        if (!caller.Can(Permission.PatientsUnmask))
        {
            return new Forbidden("access.roleLacking");
        }

        var recorded = await log.DiscloseAsync(context, AccessKind.Unmasked, nameof(Case), [caseId], reason, cancellationToken);
        if (recorded.Refusal is { } refusal)
        {
            return refusal;
        }

        string? Open(string column, byte[]? stored) => database.Fields.Unprotect(subject.InstitutionId, column, subject.Id, stored);
        var birth = Open("birth_date", subject.BirthDate);
        return new PatientIdentity(
            Open("patient_identifier", subject.PatientIdentifier)!,
            Open("patient_name", subject.PatientName),
            birth is null ? null : DateOnly.ParseExact(birth, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
