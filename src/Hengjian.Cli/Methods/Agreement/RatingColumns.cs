using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;

namespace Hengjian.Cli.Methods.Agreement;

/// <summary>Columns of ratings on a scale of categories.</summary>
internal static class RatingColumns
{
    public static MethodOption<IReadOnlyList<string>> Raters { get; } = Option.Columns("raters", "columns of the raters, at least two", atLeast: 2);

    public static MethodOption<IReadOnlyList<string>?> Categories { get; } =
        Option.OptionalTexts("categories", "the scale in order (default: the categories used, sorted)");

    /// <summary>The named scale, or the categories that these ratings use.</summary>
    public static Categories Scale(MethodInput input, IEnumerable<string> ratings)
    {
        if (input.Get(Categories) is not { } named)
            return Hengjian.Methods.Agreement.Categories.Of(ratings);
        try
        {
            return Hengjian.Methods.Agreement.Categories.Named(named);
        }
        catch (BadInputException problem)
        {
            throw new OptionException($"--categories: {problem.Message}");
        }
    }

    /// <summary>The columns, each rating one of the scale's categories.</summary>
    public static (string[][] Ratings, Categories Scale) Read(MethodInput input, IReadOnlyList<string> columns)
    {
        string[][] ratings = [.. columns.Select(input.Data.Texts)];
        var scale = Scale(input, ratings.SelectMany(column => column));
        for (var rater = 0; rater < ratings.Length; rater++)
            Check(input, columns[rater], ratings[rater], scale);
        return (ratings, scale);
    }

    /// <summary>Refuses a rating that is none of the categories.</summary>
    public static void Check(MethodInput input, string column, string[] ratings, Categories scale)
    {
        var stranger = Array.FindIndex(ratings, rating => scale.IndexOf(rating) < 0);
        if (stranger >= 0)
            throw input.Data.Bad(stranger, column, "not one of --categories");
    }
}
