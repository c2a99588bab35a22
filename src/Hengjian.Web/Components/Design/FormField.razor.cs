using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Design;

/// <summary>
/// A label with one control (line of text, number, date, password, file, text area or select), its hint and its error.
/// The value goes in as text and comes back under <see cref="Name"/>; the error is looked up in the form around it.
/// </summary>
public sealed partial class FormField
{
    string _id = "";
    string? _error;

    /// <summary>Field name as posted, such as <c>Input.Title</c>; the id is made from it.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    /// <summary>An input type, or <c>textarea</c> or <c>select</c>.</summary>
    [Parameter]
    public string Type { get; set; } = "text";

    /// <summary>The choices of a select.</summary>
    [Parameter]
    public IReadOnlyList<Choice> Options { get; set; } = [];

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>An error other than the one in the form's list.</summary>
    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public bool Required { get; set; }

    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>An example, or the empty choice of a select.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public int Rows { get; set; } = 4;

    [Parameter]
    public int? MaxLength { get; set; }

    [Parameter]
    public string? Min { get; set; }

    [Parameter]
    public string? Max { get; set; }

    [Parameter]
    public string? Step { get; set; }

    [Parameter]
    public string? InputMode { get; set; }

    [Parameter]
    public string? Autocomplete { get; set; }

    /// <summary>Other than the id made from the name, where a name stands more than once on a page.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Id of the form when the field stands outside it.</summary>
    [Parameter]
    public string? FormId { get; set; }

    /// <summary>Takes the room that is left in a tool bar.</summary>
    [Parameter]
    public bool Grow { get; set; }

    /// <summary>A narrow control, for dates and numbers.</summary>
    [Parameter]
    public bool Short { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    [CascadingParameter]
    FormErrorSet? Errors { get; set; }

    string Css => (Grow ? "field grow" : Short ? "field short" : "field") + (_error is null ? "" : " invalid");

    string? Invalid => _error is null ? null : "true";

    string? Described => (_error, Hint) switch
    {
        (null, null) => null,
        (null, _) => _id + "-hint",
        (_, null) => _id + "-error",
        _ => _id + "-error " + _id + "-hint",
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _id = Id ?? ElementIds.For(Name);
        _error = Error ?? Errors?.For(Name);
    }
}
