using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Registers;

/// <summary>The forms of the registers as a browser without scripts uses them: post-redirect-get, 422 with the input kept, repeated rows, overrides, changes meanwhile.</summary>
public sealed class RegisterFormTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Practitioner_RegisteredByTheForm_StandsInTheListAndOnItsPage(TestDatabase database)
    {
        var office = await Office.OpenAsync(database);
        var page = await office.SaveAsync("/practitioners/new", Office.Practitioner("陈思远", Office.NextLicence()));

        var html = await office.Browser.GetAsync(page);

        html.ShouldContain("陈思远");
        html.ShouldContain("2015-03-01");
        html.ShouldContain("SF-1");
        (await office.Browser.GetAsync("/practitioners?q=陈思")).ShouldContain(page);
        (await office.Browser.GetAsync("/practitioners?kind=nurse")).ShouldNotContain(page);
    }

    [Fact]
    public async Task Practitioner_WithWrongFields_Is422WithEveryErrorAndTheInputKept()
    {
        var office = await Office.OpenAsync();

        var html = await office.RefusedAsync(
            HttpStatusCode.UnprocessableEntity, "/practitioners/new",
            ("name", "王一"), ("kind", "physician"), ("specialtyPeriods[0].specialty", "病理学"), ("specialtyPeriods[0].from", "2020-01-01"), ("specialtyPeriods[0].to", "2019-01-01"),
            ("trainings[0].technologyCategory", "chestCt"), ("trainings[0].completedOn", "2099-01-01"));

        html.ShouldContain("value=\"王一\"");
        html.ShouldContain("value=\"病理学\"");
        html.ShouldContain("A physician needs a licence number.");
        html.ShouldContain("id=\"specialtyperiods-0--to-error\"");
        html.ShouldContain("id=\"trainings-0--route-error\"");
        html.ShouldContain("id=\"trainings-0--completedon-error\"");
        html.ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task Practitioner_WithAnUnreadableDate_Is422AtItsField()
    {
        var office = await Office.OpenAsync();

        var html = await office.RefusedAsync(
            HttpStatusCode.UnprocessableEntity, "/practitioners/new", [.. Office.Practitioner("王二", Office.NextLicence()), ("licenceFrom", "31/12/2020")]);

        html.ShouldContain("id=\"licencefrom-error\"");
        html.ShouldContain("value=\"31/12/2020\"");
    }

    [Fact]
    public async Task Rows_AddedAndRemovedByButtons_AreNumberedAnew()
    {
        var office = await Office.OpenAsync();
        var person = Office.Practitioner("王三", Office.NextLicence());
        using var more = await office.Browser.PostAsync("/practitioners/new", "act", [.. person, ("addRows", "specialtyPeriods")]);
        var html = await more.Content.ReadAsStringAsync();
        more.StatusCode.ShouldBe(HttpStatusCode.OK);
        html.ShouldContain("name=\"specialtyPeriods[3].specialty\"");
        html.ShouldContain("value=\"王三\"");

        using var saved = await office.Browser.PostFormAsync("/practitioners/new", html, "act",
        [
            .. person, ("specialtyPeriods[0].remove", "true"), ("specialtyPeriods[2].specialty", "病理学"), ("specialtyPeriods[2].from", "2018-01-01"), ("specialtyPeriods[2].kind", "clinical"),
        ]);

        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync());
        var page = await office.Browser.GetAsync(saved.Headers.Location!.OriginalString);
        page.ShouldContain("病理学");
        page.ShouldNotContain("2015-03-01");
    }

    [Fact]
    public async Task Practitioner_ChangedMeanwhile_Is412AndShowsWhatDiffersThenSaves()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/practitioners/new", Office.Practitioner("王四", Office.NextLicence()));
        var licence = "110990102" + "001234";
        var opened = await office.Browser.GetAsync(page + "/edit");
        await office.SaveAsync(page + "/edit", Office.Practitioner("王四（改名）", Office.NextLicence()));

        using var stale = await office.Browser.PostFormAsync(page + "/edit", opened, "act", Office.Practitioner("王四", licence));
        var html = await stale.Content.ReadAsStringAsync();

        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        html.ShouldContain("王四（改名）");
        html.ShouldContain("What differs");
        using var saved = await office.Browser.PostFormAsync(page + "/edit", html, "act", Office.Practitioner("王四", licence));
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Form_PostedTwice_ActsOnce()
    {
        var office = await Office.OpenAsync();
        var html = await office.Browser.GetAsync("/departments/new");

        using var first = await office.Browser.PostFormAsync("/departments/new", html, "act", ("name", "双击科"), ("kind", "clinical"));
        using var second = await office.Browser.PostFormAsync("/departments/new", html, "act", ("name", "双击科"), ("kind", "clinical"));

        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        second.StatusCode.ShouldBe(HttpStatusCode.Redirect, "the same key answers the same result");
        (await office.Browser.GetAsync("/departments")).Split("双击科").Length.ShouldBe(2);
    }

    [Fact]
    public async Task CreditCode_ThatBreaksAWeakRule_AsksForAReasonAndKeepsIt()
    {
        var office = await Office.OpenAsync();
        var path = $"/institutions/{office.Institution:D}";
        // Right in length and alphabet; the check character is wrong, and that rule is weak.
        (string, string)[] fields = [("name", "登记测试医院"), ("unifiedSocialCreditCode", WeakCode()), ("level", "三级"), ("grade", "甲等")];

        var html = await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, path + "/edit", fields);

        html.ShouldContain("name=\"overrides[unifiedSocialCreditCode]\"");
        await office.SaveAsync(path + "/edit", [.. fields, ("overrides[unifiedSocialCreditCode]", "按登记证书抄录")]);
        (await office.Browser.GetAsync(path)).ShouldContain("按登记证书抄录");
        (await office.Browser.GetAsync(path + "/edit")).ShouldContain("按登记证书抄录", customMessage: "the next save keeps the reason");
    }

    [Fact]
    public async Task CreditCode_ThatBreaksACertainRule_IsRefusedWithoutAWayAround()
    {
        var office = await Office.OpenAsync();

        var html = await office.RefusedAsync(
            HttpStatusCode.UnprocessableEntity, $"/institutions/{office.Institution:D}/edit",
            ("name", "登记测试医院"), ("unifiedSocialCreditCode", "12990000"), ("level", "三级"), ("grade", "甲等"), ("overrides[unifiedSocialCreditCode]", "因为"));

        html.ShouldContain("id=\"unifiedsocialcreditcode-error\"");
    }

    [Fact]
    public async Task LicenceNumber_OfUnusualLength_IsStoredWithAReasonOnly()
    {
        var office = await Office.OpenAsync();
        var person = Office.Practitioner("王五", "12345");

        var html = await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/practitioners/new", person);

        html.ShouldContain("name=\"overrides[licenceNumber]\"");
        var page = await office.SaveAsync("/practitioners/new", [.. person, ("overrides[licenceNumber]", "旧版证书")]);
        (await office.Browser.GetAsync(page)).ShouldContain("旧版证书");
    }

    [Fact]
    public async Task Certificate_OfUnusualNumber_KeepsItsReasonUnderItsNumber()
    {
        var office = await Office.OpenAsync();
        var technology = Office.Technology("旧证软件", "国械注准2099");

        var html = await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/technologies/new", technology);

        html.ShouldContain("name=\"overrides[certificates[0].number]\"");
        var page = await office.SaveAsync("/technologies/new", [.. technology, ("overrides[certificates[0].number]", "按原件")]);
        (await office.Browser.GetAsync(page)).ShouldContain("按原件");
    }

    [Fact]
    public async Task Deployment_WithAMappingThatCannotBeUsed_IsRefusedByFormAndApi()
    {
        var office = await Office.OpenAsync();
        var (page, version) = await office.TechnologyAsync("映射测试软件");
        (string, string)[] fields = [("name", "映射测试部署"), ("technologyVersionId", version), .. Office.Takeover("routineUse"), ("mode", "enforced"), ("defaultProtocol", "aiFirst")];

        var broken = await office.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/deployments/new", [.. fields, ("srMapping", "{\"positiveLabel\":1}")]);
        var unknown = await office.RefusedAsync(
            HttpStatusCode.UnprocessableEntity, "/deployments/new", [.. fields, ("srMapping", """{"positiveLabel":"sick","negativeLabel":"negative","absenceMeansNegative":true}""")]);

        broken.ShouldContain("id=\"srmapping-error\"");
        unknown.ShouldContain("sick");
        var api = await office.App.ClientAsync(office.Officer);
        using var answer = await api.PostAsJsonAsync("/api/v1/deployments", new
        {
            name = "映射测试部署", technologyId = page.Split('/')[^1], technologyVersionId = version, stage = "routineUse", takeover = new { reason = "已在使用", inUseSince = "2024-07-01" }, srMapping = "[]",
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("srMapping", out _).ShouldBeTrue();
        var right = await office.SaveAsync("/deployments/new", [.. fields, ("srMapping", """{"positiveLabel":"positive","negativeLabel":"negative","absenceMeansNegative":true}""")]);
        (await office.Browser.GetAsync(right)).ShouldContain("absenceMeansNegative");
    }

    [Fact]
    public async Task Deployment_Suspended_SaysSinceWhenAndWhyAndLeadsToItsGate()
    {
        var office = await Office.OpenAsync();
        var (_, version) = await office.TechnologyAsync("暂停测试软件");
        var page = await office.SaveAsync("/deployments/new", [("name", "暂停测试部署"), ("technologyVersionId", version), .. Office.Takeover("trialRun"), ("mode", "enforced"), ("defaultProtocol", "aiFirst")]);

        using var empty = await office.Browser.PostAsync(page, "switch", ("reason", ""));
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var suspended = await office.Browser.PostAsync(page, "switch", ("reason", "假阳性增多"));
        suspended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.Browser.GetAsync(page)).ShouldContain("假阳性增多");
        (await office.Browser.GetAsync("/deployments?stage=trialRun")).ShouldContain("Suspended");
        (await office.Browser.GetAsync(page)).ShouldContain("/gates/resumption");
    }

    [Fact]
    public async Task Version_AddedAndChanged_KeepsItsScopeAnswers()
    {
        var office = await Office.OpenAsync();
        var (page, version) = await office.TechnologyAsync("版本测试软件");

        await office.SaveAsync($"{page}/versions/{version}/edit", Office.Version("3.2.2"));
        (await office.Browser.GetAsync(page)).ShouldContain("Undetermined", customMessage: "another release is asked anew");
        await office.SaveAsync($"{page}/versions/{version}/scope", ("noGreatInfluence", "仅用于测量"), ("signature.secret", TestUser.Password));

        var html = await office.Browser.GetAsync(page);
        html.ShouldContain("3.2.2");
        html.ShouldContain("仅用于测量");
        html.ShouldContain("No great influence");
    }

    [Fact]
    public async Task Technology_ChangedMeanwhile_Is412()
    {
        var office = await Office.OpenAsync();
        var page = await office.SaveAsync("/technologies/new", Office.Technology("旧名软件"));
        var opened = await office.Browser.GetAsync(page + "/edit");
        await office.SaveAsync(page + "/edit", Office.Technology("新名软件"));

        using var stale = await office.Browser.PostFormAsync(page + "/edit", opened, "act", Office.Technology("第三名软件"));

        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await stale.Content.ReadAsStringAsync()).ShouldContain("新名软件");
    }

    public static TheoryData<string, string> NullItems => new()
    {
        { "/api/v1/practitioners", """{"name":"A","kind":"nurse","specialtyPeriods":[null]}""" },
        { "/api/v1/practitioners", """{"name":"A","kind":"nurse","trainings":[null]}""" },
        { "/api/v1/practitioners", """{"name":"A","kind":"nurse","scopes":[null]}""" },
        { "/api/v1/practitioners", """{"name":"A","kind":"nurse","specialtyPeriods":[{"kind":"leave","from":"2020-01-01"}]}""" },
        { "/api/v1/technologies", """{"name":"A","manufacturer":"B","aiClass":"cdss","category":"c","specialty":"s","scopesOfPractice":[null],"finalDiagnosisScopes":["x"],"labels":[null,null]}""" },
        { "/api/v1/technologies", """{"name":"A","manufacturer":"B","aiClass":"cdss","category":"c","specialty":"s","scopesOfPractice":["x"],"finalDiagnosisScopes":["x"],"labels":[{"code":"a","display":"a"},{"code":"b","display":"b"}],"certificates":[null],"indicationChecklist":[null]}""" },
    };

    [Theory, MemberData(nameof(NullItems))]
    public async Task Api_WithNullsInLists_NeverFails(string path, string body)
    {
        var office = await Office.OpenAsync();
        var client = await office.App.ClientAsync(office.Officer);

        using var answer = await client.PostAsync(path, new StringContent(body, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json")));

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Regulator_OnInstitutions_RegistersAndChangesOthers()
    {
        var office = await Office.OpenAsync();
        var regulator = office with { Browser = await office.SignInAsync(Role.Regulator) };
        var page = await regulator.SaveAsync("/institutions/new", ("name", "区第二医院"), ("unifiedSocialCreditCode", NewCode()), ("level", "二级"), ("grade", "乙等"));

        await regulator.SaveAsync(page + "/edit", ("name", "区第二人民医院"), ("unifiedSocialCreditCode", NewCode()), ("level", "二级"), ("grade", "甲等"));

        (await regulator.Browser.GetAsync("/institutions?page=1")).ShouldContain("Institutions");
        (await regulator.Browser.GetAsync(page)).ShouldContain("区第二人民医院");
        (await office.Browser.Client.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "another institution's record does not exist for an officer");
        (await office.Browser.Client.GetAsync("/institutions/new")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static int _codes = 500_000_000;

    private static string NewCode() => Code("12990000");

    private static string WeakCode() => Code("12990000") is var code ? code[..^1] + Other(code[^1]) : "";

    /// <summary>A code of the synthetic region with a right check character.</summary>
    private static string Code(string head)
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var body = head + Interlocked.Increment(ref _codes).ToString("D9", System.Globalization.CultureInfo.InvariantCulture);
        return Alphabet.Select(c => body + c).First(code => Governance.Identifiers.UnifiedSocialCreditCode.Check(code).Valid);
    }

    private static char Other(char check) => check == '0' ? '1' : '0';
}
