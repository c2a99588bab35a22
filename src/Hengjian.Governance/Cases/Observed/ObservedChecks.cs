using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>Checks what another system sends, before anything of it is kept.</summary>
internal static class ObservedChecks
{
    /// <summary>Answers the request with its identifiers in their canonical form; what is wrong goes to <paramref name="errors"/>.</summary>
    public static ObservedActRequest Of(ObservedActRequest request, DeploymentFile deployment, DateTimeOffset now, FieldErrors errors)
    {
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("system", request.System, 100);
        errors.Text("systemActId", request.SystemActId, 100);
        errors.Require(request.Signer is not null, "signer", "field.required");
        Numbers("signer", request.Signer, errors);
        errors.Require(request.PerformedAt is not null, "performedAt", "field.required");
        errors.Past("performedAt", request.PerformedAt, now);
        errors.Text("signatureReference", request.SignatureReference, 400, required: false);
        errors.Text("reason", request.Reason, 500, required: false);
        errors.Text("text", request.Text, 4000, required: request.Kind == ObservedKind.FinalDiagnosis);
        errors.Text("icd10", request.Icd10, 20, required: false);
        errors.Require(request.Confidence is null or (>= 0 and <= 100), "confidence", "field.outOfRange", ("from", "0"), ("to", "100"));
        errors.Require(
            request.SecondsSpent is null || (double.IsFinite(request.SecondsSpent.Value) && request.SecondsSpent is >= 0 and <= 86_400),
            "secondsSpent", "field.outOfRange", ("from", "0"), ("to", "86400"));
        if (request.Kind is ObservedKind.Opinion or ObservedKind.FinalDiagnosis)
        {
            errors.Text("label", request.Label, 64);
            errors.Require(string.IsNullOrWhiteSpace(request.Label) || deployment.Label(request.Label) is not null, "label", "case.unknownLabel");
        }

        if (request.Kind == ObservedKind.Indication)
        {
            errors.Require(request.Indication is not null, "indication", "field.required");
            RegisterCase.CheckIndication(request.Indication, deployment, errors);
            foreach (var item in deployment.IndicationChecklist.Where(i => i.Required && request.Indication is { } given && !given.Answers.ContainsKey(i.Code)))
            {
                errors.Add($"indication.answers.{item.Code}", "field.required");
            }
        }

        if (request.Kind == ObservedKind.Consent)
        {
            errors.Require(request.Consent is not null, "consent", "field.required");
            Consent(request, now, errors);
        }

        return request.Icd10 is null || errors.Any
            ? request
            : request with { Icd10 = errors.Identifier("icd10", Icd10Code.Check(request.Icd10), null, new Dictionary<string, string>()) };
    }

    private static void Consent(ObservedActRequest request, DateTimeOffset now, FieldErrors errors)
    {
        if (request.Consent is not { } consent)
        {
            return;
        }

        RecordConsent.Check(consent.Request(request, null, null), now, errors, "consent.");
        errors.Require(consent.EmergencyReason is null || consent.EmergencyApprover is not null, "consent.emergencyApprover", "field.required");
        if (consent.EmergencyApprover is { } approver)
        {
            Numbers("consent.emergencyApprover", approver, errors);
        }
    }

    private static void Numbers(string field, ObservedSigner? signer, FieldErrors errors)
    {
        errors.Text(field + ".licenceNumber", signer?.LicenceNumber, 40, required: false);
        errors.Text(field + ".staffNumber", signer?.StaffNumber, 40, required: false);
        errors.Text(field + ".name", signer?.Name, 64, required: false);
        errors.Require(signer is null || signer.LicenceNumber is not null || signer.StaffNumber is not null, field, "observed.signerNumber");
    }
}
