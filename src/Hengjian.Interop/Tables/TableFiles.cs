using Hengjian.Governance.Kernel;
using Hengjian.Governance.Tables;

namespace Hengjian.Interop.Tables;

/// <summary>Finds out what a file is from its first bytes, holds its name to that, and hands it to the format's reader.</summary>
internal sealed class TableFiles : ITableFiles
{
    public Outcome<TableBook> Read(string fileName, ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty)
        {
            return new Invalid("file", "tables.empty");
        }

        if (content.Length > TableLimits.LargestFile)
        {
            return new Invalid("file", "tables.fileTooLarge", ("most", "32 MB"));
        }

        if (FormatOf(Path.GetExtension(fileName)) is not { } said)
        {
            return new Invalid("file", "tables.type");
        }

        var found = Sniff(content.Span);
        if (found != said && !(found == TableFormat.Xls && said == TableFormat.Xlsx))
        {
            return new Invalid("file", "tables.otherType", ("said", said.ToString()), ("found", found.ToString()));
        }

        try
        {
            // An Excel file with a password is a container of the older kind, whatever its name; its reader says so.
            var sheets = found switch
            {
                TableFormat.Xlsx => XlsxReader.Read(content),
                TableFormat.Xls => XlsReader.Read(content),
                _ => [CsvTable.Read(Path.GetFileNameWithoutExtension(fileName), content)],
            };
            if (found != said)
            {
                return new Invalid("file", "tables.otherType", ("said", said.ToString()), ("found", found.ToString()));
            }

            return sheets.Any(s => s.Rows.Count > 0) ? new TableBook(found, sheets) : new Invalid("file", "tables.empty");
        }
        catch (TableFormatException exception)
        {
            return exception.Refusal;
        }
    }

    public byte[] Write(TableBook book) => book.Format switch
    {
        TableFormat.Xlsx => XlsxWriter.Write(book.Sheets),
        TableFormat.Csv => CsvTable.Write(book.Sheets[0]),
        _ => throw new ArgumentOutOfRangeException(nameof(book), book.Format, "Only xlsx and CSV are written."),
    };

    private static TableFormat? FormatOf(string extension) => extension.ToUpperInvariant() switch
    {
        ".XLSX" => TableFormat.Xlsx,
        ".XLS" => TableFormat.Xls,
        ".CSV" => TableFormat.Csv,
        _ => null,
    };

    private static TableFormat Sniff(ReadOnlySpan<byte> content) =>
        content.StartsWith("PK\u0003\u0004"u8) || content.StartsWith("PK\u0005\u0006"u8) ? TableFormat.Xlsx
        : content.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? TableFormat.Xls
        : TableFormat.Csv;
}

/// <summary>A file that cannot be read, with what its owner is told.</summary>
internal sealed class TableFormatException(string code, params (string Name, string Value)[] arguments) : Exception(code)
{
    public Invalid Refusal { get; } = new("file", code, arguments);
}
