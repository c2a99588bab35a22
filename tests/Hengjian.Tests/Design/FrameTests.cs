using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Tests.Design;

public sealed class FrameTests
{
    private static readonly NavItem Home = new(Navigation.Work, "Nav.Home", "/", "home");
    private static readonly NavItem Cases = new(Navigation.Work, "Nav.Cases", "/cases", "list");
    private static readonly NavItem Inbox = new(Navigation.Work, "Nav.Inbox", "/cases/inbox", "download");

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/cases", "/cases")]
    [InlineData("/cases/2026-004127/opinion", "/cases")]
    [InlineData("/cases/inbox", "/cases/inbox")]
    [InlineData("/casesx", null)]
    [InlineData("/ledger", null)]
    public void Current_OfAPath_IsTheItemThatBeginsItLongest(string path, string? expected) =>
        Navigation.Current([Home, Cases, Inbox], path)?.Href.ShouldBe(expected);

    [Theory]
    [InlineData("/cases?x=1#main", true)]
    [InlineData("/", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("cases", false)]
    [InlineData("/a\nb", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsLocal_OfAReturnAddress_IsTrueOnlyWithinThisSite(string? url, bool expected) => LocalUrl.IsLocal(url).ShouldBe(expected);

    [Fact]
    public void Navigation_EveryItem_LeadsToAPageAndHasItsWordAndIcon()
    {
        var routes = typeof(Navigation).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()).Select(r => r.Template).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var texts = File.ReadAllText(Path.Combine(SourceTree.Web, "Resources", "LayoutText.resx"));
        foreach (var item in Navigation.Items)
        {
            Icons.Paths.ContainsKey(item.Icon).ShouldBeTrue(item.Icon);
            texts.ShouldContain("\"" + item.Key + "\"");
            texts.ShouldContain("\"" + item.Group + "\"");
            routes.ShouldContain(item.Href);
        }
    }
}
