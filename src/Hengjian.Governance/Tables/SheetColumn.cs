namespace Hengjian.Governance.Tables;

/// <summary>What a column's cells are.</summary>
internal enum ColumnKind
{
    Text,

    /// <summary>Digits that are a name, not a quantity: a cell that a spreadsheet made a number of may have lost some.</summary>
    Identifier,
    Day,

    /// <summary>A day with a time; Asia/Shanghai where the file gives no offset.</summary>
    Instant,
    YesNo,
    Whole,

    /// <summary>One of the words of an enumeration.</summary>
    Word,
}

/// <summary>A column of a sheet. <paramref name="Words"/> is the enumeration of its words.</summary>
internal sealed record SheetColumn(string Code, ColumnKind Kind = ColumnKind.Text, Type? Words = null);
