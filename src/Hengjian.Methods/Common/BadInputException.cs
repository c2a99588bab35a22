namespace Hengjian.Methods.Common;

/// <summary>The data or a parameter break a rule of the method: text where a number belongs, a value out of its range, too few rows.</summary>
/// <remarks>The caller can mend the input. Where the cause is one value, <see cref="Row"/> and <see cref="Column"/> locate it.</remarks>
public sealed class BadInputException : Exception
{
    /// <summary>States what is wrong and, where known, with which value.</summary>
    /// <param name="problem">What is wrong, as a short English phrase without the place or the value.</param>
    /// <param name="row">1-based position among the rows given to the method; null where no single row is to blame.</param>
    /// <param name="column">Name of the column; null where no single column is to blame.</param>
    /// <param name="value">The offending value as text; null where there is none.</param>
    public BadInputException(string problem, int? row = null, string? column = null, string? value = null)
        : base(value is null ? problem : $"{problem}, \"{value}\"")
    {
        Row = row;
        Column = column;
    }

    /// <summary>1-based position among the rows given to the method, or null.</summary>
    public int? Row { get; }

    /// <summary>Name of the column, or null.</summary>
    public string? Column { get; }
}
