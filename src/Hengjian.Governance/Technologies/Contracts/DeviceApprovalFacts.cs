namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>A registration certificate or filing as of what is known.</summary>
/// <param name="Number">Its number.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, included; <c>null</c>: no end (a filing).</param>
/// <param name="WithdrawnOn">Day on which the regulator withdrew it; from then on it never serves.</param>
/// <param name="RecalledOn">Day on which the product was recalled; from then on it never serves.</param>
/// <param name="RegisteredVersion">Software release version on the certificate; <c>null</c>: not software.</param>
/// <param name="SignificantVersionParts">
/// The registrant's naming rule: how many leading parts of a dotted version make it another release (1: <c>V2.x</c> all belong to <c>V2</c>).
/// <c>null</c>: every part counts.
/// </param>
public sealed record RegistrationCertificateFact(
    string Number,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    DateOnly? WithdrawnOn = null,
    DateOnly? RecalledOn = null,
    string? RegisteredVersion = null,
    int? SignificantVersionParts = null);

/// <summary>An instrument or consumable that the AI is used with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Certificates">Certificates or filings, renewals included.</param>
/// <param name="DeliveredOn">Day of delivery.</param>
/// <param name="DeliveryDocument">The document that proves the delivery.</param>
public sealed record LinkedDeviceFact(
    string Name,
    IReadOnlyList<RegistrationCertificateFact> Certificates,
    DateOnly? DeliveredOn,
    string? DeliveryDocument);

/// <summary>Facts of R17-3.8.1a.</summary>
/// <param name="ReleaseVersion">The software version in use.</param>
/// <param name="Certificates">Certificates of the AI, renewals included.</param>
/// <param name="DeliveredOn">Day on which this version was delivered.</param>
/// <param name="DeliveryDocument">The document that proves it.</param>
/// <param name="LinkedDevices">Instruments and consumables that it is used with.</param>
public sealed record DeviceApprovalFacts(
    string ReleaseVersion,
    IReadOnlyList<RegistrationCertificateFact> Certificates,
    DateOnly? DeliveredOn,
    string? DeliveryDocument,
    IReadOnlyList<LinkedDeviceFact> LinkedDevices)
{
    /// <summary>Answers to the scope questions: what is outside the specification is not bound by it. Null: it is taken to be inside.</summary>
    public TechnologyScopeFacts? Scope { get; init; }
}
