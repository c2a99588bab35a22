using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Sheets;
using Hengjian.Governance.Tables;

namespace Hengjian.Tests.Practitioners;

/// <summary>What a cell of a column says, or what is wrong with it.</summary>
public sealed class FileCellsTests
{
    [Theory]
    [InlineData("110990101000001", CellKind.Number, "110990101000001", null)]
    [InlineData("10990101000001", CellKind.Number, "", "tables.zerosLost")]
    [InlineData("990101190001010000", CellKind.Number, "", "tables.numberCut")]
    [InlineData("9.90101E+17", CellKind.Text, "", "tables.numberCut")]
    [InlineData("99010119000101001X", CellKind.Text, "99010119000101001X", null)]
    [InlineData("", CellKind.NotCalculated, "", "tables.notCalculated")]
    [InlineData("#REF!", CellKind.Error, "", "tables.errorCell")]
    [InlineData("", CellKind.Text, "", null)]
    public void Identifier_Cell_KeepsItsDigitsOrSaysThatTheyAreLost(string text, CellKind kind, string value, string? problem) =>
        FileCells.Read(new TableCell(text, kind), new SheetColumn("x", ColumnKind.Identifier), PractitionerWords.In).ShouldBe((value, problem));

    [Theory]
    [InlineData("2024-2-29", CellKind.Text, "2024-02-29", null)]
    [InlineData("2024/02/29", CellKind.Text, "2024-02-29", null)]
    [InlineData("2024年2月29日", CellKind.Text, "2024-02-29", null)]
    [InlineData("20240229", CellKind.Text, "2024-02-29", null)]
    [InlineData("2024-02-29 00:00:00", CellKind.Date, "2024-02-29", null)]
    [InlineData("45351", CellKind.Number, "2024-02-29", null)]
    [InlineData("45351", CellKind.Text, "", "tables.date")]
    [InlineData("2023-02-29", CellKind.Text, "", "tables.date")]
    [InlineData("29/02/2024", CellKind.Text, "", "tables.date")]
    [InlineData("7", CellKind.Number, "", "tables.date")]
    public void Day_Cell_IsReadInTheFormsThatPeopleUse(string text, CellKind kind, string value, string? problem) =>
        FileCells.Read(new TableCell(text, kind), new SheetColumn("x", ColumnKind.Day), PractitionerWords.In).ShouldBe((value, problem));

    [Theory]
    [InlineData("副主任医师", "associateChief")]
    [InlineData("Charge Nurse", "chargeNurse")]
    [InlineData("nurse-in-charge", "chargeNurse")]
    [InlineData("chargeNurse", "chargeNurse")]
    [InlineData("助理医师", null)]
    public void Word_Cell_IsReadInEitherLanguageOrAsACode(string text, string? code) =>
        FileCells.Read(new TableCell(text), new SheetColumn("x", ColumnKind.Word, typeof(StaffTitle)), PractitionerWords.In).ShouldBe((code ?? "", code is null ? "tables.unknownWord" : null));
}
