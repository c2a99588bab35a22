using System.Text.RegularExpressions;

namespace Hengjian.Governance.Identifiers;

/// <summary>Where a registered device comes from.</summary>
public enum DeviceOrigin
{
    /// <summary>准: made in mainland China.</summary>
    Domestic,

    /// <summary>进: imported.</summary>
    Imported,

    /// <summary>许: Hong Kong, Macao or Taiwan.</summary>
    HongKongMacaoTaiwan,
}

/// <summary>The parts of a registration certificate number.</summary>
/// <param name="Issuer">国, or a province's short name.</param>
/// <param name="Origin">Origin of the device.</param>
/// <param name="Year">Year of first registration.</param>
/// <param name="DeviceClass">Class, 2 or 3 (1 is filed, not registered).</param>
/// <param name="Category">Two-digit category of the classification catalogue; 21 is medical software.</param>
/// <param name="Serial">Four digits.</param>
public sealed record RegistrationCertificateParts(char Issuer, DeviceOrigin Origin, int Year, int DeviceClass, string Category, string Serial);

/// <summary>
/// 医疗器械注册证编号: <c>X械注准</c>, <c>进</c> or <c>许</c>, year 4, class 1, category 2, serial 4. The national regulator (国) registers domestic
/// class III and imported II and III, a province domestic class II. Forms before 2014 (<c>国食药监械(准)字…</c>) are accepted with a warning.
/// </summary>
public static partial class RegistrationCertificateNumber
{
    private const string Provinces = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";

    /// <summary>Checks a number.</summary>
    public static IdentifierResult Check(string? value)
    {
        var number = IdentifierInput.CleanUpper(value);
        if (number.Length == 0)
            return IdentifierInput.Empty;
        if (OldForm().IsMatch(number))
            return new(number, [new("certificate.old", Certainty.Weak, IsWarning: true)]);
        if (Parse(number) is not { } parts)
            return new(number, [new("certificate.shape", Certainty.Weak)]);

        var problems = new List<IdentifierProblem>();
        var national = parts.Issuer == '国';
        if (!national && !Provinces.Contains(parts.Issuer))
            problems.Add(new("certificate.issuer", Certainty.Weak, Detail: parts.Issuer.ToString()));
        if (parts.DeviceClass is not (2 or 3))
            problems.Add(new("certificate.class", Certainty.Weak, Detail: parts.DeviceClass.ToString()));
        else if (national != (parts.Origin != DeviceOrigin.Domestic || parts.DeviceClass == 3))
            problems.Add(new("certificate.authority", Certainty.Weak, Detail: national ? "国" : parts.Issuer.ToString()));
        return new(number, problems);
    }

    /// <summary>The parts of a number of the present form; <c>null</c> for anything else.</summary>
    public static RegistrationCertificateParts? Parse(string? value)
    {
        var match = Form().Match(IdentifierInput.CleanUpper(value));
        if (!match.Success)
            return null;
        var origin = match.Groups["origin"].ValueSpan[0] switch
        {
            '准' => DeviceOrigin.Domestic,
            '进' => DeviceOrigin.Imported,
            _ => DeviceOrigin.HongKongMacaoTaiwan,
        };
        return new(
            match.Groups["issuer"].ValueSpan[0],
            origin,
            int.Parse(match.Groups["year"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
            match.Groups["class"].ValueSpan[0] - '0',
            match.Groups["category"].Value,
            match.Groups["serial"].Value);
    }

    [GeneratedRegex(
        "^(?<issuer>.)械注(?<origin>[准进许])(?<year>[0-9]{4})(?<class>[0-9])(?<category>[0-9]{2})(?<serial>[0-9]{4})$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex(@"^.(食)?药(监|管)械\([准进许试]\)字[0-9]{4}第[0-9]{7}号(\(更\))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OldForm();
}

/// <summary>分类目录: category 21 (medical software) has the subcategories 01 to 06; 21-02 is image processing, 21-04 decision support.</summary>
public static class DeviceClassificationCode
{
    /// <summary>Checks a code such as <c>21-04</c>; other categories are taken by their shape.</summary>
    public static IdentifierResult Check(string? value)
    {
        var code = IdentifierInput.CleanUpper(value);
        if (code.Length == 0)
            return IdentifierInput.Empty;
        if (code.Length != 5 || code[2] != '-' || !IdentifierInput.IsDigits(code.AsSpan(0, 2)) || !IdentifierInput.IsDigits(code.AsSpan(3)))
            return new(code, [new("classification.shape", Certainty.Common)]);
        var category = int.Parse(code.AsSpan(0, 2), System.Globalization.CultureInfo.InvariantCulture);
        var subcategory = int.Parse(code.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture);
        var known = category is >= 1 and <= 22 && subcategory >= 1 && (category != 21 || subcategory <= 6);
        return new(code, known ? [] : [new("classification.unknown", Certainty.Common)]);
    }
}
