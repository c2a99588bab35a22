using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using Hengjian.Governance.Identifiers;

namespace Hengjian.Web.Api;

/// <summary>
/// Texts of message codes: <c>Resources/Messages/&lt;Area&gt;.resx</c> and their Chinese twins. A code's first part names the area
/// (<c>case.notFound</c> stands in Case.resx); codes without a dot stand in Common.resx.
/// </summary>
internal sealed class ApiMessages
{
    private static readonly ConcurrentDictionary<string, ResourceManager?> Areas = new();
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>The API's language: Accept-Language when it names one of ours first, else Chinese.</summary>
    public static CultureInfo LanguageOf(HttpContext http)
    {
        foreach (var language in http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
        {
            var tag = language.Value.ToString();
            if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                return English;
            }

            if (tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            {
                return Chinese;
            }
        }

        return Chinese;
    }

    /// <summary>The text of a code in the language of the request (its UI culture); the code itself where a text is lacking, which a test forbids for codes in use.</summary>
    public string Text(string code, IReadOnlyDictionary<string, string>? arguments = null) => Text(CultureInfo.CurrentUICulture, code, arguments);

    public string Text(CultureInfo language, string code, IReadOnlyDictionary<string, string>? arguments = null)
    {
        if (code.StartsWith("identifier.", StringComparison.Ordinal))
        {
            // Identifier rules bring their own texts.
            return IdentifierTexts.Of(new IdentifierProblem(code["identifier.".Length..], Certainty.Source, Detail: arguments?.GetValueOrDefault("detail") ?? ""), language.Name);
        }

        var text = AreaOf(code)?.GetString(code, language) ?? code;
        foreach (var (name, value) in arguments ?? new Dictionary<string, string>())
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    private static ResourceManager? AreaOf(string code)
    {
        var dot = code.IndexOf('.', StringComparison.Ordinal);
        var area = dot < 0 ? "Common" : char.ToUpperInvariant(code[0]) + code[1..dot];
        return Areas.GetOrAdd(area, static name =>
        {
            var resource = $"Hengjian.Web.Resources.Messages.{name}";
            return typeof(ApiMessages).Assembly.GetManifestResourceInfo(resource + ".resources") is null ? null : new ResourceManager(resource, typeof(ApiMessages).Assembly);
        });
    }
}
