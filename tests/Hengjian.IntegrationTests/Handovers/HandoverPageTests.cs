using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Handovers;

/// <summary>Handing over and showing numbers in full by hand, in both languages.</summary>
public sealed partial class HandoverPageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tasks_ChosenByForm_PassToTheColleague(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var leaver = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 9));
        var subject = await world.RegisterAsync(world.CaseBody().With("readers", new[] { leaver.Id }));
        var browser = await OfficerAsync(world);
        var path = $"/handovers/{leaver.Id}";

        using var none = await browser.PostAsync(path, "act", ("toUserId", world.Second.User.Id.ToString("D")), ("reason", "left"));
        using var refused = await browser.PostAsync(path, "act", ("toUserId", world.Junior.User.Id.ToString("D")), ("reason", "left"), ("tasks", $"caseReading:{subject:D}"));
        using var passed = await browser.PostAsync(path, "act", ("toUserId", world.Second.User.Id.ToString("D")), ("reason", "left"), ("tasks", $"caseReading:{subject:D}"));

        none.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await none.Content.ReadAsStringAsync()).ShouldContain("Choose at least one task.");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("R17-2.1.2");
        passed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await browser.GetAsync(path);
        after.ShouldContain("Nothing waits");
        after.ShouldContain("Case to read");
    }

    [Fact]
    public async Task Pages_InBothLanguages_HaveWordsAndNoBareKeys()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var leaver = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 9).With("suspensions", new object[] { new { from = CaseWorld.Day(world.Today), reason = "考核未通过" } }));
        await world.RegisterAsync(world.CaseBody().With("readers", new[] { leaver.Id }));
        var browser = await OfficerAsync(world);
        foreach (var (language, word) in new[] { ("en", "Suspended"), ("zh-CN", "停职") })
        {
            (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
            foreach (var path in new[] { "/handovers", $"/handovers/{leaver.Id}", $"/practitioners/{leaver.Id}/numbers" })
            {
                BareKey().Matches(await browser.GetAsync(path)).Select(m => m.Value).ShouldBeEmpty();
            }

            (await browser.GetAsync("/handovers")).ShouldContain(word);
            (await browser.GetAsync("/")).ShouldContain("/handovers");
        }
    }

    [Fact]
    public async Task Numbers_ByForm_AreShownOnceAfterAReason()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.RecordAsync(world.Radiologist("attending", 9).With("identityNumber", "110105194912310038"));
        var browser = await OfficerAsync(world);
        var path = $"/practitioners/{id}/numbers";

        using var refused = await browser.PostAsync(path, "act", ("reason", "x"));
        using var shown = await browser.PostAsync(path, "act", ("reason", "checking the licence"));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldNotContain("110105194912310038");
        (await shown.Content.ReadAsStringAsync()).ShouldContain("110105194912310038");
        shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await browser.GetAsync(path)).ShouldNotContain("110105194912310038");
    }

    private static async Task<Browser> OfficerAsync(CaseWorld world)
    {
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        return browser;
    }

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex BareKey();
}
