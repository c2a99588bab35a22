using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Design;

/// <summary>
/// A table with caption, sortable headings and, on a phone, a labelled card for each row. Columns are given as <see cref="Column{TItem}"/> children.
/// </summary>
/// <typeparam name="TItem">The row.</typeparam>
public sealed partial class DataTable<TItem>
{
    readonly List<Column<TItem>> _columns = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<TItem> Items { get; set; } = [];

    /// <summary>What the table lists; also the name of its scroll area.</summary>
    [Parameter, EditorRequired]
    public string Caption { get; set; } = "";

    /// <summary>True where no heading above says the same.</summary>
    [Parameter]
    public bool CaptionVisible { get; set; }

    /// <summary>The present order, such as <c>due</c> or <c>-due</c>, as in the query; null makes no heading a link, "" none of them current.</summary>
    [Parameter]
    public string? Sort { get; set; }

    /// <summary>Makes a row stand out: Bad blocked or overdue, Warn at risk, Run shadowed, None not counted.</summary>
    [Parameter]
    public Func<TItem, Tone?>? RowTone { get; set; }

    /// <summary>Smaller rows.</summary>
    [Parameter]
    public bool Dense { get; set; }

    /// <summary>Keeps the table as a table on a phone (scrolls), for matrices.</summary>
    [Parameter]
    public bool KeepTable { get; set; }

    /// <summary>Cells begin at the top, for rows of several lines.</summary>
    [Parameter]
    public bool Top { get; set; }

    /// <summary>Shown instead of a table without rows.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Rows of totals.</summary>
    [Parameter]
    public RenderFragment? Foot { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    string Css => "grid" + (KeepTable ? "" : " cards") + (Dense ? " dense" : "") + (Top ? " top-aligned" : "");

    internal void Add(Column<TItem> column) => _columns.Add(column);

    string? AriaSort(Column<TItem> column) =>
        column.SortBy is not { } key || Sort is null ? null
        : Sort == key ? "ascending"
        : Sort == "-" + key ? "descending"
        : null;

    string? RowCss(TItem item) => RowTone?.Invoke(item) is { } tone ? "row-" + tone.Css() : null;
}
