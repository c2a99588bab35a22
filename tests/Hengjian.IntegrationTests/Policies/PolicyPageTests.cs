using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Registers;

namespace Hengjian.IntegrationTests.Policies;

/// <summary>The pages of policies, with the forms that a browser without scripts posts.</summary>
public sealed partial class PolicyPageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Policy_WrittenApprovedAndRead_AllByForms(TestDatabase database)
    {
        var office = await Office.OpenAsync(database);
        var reader = await office.SignInAsync(Role.DeviceKeeper);
        var page = await office.SaveAsync("/policies/new", Policy("器材登记制度"));
        await PublishAsync(office, page, "V1.0", -10);

        (await reader.GetAsync("/policies?mine=true")).ShouldContain("器材登记制度");
        (await reader.GetAsync(page + "/read")).ShouldContain("第一条");
        using (var unread = await reader.PostAsync(page + "/read", "act"))
        {
            unread.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await unread.Content.ReadAsStringAsync()).ShouldContain("Confirm that you have read it");
        }

        using (var read = await reader.PostAsync(page + "/read", "act", ("read", "true")))
        {
            read.StatusCode.ShouldBe(HttpStatusCode.Redirect, await read.Content.ReadAsStringAsync());
        }

        (await reader.GetAsync("/policies?mine=true")).ShouldNotContain("器材登记制度");
        (await office.Browser.GetAsync(page)).ShouldContain("1 / 1");
        (await office.Browser.GetAsync(page + "/print")).ShouldContain("院长办公会");
    }

    [Fact]
    public async Task Change_OfAStalePage_ShowsWhatStandsThereNow()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/policies/new", Policy("旧标题"));
        var opened = await office.Browser.GetAsync(page + "/edit");
        await office.SaveAsync(page + "/edit", Policy("同事改的标题"));

        using var answer = await office.Browser.PostFormAsync(page + "/edit", opened, "act", Policy("我改的标题"));

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("同事改的标题");
        html.ShouldContain("我改的标题");
    }

    [Fact]
    public async Task Form_RefusedForAField_KeepsEverythingElse()
    {
        var office = await Office.OpenAsync();

        var html = await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/policies/new", [.. Policy("标题留下").Where(f => f.Name != "topic"), ("topic", "")]);

        html.ShouldContain("value=\"标题留下\"");
        html.ShouldContain("field-error");
        html.ShouldContain("value=\"deviceKeeper\" checked");
    }

    [Fact]
    public async Task Draft_ForOneWhoMayOnlyRead_Is404()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/policies/new", Policy("草稿"));
        await office.Browser.PostAsync(page + "/versions/new", "draft", ("number", "V1"), ("text", "草稿正文"));
        var version = VersionLink().Match(await office.Browser.GetAsync(page)).Value;
        var reader = await office.SignInAsync(Role.DeviceKeeper);

        (await reader.Client.GetAsync(version)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await reader.Client.GetAsync(page + "/versions/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await reader.Client.GetAsync(page + "/read")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var html = await reader.GetAsync(page);
        html.ShouldNotContain("/edit");
        html.ShouldNotContain("<form method=\"post\" class=\"form form-narrow\"");
    }

    [Fact]
    public async Task Review_AndRetirement_ByTheirForms_AreShown()
    {
        var office = await Office.OpenAsync();
        var today = ShanghaiDay.Of(office.App.Clock.GetUtcNow());
        var page = await office.SaveAsync("/policies/new", Policy("复审与废止"));
        var version = await PublishAsync(office, page, "V1", -400);

        (await PostAsync(office, version, "review", ("reviewedOn", CaseWorld.Day(today)), ("reviewBy", CaseWorld.Day(today.AddYears(1))), ("note", "继续适用"))).ShouldBe(page);
        (await office.Browser.GetAsync(version)).ShouldContain("继续适用");
        (await PostAsync(office, page, "retire", ("from", CaseWorld.Day(today)), ("reason", "并入新制度"))).ShouldBe(page);

        var html = await office.Browser.GetAsync(page);
        html.ShouldContain("Abolished from");
        html.ShouldContain("并入新制度");
    }

    public static TheoryData<string> Paths => ["/policies", "/policies?mine=true", "/policies/new", "{0}", "{0}/edit", "{0}/read", "{0}/print", "{0}/versions/new", "{1}"];

    [Theory, MemberData(nameof(Paths))]
    public async Task Page_InBothLanguages_HasItsOwnWordsAndNoBareKeys(string path)
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/policies/new", Policy("语言"));
        var version = await PublishAsync(office, page, "V1", -1);
        path = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, page, version);

        var english = await office.Browser.GetAsync(path);
        (await office.Browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
        var chinese = await office.Browser.GetAsync(path);

        chinese.ShouldNotBe(english);
        foreach (var html in new[] { chinese, english })
        {
            BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty();
        }
    }

    private static (string Name, string Value)[] Policy(string title) =>
        [("title", title), ("code", "医发 1 号"), ("kind", "policy"), ("topic", "registers"), ("scope", "institution"), ("scopeId", ""), ("boundRoles", "deviceKeeper")];

    /// <summary>Drafts and approves a version by the forms; answers its page.</summary>
    private static async Task<string> PublishAsync(Office office, string page, string number, int fromDays)
    {
        var today = ShanghaiDay.Of(office.App.Clock.GetUtcNow());
        var from = CaseWorld.Day(today.AddDays(fromDays));
        await PostAsync(office, page + "/versions/new", "draft", ("number", number), ("text", "第一条 正文"));
        var version = VersionLink().Match(await office.Browser.GetAsync(page)).Value;
        (await PostAsync(office, version, "approve", ("approver", "院长办公会"), ("approvedOn", from), ("inForceFrom", from), ("reviewBy", CaseWorld.Day(today.AddDays(300))))).ShouldBe(page);
        return version;
    }

    private static async Task<string> PostAsync(Office office, string path, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await office.Browser.PostAsync(path, form, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return new Uri(office.App.Address, answer.Headers.Location!.OriginalString).AbsolutePath;
    }

    [GeneratedRegex("/policies/[0-9a-f-]{36}/versions/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex VersionLink();

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 1000)]
    private static partial Regex BareKey();
}
