using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Registers;

namespace Hengjian.IntegrationTests.DataUses;

/// <summary>The pages of the register of data use.</summary>
public sealed partial class DataUsePageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Entry_RegisteredAndUsed_ByForms(TestDatabase database)
    {
        var office = await Office.OpenAsync(database);
        var page = await office.SaveAsync("/data-uses/new", Entry(office));
        (await office.Browser.GetAsync(page)).ShouldContain("No valid agreement is attached");
        var refused = await office.RefusedAsync(HttpStatusCode.Conflict, page + "/transfers/new", Transfer);
        refused.ShouldContain("HP-13.1");
        refused.ShouldContain("value=\"CT 一批\"");

        var officer = await office.App.ClientAsync(office.Officer);
        (await officer.AttachAsync(Guid.ParseExact(page.Split('/')[^1], "D"), SampleFiles.Pdf(), kind: "dataUse", category: "agreement")).Created();
        (await office.SaveAsync(page + "/transfers/new", Transfer)).ShouldBe(page);

        var html = await office.Browser.GetAsync(page);
        html.ShouldContain("CT 一批");
        html.ShouldContain("10 / 100");
        (await office.Browser.GetAsync("/data-uses?q=" + Uri.EscapeDataString("示范公司"))).ShouldContain(page);
    }

    [Fact]
    public async Task Change_OfAStalePage_ShowsWhatStandsThereNow()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/data-uses/new", Entry(office));
        var opened = await office.Browser.GetAsync(page + "/edit");
        await office.SaveAsync(page + "/edit", [.. Entry(office).Where(f => f.Name != "agreement"), ("agreement", "同事改的")]);

        using var answer = await office.Browser.PostFormAsync(page + "/edit", opened, "act", [.. Entry(office).Where(f => f.Name != "agreement"), ("agreement", "我改的")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("同事改的");
    }

    [Fact]
    public async Task End_ByItsForm_IsShown()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/data-uses/new", Entry(office));

        using var answer = await office.Browser.PostAsync(page, "end", ("on", CaseWorld.Day(Today(office))), ("reason", "合同解除"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        (await office.Browser.GetAsync(page)).ShouldContain("合同解除");
    }

    [Fact]
    public async Task Reader_WhoMayNotWrite_SeesNoForms()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/data-uses/new", Entry(office));
        var reader = await office.SignInAsync(Role.AuditAdministrator);

        var html = await reader.GetAsync(page);
        html.ShouldNotContain("/transfers/new");
        html.ShouldNotContain("form-narrow");
        (await reader.Client.GetAsync("/data-uses/new")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    public static TheoryData<string> Paths => ["/data-uses", "/data-uses/new", "{0}", "{0}/edit", "{0}/transfers/new", "{0}/print"];

    [Theory, MemberData(nameof(Paths))]
    public async Task Page_InBothLanguages_HasItsOwnWordsAndNoBareKeys(string path)
    {
        var office = await Office.OpenAsync();
        path = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, await office.SaveAsync("/data-uses/new", Entry(office)));

        var english = await office.Browser.GetAsync(path);
        (await office.Browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
        var chinese = await office.Browser.GetAsync(path);

        chinese.ShouldNotBe(english);
        foreach (var html in new[] { chinese, english })
        {
            BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty();
        }
    }

    private static DateOnly Today(Office office) => ShanghaiDay.Of(office.App.Clock.GetUtcNow());

    private static (string Name, string Value)[] Entry(Office office) =>
    [
        ("receiver", "示范公司"), ("purpose", "service"), ("purposeText", "故障分析"), ("basis", "separateConsent"), ("basisText", "同意书"), ("categories", "images"), ("identifiable", "false"),
        ("amountLimit", "100"), ("unit", "cases"), ("agreement", "数合 1"), ("from", CaseWorld.Day(Today(office).AddDays(-1))), ("to", CaseWorld.Day(Today(office).AddDays(100))),
    ];

    private static (string Name, string Value)[] Transfer => [("what", "CT 一批"), ("categories", "images"), ("amount", "10")];

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 1000)]
    private static partial Regex BareKey();
}
