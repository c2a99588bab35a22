using System.Globalization;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>A field of an edit form, with what else the form needs to be saved.</summary>
public sealed record EditedField(string Route, string Field, params (string Name, string Value)[] Also)
{
    public override string ToString() => $"{Route} {Field}";
}

/// <summary>Two officers have the same form open. The first saves; the second is told what changed, field by field, loses nothing of what was typed, and may then save knowingly.</summary>
public sealed class EditPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    private static readonly (string, string)[] Committee = [("reason", "复审"), ("approvedBy", "技术委员会"), ("approvedOn", "2026-01-05")];

    private static readonly EditedField[] Fields =
    [
        new("/technologies/{Id:guid}/edit", "manufacturer"),
        new("/technologies/{Id:guid}/versions/{VersionId:guid}/edit", "deliveryDocument"),
        new("/technologies/{Id:guid}/versions/{VersionId:guid}/scope", "clinicalValidation"),
        new("/technologies/{Id:guid}/versions/{VersionId:guid}/particulars", "particulars.knownLimits"),
        new("/classification/{Class}/{Level}/edit", "reviewMonths", Committee),
        new("/deployments/{Id:guid}/edit", "name"),
        new("/deployments/{Id:guid}/model", "particulars.hosts"),
        new("/deployments/{Id:guid}/reading-plan", "blindFirstPercent"),
        new("/deployments/{Id:guid}/use-settings", "contact"),
        new("/departments/{Id:guid}", "name"),
        new("/institutions/{Id:guid}/edit", "name"),
        new("/practitioners/{Id:guid}/edit", "name"),
        new("/equipment/{Id:guid}/edit", "location"),
        new("/consumables/{Id:guid}/edit", "specification"),
        new("/policies/{Id:guid}/edit", "title"),
        new("/data-uses/{Id:guid}/edit", "purposeText"),
        // The first plan of the list may have no step yet.
        new("/follow-ups/plans/{Id:guid}", "steps[0].purpose", ("steps[0].months", "3"), ("reason", "调整随访")),
        new("/reporting/receivers/{Id:guid}/edit", "name"),
        new("/standing-rules/{Id:guid}/edit", "grounds"),
    ];

    public static TheoryData<string> Names => [.. Fields.Select(f => f.ToString())];

    [Theory, MemberData(nameof(Names))]
    public async Task Record_ChangedByTwo_TellsTheSecondWhatChanged(string name)
    {
        var edited = Fields.Single(f => f.ToString() == name);
        var way = EveryPage.Ways.First(w => w.Route == edited.Route);
        var first = await server.OpenAsync(browser, way.User, "/account");
        (await EveryPage.FollowAsync(first, server.App.Address, way.User, way.Way)).ShouldBeTrue();
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(first.Url);
        var input = Input(first, edited.Field);
        var (mine, theirs) = await input.GetAttributeAsync("type") == "number" ? Numbers(await input.InputValueAsync()) : Texts(await input.InputValueAsync());

        (await SaveAsync(first, edited, theirs)).ShouldBeLessThan(400, await first.InnerTextAsync("main"));
        (await SaveAsync(second, edited, mine)).ShouldBe(412, await second.InnerTextAsync("main"));

        var shown = await second.InnerTextAsync("main");
        shown.ShouldContain(theirs.Split('\n')[^1], customMessage: "a list of lines is shown in one");
        (await Input(second, edited.Field).InputValueAsync()).ShouldBe(mine);
        (await SaveAsync(second, edited, mine)).ShouldBeLessThan(400, await second.InnerTextAsync("main"));
        await first.Context.CloseAsync();
    }

    private static (string Mine, string Theirs) Texts(string stored) => (stored + "（我改的）", stored + "（同事改的）");

    private static (string Mine, string Theirs) Numbers(string stored)
    {
        var number = int.TryParse(stored, out var known) ? known : 20;
        return (string.Create(CultureInfo.InvariantCulture, $"{number + 7}"), string.Create(CultureInfo.InvariantCulture, $"{number + 3}"));
    }

    private static ILocator Input(IPage page, string field) => page.Locator($"main [name='{field}']").First;

    /// <summary>Fills in the field and posts its form; answers the status of the post.</summary>
    private static async Task<int> SaveAsync(IPage page, EditedField edited, string value)
    {
        await Input(page, edited.Field).FillAsync(value);
        foreach (var (name, text) in edited.Also)
        {
            await Input(page, name).FillAsync(text);
        }

        var form = page.Locator("main form").Filter(new() { Has = page.Locator($"[name='{edited.Field}']") });
        var answer = await page.RunAndWaitForResponseAsync(
            () => form.Locator("button.primary[type=submit]").First.ClickAsync(), response => response.Request.Method == "POST");
        await page.WaitForLoadStateAsync();
        return answer.Status;
    }
}
