using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

internal static class Axe
{
    /// <summary>What axe finds on a page: rule, help and the elements, one line each; empty when nothing is wrong. The page must have scripts on.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        result.Passes.ShouldNotBeNull();
        return [.. result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help} {n.Target} {n.Html}"))];
    }
}
