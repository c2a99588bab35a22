using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

internal static partial class Axe
{
    /// <summary>No width: axe does not look, the rest is looked at.</summary>
    public const int Nowhere = -1;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// What axe finds on a page: rule, help and the elements, one line each; empty when nothing is wrong. The page must have scripts on. Axe runs in the page itself,
    /// which has no frames: its binding's own way puts the script in twice and opens a page more for each look.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        page.Frames.Count.ShouldBe(1, page.Url);
        await page.EvaluateAsync(Script);
        var found = await page.EvaluateAsync<string[]>("""
            async () => {
              const looked = await axe.run(document, { resultTypes: ['violations'] });
              if (looked.passes.length === 0) throw new Error('axe looked at nothing');
              return looked.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${v.help} ${n.target} ${n.html}`));
            }
            """);
        return found;
    }

    /// <summary>
    /// What is wrong with the page that stands in the browser, in the language that it stands in: violations on a desk and on a phone, sideways scrolling on both,
    /// and words that are bare text keys.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="route">Template of the route that it must be.</param>
    /// <param name="isSheet">A sheet of paper, which is as wide as it is.</param>
    /// <param name="axeAt">The width at which axe looks; 0: on both; <see cref="Nowhere"/>: not at all.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string route, bool isSheet = false, int axeAt = 0)
    {
        var path = new Uri(page.Url).AbsolutePath;
        var found = new List<string>();
        if (!Matches(route, path))
        {
            return [$"{path} is not {route}"];
        }

        // What is folded away is looked at too; the menu of the own account lies over the page where it is open.
        await page.EvaluateAsync("document.querySelectorAll('details:not(.me)').forEach(d => d.open = true)");
        foreach (var width in new[] { 1440, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            if (axeAt == 0 || axeAt == width)
            {
                found.AddRange((await FindAsync(page)).Select(v => $"{width} {page.Url} {v}"));
            }

            await ShootAsync(page, width);
            if (!isSheet && await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var beyond)
            {
                found.Add($"{width} {page.Url} scrolls sideways by {beyond}");
            }
        }

        found.AddRange(BareKey().Matches(await page.InnerTextAsync("body")).Select(m => $"{page.Url} shows the bare key {m.Value}"));
        return found;
    }

    /// <summary>Keeps a picture where <c>HENGJIAN_PICTURES</c> names a folder for them.</summary>
    private static async Task ShootAsync(IPage page, int width)
    {
        if (Environment.GetEnvironmentVariable("HENGJIAN_PICTURES") is { Length: > 0 } folder)
        {
            var name = string.Concat(new Uri(page.Url).PathAndQuery.Select(c => char.IsLetterOrDigit(c) ? c : '-'));
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{width}-{await page.GetAttributeAsync("html", "lang")}.png"), FullPage = true });
        }
    }

    /// <summary>True where the path is one of the route's.</summary>
    public static bool Matches(string route, string path) =>
        Regex.IsMatch(path, "^" + Placeholder().Replace(Regex.Escape(route).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+") + "/?$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\{[^/}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    /// <summary>A whole line that is a key of a text file, such as <c>Work.gatesToSign</c>.</summary>
    [GeneratedRegex(@"^[A-Z][A-Za-z]+(\.[A-Za-z]+)+$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BareKey();
}
