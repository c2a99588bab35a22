using System.Globalization;

namespace Hengjian.Cli.Methods;

/// <summary>A number as text: an optional sign, digits with <c>.</c> as the decimal sign, an optional exponent. The locale plays no part.</summary>
internal static class NumberText
{
    const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>False for anything else, including NaN, the infinities and numbers beyond the range of a double.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text.Trim(), Styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
        && !text.Contains('\0'); // .NET overlooks NULs after the last digit
}

/// <summary>A comma-separated list on the command line. An item that contains a comma is quoted as in CSV.</summary>
internal static class ListText
{
    public static IReadOnlyList<string> Split(string text)
    {
        if (!text.Contains('"', StringComparison.Ordinal))
            return text.Split(',', StringSplitOptions.TrimEntries);
        try
        {
            var csv = CsvText.Parse(text);
            return csv.RecordCount == 1 ? csv.Header : throw new OptionException("must be one line", text);
        }
        catch (DataFileException problem)
        {
            throw new OptionException(problem.Problem, text);
        }
    }
}
