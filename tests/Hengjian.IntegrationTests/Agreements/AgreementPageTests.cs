using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Agreements;

/// <summary>The pages of agreements on either side, and the reader's.</summary>
public sealed partial class AgreementPageTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Agreement_ProposedSignedAcceptedAndEnded_ByForms(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        var asking = await AskingAsync(scene);
        var reading = await ReadingAsync(scene);
        using var proposed = await asking.PostAsync(
            "/agreements/new", "act", ("partnerCode", scene.ReadingCode), ("paperNumber", "远诊 7"), ("purpose", "夜间远程阅片"), ("departmentId", scene.World.Department.ToString("D")),
            ("technologies", scene.On.Technology.ToString("D")), ("acts", "opinion"), ("from", CaseWorld.Day(scene.World.Today)), ("to", CaseWorld.Day(scene.World.Today.AddDays(200))),
            ("signature.secret", TestUser.Password));
        var page = await LedToAsync(proposed);
        (await reading.GetAsync(page)).ShouldContain("The signed paper is lacking");
        (await scene.World.Officer.AttachAsync(Guid.ParseExact(page.Split('/')[^1], "D"), SampleFiles.Pdf(), "协议.pdf", kind: "remoteAgreement", category: "agreement", title: "协议文本")).Created();

        using var accepted = await reading.PostAsync(page, "answer", ("accept", "true"), ("readers", scene.Reader.Id.ToString("D")), ("signature.secret", TestUser.Password));
        (await LedToAsync(accepted)).ShouldBe(page);
        using var named = await reading.PostAsync(page, "name", ("practitionerId", scene.Other.Id.ToString("D")));
        (await LedToAsync(named)).ShouldBe(page);
        (await asking.GetAsync(page)).ShouldContain("In force");
        using var ended = await asking.PostAsync(page, "end", ("reason", "合作期满"));
        (await LedToAsync(ended)).ShouldBe(page);

        (await reading.GetAsync(page)).ShouldContain("合作期满");
        (await reading.GetAsync("/agreements")).ShouldContain("夜间远程阅片");
    }

    [Fact]
    public async Task Acceptance_WithAWrongPassword_KeepsTheFormAndSaysSo()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var page = $"/agreements/{await scene.ProposeAsync():D}";
        var reading = await ReadingAsync(scene);

        using var answer = await reading.PostAsync(page, "answer", ("accept", "true"), ("note", "同意合作"), ("signature.secret", "wrong"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("同意合作");
    }

    [Fact]
    public async Task Agreement_OfOthers_IsAbsentOnItsPages()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var page = $"/agreements/{await scene.AgreeAsync():D}";
        var elsewhere = await scene.World.App.InstitutionAsync("别院 " + CaseWorld.Next());
        var stranger = await scene.World.App.SignedInAsync(await scene.World.App.UserAsync([Role.GovernanceOfficer], institution: elsewhere));

        (await stranger.Client.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Client.GetAsync(page + "/print")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Reader_FromTheWorkListToTheSignature_ByPages(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        var reader = await EnglishAsync(scene, scene.Reader.User);

        (await reader.GetAsync("/remote-cases?mine=true")).ShouldContain($"/remote-cases/{id:D}");
        (await reader.GetAsync($"/remote-cases/{id:D}")).ShouldContain($"/remote-cases/{id:D}/opinion");
        using var signed = await reader.PostAsync(
            $"/remote-cases/{id:D}/opinion", "act", ("label", "positive"), ("confidence", "85"), ("role", "independent"), ("useConfirmed", "true"), ("signature.secret", TestUser.Password));

        (await LedToAsync(signed)).ShouldBe($"/remote-cases/{id:D}");
        (await scene.World.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(1);
        (await reader.GetAsync("/remote-cases?mine=true")).ShouldNotContain($"/remote-cases/{id:D}");
        (await reader.Client.GetAsync($"/cases/{id:D}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Form_SentAfterTheAgreementEnded_SignsNothingAndSaysWhy()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var agreement = await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        var reader = await EnglishAsync(scene, scene.Reader.User);
        var opened = await reader.GetAsync($"/remote-cases/{id:D}/opinion");
        (await scene.Officer.SendAsync($"agreements/{agreement}/end", new { reason = "人员不足" })).Created();

        using var answer = await reader.PostFormAsync(
            $"/remote-cases/{id:D}/opinion", opened, "act", ("label", "positive"), ("confidence", "85"), ("useConfirmed", "true"), ("signature.secret", TestUser.Password));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("HP-9.1");
        html.ShouldNotContain("positive");
        (await scene.World.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(0);
        (await reader.Client.GetAsync($"/remote-cases/{id:D}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_OfABlindCase_TellTheRemoteReaderNothingOfTheAi()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        await scene.InForceAsync();
        var id = await scene.World.RegisterAsync("blindFirst", scene.On);
        (await scene.World.Technician.Client.SendAsync($"cases/{id}/ai-results", scene.World.ResultBody(on: scene.On).With("score", 0.7310931))).Created();
        var reader = await EnglishAsync(scene, scene.Reader.User);

        foreach (var path in new[] { "/remote-cases", $"/remote-cases/{id:D}", $"/remote-cases/{id:D}/opinion" })
        {
            (await reader.GetAsync(path)).ShouldNotContain("0.73");
        }

        (await scene.OpineAsync(scene.Reader, id, "negative", "beforeAi")).Created();
        (await reader.GetAsync($"/remote-cases/{id:D}")).ShouldContain("0.73");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Procedure_OfTheAskingHospital_IsReadAndAcknowledgedFromTheCase(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        var policy = await ProcedureAsync(scene);
        var reader = await EnglishAsync(scene, scene.Reader.User);
        (await scene.OpineAsync(scene.Reader, id)).RefusedBy("R17-3.1a").Unmet.ShouldBe(["R17-3.1a"]);
        (await reader.GetAsync($"/remote-cases/{id:D}")).ShouldContain($"/rules/{policy:D}");
        var opened = await reader.GetAsync($"/remote-cases/{id:D}/rules/{policy:D}");
        opened.ShouldContain("逐层阅片");
        var version = VersionField().Match(opened).Groups["id"].Value;

        using var answer = await reader.PostFormAsync($"/remote-cases/{id:D}/rules/{policy:D}", opened, "act", ("read", "true"), ("policyVersionId", version));

        (await LedToAsync(answer)).ShouldBe($"/remote-cases/{id:D}");
        (await scene.OpineAsync(scene.Reader, id)).Created();
        (await reader.Client.GetAsync($"/policies/{policy:D}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Procedure_ThroughTheApi_IsAcknowledgedOnlyWhereItBindsTheReader()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        var policy = await ProcedureAsync(scene);
        var rules = (await scene.Reader.Client.AskAsync($"remote/cases/{id}/rules")).Is(HttpStatusCode.OK).At("rules").EnumerateArray().ToList();
        var binding = rules.Single(r => r.GetProperty("policyId").GetGuid() == policy);
        var other = rules.First(r => r.GetProperty("policyId").GetGuid() != policy).GetProperty("policyId").GetGuid();
        var body = new { policyVersionId = binding.GetProperty("policyVersionId").GetGuid() };

        (await scene.Reader.Client.SendAsync($"remote/cases/{id}/rules/{other}/acknowledgement", body)).Is(HttpStatusCode.NotFound);
        (await scene.Other.Client.SendAsync($"remote/cases/{id}/rules/{policy}/acknowledgement", body)).Is(HttpStatusCode.NotFound);
        (await scene.Reader.Client.SendAsync($"remote/cases/{id}/rules/{policy}/acknowledgement", body)).Created();
    }

    public static TheoryData<string, bool> Pages => new()
    {
        { "/agreements", true }, { "/agreements/new", true }, { "/agreements/{0}", true }, { "/agreements/{0}/print", true }, { "/agreements/{0}", false }, { "/agreements/{1}", false },
        { "/agreements/{1}", true }, { "/agreements/new?renews={0}", true },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_InBothLanguages_HasItsOwnWordsAndNoBareKeys(string path, bool asking)
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        path = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, await scene.AgreeAsync(), await scene.ProposeAsync());
        await WordsAsync(asking ? await AskingAsync(scene) : await ReadingAsync(scene), path);
    }

    [Theory]
    [InlineData("/remote-cases")]
    [InlineData("/remote-cases/{0}")]
    [InlineData("/remote-cases/{0}/opinion")]
    public async Task ReadersPage_InBothLanguages_HasItsOwnWordsAndNoBareKeys(string path)
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        await scene.InForceAsync();
        path = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, await scene.World.AnalysedAsync(on: scene.On));
        await WordsAsync(await EnglishAsync(scene, scene.Reader.User), path);
    }

    private static async Task WordsAsync(Browser browser, string path)
    {
        var english = await browser.GetAsync(path);
        (await browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
        var chinese = await browser.GetAsync(path);

        chinese.ShouldNotBe(english);
        foreach (var html in new[] { chinese, english })
        {
            BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty();
        }
    }

    private static async Task<Guid> ProcedureAsync(RemoteWorld scene)
    {
        var world = scene.World;
        var policy = (await world.Officer.SendAsync("policies", new
        {
            kind = "procedure", topic = "operation", title = "远程阅片规范 " + CaseWorld.Next(), scope = "technology", scopeId = scene.On.Technology, boundActs = new[] { "opinion" },
        })).Created().Id;
        var version = (await world.Officer.SendAsync($"policies/{policy}/versions", new { number = "V1", text = "逐层阅片" })).Created().Id;
        (await world.Officer.SendAsync($"policies/{policy}/versions/{version}/approval", new
        {
            approver = "院长办公会", approvedOn = CaseWorld.Day(world.Today.AddDays(-1)), inForceFrom = CaseWorld.Day(world.Today.AddDays(-1)), reviewBy = CaseWorld.Day(world.Today.AddDays(300)),
        })).Created();
        return policy;
    }

    private static async Task<Browser> AskingAsync(RemoteWorld scene) => await EnglishAsync(scene, await scene.World.App.UserAsync([Role.GovernanceOfficer]));

    private static async Task<Browser> ReadingAsync(RemoteWorld scene) => await EnglishAsync(scene, await scene.World.App.UserAsync([Role.GovernanceOfficer], institution: scene.Reading));

    private static async Task<Browser> EnglishAsync(RemoteWorld scene, TestUser user)
    {
        var browser = await scene.World.App.SignedInAsync(user);
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        return browser;
    }

    private static async Task<string> LedToAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return new Uri(new Uri("http://localhost"), answer.Headers.Location!.OriginalString).AbsolutePath;
    }

    [GeneratedRegex("name=\"policyVersionId\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionField();

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 1000)]
    private static partial Regex BareKey();
}
