using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Concerns.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Concerns;

/// <summary>A concern from the anonymous page to its decision, and back by the receipt code.</summary>
public sealed partial class ConcernTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Concern_RaisedAnsweredAndDecided_IsFollowedByItsCode(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var (handler, visitor) = (await app.ClientAsync(Role.ConcernHandler), Visitor(app));
        var code = await RaiseAsync(visitor, "AI 结果被改写");

        (await ComeBackAsync(visitor, code)).ShouldContain("四小时");
        var item = (await handler.AskAsync("concerns")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Single();
        var id = item.GetProperty("id").GetGuid();
        (await handler.AskAsync($"concerns/{id}")).At("text").GetString().ShouldBe("AI 结果被改写");
        (await handler.SendAsync($"concerns/{id}/answers", new { text = "已收到，请补充时间。" })).Created();
        (await ComeBackAsync(visitor, code)).ShouldContain("已收到，请补充时间。");
        await AddAsync(visitor, code, "上周二夜班。");
        (await handler.AskAsync("concerns")).Is(HttpStatusCode.OK);
        (await handler.AskAsync($"concerns/{id}")).At("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()).ShouldBe(["已收到，请补充时间。", "上周二夜班。"]);
        (await handler.SendAsync($"concerns/{id}/decision", new { decision = "substantiated", text = "已更正并整改。" })).Names("protection");
        (await handler.SendAsync($"concerns/{id}/decision", new { decision = "substantiated", text = "已更正并整改。", protection = "排班不因此调整。" })).Created();

        var seen = await ComeBackAsync(visitor, code);
        seen.ShouldContain("已更正并整改。");
        seen.ShouldNotContain("排班不因此调整。");
        (await handler.SendAsync($"concerns/{id}/answers", new { text = "x" })).IsProblem(HttpStatusCode.Conflict).Code.ShouldBe("concern.ended");
        (await handler.AskAsync("concerns/statistics")).At("substantiated").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Concern_AboutAHandler_IsHiddenFromThatOneAlone(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var (first, second) = (await app.UserAsync(Role.ConcernHandler), await app.UserAsync(Role.ConcernHandler));
        await RaiseAsync(Visitor(app), "受理人本人涉事", ("about", first.Id.ToString()));
        var (about, other) = (await app.ClientAsync(first), await app.ClientAsync(second));

        (await about.AskAsync("concerns")).At("total").GetInt32().ShouldBe(0);
        var id = (await other.AskAsync("concerns")).At("items").EnumerateArray().Single().GetProperty("id").GetGuid();
        (await about.AskAsync($"concerns/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await about.SendAsync($"concerns/{id}/answers", new { text = "x" })).IsProblem(HttpStatusCode.NotFound);
        (await other.SendAsync($"concerns/{id}/stepping-aside", null)).IsProblem(HttpStatusCode.Conflict).Code.ShouldBe("concern.nobodyElse");
        (await other.SendAsync($"concerns/{id}/referral", new { authority = "区纪检监察组", reason = "受理人回避" })).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Handler_SteppingAside_SeesTheConcernNoMore(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var (first, second) = (await app.ClientAsync(Role.ConcernHandler), await app.ClientAsync(Role.ConcernHandler));
        await RaiseAsync(Visitor(app), "涉及科室");
        var id = (await first.AskAsync("concerns")).At("items").EnumerateArray().Single().GetProperty("id").GetGuid();

        (await first.SendAsync($"concerns/{id}/stepping-aside", null)).Created();

        (await first.AskAsync($"concerns/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await second.AskAsync($"concerns/{id}")).Is(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Concern_AboutEveryHandler_IsRefusedWithAWayOn(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var only = await app.UserAsync(Role.ConcernHandler);

        using var answer = await Visitor(app).PostAsync("/concern", "concern", ("topic", "falsification"), ("text", "x 测试"), ("about", only.Id.ToString()));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("外部主管部门");
        await using var db = app.Read();
        (await db.Set<ConcernIntake>().AnyAsync()).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Concerns_ForEverybodyElse_AreForbidden(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);

        foreach (var role in new[] { Role.GovernanceOfficer, Role.QualityOfficer, Role.AuditAdministrator, Role.SecurityAdministrator, Role.SystemAdministrator })
        {
            (await (await app.ClientAsync(role)).AskAsync("concerns")).IsProblem(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Code_WrongOrMistyped_AnswersThatThereIsNone()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var visitor = Visitor(app);
        await app.UserAsync(Role.ConcernHandler);
        var code = await RaiseAsync(visitor, "测试");

        foreach (var wrong in new[] { "", "ABC", "00000-00000-00000-00000", code[..^1] + (code[^1] == '0' ? '1' : '0') })
        {
            using var answer = await visitor.PostAsync("/concern/receipt", "find", ("code", wrong));
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, wrong);
        }

        (await ComeBackAsync(visitor, code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant())).ShouldContain("四小时");
    }

    [Fact]
    public async Task Test_OfTheChannel_SatisfiesItsClauseAndStaysOutOfStatistics()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var handler = await app.ClientAsync(Role.ConcernHandler);
        (await handler.AskAsync("concerns/statistics")).At("channelTest.outcome").GetString().ShouldBe("notSatisfied");
        await RaiseAsync(Visitor(app), "渠道测试", ("test", "true"));
        var id = (await handler.AskAsync("concerns")).At("items").EnumerateArray().Single().GetProperty("id").GetGuid();

        (await handler.SendAsync($"concerns/{id}/answers", new { text = "测试收到" })).Created();

        var statistics = await handler.AskAsync("concerns/statistics");
        statistics.At("received").GetInt32().ShouldBe(0);
        statistics.At("channelTest.outcome").GetString().ShouldBe("satisfied");
    }

    [Fact]
    public async Task Pages_InBothLanguages_HaveNoBareKeys()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var handler = await app.SignedInAsync(await app.UserAsync(Role.ConcernHandler));
        var code = await RaiseAsync(Visitor(app), "页面测试");
        await handler.GetAsync("/concerns");
        await using var db = app.Read();
        var id = (await db.Set<Concern>().SingleAsync()).Id;

        foreach (var language in new[] { "en", "zh-CN" })
        {
            (await handler.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
            foreach (var page in new[] { "/concern", "/concern/receipt", "/concerns", $"/concerns/{id}", "/" })
            {
                BareKey().Matches(await handler.GetAsync(page)).Select(m => m.Value).ShouldBeEmpty(page);
            }

            BareKey().Matches(await ComeBackAsync(handler, code)).Select(m => m.Value).ShouldBeEmpty();
        }

        using var answered = await handler.PostAsync($"/concerns/{id}", "answer", ("answer.text", "页面答复"));
        answered.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answered.Content.ReadAsStringAsync());
        using var incomplete = await handler.PostAsync($"/concerns/{id}", "decide", ("decide.decision", "notSubstantiated"));
        incomplete.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await incomplete.Content.ReadAsStringAsync()).ShouldContain("decide-text-error");
    }

    /// <summary>A browser that never signed in.</summary>
    internal static Browser Visitor(AppFixture app) => new(new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = app.Address });

    internal static async Task<string> RaiseAsync(Browser visitor, string text, params (string Name, string Value)[] more)
    {
        using var answer = await visitor.PostAsync("/concern", "concern", [("topic", "falsification"), ("text", text), .. more]);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        var code = Code().Match(html).Value;
        code.ShouldNotBeEmpty(html);
        return code;
    }

    private static async Task<string> ComeBackAsync(Browser visitor, string code)
    {
        using var answer = await visitor.PostAsync("/concern/receipt", "find", ("code", code));
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return html;
    }

    private static async Task AddAsync(Browser visitor, string code, string text)
    {
        using var found = await visitor.PostAsync("/concern/receipt", "find", ("code", code));
        using var answer = await visitor.PostFormAsync("/concern/receipt", await found.Content.ReadAsStringAsync(), "add", ("text", text));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("[0-9A-Z]{5}(-[0-9A-Z]{5}){3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 2000)]
    private static partial Regex BareKey();
}
