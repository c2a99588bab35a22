using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Registers;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.IntegrationTests.Devices;

/// <summary>The pages of equipment, consumables, trace and recalls: words in both languages, forms that refuse and keep, and the ways through them.</summary>
public sealed partial class DevicePageTests
{
    /// <summary>Every page of the area.</summary>
    private static IEnumerable<string> Routes => typeof(DevicesText).Assembly.GetTypes()
        .Where(t => t.Namespace == "Hengjian.Web.Components.Pages.Devices").SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Order(StringComparer.Ordinal);

    [Fact]
    public async Task Pages_FilledInBothLanguages_HaveTheirOwnWordsAndNoBareKeys()
    {
        var (store, browser, ids) = await FilledAsync();
        Routes.Count().ShouldBe(20);
        foreach (var route in Routes)
        {
            var path = PathOf(route, ids);
            (await browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
            var chinese = await browser.GetAsync(path);
            (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
            var english = await browser.GetAsync(path);

            foreach (var html in new[] { chinese, english })
            {
                BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty(path);
            }

            (Han().IsMatch(Heading(english)) && Heading(english) == Heading(chinese) && !route.Contains('{', StringComparison.Ordinal)).ShouldBeFalse(path);
        }

        (await browser.GetAsync($"/cases/{ids["case"]}")).ShouldContain(ids["udi"].Split(')')[^1]);
        store.ShouldNotBeNull();
    }

    [Fact]
    public async Task Records_OfAnotherInstitution_Are404()
    {
        var (_, _, ids) = await FilledAsync();
        var stranger = await (await Office.OpenAsync()).SignInAsync(Role.GovernanceOfficer, Role.DeviceKeeper);

        foreach (var route in Routes.Where(r => r.Contains('{', StringComparison.Ordinal)))
        {
            (await stranger.Client.GetAsync(PathOf(route, ids))).StatusCode.ShouldBe(HttpStatusCode.NotFound, route);
        }
    }

    [Fact]
    public async Task Receipt_ByScannedText_StoresEveryLineOrNothing()
    {
        var office = await Office.OpenAsync();
        var gtin = Store.NewGtin();
        var page = await office.SaveAsync("/consumables/new", Product(gtin));

        var refused = await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, page + "/receipt", ("udis", $"(01){gtin}(10)A(21)1\n\n(01)09504000059119\n(01){gtin}(10)A(21)1"));
        refused.ShouldContain("Line 3");
        refused.ShouldContain("Line 4");
        refused.ShouldContain("(01)09504000059119");
        (await office.Browser.GetAsync(page)).ShouldContain("No receipt yet");

        var labels = await office.SaveAsync(page + "/receipt", ("udis", $"(01){gtin}(10)A(21)1\n(01){gtin}(10)B × 3"), ("supplier", "测试供应商"), ("document", "JH-1"));
        labels.ShouldEndWith("/labels");
        var filled = await office.Browser.GetAsync(page);
        filled.ShouldContain("Second person lacking");
        Regex.Matches(filled, @"HJ\d\d-\d{6}", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Value).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Receipt_CheckedByASecondPerson_SatisfiesTheRegister()
    {
        var office = await Office.OpenAsync();
        var gtin = Store.NewGtin();
        var page = await office.SaveAsync("/consumables/new", Product(gtin));
        await office.SaveAsync(page + "/receipt", ("udis", $"(01){gtin}(10)A(21)1"), ("supplier", "测试供应商"), ("document", "JH-1"));
        var keeper = await office.SignInAsync(Role.DeviceKeeper);
        var form = FormName().Match(await keeper.GetAsync(page)).Groups["name"].Value;

        using (var answer = await keeper.PostAsync(page, form))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        }

        (await keeper.GetAsync(page)).ShouldNotContain("Second person lacking");
    }

    [Fact]
    public async Task EquipmentForm_EveryPartFilled_IsStoredAndComesBackInTheForm()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/equipment/new", Scanner("SN-1"));

        var form = await office.Browser.GetAsync(page + "/edit");
        form.ShouldContain("value=\"SN-1\"");
        form.ShouldContain("value=\"国械注准20993060001\"");
        await office.SaveAsync(page + "/upkeep", ("kind", "verification"), ("doneOn", "2024-05-06"), ("doneBy", "省计量院"), ("document", "JD-1"), ("result", "passed"));
        var seen = await office.Browser.GetAsync(page);
        seen.ShouldContain("2025-05-06");
        seen.ShouldContain("Mandatory verification is not in time");
    }

    [Fact]
    public async Task EquipmentForm_WithErrors_KeepsWhatWasTypedAndNamesTheFields()
    {
        var office = await Office.OpenAsync();

        var html = await office.RefusedAsync(
            HttpStatusCode.UnprocessableEntity, "/equipment/new", [.. Scanner("SN-2").Select(f => f.Name == "deliveredOn" ? (f.Name, "2999-01-01") : f.Name == "manufacturer" ? (f.Name, "") : f)]);

        html.ShouldContain("value=\"SN-2\"");
        html.ShouldContain("deliveredOn-error");
        html.ShouldContain("manufacturer-error");
    }

    [Fact]
    public async Task EquipmentForm_ChangedMeanwhile_ShowsWhatDiffersAndLosesNothing()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/equipment/new", Scanner("SN-3"));
        var colleague = await office.SignInAsync(Role.DeviceKeeper);
        await office.SaveAsync(page + "/edit", [.. Scanner("SN-3"), ("location", "甲楼"), ("version", "1")]);

        using var answer = await colleague.PostAsync(page + "/edit", "act", [.. Scanner("SN-3"), ("location", "乙楼"), ("version", "1")]);
        var html = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        html.ShouldContain("甲楼");
        html.ShouldContain("乙楼");
    }

    [Fact]
    public async Task Use_OnAPageTwice_IsRefusedWithTheClause()
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);
        var (_, udi) = await store.UnitAsync();
        var number = (await store.World.CaseAsync(await store.World.RegisterAsync())).At("number").GetString()!;
        var keeper = await store.World.App.SignedInAsync(await store.World.App.UserAsync(Role.DeviceKeeper));

        using (var used = await keeper.PostAsync("/consumables/use", "act", ("case", number), ("udi", udi)))
        {
            used.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        using var refused = await keeper.PostAsync("/consumables/use", "act", ("case", number), ("udi", udi));
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("R17-3.8.1b");
    }

    [Fact]
    public async Task Recall_OnPages_IsOpenedFollowedUpAndClosed()
    {
        var (store, _, ids) = await FilledAsync();
        var staff = await store.World.App.SignedInAsync(await store.World.App.UserAsync(Role.FollowUpStaff));
        var recall = "/recalls/" + ids["recall"];

        using (var done = await staff.PostAsync($"{recall}/tasks/{ids["task"]}", "act", ("outcome", "unchanged")))
        {
            done.StatusCode.ShouldBe(HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
        }

        (await staff.GetAsync(recall)).ShouldNotContain("value=\"end\"", customMessage: "follow-up staff end no recall");
        var keeper = await store.World.App.SignedInAsync(await store.World.App.UserAsync(Role.DeviceKeeper));
        using var closed = await keeper.PostAsync(recall, "end", ("how", "close"), ("note", "全部随访完成"));
        closed.StatusCode.ShouldBe(HttpStatusCode.Redirect, await closed.Content.ReadAsStringAsync());
        (await keeper.GetAsync(recall)).ShouldContain("全部随访完成");
    }

    /// <summary>An institution's pages with something on each, and a person who may open them all.</summary>
    private static async Task<(Store Store, Browser Browser, Dictionary<string, string> Ids)> FilledAsync()
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);
        var on = await store.World.DeployAsync();
        var equipment = (await store.Keeper.SendAsync("equipment", store.Scanner().With("deploymentIds", new[] { on.Id }))).Created().Id;
        (await store.Keeper.SendAsync($"equipment/{equipment}/upkeep", new { kind = "verification", doneOn = CaseWorld.Day(store.Today), doneBy = "省计量院", document = "JD-2", result = "passed" })).Created();
        var (consumable, udi) = await store.UnitAsync();
        var used = await store.World.AnalysedAsync(on: on);
        (await store.UseAsync(used, udi)).Created();
        await store.UseAsync(used, udi);
        (await store.Keeper.SendAsync($"consumables/{consumable}/counts", new { counted = 3 })).Created();
        (await store.Keeper.SendAsync($"consumables/{consumable}/billings", new { from = CaseWorld.Day(store.Today), to = CaseWorld.Day(store.Today), quantity = 1, document = "SF" })).Created();
        var recall = (await store.Keeper.SendAsync("recalls", new { kind = "product", consumableId = consumable, notice = "FSN-9", reason = "测试召回" })).Created().Id;
        var task = (await store.World.Officer.AskAsync($"recalls/{recall}")).At("tasks").EnumerateArray().Single().GetProperty("id").GetString()!;
        var browser = await store.World.App.SignedInAsync(await store.World.App.UserAsync(Role.GovernanceOfficer, Role.Operator, Role.DeviceKeeper));
        return (store, browser, new Dictionary<string, string>
        {
            ["equipment"] = equipment.ToString(), ["consumables"] = consumable.ToString(), ["recall"] = recall.ToString(), ["task"] = task, ["case"] = used.ToString(), ["udi"] = udi,
        });
    }

    private static string PathOf(string route, Dictionary<string, string> ids) => (route.StartsWith("/recalls", StringComparison.Ordinal)
            ? route.Replace("{TaskId:guid}", ids["task"], StringComparison.Ordinal).Replace("{Id:guid}", ids["recall"], StringComparison.Ordinal)
            : route.Replace("{Id:guid}", route.StartsWith("/equipment", StringComparison.Ordinal) ? ids["equipment"] : ids["consumables"], StringComparison.Ordinal))
        + (route == "/trace" ? "?start=case&value=" + ids["case"] : "");

    private static (string Name, string Value)[] Product(string gtin) =>
    [
        ("name", "活检针"), ("manufacturer", "测试厂家"), ("udiDi", gtin), ("singleUse", "true"),
        ("certificates[0].number", "国械注准20993140001"), ("certificates[0].validFrom", "2024-01-01"), ("certificates[0].validTo", "2036-01-01"),
    ];

    private static (string Name, string Value)[] Scanner(string serial) =>
    [
        ("name", "CT 扫描仪"), ("kind", "acquisition"), ("acquires", "ct"), ("manufacturer", "测试厂家"), ("model", "CT-1"), ("serial", serial),
        ("certificates[0].number", "国械注准20993060001"), ("certificates[0].validFrom", "2020-01-01"), ("certificates[0].validTo", "2036-01-01"),
        ("supplier", "测试供应商"), ("deliveredOn", "2022-01-01"), ("deliveryDocument", "JH-1"), ("acceptedOn", "2022-01-08"), ("verificationMonths", "12"),
    ];

    private static string Heading(string html) => HeadingPattern().Match(html).Groups["text"].Value;

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 2000)]
    private static partial Regex BareKey();

    [GeneratedRegex(@"[\u4e00-\u9fff]", RegexOptions.None, 1000)]
    private static partial Regex Han();

    [GeneratedRegex("<h1[^>]*>(?<text>[^<]*)</h1>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("value=\"(?<name>check-[0-9a-f]{32})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormName();
}
