using System.Globalization;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>One person at a browser of their own, who goes where links lead and fills in what stands on the page.</summary>
internal sealed class Newcomer(IPage page, string address, string name, string password)
{
    public IPage Page { get; } = page;

    /// <summary>Name for signing in.</summary>
    public string Name { get; } = name;

    public string Password { get; } = password;

    /// <summary>The path of the page that stands in the browser, without what follows a question mark.</summary>
    public string Path => new Uri(Page.Url).AbsolutePath;

    public async Task SignInAsync()
    {
        await Page.GotoAsync(address + "/sign-in");
        await FillAsync(("Input.UserName", Name), ("Input.Password", Password));
        await SendAsync("main button[type=submit]");
        Page.Url.ShouldBe(address + "/");
    }

    /// <summary>The first page, then a line of the navigation, then the links that follow, each by the end of its address.</summary>
    public async Task GoAsync(params string[] ways)
    {
        await Page.GotoAsync(address + "/");
        await FollowAsync($"nav a[href='{ways[0]}']");
        foreach (var way in ways[1..])
        {
            await FollowAsync($"main a[href$='{way}']");
        }
    }

    /// <summary>Opens what a first-page line of waiting work leads to.</summary>
    public async Task OpenWaitingAsync(string hrefPart)
    {
        await Page.GotoAsync(address + "/");
        await FollowAsync($"main a[href*='{hrefPart}']");
    }

    /// <summary>The number that the first page states for a kind of waiting work, by a part of its words; 0 where it does not stand there.</summary>
    public async Task<int> WaitingAsync(string words)
    {
        await Page.GotoAsync(address + "/");
        var row = Page.Locator("main tbody tr").Filter(new() { Has = Page.Locator("th", new() { HasTextString = words }) }).First;
        return await row.CountAsync() == 0 ? 0 : int.Parse(await row.Locator("td b").First.InnerTextAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Opens a line of waiting work by its words and then the first of its list.</summary>
    public async Task OpenFirstAsync(string words, string list)
    {
        await Page.GotoAsync(address + "/");
        await FollowAsync($"main tbody th a:has-text('{words}')");
        if (!Path.StartsWith(list, StringComparison.Ordinal))
        {
            await FollowAsync($"main th[scope=row] a[href^='{list}']");
        }
    }

    public async Task FollowAsync(string selector)
    {
        var link = Page.Locator(selector).First;
        (await link.CountAsync()).ShouldBe(1, $"{Name} finds no {selector} on {Page.Url}");
        await link.ClickAsync();
    }

    /// <summary>Fills fields by name: texts, days, choices of a list (value or words) and boxes; several values of one group are separated by commas.</summary>
    public async Task FillAsync(params (string Field, string Value)[] fields)
    {
        foreach (var (field, value) in fields)
        {
            var all = Page.Locator($"main [name='{field}']");
            (await all.CountAsync()).ShouldBeGreaterThan(0, $"{Name} finds no field {field} on {Page.Url}");
            switch (await all.First.EvaluateAsync<string>("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()"))
            {
                case "select":
                    var options = await all.First.Locator("option").EvaluateAllAsync<string[]>("o => o.map(e => e.value + '\\n' + e.textContent.trim())");
                    var option = options.Select(o => o.Split('\n')).FirstOrDefault(o => o[0] == value || o[1].Contains(value, StringComparison.Ordinal));
                    option.ShouldNotBeNull($"{field} on {Page.Url} offers no {value}");
                    await all.First.SelectOptionAsync(option[0]);
                    break;
                case "checkbox" or "radio" when value is not ("true" or "false") || await all.CountAsync() > 1:
                    foreach (var one in value.Split(','))
                    {
                        await Page.CheckAsync($"main [name='{field}'][value='{one}']");
                    }

                    break;
                case "checkbox":
                    await all.First.SetCheckedAsync(value == "true");
                    break;
                default:
                    await all.First.FillAsync(value);
                    break;
            }
        }
    }

    /// <summary>Presses a button; what the page refuses fails the walk with its words.</summary>
    public async Task SendAsync(string button = "main button.primary[type=submit]")
    {
        await Page.ClickAsync(button);
        var refused = Page.Locator(".form-errors, .refusal");
        if (await refused.CountAsync() > 0)
        {
            Assert.Fail($"{Name} is refused on {Page.Url}: {string.Join(" | ", await refused.AllInnerTextsAsync())}");
        }
    }

    public async Task SaveAsync(params (string Field, string Value)[] fields)
    {
        await FillAsync(fields);
        await SendAsync();
    }

    /// <summary>Fills the form that holds a field and presses its button.</summary>
    public async Task SaveFormAsync(string holding, params (string Field, string Value)[] fields)
    {
        await FillAsync(fields);
        await SendAsync($"main form:has([name='{holding}']) button[type=submit]:not([name])");
    }

    public Task SignAsync() => FillAsync(("signature.secret", Password));

    public Task<string> TextAsync(string selector = "main") => Page.InnerTextAsync(selector);

    /// <summary>Today, or so many years, months or days from it, on the hospital's clock.</summary>
    public static string Day(int years = 0, int days = 0) =>
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).AddYears(years).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
