using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Errors;

/// <summary>What a person sees where a page is missing (404), not allowed (403), wrongly asked for (400) or failed (500).</summary>
public sealed partial class ErrorPage
{
    static readonly int[] Known = [400, 403, 404, 500];
    int _shown;
    string _key = "";
    string? _trace;

    [Parameter]
    public int Code { get; set; }

    [CascadingParameter]
    HttpContext? Context { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _shown = Known.Contains(Code) ? Code : Code is >= 400 and < 500 ? 400 : 500;
        _key = "Error." + _shown.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _trace = Activity.Current?.TraceId.ToString() ?? Context?.TraceIdentifier;
        // Reached by its own address, without an error behind it, the page still answers with the code it shows.
        if (Context is { Response: { StatusCode: 200, HasStarted: false } response })
            response.StatusCode = _shown;
    }
}
