using System.Globalization;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Devices.EquipmentRegister;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Devices.Domain;

/// <summary>Checks of days and certificates that the registers of equipment and consumables share.</summary>
internal static class DeviceChecks
{
    private const int FirstYear = 1980;
    private const int LastYear = 2100;
    private const int MostCertificates = 50;

    /// <summary>A day that has come, not impossibly early.</summary>
    public static void PastDay(this FieldErrors errors, string field, DateOnly? day, DateOnly today)
    {
        errors.Require(day is null || day <= today, field, "field.future");
        errors.Require(day is null || day.Value.Year >= FirstYear, field, "field.tooEarly");
    }

    /// <summary>A day of this age, past or to come.</summary>
    public static void AnyDay(this FieldErrors errors, string field, DateOnly? day) =>
        errors.Require(day is null or { Year: >= FirstYear and <= LastYear }, field, "field.outOfRange", ("from", "1980-01-01"), ("to", "2100-12-31"));

    public static void InOrder(this FieldErrors errors, string field, DateOnly? first, DateOnly? then) =>
        errors.Require(first is null || then is null || first <= then, field, "register.endsBeforeStart");

    /// <summary>Trimmed, or null where blank.</summary>
    public static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>The certificates with normalised numbers. Reasons of overrides go to <paramref name="used"/> under <c>certificates.NUMBER</c>.</summary>
    public static IReadOnlyList<DeviceCertificate> Certificates(
        FieldErrors errors, IReadOnlyList<DeviceCertificateInput>? inputs, IReadOnlyDictionary<string, string>? overrides, Dictionary<string, string> used)
    {
        var certificates = new List<DeviceCertificate>();
        errors.Require(inputs is null || inputs.Count <= MostCertificates, "certificates", "field.tooMany");
        for (var i = 0; i < Math.Min(inputs?.Count ?? 0, MostCertificates); i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"certificates[{i}]");
            if (!errors.Item(field, inputs![i]))
            {
                continue;
            }

            var input = inputs[i];
            var number = Number(errors, field + ".number", input, overrides, used);
            errors.Require(input.ValidFrom is not null, field + ".validFrom", "field.required");
            errors.AnyDay(field + ".validFrom", input.ValidFrom);
            errors.AnyDay(field + ".validTo", input.ValidTo);
            errors.AnyDay(field + ".withdrawnOn", input.WithdrawnOn);
            errors.AnyDay(field + ".recalledOn", input.RecalledOn);
            errors.InOrder(field + ".validTo", input.ValidFrom, input.ValidTo);
            errors.InOrder(field + ".withdrawnOn", input.ValidFrom, input.WithdrawnOn);
            errors.InOrder(field + ".recalledOn", input.ValidFrom, input.RecalledOn);
            certificates.Add(new DeviceCertificate(number, input.Filing, input.ValidFrom ?? default, input.ValidTo, input.WithdrawnOn, input.RecalledOn));
        }

        errors.Require(certificates.Select(c => (c.Number, c.ValidFrom)).Distinct().Count() == certificates.Count, "certificates", "register.codesRepeat");
        return certificates;
    }

    private static string Number(
        FieldErrors errors, string field, DeviceCertificateInput input, IReadOnlyDictionary<string, string>? overrides, Dictionary<string, string> used)
    {
        errors.Text(field, input.Number, 64);
        if (input.Filing || string.IsNullOrWhiteSpace(input.Number) || input.Number.Length > 64)
        {
            return input.Number?.Trim() ?? "";
        }

        var reasons = new Dictionary<string, string>();
        var number = errors.Identifier(field, RegistrationCertificateNumber.Check(input.Number), overrides, reasons);
        foreach (var reason in reasons.Values)
        {
            used["certificates." + number] = reason;
        }

        return number;
    }
}
