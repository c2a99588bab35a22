using System.Globalization;
using System.Text;
using CsvHelper;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Quality.ReaderStudies;

/// <summary>One record of the file. <paramref name="Number"/> counts as a spreadsheet does: the header is row 1.</summary>
internal sealed record StudyRow(int Number, string[] Cells);

/// <summary>
/// A study's file as header and rows: CSV with commas and quotes (RFC 4180), UTF-8 with or without BOM, UTF-16 with one, else GB18030. The locale is never consulted
/// (decisions.md 15).
/// </summary>
internal sealed class StudyTable
{
    public const int MostRows = 1_000_000;
    private const int MostColumns = 500;

    /// <summary>Bytes; a longer record is nearly always a quotation mark that was never closed.</summary>
    private const int LargestRecord = 1024 * 1024;

    private StudyTable(string[] header, List<StudyRow> rows)
    {
        Header = header;
        Rows = rows;
    }

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<StudyRow> Rows { get; }

    public static Outcome<StudyTable> Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length > StudyFile.Largest)
        {
            return new Invalid("file", "import.fileTooLarge", ("most", "64 MB"));
        }

        if (Decode(content) is not { } text)
        {
            return new Invalid("file", "import.encoding");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return new Invalid("file", "import.fileEmpty");
        }

        return text.Contains('\0', StringComparison.Ordinal) ? new Invalid("file", "import.notText") : Parse(text);
    }

    private static Outcome<StudyTable> Parse(string text)
    {
        var rows = new List<StudyRow>();
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = LargestRecord,
            TrackLineNumbers = true,
        });
        try
        {
            while (reader.Read())
            {
                if (rows.Count > MostRows || reader.FieldCount > MostColumns)
                {
                    return new Invalid("file", "import.tooManyRows", ("most", MostRows.ToString(CultureInfo.InvariantCulture)));
                }

                rows.Add(new StudyRow(rows.Count + 1, reader.Current.ToArray()));
            }
        }
        catch (CsvFormatException exception)
        {
            return new Invalid("file", "import.quotes", ("line", exception.LineNumber.ToString(CultureInfo.InvariantCulture)));
        }

        var header = rows[0].Cells.Select(c => c.Trim()).ToArray();
        if (header.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return new Invalid("file", "import.columnTwice", ("column", twice.Key));
        }

        rows.RemoveAt(0);
        return rows.Count == 0 ? new Invalid("file", "import.noRows") : new StudyTable(header, rows);
    }

    /// <summary>The text, or null where the bytes are neither.</summary>
    private static string? Decode(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            return TryDecode(new UnicodeEncoding(bigEndian: bytes[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true), bytes[2..]);
        }

        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        return bytes.StartsWith("\uFEFF"u8)
            ? TryDecode(utf8, bytes[3..])
            : TryDecode(utf8, bytes)
                ?? TryDecode(CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!, bytes);
    }

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
