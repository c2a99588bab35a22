namespace Hengjian.Web.Components.Layout;

/// <summary>
/// What the frame around every page shows about the present user; filled once per request by a middleware after authentication.
/// Without it the frame shows no institution, no user and no navigation item that needs a permission.
/// </summary>
public sealed class PageContext
{
    /// <summary>The institution of the session, in the language it was entered in; null before set-up and for a visitor.</summary>
    public string? InstitutionName { get; set; }

    /// <summary>Its unified social credit code, by which overlays of the regulation pack name it.</summary>
    public string? InstitutionCode { get; set; }

    /// <summary>True when the institution holds invented data: a badge says so on every page and print.</summary>
    public bool IsDemonstration { get; set; }

    /// <summary>The signed-in user's name; null for a visitor.</summary>
    public string? UserName { get; set; }

    /// <summary>Department and role, as one line below the name.</summary>
    public string? UserSubtitle { get; set; }

    /// <summary>Whether the user holds a permission by name; a navigation item that needs one is left out when not.</summary>
    public Func<string, bool> Can { get; set; } = static _ => false;

    /// <summary>Numbers beside navigation items, by <see cref="NavItem.Key"/>; zero is not shown.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The page whose print view this is; null for the page itself. A print view is the same page as a sheet: without navigation, buttons and forms that act, with its folds open.</summary>
    public string? PrintOf { get; set; }

    /// <summary>Replaces <see cref="Navigation.Items"/> where a page needs another navigation (style guide, region).</summary>
    public IReadOnlyList<NavItem>? NavigationItems { get; set; }
}
