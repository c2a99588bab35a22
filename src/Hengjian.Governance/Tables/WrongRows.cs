namespace Hengjian.Governance.Tables;

/// <summary>Rows of a file handed back as they came, with what is wrong in a column of its own.</summary>
internal static class WrongRows
{
    /// <param name="tables">Writes files.</param>
    /// <param name="fileName">Name of the file that they came in.</param>
    /// <param name="book">That file.</param>
    /// <param name="numbers">Sheets and numbers of the rows.</param>
    /// <param name="reasons">What is wrong with them.</param>
    /// <param name="heading">Heading of the added column.</param>
    /// <param name="text">A problem in words.</param>
    public static SentTable Of(
        ITableFiles tables,
        string fileName,
        TableBook book,
        IReadOnlySet<(string Sheet, int Row)> numbers,
        ILookup<(string Sheet, int Row), ImportProblem> reasons,
        string heading,
        Func<ImportProblem, string> text)
    {
        var sheets = book.Sheets.Where(s => s.Rows.Count > 0 && !s.Hidden).Select(s => Of(s, numbers, reasons, heading, text)).Where(s => s.Rows.Count > 1).ToList();
        var format = book.Format == TableFormat.Csv ? TableFormat.Csv : TableFormat.Xlsx;
        return SentTable.Of($"{Path.GetFileNameWithoutExtension(fileName)}-{heading}", tables.Write(new TableBook(format, sheets)), format);
    }

    private static TableSheet Of(
        TableSheet sheet, IReadOnlySet<(string Sheet, int Row)> numbers, ILookup<(string Sheet, int Row), ImportProblem> reasons, string heading, Func<ImportProblem, string> text)
    {
        var width = sheet.Rows[0].Cells.Count;
        var kept = new List<TableRow> { With(1, sheet.Rows[0], width, heading) };
        foreach (var row in sheet.Rows.Skip(1).Where(r => numbers.Contains((sheet.Name, r.Number))))
        {
            kept.Add(With(kept.Count + 1, row, width, string.Join("; ", reasons[(sheet.Name, row.Number)].Select(text))));
        }

        return new TableSheet(sheet.Name, kept);
    }

    private static TableRow With(int number, TableRow row, int width, string last) =>
        new(number, [.. Enumerable.Range(0, width).Select(i => new TableCell(row[i].Text)), new TableCell(last)]);
}
