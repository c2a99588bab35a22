using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain.Rules;

/// <summary>
/// R17-3.8.1a: the AI is approved by the national regulator for the release in use, and every linked instrument or consumable has its own
/// certificate or filing. By the pack's rule a certificate must have been valid on the day of a documented delivery, or be valid on the day of use;
/// withdrawn or recalled it never serves. It does not apply to what the scope questions put outside the specification.
/// </summary>
internal sealed class ApprovedDeviceRule() : Rule<DeviceApprovalFacts>(ClauseIds.ApprovedDevice)
{
    private const string DeliveredWhileValid = "deliveredWhileValid";

    private static readonly RuleMessage OutOfScope = new("certificate.outOfScope", "scope");
    private static readonly RuleMessage None = new("certificate.none", "device");
    private static readonly RuleMessage NoDelivery = new("certificate.noDelivery", "device");
    private static readonly RuleMessage NotDelivered = new("certificate.notDelivered", "device", "on");
    private static readonly RuleMessage Withdrawn = new("certificate.withdrawn", "number", "on");
    private static readonly RuleMessage Recalled = new("certificate.recalled", "number", "on");
    private static readonly RuleMessage NotValid = new("certificate.notValid", "number", "on", "from", "to");
    private static readonly RuleMessage NotValidAtDelivery = new("certificate.notValidAtDelivery", "number", "on", "from", "to");
    private static readonly RuleMessage NotNational = new("certificate.notNational", "number");
    private static readonly RuleMessage NoVersion = new("certificate.noVersion", "number");
    private static readonly RuleMessage Version = new("certificate.version", "number", "registered", "release");

    public override IReadOnlyList<ParameterNeed> Needs =>
        [new("certificateRule", ParameterType.Choice), new("nationalApprovalNeeded", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages =>
        [OutOfScope, None, NoDelivery, NotDelivered, Withdrawn, Recalled, NotValid, NotValidAtDelivery, NotNational, NoVersion, Version];

    public override RuleAnswer Decide(DeviceApprovalFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var terms = new Terms(
            ShanghaiDay.Of(at),
            parameters.Choice("certificateRule") == DeliveredWhileValid,
            parameters.Bool("nationalApprovalNeeded"));
        var sheet = new FactSheet()
            .Add("release", facts.ReleaseVersion)
            .Add("certificateRule", parameters.Choice("certificateRule"))
            .Add("certificates", facts.Certificates.Select(Line))
            .Add("deliveredOn", facts.DeliveredOn)
            .Add("deliveryDocument", facts.DeliveryDocument)
            .Add("linkedDevices", facts.LinkedDevices.Select(d => $"{d.Name}: {string.Join(", ", d.Certificates.Select(Line))}"))
            .Add("onDay", terms.Day);

        if (facts.Scope is { } answers && TechnologyScopeJudgement.Of(answers, at) is var scope && !TechnologyScopeJudgement.IsGated(scope))
            return RuleAnswer.NotApplicable(sheet, OutOfScope.With(CodeName.Of(scope)));

        var missing = new List<MissingItem>();
        var own = new LinkedDeviceFact(facts.ReleaseVersion, facts.Certificates, facts.DeliveredOn, facts.DeliveryDocument);
        sheet.Add("countedCertificate", Check(own, c => Faults(c, own, terms).Concat(SoftwareFaults(c, facts, terms)), terms, missing));
        foreach (var device in facts.LinkedDevices)
            _ = Check(device, c => Faults(c, device, terms), terms, missing);
        return RuleAnswer.From(sheet, missing);
    }

    /// <summary>The number of the first certificate that serves, else <c>null</c> with all reasons added.</summary>
    private static string? Check(
        LinkedDeviceFact device, Func<RegistrationCertificateFact, IEnumerable<MissingItem>> faultsOf, Terms terms, List<MissingItem> missing)
    {
        var delivery = DeliveryFault(device, terms);
        if (delivery is not null)
            missing.Add(delivery);
        if (device.Certificates.Count == 0)
        {
            missing.Add(None.With(device.Name));
            return null;
        }

        var faults = device.Certificates.Select(c => (Certificate: c, Faults: faultsOf(c).ToArray())).ToArray();
        if (faults.FirstOrDefault(f => f.Faults.Length == 0).Certificate is { } serves)
            return serves.Number;
        missing.AddRange(faults.SelectMany(f => f.Faults));
        return null;
    }

    private static MissingItem? DeliveryFault(LinkedDeviceFact device, Terms terms)
    {
        if (!terms.AtDelivery)
            return null;
        if (device.DeliveredOn is null || string.IsNullOrWhiteSpace(device.DeliveryDocument))
            return NoDelivery.With(device.Name);
        return device.DeliveredOn > terms.Day ? NotDelivered.With(device.Name, Text(device.DeliveredOn)) : null;
    }

    private static IEnumerable<MissingItem> Faults(RegistrationCertificateFact certificate, LinkedDeviceFact device, Terms terms)
    {
        if (certificate.WithdrawnOn is { } withdrawn && withdrawn <= terms.Day)
            yield return Withdrawn.With(certificate.Number, Text(withdrawn));
        if (certificate.RecalledOn is { } recalled && recalled <= terms.Day)
            yield return Recalled.With(certificate.Number, Text(recalled));

        // Without a day of delivery the delivery fault has already been given.
        var decisive = terms.AtDelivery ? device.DeliveredOn : terms.Day;
        if (decisive is { } day && (day < certificate.ValidFrom || day > certificate.ValidTo))
        {
            var message = terms.AtDelivery ? NotValidAtDelivery : NotValid;
            yield return message.With(certificate.Number, Text(day), Text(certificate.ValidFrom), Text(certificate.ValidTo));
        }
    }

    private static IEnumerable<MissingItem> SoftwareFaults(RegistrationCertificateFact certificate, DeviceApprovalFacts facts, Terms terms)
    {
        // Numbers given by the national regulator begin with 国, those of a province with its short name.
        if (terms.National && !certificate.Number.TrimStart().StartsWith('国'))
            yield return NotNational.With(certificate.Number);
        if (string.IsNullOrWhiteSpace(certificate.RegisteredVersion))
            yield return NoVersion.With(certificate.Number);
        else if (!ReleaseVersion.SameRelease(certificate.RegisteredVersion, facts.ReleaseVersion, certificate.SignificantVersionParts))
            yield return Version.With(certificate.Number, certificate.RegisteredVersion, facts.ReleaseVersion);
    }

    private static string Line(RegistrationCertificateFact certificate) =>
        $"{certificate.Number} {Text(certificate.ValidFrom)}/{Text(certificate.ValidTo)} {certificate.RegisteredVersion}".TrimEnd();

    private static string Text(DateOnly? day) => ClauseParameter.TextOf(day) ?? "–";

    private sealed record Terms(DateOnly Day, bool AtDelivery, bool National);
}
