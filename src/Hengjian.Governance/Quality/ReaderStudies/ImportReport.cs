using System.Globalization;
using System.Resources;

namespace Hengjian.Governance.Quality.ReaderStudies;

/// <summary>What an import did, as interfaces.md names it.</summary>
/// <param name="Deployments">One for each group of the file.</param>
/// <param name="Cases">Cases made.</param>
/// <param name="Readings">Readings stored.</param>
/// <param name="Rejected">Rows that were left out, at most <see cref="StudyPlan.MostListed"/> of them.</param>
/// <param name="RejectedCount">How many were left out.</param>
/// <param name="Warnings">What was stored otherwise than the file might suggest.</param>
/// <param name="AlreadyImported">The same file with the same map was imported before: nothing changed.</param>
public sealed record ImportReport(
    IReadOnlyList<ImportedDeployment> Deployments,
    int Cases,
    int Readings,
    IReadOnlyList<RejectedRow> Rejected,
    int RejectedCount,
    IReadOnlyList<ImportWarning> Warnings,
    bool AlreadyImported);

/// <summary>A deployment that an import made. <paramref name="Group"/> is null where the map names no group column.</summary>
public sealed record ImportedDeployment(string? Group, Guid Id, string Name);

/// <summary>A row left out. <paramref name="Row"/> counts the header as 1; <paramref name="Column"/> is null where the row as a whole is wrong.</summary>
public sealed record RejectedRow(int Row, string? Column, string Code, IReadOnlyDictionary<string, string> Arguments);

public sealed record ImportWarning(string Code, IReadOnlyDictionary<string, string> Arguments);

/// <summary>Texts of import problems in the product's two languages; the command line and the page share them.</summary>
public static class ImportTexts
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly ResourceManager Resources = new("Hengjian.Governance.Quality.ReaderStudies.ImportTexts", typeof(ImportTexts).Assembly);

    /// <summary>The text of a code in a language (<c>zh…</c> is Chinese, anything else English) with its <c>{arguments}</c> filled in; the code itself where there is none.</summary>
    public static string Of(string code, IReadOnlyDictionary<string, string> arguments, string language)
    {
        var culture = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : CultureInfo.InvariantCulture;
        var text = Resources.GetString(code, culture) ?? code;
        foreach (var (name, value) in arguments)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }
}
