using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Hengjian.Governance.Tables;

namespace Hengjian.Interop.Tables;

/// <content>Cells of a sheet: where they stand and what they hold.</content>
internal sealed partial class XlsxReader
{
    private static void Put(List<TableCell> cells, int column, TableCell cell)
    {
        if (cell.IsEmpty)
        {
            return;
        }

        column = column < 0 ? cells.Count : column;
        if (column >= TableLimits.MostColumns)
        {
            throw TooMany();
        }

        while (cells.Count < column)
        {
            cells.Add(new TableCell(""));
        }

        if (column < cells.Count)
        {
            cells[column] = cell;
        }
        else
        {
            cells.Add(cell);
        }
    }

    private TableCell Cell(XmlReader xml)
    {
        var type = xml.GetAttribute("t") ?? "n";
        var style = xml.GetAttribute("s") is { } s ? Whole(s) : 0;
        if (xml.IsEmptyElement)
        {
            return new TableCell("");
        }

        string? value = null;
        var formula = false;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c"))
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "f")
            {
                formula = true;
            }
            else if (xml.LocalName == "v")
            {
                value = Content(xml);
            }
            else if (xml.LocalName == "is")
            {
                value = RichText(xml, "is");
            }
        }

        return formula && value is null ? new TableCell("", CellKind.NotCalculated, Formula: true) : Typed(type, style, value ?? "") with { Formula = formula };
    }

    private TableCell Typed(string type, int style, string value) => type switch
    {
        "s" => new TableCell(_strings[Whole(value)].Trim()),
        "str" or "inlineStr" => new TableCell(value.Trim()),
        "b" => new TableCell(value is "1" or "true" ? "true" : "false", CellKind.Boolean),
        "e" => new TableCell(value, CellKind.Error),
        "d" => new TableCell(value.EndsWith("T00:00:00", StringComparison.Ordinal) ? value[..10] : value, CellKind.Date),
        _ when value.Length == 0 => new TableCell(""),
        _ => NumberCell(double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture), style),
    };

    private TableCell NumberCell(double number, int style) =>
        style < _dateStyles.Count && _dateStyles[style] && CellNumber.DateText(number, _since1904) is { } date
            ? new TableCell(date, CellKind.Date)
            : new TableCell(CellNumber.Text(number), CellKind.Number);

    private static string Content(XmlReader xml)
    {
        var element = xml.LocalName;
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == element))
        {
            text.Append(xml.Value);
            if (text.Length > TableLimits.LongestCell)
            {
                throw new TableFormatException("tables.damaged");
            }
        }

        return text.ToString();
    }
}
