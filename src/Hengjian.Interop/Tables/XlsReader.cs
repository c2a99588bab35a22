using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Hengjian.Governance.Tables;

namespace Hengjian.Interop.Tables;

/// <summary>Excel 97–2003 by ExcelDataReader. That format's reader gives results without saying which were calculated, so formulas show as what they last gave.</summary>
internal static class XlsReader
{
    static XlsReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IReadOnlyList<TableSheet> Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(content.ToArray()), new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding("GB18030") });
            var sheets = new List<TableSheet>();
            var budget = TableLimits.MostRows;
            do
            {
                sheets.Add(Sheet(reader, ref budget));
            }
            while (reader.NextResult());
            return sheets;
        }
        catch (InvalidPasswordException)
        {
            throw new TableFormatException("tables.password");
        }
#pragma warning disable CA1031 // the reader answers a damaged file with whatever its parsing ran into
        catch (Exception exception) when (exception is not TableFormatException)
#pragma warning restore CA1031
        {
            throw new TableFormatException("tables.damaged");
        }
    }

    private static TableSheet Sheet(IExcelDataReader reader, ref int budget)
    {
        var rows = new List<TableRow>();
        for (var number = 1; reader.Read(); number++)
        {
            if (number > TableLimits.MostRows || budget <= 0)
            {
                throw new TableFormatException("tables.tooMany", ("rows", Number(TableLimits.MostRows)), ("columns", Number(TableLimits.MostColumns)));
            }

            var cells = new List<TableCell>();
            for (var column = 0; column < reader.FieldCount; column++)
            {
                var cell = Cell(reader.GetValue(column));
                if (cell.IsEmpty)
                {
                    continue;
                }

                if (column >= TableLimits.MostColumns)
                {
                    throw new TableFormatException("tables.tooMany", ("rows", Number(TableLimits.MostRows)), ("columns", Number(TableLimits.MostColumns)));
                }

                while (cells.Count < column)
                {
                    cells.Add(new TableCell(""));
                }

                cells.Add(cell);
            }

            if (cells.Count > 0)
            {
                rows.Add(new TableRow(number, cells));
                budget--;
            }
        }

        var merged = (reader.MergeCells ?? []).Select(m => $"{CellAddress.Of(m.FromColumn, m.FromRow + 1)}:{CellAddress.Of(m.ToColumn, m.ToRow + 1)}");
        return new TableSheet(reader.Name ?? "", rows, !string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase), [.. merged]);
    }

    private static TableCell Cell(object? value) => value switch
    {
        null => new TableCell(""),
        string text => new TableCell(text.Trim()),
        double number => new TableCell(CellNumber.Text(number), CellKind.Number),
        DateTime date => new TableCell(CellNumber.DateText(date), CellKind.Date),
        bool truth => new TableCell(truth ? "true" : "false", CellKind.Boolean),
        _ => new TableCell(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
