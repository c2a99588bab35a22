namespace Hengjian.Cli.Methods;

/// <summary>Something is wrong with the data file as a file, before any method reads it.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="line">1-based line in the file, the header being line 1; null where no single line is to blame.</param>
/// <param name="column">Name of the column, or null.</param>
internal sealed class DataFileException(string problem, int? line = null, string? column = null) : Exception(problem)
{
    public string Problem { get; } = problem;

    public int? Line { get; } = line;

    public string? Column { get; } = column;
}

/// <summary>
/// A CSV text (RFC 4180) cut into fields without copying them: quoted fields may hold commas, line ends and doubled quotes;
/// records end with CRLF or LF. Empty lines at the end are ignored; every record must have as many fields as the header.
/// </summary>
internal sealed class CsvText
{
    readonly string text;
    readonly List<(int Start, int End)> fields;
    readonly List<int> lines;

    CsvText(string text, List<(int Start, int End)> fields, List<int> lines, int width)
    {
        this.text = text;
        this.fields = fields;
        this.lines = lines;
        Header = [.. Enumerable.Range(0, width).Select(column => Field(0, column).ToString())];
    }

    /// <summary>The fields of the first record.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Records with the header.</summary>
    public int RecordCount => lines.Count;

    /// <summary>1-based line on which a record starts; record 0 is the header.</summary>
    public int Line(int record) => lines[record];

    /// <summary>The content of a field, quotes removed.</summary>
    public ReadOnlySpan<char> Field(int record, int column)
    {
        var (start, end) = fields[(record * Math.Max(Header?.Count ?? 0, 1)) + column];
        var raw = text.AsSpan(start, end - start);
        if (raw.IsEmpty || raw[0] != '"')
            return raw;
        var inner = raw[1..^1];
        return inner.Contains('"') ? inner.ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : inner;
    }

    /// <exception cref="DataFileException">Not a CSV text, no header, or a ragged record.</exception>
    public static CsvText Parse(string text)
    {
        var length = text.Length;
        while (length > 0 && text[length - 1] is '\n' or '\r')
            length--;
        if (length == 0)
            throw new DataFileException("no header line, the file is empty", 1);

        var bounds = new List<(int Start, int End)>();
        var starts = new List<int>();
        int position = 0, line = 1, width = 0;
        while (position <= length)
        {
            starts.Add(line);
            var startLine = line;
            var first = bounds.Count;
            bool more;
            do
            {
                var start = position;
                var end = FieldEnd(text, length, start, ref line);
                bounds.Add((start, end));
                more = end < length && text[end] == ',';
                position = end + 1;
                if (!more && end < length && text[end] == '\r')
                    position++;
            }
            while (more);

            line++;
            var found = bounds.Count - first;
            if (width == 0)
                width = found;
            else if (found != width)
                throw new DataFileException($"ragged row, {found} fields where the header has {width}", startLine);
        }

        return new CsvText(text, bounds, starts, width);
    }

    /// <summary>The position after the field: of a comma, a line end, or the end of the text.</summary>
    static int FieldEnd(string text, int length, int start, ref int line)
    {
        var position = start;
        if (position >= length || text[position] != '"')
        {
            while (position < length && text[position] is not (',' or '\n') && !IsLineEnd(text, length, position))
            {
                if (text[position] == '"')
                    throw new DataFileException("a quotation mark inside an unquoted field", line);
                position++;
            }

            return position;
        }

        var opened = line;
        for (position++; position < length; position++)
        {
            if (text[position] == '\n')
            {
                line++;
            }
            else if (text[position] == '"')
            {
                position++;
                if (position >= length || text[position] is ',' or '\n' || IsLineEnd(text, length, position))
                    return position;
                if (text[position] != '"')
                    throw new DataFileException("text after the closing quotation mark", line);
            }
        }

        throw new DataFileException("a quoted field is not closed", opened);
    }

    // A CR before the trimmed end of the text would have been trimmed, so a CR that counts is followed by LF.
    static bool IsLineEnd(string text, int length, int position) =>
        text[position] == '\r' && position + 1 < length && text[position + 1] == '\n';
}
