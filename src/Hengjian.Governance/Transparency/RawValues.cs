using System.Data.Common;
using System.Globalization;

namespace Hengjian.Governance.Transparency;

/// <summary>Stored values as they are. SQLite keeps any kind of value in any column, so a wrong kind is a finding: <see cref="FormatException"/> names the column.</summary>
internal static class RawValues
{
    public static string Text(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        Guid id => id.ToString("D"),
        string text => text,
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    public static byte[] Bytes(DbDataReader reader, int column) =>
        reader.GetValue(column) as byte[] ?? throw new FormatException($"column {reader.GetName(column)}: is not bytes");

    public static long Number(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        long number => number,
        int number => number,
        _ => throw new FormatException($"column {reader.GetName(column)}: is not a whole number"),
    };
}
