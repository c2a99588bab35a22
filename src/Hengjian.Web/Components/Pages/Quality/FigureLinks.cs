using System.Globalization;
using Hengjian.Governance.Quality.CasesBehind;
using Hengjian.Governance.Quality.Statistics;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.WebUtilities;

namespace Hengjian.Web.Components.Pages.Quality;

/// <summary>Addresses of the cases behind the figures of one question, and of the same page with another question.</summary>
public sealed class FigureLinks(StatisticsQuestion question)
{
    public string Page(StatisticsQuestion other) => Address("/quality/" + other.Deployment.ToString("D"), other);

    public string Cases(params ReadOnlySpan<FigureCell> cells) => Cases(question, cells);

    public static string Cases(StatisticsQuestion question, params ReadOnlySpan<FigureCell> cells) => QueryHelpers.AddQueryString(
        Address($"/quality/{question.Deployment:D}/cases", question), "cell", string.Join(',', cells.ToArray().Select(CodeName.Of)));

    /// <summary>A count that opens its cases; zero has none to open.</summary>
    public Figure Count(long count, params ReadOnlySpan<FigureCell> cells) => Figure.Of(count, href: count == 0 ? null : Cases(cells));

    /// <summary>A share that opens the cases of its numerator.</summary>
    public Figure Share(ProportionFigure? share, params ReadOnlySpan<FigureCell> numerator) =>
        share is null ? Figure.Suppressed : Figure.Share(share.Numerator, share.Denominator, href: share.Numerator == 0 ? null : Cases(numerator));

    private static string Address(string path, StatisticsQuestion asked)
    {
        var values = new List<KeyValuePair<string, string?>>();
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                values.Add(new(name, value));
            }
        }

        Add("from", asked.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("to", asked.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("reader", asked.Reader?.ToString("D"));
        Add("subgroup", asked.Subgroup?.ToString());
        Add("reference", asked.Reference is { } kind ? CodeName.Of(kind) : null);
        Add("unit", asked.Unit == AiUnit.Case ? null : CodeName.Of(asked.Unit));
        return QueryHelpers.AddQueryString(path, values);
    }
}
