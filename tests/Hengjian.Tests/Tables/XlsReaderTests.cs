using Hengjian.Governance.Kernel;
using Hengjian.Governance.Tables;
using Hengjian.Interop.Tables;

namespace Hengjian.Tests.Tables;

public sealed class XlsReaderTests
{
    private static readonly TableFiles Files = new();

    [Fact]
    public void Xls_TextsAndNumbers_AreReadAsWhatTheyAre()
    {
        var sheet = Files.Read("人员.xls", XlsFiles.Sheet("人员", [["工号", "姓名"], ["R01", 7d]])).Value.ShouldNotBeNull().Sheets.Single();

        (sheet.Name, sheet.Hidden).ShouldBe(("人员", false));
        sheet.Rows.Select(r => r.Number).ShouldBe([1, 2]);
        sheet.Rows[1].Cells.ShouldBe([new TableCell("R01"), new TableCell("7", CellKind.Number)]);
    }

    [Fact]
    public void Xls_MergedCells_AreNamed() =>
        Files.Read("人员.xls", XlsFiles.Sheet("人员", [["工号"], ["R01"]], merged: true)).Value.ShouldNotBeNull().Sheets[0].Merged.ShouldBe(["A1:A2"]);

    [Theory, InlineData("人员.xls"), InlineData("人员.xlsx")]
    public void File_WithAPassword_IsRefusedAsSuch(string name) =>
        Files.Read(name, XlsFiles.Sheet("人员", [["工号"], ["R01"]], password: true)).Refusal.ShouldBeOfType<Invalid>().Errors.Single().Code.ShouldBe("tables.password");

    [Fact]
    public void Xls_NamedAsAWorkbookOfTheNewerKind_IsRefused() =>
        Files.Read("人员.xlsx", XlsFiles.Sheet("人员", [["工号"], ["R01"]])).Refusal.ShouldBeOfType<Invalid>().Errors.Single().Code.ShouldBe("tables.otherType");
}
