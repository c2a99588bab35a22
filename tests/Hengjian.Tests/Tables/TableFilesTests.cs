using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Tables;
using Hengjian.Interop.Tables;

namespace Hengjian.Tests.Tables;

public sealed class TableFilesTests
{
    private static readonly TableFiles Files = new();

    [Fact]
    public void Xlsx_CellsOfEveryKind_AreReadAsWhatTheyAre()
    {
        var row = Read("a.xlsx", XlsxFiles.Sheet(
            "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\"><v>110990101000001</v></c><c r=\"D3\" s=\"1\"><v>45000</v></c>"
            + "<c r=\"E3\" s=\"2\"><v>45000.5</v></c><c r=\"F3\" t=\"b\"><v>1</v></c><c r=\"G3\" t=\"e\"><v>#N/A</v></c><c r=\"H3\" t=\"str\"><f>A1&amp;B1</f><v>合</v></c>"
            + "<c r=\"I3\"><f>SUM(A1)</f></c><c r=\"K3\" t=\"inlineStr\"><is><t>直接</t></is></c></row>")).Sheets[0].Rows.Single();

        row.Number.ShouldBe(3);
        row.Cells.ShouldBe(
        [
            new("共享"), new("分段"), new("110990101000001", CellKind.Number), new("2023-03-15", CellKind.Date), new("2023-03-15 12:00:00", CellKind.Date), new("true", CellKind.Boolean),
            new("#N/A", CellKind.Error), new("合", CellKind.Text, Formula: true), new("", CellKind.NotCalculated, Formula: true), new(""), new("直接"),
        ]);
    }

    [Theory]
    [InlineData("1.1099010119000101E+17", "110990101190001000")]
    [InlineData("0.5", "0.5")]
    [InlineData("7", "7")]
    public void Xlsx_Number_IsWrittenOutWhole(string stored, string text) =>
        Read("a.xlsx", XlsxFiles.Sheet($"<row r=\"1\"><c r=\"A1\"><v>{stored}</v></c></row>")).Sheets[0].Rows[0][0].Text.ShouldBe(text);

    [Fact]
    public void Xlsx_MergedCellsAndHiddenSheets_AreNamed()
    {
        var sheet = Read("a.xlsx", XlsxFiles.Sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "<mergeCells><mergeCell ref=\"A1:A3\"/></mergeCells>", state: "veryHidden")).Sheets[0];

        sheet.Merged.ShouldBe(["A1:A3"]);
        sheet.Hidden.ShouldBeTrue();
    }

    [Fact]
    public void Xlsx_WithADocumentType_IsNotFollowed() => Refusal("a.xlsx", XlsxFiles.Zip(
        ("xl/workbook.xml", "<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><workbook>&e;</workbook>"), ("xl/_rels/workbook.xml.rels", "<a/>"))).ShouldBe("tables.damaged");

    [Fact]
    public void Xlsx_ThatUnpacksWithoutEnd_StopsAtTheBound()
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in new[] { "xl/workbook.xml" })
            {
                using var entry = zip.CreateEntry(part, CompressionLevel.SmallestSize).Open();
                entry.Write("<workbook>"u8);
                var blanks = new byte[1 << 20];
                Array.Fill(blanks, (byte)' ');
                for (var i = 0; i < 400; i++)
                    entry.Write(blanks);
            }
        }

        content.Length.ShouldBeLessThan(4 << 20);
        Refusal("a.xlsx", content.ToArray()).ShouldBe("tables.contentTooLarge");
    }

    [Theory]
    [InlineData("a.xlsx", "姓名,工号\r\n甲,1", "tables.otherType")]
    [InlineData("a.pdf", "姓名,工号\r\n甲,1", "tables.type")]
    [InlineData("a.csv", "", "tables.empty")]
    [InlineData("a.csv", "姓名\0", "tables.notText")]
    [InlineData("a.csv", "姓名\r\n\"甲", "tables.quotes")]
    public void File_OfAnotherTypeOrDamaged_IsRefusedWithItsReason(string name, string text, string code) => Refusal(name, Encoding.UTF8.GetBytes(text)).ShouldBe(code);

    [Fact]
    public void Csv_WithTheNameOfAWorkbookInside_IsRefused() => Refusal("a.csv", XlsxFiles.Sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")).ShouldBe("tables.otherType");

    [Fact]
    public void Zip_ThatIsNoWorkbook_IsRefused() => Refusal("a.xlsx", XlsxFiles.Zip(("a.txt", "x"))).ShouldBe("tables.notWorkbook");

    [Fact]
    public void Xlsx_CutShort_IsDamaged() => Refusal("a.xlsx", XlsxFiles.Sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")[..300]).ShouldBe("tables.damaged");

    [Fact]
    public void OlderContainer_ThatIsNoWorkbook_IsDamaged() =>
        Refusal("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]).ShouldBe("tables.damaged");

    [Fact]
    public void Csv_InGb18030_IsReadAsSuch()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("姓名,工号\r\n韩知行,R01\r\n");

        Read("a.csv", bytes).Sheets[0].Rows[1].Cells.Select(c => c.Text).ShouldBe(["韩知行", "R01"]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+86")]
    [InlineData("-x")]
    [InlineData("@SUM")]
    public void Csv_TextThatASpreadsheetWouldCalculate_IsGuardedAndComesBack(string text)
    {
        var written = Files.Write(Book(TableFormat.Csv, "列", text));

        Encoding.UTF8.GetString(written).ShouldContain("'" + text);
        Read("a.csv", written).Sheets[0].Rows[1][0].Text.ShouldBe(text);
    }

    [Fact]
    public void Written_AnyText_ReadsBackTheSame()
    {
        var text = Gen.Elements("甲", "=x", "'=x", "a,b", "\"", "2024-01-01", "007", "多\n行", "𠮷", "'", "''-", "是;否", "1E+10").NonEmptyListOf().Select(parts => string.Concat(parts).Trim());

        Prop.ForAll(text.ToArbitrary(), t =>
            Read("a.xlsx", Files.Write(Book(TableFormat.Xlsx, "列", t))).Sheets[0].Rows[1][0] == new TableCell(t)
            && Read("a.csv", Files.Write(Book(TableFormat.Csv, "列", t))).Sheets[0].Rows[1][0].Text == t).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(7, 11));
    }

    [Fact]
    public void Xlsx_OfFiftyThousandRows_IsReadWithinTheBounds()
    {
        var rows = new List<TableRow> { new(1, [new TableCell("工号"), new TableCell("姓名")]) };
        for (var i = 0; i < 50_000; i++)
            rows.Add(new TableRow(i + 2, [new TableCell("R" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)), new TableCell("姓名")]));

        Read("a.xlsx", Files.Write(new TableBook(TableFormat.Xlsx, [new TableSheet("人员", rows)]))).Sheets[0].Rows.Count.ShouldBe(50_001);
    }

    private static TableBook Book(TableFormat format, params string[] lines) =>
        new(format, [new TableSheet("表", [.. lines.Select((l, i) => new TableRow(i + 1, [new TableCell(l), new TableCell("尾")]))])]);

    private static TableBook Read(string name, byte[] content) => Files.Read(name, content).Value.ShouldNotBeNull();

    private static string Refusal(string name, byte[] content) => Files.Read(name, content).Refusal.ShouldBeOfType<Invalid>().Errors.Single().Code;
}
