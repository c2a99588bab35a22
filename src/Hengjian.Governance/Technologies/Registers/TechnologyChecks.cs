using System.Globalization;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

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
        CheckLabels(request.Labels ?? [], errors);
        var items = request.IndicationChecklist ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (!errors.Item($"indicationChecklist[{i}]", items[i]))
            {
                return;
            }

            errors.Text($"indicationChecklist[{i}].code", items[i].Code, 64);
            errors.Text($"indicationChecklist[{i}].text", items[i].Text, 500);
        }

        errors.Require(items.Select(c => c.Code).Distinct().Count() == items.Count, "indicationChecklist", "register.codesRepeat");
    }

    public static void Check(TechnologyVersionRequest request, DateTimeOffset now, FieldErrors errors)
    {
        errors.Text("algorithmName", request.AlgorithmName, 200);
        errors.Text("algorithmVersion", request.AlgorithmVersion, 64);
        errors.Text("deliveryDocument", request.DeliveryDocument, 200, required: false);
        errors.Require(request.DeliveredOn is null || request.DeliveredOn <= ShanghaiDay.Of(now), "deliveredOn", "field.future");
        if (request.UdiDi is not null)
        {
            errors.Identifier("udiDi", Gtin.Check(request.UdiDi), null, new Dictionary<string, string>());
        }

        errors.Require(request.Scope is null or { Influences: not null }, "scope.influences", "field.required");
        errors.Require(
            request.Scope?.Influences is null || !request.Scope.Influences.Contains(DecisionInfluence.Other) || !string.IsNullOrWhiteSpace(request.Scope.OtherInfluence),
            "scope.otherInfluence", "field.required");
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
            errors.Require(certificates[i].SignificantVersionParts is null or (>= 1 and <= 8), field + ".significantVersionParts", "field.outOfRange", ("from", "1"), ("to", "8"));
        }

        errors.Require(numbers.Distinct().Count() == numbers.Count, "certificates", "register.codesRepeat");
        return numbers;
    }

    private static void CheckScopes(string field, IReadOnlyList<string>? scopes, FieldErrors errors)
    {
        errors.Require(scopes is { Count: > 0 }, field, "field.required");
        for (var i = 0; i < (scopes?.Count ?? 0); i++)
        {
            errors.Text(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), scopes![i], 64);
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
