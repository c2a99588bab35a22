using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Registers;

/// <summary>A hospital of its own with a governance officer at the browser, in English.</summary>
internal sealed partial record Office(AppFixture App, Guid Institution, TestUser Officer, Browser Browser)
{
    /// <summary>A licence number of the synthetic region that no other test uses.</summary>
    private static int _licences;

    public static async Task<Office> OpenAsync(TestDatabase database = TestDatabase.Sqlite)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("登记测试医院");
        var officer = await app.UserAsync([Role.GovernanceOfficer], institution: institution);
        return new Office(app, institution, officer, await SignInAsync(app, officer));
    }

    public Task<Browser> SignInAsync(params Role[] roles) => SignInAsync(App, roles, Institution);

    public static string NextLicence() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"11099010200{Interlocked.Increment(ref _licences):0000}");

    /// <summary>Posts the form of a page and answers where it led; fails when it was refused.</summary>
    public async Task<string> SaveAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await Browser.PostAsync(path, "act", fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return new Uri(App.Address, answer.Headers.Location!.OriginalString).AbsolutePath;
    }

    /// <summary>Posts the form of a page that refuses it; answers the page with what was typed.</summary>
    public async Task<string> RefusedAsync(HttpStatusCode status, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await Browser.PostAsync(path, "act", fields);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, html);
        return html;
    }

    public static (string Name, string Value)[] Practitioner(string name, string licence) =>
    [
        ("name", name), ("kind", "physician"), ("titles[0].title", "attending"), ("licenceNumber", licence), ("licenceCategory", "临床"), ("licensedHere", "true"),
        ("scopes", "医学影像和放射治疗专业\n内科专业"),
        ("specialtyPeriods[0].specialty", "医学影像"), ("specialtyPeriods[0].kind", "clinical"), ("specialtyPeriods[0].from", "2015-03-01"),
        ("trainings[0].technologyCategory", "chestCt"), ("trainings[0].route", "normal"), ("trainings[0].certificateNumber", "SF-1"), ("trainings[0].completedOn", "2024-05-06"),
    ];

    public static (string Name, string Value)[] Technology(string name, string certificate = "国械注准20993210001") =>
    [
        ("name", name), ("manufacturer", "测试企业"), ("aiClass", "imagingCad"), ("category", "chestCt"), ("specialty", "医学影像"),
        ("scopesOfPractice", "医学影像和放射治疗专业"), ("finalDiagnosisScopes", "内科专业"),
        ("labels[0].code", "positive"), ("labels[0].display", "阳性"), ("labels[0].positive", "true"), ("labels[1].code", "negative"), ("labels[1].display", "阴性"),
        ("certificates[0].number", certificate), ("certificates[0].validFrom", "2024-01-01"), ("certificates[0].validTo", "2036-01-01"), ("certificates[0].registeredVersion", "3.2"),
        ("certificates[0].significantVersionParts", "2"),
    ];

    public static (string Name, string Value)[] Version(string version) =>
    [
        ("algorithmName", "Lung-CAD"), ("algorithmVersion", version), ("deliveredOn", "2024-06-01"), ("deliveryDocument", "D-1"), ("scope.answered", "true"),
        ("scope.runsAloneOrExportsResults", "true"), ("scope.influences", "invasiveAct"), ("scope.clinicalValidation", "V-1"), ("scope.approval", "国械注准20993210001"),
    ];

    /// <summary>Fields of a deployment that is in use already.</summary>
    public static (string Name, string Value)[] Takeover(string stage) =>
        [("takeover", "true"), ("stage", stage), ("takeover.inUseSince", "2024-07-01"), ("takeover.reason", "系统启用前已在使用")];

    /// <summary>A technology with one version; answers its page and the version's id.</summary>
    public async Task<(string Page, string Version)> TechnologyAsync(string name)
    {
        var page = await SaveAsync("/technologies/new", Technology(name));
        await SaveAsync(page + "/versions/new", Version("3.2.1"));
        return (page, VersionLink().Match(await Browser.GetAsync(page)).Groups["id"].Value);
    }

    [GeneratedRegex("/versions/(?<id>[0-9a-f-]{36})/edit", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionLink();

    private static async Task<Browser> SignInAsync(AppFixture app, Role[] roles, Guid institution) => await SignInAsync(app, await app.UserAsync(roles, institution: institution));

    private static async Task<Browser> SignInAsync(AppFixture app, TestUser user)
    {
        var browser = await app.SignedInAsync(user);
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        return browser;
    }
}
