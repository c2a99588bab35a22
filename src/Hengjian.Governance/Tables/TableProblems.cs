namespace Hengjian.Governance.Tables;

/// <summary>Something wrong in a row of a file. <paramref name="Column"/> is the column's code; null where the row as a whole is wrong.</summary>
public sealed record ImportProblem(string Sheet, int Row, string? Column, string Code, IReadOnlyDictionary<string, string> Arguments);

/// <summary>Something that was read otherwise than the file might suggest.</summary>
public sealed record ImportNote(string Code, IReadOnlyDictionary<string, string> Arguments);

/// <summary>A file to send.</summary>
public sealed record SentTable(string Name, byte[] Content, string ContentType)
{
    /// <summary>The file with the ending and type of its format.</summary>
    public static SentTable Of(string name, byte[] content, TableFormat format) => format == TableFormat.Csv
        ? new SentTable(name + ".csv", content, "text/csv; charset=utf-8")
        : new SentTable(name + ".xlsx", content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}
