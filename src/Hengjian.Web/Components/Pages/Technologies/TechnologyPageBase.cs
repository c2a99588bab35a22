using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Inventory;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Pages.Registers;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Technologies;

/// <summary>What the pages of technologies share beyond the registers: their own words, certificate numbers in words, the filter of the inventory.</summary>
public abstract class TechnologyPageBase : RegisterPage
{
    [Inject]
    protected IStringLocalizer<TechnologyText> X { get; set; } = null!;

    /// <summary>The word for a code of this area, <c>Kind.Value</c> in the texts.</summary>
    protected string Term<T>(T value)
        where T : struct, Enum => X[typeof(T).Name + "." + value];

    protected string? Term<T>(T? value)
        where T : struct, Enum => value is { } known ? Term<T>(known) : null;

    protected IReadOnlyList<Choice> Terms<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Choice(CodeName.Of(v), Term(v)))];

    /// <summary>Yes, no, or nothing where it is not stated.</summary>
    protected string? YesNoOr(bool? value) => value is { } known ? YesNo(known) : null;

    /// <summary>The choices of a question that may stay open.</summary>
    protected IReadOnlyList<Choice> YesNoChoices => [new("true", YesNo(true)), new("false", YesNo(false))];

    protected static string? YesNoValue(bool? value) => value is { } known ? known ? "true" : "false" : null;

    /// <summary>What a registration number says of itself; null where it is not of the present form.</summary>
    protected string? InWords(string number)
    {
        if (RegistrationCertificateNumber.Parse(number) is not { } parts)
        {
            return null;
        }

        var issuer = X["Issuer." + parts.Issuer];
        var category = X["Category." + parts.Category];
        return X[
            "Certificate.Words", issuer.ResourceNotFound ? parts.Issuer.ToString() : issuer.Value, X["DeviceOrigin." + parts.Origin].Value, parts.Year, parts.DeviceClass,
            category.ResourceNotFound ? X["Category.Other", parts.Category].Value : category.Value, parts.Serial].Value;
    }

    internal InventoryFilter AskedFilter() => new(
        Asked("q"), AskedCode<AiClass>("aiClass"), AskedCode<TechnologyScope>("scope"), AskedCode<DeploymentStage>("stage"),
        Guid.TryParse(Asked("department"), out var department) ? department : null, AskedCode<RiskTier>("tier"));

    internal static Tone ToneOf(CertificateCoverage coverage) => coverage switch
    {
        CertificateCoverage.Inside => Tone.Ok,
        CertificateCoverage.Outside => Tone.Bad,
        _ => Tone.Warn,
    };

    internal static Tone ToneOf(RiskTier? tier) => tier switch
    {
        RiskTier.High => Tone.Bad,
        RiskTier.Medium => Tone.Warn,
        RiskTier.Low => Tone.Ok,
        _ => Tone.None,
    };

    protected static string? Number<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>A share of 0 to 1 in percent, to one place.</summary>
    internal static string? Share(double? share) => share is { } known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : null;

    internal static string VersionPath(Guid technology, Guid version) => $"/technologies/{technology:D}/versions/{version:D}";

    /// <summary>The signature that the form gives: the password as it was typed, none where the field is empty.</summary>
    internal SignatureInput? PostedSignature => Form.Secret("signature.secret") is { Length: > 0 } secret ? new SignatureInput("password", secret) : null;

    /// <summary>A version's record as a change that changes nothing.</summary>
    internal static TechnologyVersionRequest RequestOf(TechnologyVersionView view) => new()
    {
        AlgorithmName = view.AlgorithmName, AlgorithmVersion = view.AlgorithmVersion, UdiDi = view.UdiDi, DeliveredOn = view.DeliveredOn, DeliveryDocument = view.DeliveryDocument,
        Overrides = view.Overrides,
    };
}
