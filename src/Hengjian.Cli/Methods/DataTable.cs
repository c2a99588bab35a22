using System.Text;
using Hengjian.Methods.Common;

namespace Hengjian.Cli.Methods;

/// <summary>The rows of a data file that a method uses, read column by column as the type that the method asks for.</summary>
internal sealed class DataTable
{
    readonly CsvText csv;
    readonly int[] records;
    readonly int[] positions;

    DataTable(CsvText csv, int[] records, int[] positions)
    {
        this.csv = csv;
        this.records = records;
        this.positions = positions;
    }

    /// <summary>For a method that reads no data.</summary>
    public static DataTable Empty { get; } = new(CsvText.Parse("-"), [], []);

    /// <summary>Column names in the order of the file.</summary>
    public IReadOnlyList<string> Header => csv.Header;

    /// <summary>Rows in use.</summary>
    public int RowCount => records.Length;

    /// <summary>Rows left out because a used value is missing.</summary>
    public int DroppedCount => csv.RecordCount - 1 - records.Length;

    /// <summary>Reads the file and keeps the rows that are complete in the columns the method uses.</summary>
    /// <exception cref="DataFileException">The file, its header or a needed value is missing, or it is not CSV.</exception>
    public static DataTable Read(string file, Func<IReadOnlyList<string>, IEnumerable<string>> usedColumns, MissingValues missing)
    {
        var text = CsvText.Parse(Decode(ReadBytes(file)));
        if (text.RecordCount == 1)
            throw new DataFileException("no data rows");
        string[] names = [.. usedColumns(text.Header)];
        int[] columns = [.. names.Select(name => IndexOf(text, name))];
        var kept = new List<int>(text.RecordCount - 1);
        for (var record = 1; record < text.RecordCount; record++)
        {
            var gap = Array.FindIndex(columns, column => IsMissing(text.Field(record, column)));
            if (gap < 0)
                kept.Add(record);
            else if (missing == MissingValues.Refuse)
                throw new DataFileException($"a value is missing, \"{text.Field(record, columns[gap])}\"", text.Line(record), names[gap]);
        }

        return new DataTable(text, [.. kept], [.. Enumerable.Range(0, kept.Count)]);
    }

    /// <summary>Line in the file (the header being line 1) of a row in use, counted from 0.</summary>
    public int Line(int row) => csv.Line(records[row]);

    /// <summary>1-based data row of the file, dropped rows counted, of a row in use, counted from 0.</summary>
    public int RowNumber(int row) => records[row];

    /// <summary>The rows for which the condition holds; the others count as dropped.</summary>
    public DataTable Where(Func<int, bool> keep)
    {
        int[] kept = [.. Enumerable.Range(0, records.Length).Where(keep)];
        return new DataTable(csv, [.. kept.Select(row => records[row])], [.. kept.Select(row => positions[row])]);
    }

    /// <summary>A column as it stands.</summary>
    public string[] Texts(string column) => Column(column, (_, text) => text.ToString());

    /// <summary>A column of numbers, each within the rule.</summary>
    public double[] Numbers(string column, NumberRule rule) => Column(column, (row, text) =>
    {
        if (!NumberText.TryParse(text, out var value))
            throw Bad(row, column, "not a number");
        return rule.Holds(value) ? value : throw Bad(row, column, rule.Requirement);
    });

    /// <summary>Several columns of numbers, one array a column.</summary>
    public double[][] Numbers(IEnumerable<string> columns, NumberRule rule) => [.. columns.Select(column => Numbers(column, rule))];

    /// <summary>A truth or a binary test: 0 or 1, nothing else.</summary>
    public bool[] Binary(string column) => Column(column, (row, text) =>
        NumberText.TryParse(text, out var value) && value is 0 or 1 ? value == 1 : throw Bad(row, column, "must be 0 or 1"));

    /// <summary>A boolean: 1, 0, TRUE, FALSE, true or false.</summary>
    public bool[] Booleans(string column) => Column(column, (row, text) => text.Trim() switch
    {
        "1" or "TRUE" or "true" => true,
        "0" or "FALSE" or "false" => false,
        _ => throw Bad(row, column, "must be 1, 0, TRUE, FALSE, true or false"),
    });

    /// <summary>The identifiers, all different; the row number where no column is named.</summary>
    public string[] Ids(string? column)
    {
        if (column is null)
            return [.. records.Select(record => record.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        var ids = Texts(column);
        var seen = new HashSet<string>();
        for (var row = 0; row < ids.Length; row++)
        {
            if (!seen.Add(ids[row]))
                throw Bad(row, column, "duplicate id");
        }

        return ids;
    }

    /// <summary>The exception for a value of a row (counted from 0), which quotes the value and names the row of the table as it was read.</summary>
    public BadInputException Bad(int row, string column, string problem) =>
        new(problem, positions[row] + 1, column, csv.Field(records[row], IndexOf(csv, column)).ToString());

    T[] Column<T>(string column, FieldReader<T> read)
    {
        var index = IndexOf(csv, column);
        var values = new T[records.Length];
        for (var row = 0; row < values.Length; row++)
            values[row] = read(row, csv.Field(records[row], index));
        return values;
    }

    delegate T FieldReader<out T>(int row, ReadOnlySpan<char> text);

    static int IndexOf(CsvText csv, string name)
    {
        var found = -1;
        for (var column = 0; column < csv.Header.Count; column++)
        {
            if (csv.Header[column] != name)
                continue;
            if (found >= 0)
                throw new DataFileException("the header has this column twice", 1, name);
            found = column;
        }

        return found >= 0 ? found : throw new DataFileException($"missing column, the header has {string.Join(", ", csv.Header)}", 1, name);
    }

    static bool IsMissing(ReadOnlySpan<char> text) => text.Trim() is "" or "NA";

    static byte[] ReadBytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataFileException(problem is FileNotFoundException or DirectoryNotFoundException ? "no such file" : "the file cannot be read");
        }
    }

    static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException problem)
        {
            throw new DataFileException("not UTF-8", 1 + bytes[..Math.Max(0, problem.Index)].Count((byte)'\n'));
        }
    }
}
