using System.Globalization;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Scope;

namespace Hengjian.Governance.Technologies.Registers;

/// <summary>What records of technologies, versions and certificates must look like before any rule reads them.</summary>
internal static class TechnologyChecks
{
    public static void Check(TechnologyRequest request, FieldErrors errors)
    {
        errors.Text("name", request.Name, 200);
        errors.Text("manufacturer", request.Manufacturer, 200);
        errors.Require(request.AiClass is not null, "aiClass", "field.required");
        errors.Text("category", request.Category, 64);
        errors.Text("specialty", request.Specialty, 64);
        errors.Text("intendedUse", request.IntendedUse, 2000, required: false);
        CheckScopes("scopesOfPractice", request.ScopesOfPractice, errors);
        CheckScopes("finalDiagnosisScopes", request.FinalDiagnosisScopes, errors);
        CheckNames("subjects", request.Subjects, errors);
        CheckNames("acquires", request.Acquires, errors);
        CheckLabels(request.Labels ?? [], errors);
        IndicationChecklists.Check("indicationChecklist", request.IndicationChecklist, errors);
    }

    /// <summary>What is wrong with a version's record; the normalised device identifier.</summary>
    public static string? Check(TechnologyVersionRequest request, DateTimeOffset now, FieldErrors errors, Dictionary<string, string> overrides)
    {
        errors.Text("algorithmName", request.AlgorithmName, 200);
        errors.Text("algorithmVersion", request.AlgorithmVersion, 64);
        errors.Text("deliveryDocument", request.DeliveryDocument, 200, required: false);
        errors.Require(request.DeliveredOn is null || request.DeliveredOn <= ShanghaiDay.Of(now), "deliveredOn", "field.future");
        IndicationChecklists.Check("indicationChecklist", request.IndicationChecklist, errors);
        ParticularsChecks.Check(request.Particulars, ShanghaiDay.Of(now), errors);
        ScopeChecks.Check(request.Scope, "scope.", errors);
        if (request.UdiDi is null)
        {
            return null;
        }

        var reading = Udi.Read(request.UdiDi);
        errors.Text("udiDi", request.UdiDi, 64);
        errors.Require(reading is { Lot: null, Serial: null, MadeOn: null, ExpiresOn: null }, "udiDi", "technology.udiOfAUnit");
        var normalised = errors.Identifier("udiDi", reading.Result, request.Overrides, overrides);
        return reading.Issuer == UdiIssuer.Gs1 ? reading.DeviceIdentifier : normalised;
    }

    /// <summary>Under which key a technology keeps why the rule about this certificate's number was overridden: positions change, numbers do not.</summary>
    public static string OverrideKey(string number) => "certificates." + number;

    /// <summary>The normalised numbers of the certificates, in their order.</summary>
    public static IReadOnlyList<string> Certificates(TechnologyRequest request, FieldErrors errors, Dictionary<string, string> overrides)
    {
        var certificates = request.Certificates ?? [];
        var numbers = new List<string>();
        for (var i = 0; i < certificates.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"certificates[{i}]");
            if (!errors.Item(field, certificates[i]))
            {
                return numbers;
            }

            var used = new Dictionary<string, string>();
            numbers.Add(errors.Identifier(field + ".number", RegistrationCertificateNumber.Check(certificates[i].Number), request.Overrides, used));
            foreach (var reason in used.Values)
            {
                overrides[OverrideKey(numbers[^1])] = reason;
            }

            errors.Require(certificates[i].ValidFrom is not null, field + ".validFrom", "field.required");
            errors.Require(
                certificates[i].ValidTo is null || certificates[i].ValidFrom is null || certificates[i].ValidFrom <= certificates[i].ValidTo,
                field + ".validTo", "register.endsBeforeStart");
            errors.Text(field + ".registeredVersion", certificates[i].RegisteredVersion, 64, required: false);
            errors.Text(field + ".renews", certificates[i].Renews, 64, required: false);
            if (certificates[i].CatalogueCode is { } code)
            {
                var unsure = new Dictionary<string, string>();
                errors.Identifier(field + ".catalogueCode", DeviceClassificationCode.Check(code), request.Overrides, unsure);
                foreach (var reason in unsure.Values)
                {
                    overrides[OverrideKey(numbers[^1]) + ".catalogueCode"] = reason;
                }
            }

            errors.Require(certificates[i].SignificantVersionParts is null or (>= 1 and <= 8), field + ".significantVersionParts", "field.outOfRange", ("from", "1"), ("to", "8"));
        }

        CheckSuccession(certificates, numbers, errors);
        return numbers;
    }

    /// <summary>Periods of one number do not overlap; a renewal names an earlier certificate of the list, so none can renew itself in a circle.</summary>
    private static void CheckSuccession(IReadOnlyList<CertificateInput> certificates, List<string> numbers, FieldErrors errors)
    {
        for (var i = 0; i < certificates.Count; i++)
        {
            var (field, own) = (string.Create(CultureInfo.InvariantCulture, $"certificates[{i}]"), certificates[i]);
            for (var j = 0; j < i; j++)
            {
                if (numbers[i] == numbers[j] && own.ValidFrom is not null && own.ValidFrom <= (certificates[j].ValidTo ?? DateOnly.MaxValue)
                    && certificates[j].ValidFrom <= (own.ValidTo ?? DateOnly.MaxValue))
                {
                    errors.Add(field + ".validFrom", "technology.periodsOverlap", ("number", numbers[i]));
                }
            }

            if (!string.IsNullOrWhiteSpace(own.Renews))
            {
                var renewed = RegistrationCertificateNumber.Check(own.Renews).Normalised;
                errors.Require(
                    Enumerable.Range(0, certificates.Count).Any(j => j != i && numbers[j] == renewed && certificates[j].ValidFrom < own.ValidFrom),
                    field + ".renews", "technology.renewsEarlier");
            }
        }
    }

    private static void CheckScopes(string field, IReadOnlyList<string>? scopes, FieldErrors errors)
    {
        errors.Require(scopes is { Count: > 0 }, field, "field.required");
        CheckNames(field, scopes, errors);
    }

    private static void CheckNames(string field, IReadOnlyList<string>? names, FieldErrors errors)
    {
        for (var i = 0; i < (names?.Count ?? 0); i++)
        {
            errors.Text(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), names![i], 64);
        }
    }

    private static void CheckLabels(IReadOnlyList<LabelDefinition> labels, FieldErrors errors)
    {
        errors.Require(labels.Count >= 2, "labels", "register.labelsNeeded");
        for (var i = 0; i < labels.Count; i++)
        {
            if (!errors.Item($"labels[{i}]", labels[i]))
            {
                return;
            }

            errors.Text($"labels[{i}].code", labels[i].Code, 64);
            errors.Text($"labels[{i}].display", labels[i].Display, 100);
        }

        errors.Require(labels.Select(l => l.Code).Distinct().Count() == labels.Count, "labels", "register.codesRepeat");
    }
}
