using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Indications;

/// <summary>Consent forms: drafted, approved for a term, replaced, signed on cases, printed.</summary>
public sealed partial class ConsentFormTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Form_ApprovedAndReplaced_EndsTheDayBeforeTheNext(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var first = await ApprovedAsync(world, Form());
        var today = world.Today;

        (await world.Officer.PutAsync($"consent-forms/{first}", Form(), "\"2\"")).Conflicts("consentForm.approved");
        var second = (await world.Officer.SendAsync("consent-forms", Form().With("replaces", first))).Created().Id;
        (await world.Officer.SendAsync($"consent-forms/{second}/approval", Approval(today, today.AddDays(30)))).Created();

        (await world.Officer.AskAsync($"consent-forms/{second}")).At("number").GetInt32().ShouldBe(2);
        (await world.Officer.AskAsync($"consent-forms/{first}")).State.ShouldBe("over");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Form_OfAnInvasiveStepWithoutATopic_NamesIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        (await world.Officer.SendAsync("consent-forms", Form().Without("complications"))).Names("complications", "field.required");
        (await world.Officer.SendAsync("consent-forms", Form().Without("complications").With("kind", "aiUse"))).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_OnAFormThatWasNotInForce_NamesIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var draft = (await world.Officer.SendAsync("consent-forms", Form())).Created().Id;
        var inForce = await ApprovedAsync(world, Form());
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/consents", world.ConsentBody().With("templateId", draft)))).Names("templateId", "case.formNotInForce");
        (await world.Technician.Client.SendAsync($"cases/{id}/consents", world.ConsentBody().With("templateId", inForce))).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Form_OfAnotherInstitution_IsAbsent(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var form = await ApprovedAsync(world, Form());

        (await (await world.StrangerAsync(Role.GovernanceOfficer)).AskAsync($"consent-forms/{form}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_InBothLanguages_HaveNoBareKeys()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var form = await ApprovedAsync(world, Form());
        var draft = (await world.Officer.SendAsync("consent-forms", Form())).Created().Id;
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var user = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer, Role.Operator));

        foreach (var page in new[] { "/consent-forms", "/consent-forms/new", $"/consent-forms/{form}", $"/consent-forms/{draft}", $"/consent-forms/{draft}/edit", $"/cases/{id}/consent", $"/cases/{id}/consent/print?form={form}" })
        {
            foreach (var language in new[] { "en", "zh-CN" })
            {
                (await user.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
                BareKey().Matches(await user.GetAsync(page)).Select(m => m.Value).ShouldBeEmpty(page);
            }
        }

        var printed = await user.GetAsync($"/cases/{id}/consent/print?form={form}");
        printed.ShouldContain("出血");
        printed.ShouldContain("家属签字及关系");
        printed.ShouldNotContain("测试患者");
    }

    [Fact]
    public async Task Form_DraftedAndApprovedByHand_IsInForce()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var officer = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));

        using var refused = await officer.PostAsync("/consent-forms/new", "act", ("title", "表"), ("kind", "invasive"), ("language", "zh"), ("purpose", "目的留下"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("目的留下");
        using var drafted = await officer.PostAsync("/consent-forms/new", "act", ("title", "AI 同意书"), ("kind", "aiUse"), ("language", "zh"), ("purpose", "辅助阅片"));
        drafted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = new Uri(drafted.RequestMessage!.RequestUri!, drafted.Headers.Location!.OriginalString).AbsolutePath;
        using var approved = await officer.PostAsync(
            page, "approve", ("approver", "医务处"), ("approvedOn", CaseWorld.Day(world.Today)), ("inForceFrom", CaseWorld.Day(world.Today)), ("inForceTo", CaseWorld.Day(world.Today.AddDays(9))));
        approved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await approved.Content.ReadAsStringAsync());

        (await officer.GetAsync(page)).ShouldContain("现行");
    }

    private static JsonObject Form() => Calls.Json(new
    {
        kind = "invasive", language = "zh", title = "穿刺活检知情同意书", purpose = "明确诊断", risks = "出血", precautions = "停用抗凝药", complications = "气胸", prevention = "术后观察",
    });

    private static JsonObject Approval(DateOnly from, DateOnly to) =>
        Calls.Json(new { approver = "医务处", approvedOn = CaseWorld.Day(from), inForceFrom = CaseWorld.Day(from), inForceTo = CaseWorld.Day(to) });

    private static async Task<Guid> ApprovedAsync(CaseWorld world, JsonObject form)
    {
        var id = (await world.Officer.SendAsync("consent-forms", form)).Created().Id;
        (await world.Officer.SendAsync($"consent-forms/{id}/approval", Approval(world.Today.AddDays(-10), world.Today.AddDays(300)))).Created();
        return id;
    }

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 2000)]
    private static partial Regex BareKey();
}
