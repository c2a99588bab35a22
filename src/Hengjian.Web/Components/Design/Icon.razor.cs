using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Design;

public sealed partial class Icon
{
    /// <summary>A key of <see cref="Icons.Paths"/>.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>16 instead of 18 pixels.</summary>
    [Parameter]
    public bool Small { get; set; }
}
