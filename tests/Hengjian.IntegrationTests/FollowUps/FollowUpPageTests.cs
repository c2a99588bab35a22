using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.FollowUps;

/// <summary>The pages of follow-up: words in both languages and the follow-up nurse's day.</summary>
public sealed partial class FollowUpPageTests
{
    [Fact]
    public async Task Pages_InBothLanguages_HaveNoBareKeys()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (on, nurse) = await FollowUpTests.PlanAsync(world);
        var id = await FollowUpTests.ConcludedAsync(world, on);
        var task = (await nurse.AskAsync($"cases/{id}/follow-ups")).At("items")[0].GetProperty("id").GetGuid();
        (await nurse.SendAsync($"cases/{id}/follow-ups", new { taskId = task, channel = "phone", contact = "noAnswer" })).Created();
        var person = await world.App.SignedInAsync(await world.App.UserAsync(Role.FollowUpStaff, Role.GovernanceOfficer));

        foreach (var page in new[] { "/follow-ups", "/follow-ups?due=week&mine=true", "/follow-ups/sheet", "/follow-ups/completeness", "/follow-ups/plans", $"/follow-ups/plans/{on.Id}", $"/follow-ups/{task}", $"/cases/{id}" })
        {
            foreach (var language in new[] { "en", "zh-CN" })
            {
                (await person.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
                BareKey().Matches(await person.GetAsync(page)).Select(m => m.Value).ShouldBeEmpty(page);
            }
        }
    }

    [Fact]
    public async Task Nurse_OnThePages_CallsAgainAndRecordsTheOutcome()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (on, api) = await FollowUpTests.PlanAsync(world);
        var id = await FollowUpTests.ConcludedAsync(world, on);
        var task = (await api.AskAsync($"cases/{id}/follow-ups")).At("items")[0].GetProperty("id").GetGuid();
        var nurse = await world.App.SignedInAsync(await world.App.UserAsync(Role.FollowUpStaff));
        var page = $"/follow-ups/{task}";

        await GoesAsync(await nurse.PostAsync(page, "contact", ("phone", "000-12345678")));
        (await nurse.GetAsync(page)).ShouldNotContain("12345678");
        using (var shown = await nurse.PostAsync(page, "show", ("reason", "随访电话")))
        {
            (await shown.Content.ReadAsStringAsync()).ShouldContain("000-12345678");
        }

        await GoesAsync(await nurse.PostAsync(page, "act", ("channel", "phone"), ("contact", "noAnswer")));
        using (var refused = await nurse.PostAsync(page, "act", ("channel", "phone"), ("contact", "reached"), ("note", "写了备注")))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            var html = await refused.Content.ReadAsStringAsync();
            html.ShouldContain("outcome-error");
            html.ShouldContain("写了备注");
        }

        await GoesAsync(await nurse.PostAsync(page, "act", ("channel", "phone"), ("contact", "reached"), ("outcome", "confirmed"), ("endsPlan", "手术证实")));
        (await api.AskAsync($"cases/{id}/follow-ups")).At("decision.outcome").GetString().ShouldBe("satisfied");
    }

    [Fact]
    public async Task Officer_OnThePlanPage_SetsAPlanWithSteps()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();
        var officer = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));

        await GoesAsync(await officer.PostAsync($"/follow-ups/plans/{on.Id}", "act", ("steps.rows", "1"), ("steps[0].months", "3"), ("steps[0].labels", "positive"), ("steps[0].purpose", "复查"), ("reason", "按指南")));

        var plan = await world.Officer.AskAsync($"deployments/{on.Id}/follow-up-plan");
        plan.At("number").GetInt32().ShouldBe(2);
        plan.At("steps")[0].GetProperty("months").GetInt32().ShouldBe(3);
    }

    private static async Task GoesAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        }
    }

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 2000)]
    private static partial Regex BareKey();
}
