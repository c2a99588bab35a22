using System.Globalization;
using System.Resources;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Identifiers;

/// <summary>Texts of identifier problems in the product's two languages, from <c>IdentifierTexts.resx</c> and its Chinese satellite.</summary>
public static class IdentifierTexts
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly ResourceManager Resources = new("Hengjian.Governance.Identifiers.IdentifierTexts", typeof(IdentifierTexts).Assembly);

    /// <summary>The problem in a language (<c>zh…</c> is Chinese, anything else English); its code where there is no text.</summary>
    public static string Of(IdentifierProblem problem, string language)
    {
        var culture = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : CultureInfo.InvariantCulture;
        var template = Resources.GetString(problem.Code, culture) ?? problem.Code;
        return MessageTemplate.Render(template, new Dictionary<string, string>(StringComparer.Ordinal) { ["detail"] = problem.Detail }, t => t);
    }
}
