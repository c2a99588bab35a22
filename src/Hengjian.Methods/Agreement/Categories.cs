using System.Globalization;
using Hengjian.Methods.Common;

namespace Hengjian.Methods.Agreement;

/// <summary>
/// The categories of a rating scale in their order. Labels that are all numbers are compared and ordered as numbers (so "2" and "2.0" are
/// one category, and 10 comes after 9), others ordinally.
/// </summary>
public sealed class Categories
{
    readonly bool areNumbers;
    readonly Dictionary<string, int> indices = [];
    readonly List<string> labels = [];

    Categories(IEnumerable<string> ordered, bool areNumbers)
    {
        this.areNumbers = areNumbers;
        foreach (var label in ordered)
        {
            if (indices.TryAdd(Key(label), labels.Count))
                labels.Add(label);
        }
    }

    /// <summary>In order; their places are the category indices of the weights.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>How many, k.</summary>
    public int Count => labels.Count;

    /// <summary>The categories that the ratings use, sorted.</summary>
    public static Categories Of(IEnumerable<string> ratings)
    {
        string[] distinct = [.. ratings.Distinct(StringComparer.Ordinal)];
        return Array.TrueForAll(distinct, label => Number(label) is not null)
            ? new Categories(distinct.OrderBy(Number), areNumbers: true)
            : new Categories(distinct.Order(StringComparer.Ordinal), areNumbers: false);
    }

    /// <summary>The categories in the order given, used or not.</summary>
    /// <exception cref="BadInputException">A category is named twice.</exception>
    public static Categories Named(IReadOnlyList<string> labels)
    {
        var categories = new Categories(labels, labels.All(label => Number(label) is not null));
        return categories.Count == labels.Count ? categories : throw new BadInputException("a category is named twice");
    }

    /// <summary>The index of a rating's category, or −1 where it is none of them.</summary>
    public int IndexOf(string rating) => indices.GetValueOrDefault(Key(rating), -1);

    string Key(string label) => areNumbers && Number(label) is { } number ? (number + 0.0).ToString("R", CultureInfo.InvariantCulture) : label;

    static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
