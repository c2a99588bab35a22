using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Practitioners.Domain;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>The identity number and the qualification certificate's number that holds it: encrypted with the row, shown masked, compared by a keyed index.</summary>
internal static class PersonalNumbers
{
    private const int QualificationHead = 9;

    public static string? Identity(Practitioner p, FieldProtector fields) => fields.Unprotect(p.InstitutionId, "identity_number", p.Id, p.IdentityNumber);

    public static string? Qualification(Practitioner p, FieldProtector fields) => fields.Unprotect(p.InstitutionId, "qualification_number", p.Id, p.QualificationNumber);

    /// <summary>Year, province, level and class stay readable; of the identity number within, the last four characters.</summary>
    public static string MaskQualification(string number) =>
        number.Length > QualificationHead ? number[..QualificationHead] + Masking.Identifier(number[QualificationHead..]) : Masking.Identifier(number);

    /// <summary>
    /// The numbers as they will stand: what a request does not mention, or repeats masked, stays. A certificate of 27 characters brings the identity number along.
    /// </summary>
    public static (string? Identity, string? Qualification) Resolve(
        PractitionerRequest request, Practitioner stored, FieldProtector fields, FieldErrors errors, Dictionary<string, string> overrides)
    {
        var identity = Given(request.IdentityNumber, Identity(stored, fields), Masking.Identifier);
        var qualification = Given(request.QualificationNumber, Qualification(stored, fields), MaskQualification);
        if (identity.IsNew)
        {
            identity.Value = errors.Identifier("identityNumber", ResidentIdentityNumber.Check(identity.Value), request.Overrides, overrides);
        }

        if (qualification.Value is { } number && (qualification.IsNew || identity.IsNew))
        {
            qualification.Value = errors.Identifier("qualificationNumber", PhysicianQualificationNumber.Check(number, identity.Value), request.Overrides, overrides);
            if (identity.Value is null && qualification.Value.Length == 27 && ResidentIdentityNumber.Check(qualification.Value[QualificationHead..]).Valid)
            {
                identity.Value = qualification.Value[QualificationHead..];
            }
        }

        return (identity.Value, qualification.Value);
    }

    public static void Store(Practitioner p, (string? Identity, string? Qualification) numbers, FieldProtector fields)
    {
        // Encrypting anew gives other bytes for the same text: only what changed is written.
        if (numbers.Identity != Identity(p, fields))
        {
            p.IdentityNumber = fields.Protect(p.InstitutionId, "identity_number", p.Id, numbers.Identity);
            p.IdentityIndex = Index(fields, p.InstitutionId, numbers.Identity);
        }

        if (numbers.Qualification != Qualification(p, fields))
        {
            p.QualificationNumber = fields.Protect(p.InstitutionId, "qualification_number", p.Id, numbers.Qualification);
        }
    }

    public static string? Index(FieldProtector fields, Guid institution, string? identity) => fields.BlindIndex(institution, "practitioner.identity", identity);

    private static (string? Value, bool IsNew) Given(string? given, string? stored, Func<string, string> mask)
    {
        if (given is null || (stored is not null && given == mask(stored)))
        {
            return (stored, false);
        }

        return given.Trim().Length == 0 ? (null, false) : (given, true);
    }
}
