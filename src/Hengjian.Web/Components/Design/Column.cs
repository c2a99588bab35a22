using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Design;

/// <summary>A column of a <see cref="DataTable{TItem}"/>; it draws nothing itself.</summary>
public sealed class Column<TItem> : ComponentBase
{
    /// <summary>Heading, and the label before the value on a phone.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The cell of a row.</summary>
    [Parameter]
    public RenderFragment<TItem>? ChildContent { get; set; }

    /// <summary>Name of the sort order; the heading becomes a link.</summary>
    [Parameter]
    public string? SortBy { get; set; }

    /// <summary>Numbers and dates: aligned right.</summary>
    [Parameter]
    public bool Numeric { get; set; }

    /// <summary>The cell that names the row (row header, first line of the card on a phone).</summary>
    [Parameter]
    public bool Head { get; set; }

    /// <summary>Lets the text break into lines.</summary>
    [Parameter]
    public bool Wrap { get; set; }

    /// <summary>The heading is for assistive technology only (check boxes, buttons).</summary>
    [Parameter]
    public bool TitleHidden { get; set; }

    /// <summary>Left out on a phone.</summary>
    [Parameter]
    public bool HideNarrow { get; set; }

    [CascadingParameter]
    DataTable<TItem>? Table { get; set; }

    internal string? Css =>
        string.Join(' ', new[] { Numeric ? "num" : null, Wrap ? "wrap" : null, Head ? "head" : null, HideNarrow ? "wide-only" : null }.OfType<string>()) is { Length: > 0 } css ? css : null;

    /// <inheritdoc/>
    protected override void OnInitialized() => Table?.Add(this);
}
