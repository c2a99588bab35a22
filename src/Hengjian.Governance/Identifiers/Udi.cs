namespace Hengjian.Governance.Identifiers;

/// <summary>Who issues a unique device identifier.</summary>
public enum UdiIssuer
{
    /// <summary>GS1.</summary>
    Gs1,

    /// <summary>中关村工信二维码技术研究院 (MA code).</summary>
    Ziiot,

    /// <summary>阿里健康, or anyone else: passed through as text.</summary>
    Ahm,
}

/// <summary>A unique device identifier read into its parts.</summary>
/// <param name="Result">The check. The normalised text of one unit is the same however it was scanned or typed.</param>
/// <param name="Issuer">Whose form it has.</param>
/// <param name="DeviceIdentifier">UDI-DI; the whole text where passed through.</param>
/// <param name="Lot">Batch, where given.</param>
/// <param name="Serial">Serial number, where given.</param>
/// <param name="MadeOn">Day of production.</param>
/// <param name="ExpiresOn">Last day of use.</param>
public sealed record UdiReading(
    IdentifierResult Result, UdiIssuer Issuer, string DeviceIdentifier, string? Lot, string? Serial, DateOnly? MadeOn, DateOnly? ExpiresOn);

/// <summary>Unique device identifiers of the three issuing agencies.</summary>
public static class Udi
{
    private static readonly string[] SymbologyPrefixes = ["]d2", "]C1", "]Q3", "]e0"];

    /// <summary>Checks an identifier of any issuer.</summary>
    public static IdentifierResult Check(string? value) => Read(value).Result;

    /// <summary>Reads an identifier of any issuer: GS1 element strings (bracketed or scanned), bare GTINs, MA codes, anything else as text.</summary>
    public static UdiReading Read(string? value)
    {
        var text = IdentifierInput.Clean(value);
        if (SymbologyPrefixes.FirstOrDefault(p => text.StartsWith(p, StringComparison.Ordinal)) is { } prefix)
            return Gs1ElementString.Read(text[prefix.Length..]);
        if (text.Length == 0)
            return new(IdentifierInput.Empty, UdiIssuer.Ahm, "", null, null, null, null);
        if (text.StartsWith("MA.", StringComparison.Ordinal))
            return MaCode.Read(text);
        if (text.Length <= 14 && IdentifierInput.IsDigits(text))
            return new(Gtin.Check(text), UdiIssuer.Gs1, text, null, null, null, null);
        if (text[0] == '(' || (text.StartsWith("01", StringComparison.Ordinal) && text.Length >= 16 && IdentifierInput.IsDigits(text.AsSpan(0, 16))))
            return Gs1ElementString.Read(text);
        return new(new(text, [new("udi.passedThrough", Certainty.Weak, IsWarning: true)]), UdiIssuer.Ahm, text, null, null, null, null);
    }
}
