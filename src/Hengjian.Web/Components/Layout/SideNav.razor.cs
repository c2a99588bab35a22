using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Layout;

public sealed partial class SideNav
{
    NavItem? _current;

    [Inject]
    NavigationManager Location { get; set; } = null!;

    IReadOnlyList<NavItem> Visible { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Visible = [.. (Page.NavigationItems ?? Navigation.Items).Where(i => i.Permission is null || Page.Can(i.Permission))];
        _current = Navigation.Current(Visible, new Uri(Location.Uri).AbsolutePath);
    }
}
