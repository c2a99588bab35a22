using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Hengjian.Web.Components.Design;

/// <summary>Addresses that lead back to the present page with something changed: another sort order, another page number, a place on it.</summary>
public sealed class PageLinks(NavigationManager location, IHttpContextAccessor accessor)
{
    /// <summary>Path and query of the present page, beginning with a slash; on an error page, of the page that was asked for.</summary>
    public string Here =>
        accessor.HttpContext?.Features.Get<IStatusCodeReExecuteFeature>() is { } failed
            ? failed.OriginalPathBase + failed.OriginalPath + failed.OriginalQueryString
            : new Uri(location.Uri).PathAndQuery;

    /// <summary>A place on the present page; the whole path is written, so it also holds under a base element.</summary>
    public string Anchor(string id) => Here + "#" + id;

    /// <summary>The present page in another language.</summary>
    public string Language(string language) =>
        "/language/" + language + "?returnUrl=" + Uri.EscapeDataString(Here);

    /// <summary>The present page with query values set (or taken away when null); other values stay.</summary>
    public string With(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var uri = new Uri(location.Uri);
        var query = QueryHelpers.ParseQuery(uri.Query);
        foreach (var (name, value) in changes)
        {
            if (value is null)
                query.Remove(name);
            else
                query[name] = value;
        }
        var pairs = query.SelectMany(p => p.Value, (p, v) => KeyValuePair.Create(p.Key, v));
        return QueryHelpers.AddQueryString(uri.AbsolutePath, pairs);
    }

    /// <summary>The present page sorted by a column; the first page again. Sort orders are written <c>due</c> and <c>-due</c>.</summary>
    public string Sort(string order) => With(("sort", order), ("page", null));

    /// <summary>Another page of the present list, counted from 1.</summary>
    public string Page(int number) =>
        With(("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture)));
}
