using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Reporting;

/// <summary>The pages of reporting.</summary>
[Collection("Reporting")]
public sealed partial class ReportingPageTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Receiver_RegisteredByItsForm_IsListed(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var officer = await OfficerAsync(world);
        var name = "网页接收方 " + CaseWorld.Next();

        using var refused = await officer.PostAsync("/reporting/receivers/new", "act", ("name", name), ("kind", "technologyPlatform"), ("channel", "https"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain(name);
        using var answer = await officer.PostAsync("/reporting/receivers/new", "act", ("name", name), ("kind", "technologyPlatform"), ("channel", "webForm"), ("subscriptions", "case"), ("subscriptions", "figures"), ("duty", "always"), ("active", "false"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        (await officer.GetAsync(answer.Headers.Location!.ToString())).ShouldContain("Not in use");
        (await officer.GetAsync("/reporting/receivers?page=1")).ShouldContain("/reporting/receivers");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ManualEntry_ByItsForm_ReportsTheCase(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var officer = await OfficerAsync(world);
        var receiver = await world.ReceiverAsync(Desk.Receiver("webForm"));
        var id = await world.ConcludedAsync();
        await world.RunAsync();
        var message = (await world.MessagesAsync(id, receiver)).Single();
        var page = $"/reporting/messages/{message.IdOf()}";
        (await officer.GetAsync("/reporting?state=ready&receiver=" + receiver)).ShouldContain(message.Member("number"));
        (await officer.GetAsync(page)).ShouldContain("hengjian-case-report/1");

        using var refused = await officer.PostAsync(page, "receipt", ("outcome", "accepted"), ("receiptNumber", ""));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var answer = await officer.PostAsync(page, "receipt", ("outcome", "accepted"), ("receiptNumber", "WEB-1"), ("enteredOn", CaseWorld.Day(Hengjian.Governance.Regulations.ShanghaiDay.Of(world.App.Clock.GetUtcNow()))));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        (await world.StateAsync(id)).ShouldBe("reported");
        (await officer.GetAsync("/cases/" + id)).ShouldContain(message.Member("number"));
        (await officer.GetAsync("/reporting/receipts")).ShouldContain("WEB-1");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Bundle_MadeDownloadedAndReceipted_ByForms(TestDatabase database)
    {
        var world = await Desk.OpenAsync(database);
        var officer = await OfficerAsync(world);
        var receiver = await world.ReceiverAsync(Desk.Receiver("bundle"));
        var id = await world.ConcludedAsync();
        await world.RunAsync();
        var page = $"/reporting/receivers/{receiver}";
        using var made = await officer.PostAsync(page, "bundle");
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect, await made.Content.ReadAsStringAsync());
        var link = BundleLink().Match(await officer.GetAsync(page)).Value;
        using var file = await officer.Client.GetAsync(link);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");

        var message = (await world.MessagesAsync(id, receiver)).Single().IdOf();
        using var bad = await officer.PostAsync(page, "import", ("receipts", "{"));
        bad.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var imported = await officer.PostAsync(page, "import", ("receipts", $$"""{"receipts":[{"messageId":"{{message}}","outcome":"accepted","receiptNumber":"QC-9"},{"outcome":"accepted"}]}"""));

        var html = await imported.Content.ReadAsStringAsync();
        imported.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        html.ShouldContain("1 booked");
        (await world.StateAsync(id)).ShouldBe("reported");
    }

    public static TheoryData<string> Paths => ["/reporting", "/reporting/receipts", "/reporting/receivers", "/reporting/receivers/new", "/reporting/receivers/{0}", "/reporting/receivers/{0}/edit", "/reporting/messages/{1}", "/cases/{2}"];

    [Theory, MemberData(nameof(Paths))]
    public async Task Page_InBothLanguages_HasItsOwnWordsAndNoBareKeys(string path)
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);
        var officer = await OfficerAsync(world);
        var receiver = await world.ReceiverAsync(Desk.Receiver("bundle"), dataUse: false);
        var id = await world.ConcludedAsync();
        await world.RunAsync();
        var message = (await world.MessagesAsync(id, receiver)).Single().IdOf();
        path = string.Format(CultureInfo.InvariantCulture, path, receiver, message, id);

        var english = await officer.GetAsync(path);
        (await officer.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
        var chinese = await officer.GetAsync(path);

        BareKey().Match(english + chinese).Value.ShouldBe("");
        chinese.ShouldContain("上报");
    }

    [Fact]
    public async Task Physician_MayNotSeeTheOutbox()
    {
        var world = await Desk.OpenAsync(TestDatabase.Sqlite);
        var browser = await world.App.SignedInAsync(world.First.User);

        (await browser.Client.GetAsync("/reporting")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<Browser> OfficerAsync(CaseWorld world)
    {
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        return browser;
    }

    [GeneratedRegex("/api/v1/reporting/bundles/[0-9a-f-]{36}/file", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BundleLink();

    [GeneratedRegex(@">\s*(Problem|ReportState|ReportKind|ReportChannel|ReportDuty|ReportDates|ReceiverKind|Receipt|Receiver|Bundle|Import|Body|ByHand|Resend|Withdraw|Series|Outbox|Nav|Work|Act|ReportReceiver)\.[A-Za-z.]+\s*<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BareKey();
}
