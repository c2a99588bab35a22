using System.IO.Compression;
using System.Text;

namespace Hengjian.Tests.Tables;

/// <summary>Workbooks written part by part, for what the writer of the product never writes.</summary>
internal static class XlsxFiles
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>A workbook of one sheet with these rows and what follows them.</summary>
    public static byte[] Sheet(string rows, string after = "", string name = "人员", string state = "visible", string? styles = null, string? strings = null) => Zip(
        ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"{name}\" sheetId=\"1\" state=\"{state}\" r:id=\"rId1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"x\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
        ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData>{after}</worksheet>"),
        ("xl/styles.xml", styles ?? $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"),
        ("xl/sharedStrings.xml", strings ?? $"<sst xmlns=\"{Main}\"><si><t>共享</t></si><si><r><t>分</t></r><r><t>段</t></r><rPh><t>pin</t></rPh></si></sst>"));

    public static byte[] Zip(params (string Path, string Text)[] parts)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var part = zip.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return content.ToArray();
    }
}
