using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Hengjian.Governance.Tables;

namespace Hengjian.Interop.Tables;

/// <summary>Writes workbooks in which every cell is text and every column is formatted as text: numbers that people type into it later keep their zeros, and nothing is a formula.</summary>
internal static class XlsxWriter
{
    private const uint TextStyle = 1;
    private const uint HeaderStyle = 2;

    public static byte[] Write(IReadOnlyList<TableSheet> sheets)
    {
        using var content = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(content, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var list = new Sheets();
            foreach (var sheet in sheets)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                WriteSheet(part, sheet);
                list.Append(new Sheet { Name = sheet.Name, SheetId = (uint)(list.ChildElements.Count + 1), Id = workbook.GetIdOfPart(part) });
            }

            workbook.Workbook = new Workbook(list);
        }

        return content.ToArray();
    }

    private static void WriteSheet(WorksheetPart part, TableSheet sheet)
    {
        var columns = Math.Max(1, sheet.Rows.Select(r => r.Cells.Count).DefaultIfEmpty(1).Max());
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane
        {
            VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen,
        }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(new Column { Min = 1, Max = (uint)columns, Width = 20, CustomWidth = true, Style = TextStyle }));
        writer.WriteStartElement(new SheetData());
        foreach (var row in sheet.Rows)
        {
            writer.WriteStartElement(new Row { RowIndex = (uint)row.Number });
            for (var column = 0; column < row.Cells.Count; column++)
            {
                if (!row.Cells[column].IsEmpty)
                {
                    writer.WriteElement(new Cell(new InlineString(new Text(Clean(row.Cells[column].Text)) { Space = SpaceProcessingModeValues.Preserve }))
                    {
                        CellReference = CellAddress.Of(column, row.Number), DataType = CellValues.InlineString, StyleIndex = row.Number == 1 ? HeaderStyle : TextStyle,
                    });
                }
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>Number format 49 is text.</summary>
    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true, FontId = 1, ApplyFont = true }));

    /// <summary>Characters that XML cannot hold are left out; rare characters stand as pairs, which it can.</summary>
    private static string Clean(string text) => text.All(IsWritable) ? text : new string([.. text.Where(IsWritable)]);

    private static bool IsWritable(char c) => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c);
}
