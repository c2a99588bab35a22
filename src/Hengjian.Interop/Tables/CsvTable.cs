using System.Globalization;
using System.Text;
using CsvHelper;
using Hengjian.Governance.Tables;

namespace Hengjian.Interop.Tables;

/// <summary>
/// CSV with commas and quotes (RFC 4180). In: UTF-8 or UTF-16 by their marks, UTF-8, else GB18030. Out: UTF-8 with its mark and CRLF; a text that a spreadsheet would
/// take for a formula gets an apostrophe before it, which reading takes off again.
/// </summary>
internal static class CsvTable
{
    /// <summary>Bytes; a longer record is nearly always a quotation mark that was never closed.</summary>
    private const int LargestRecord = 1024 * 1024;

    public static TableSheet Read(string name, ReadOnlyMemory<byte> content)
    {
        var text = Decode(content.Span) ?? throw new TableFormatException("tables.encoding");
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new TableFormatException("tables.notText");
        }

        var rows = new List<TableRow>();
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
            for (var number = 1; reader.Read(); number++)
            {
                if (rows.Count >= TableLimits.MostRows || reader.FieldCount > TableLimits.MostColumns)
                {
                    throw new TableFormatException("tables.tooMany", ("rows", Number(TableLimits.MostRows)), ("columns", Number(TableLimits.MostColumns)));
                }

                var cells = reader.Current.ToArray();
                if (Array.Exists(cells, c => c.Length > 0))
                {
                    rows.Add(new TableRow(number, [.. cells.Select(c => new TableCell(Unguard(c)))]));
                }
            }
        }
        catch (CsvFormatException exception)
        {
            throw new TableFormatException("tables.quotes", ("line", Number(exception.LineNumber)));
        }

        return new TableSheet(name, rows);
    }

    public static byte[] Write(TableSheet sheet)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in sheet.Rows)
        {
            text.AppendJoin(',', row.Cells.Select(c => Quote(Guard(c.Text)))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>True for what a spreadsheet would calculate, and for what would lose its own apostrophe when read back.</summary>
    private static bool NeedsGuard(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static string Guard(string text) => NeedsGuard(text.TrimStart('\'')) ? "'" + text : text;

    private static string Unguard(string text) => text.StartsWith('\'') && NeedsGuard(text.TrimStart('\'')) ? text[1..] : text;

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text.StartsWith(' ') || text.EndsWith(' ') ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
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

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
