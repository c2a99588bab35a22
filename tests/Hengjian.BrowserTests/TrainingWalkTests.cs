using System.Text;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>Three physicians become able to give opinions by the three routes, every step through the pages; and one of them loses it with the certificate.</summary>
public sealed partial class TrainingWalkTests(BrowserFixture browser)
{
    private const string Deployment = "胸部 CT 肺结节辅助检测";
    private const string Programme = "胸部 CT 肺结节 AI 辅助诊断医师培训";
    private const string Clause = "R17-2.1.3";

    /// <summary>Who is to become able, by which route (its code and the words of the rules), and the paths of the record and the enrolment.</summary>
    private sealed record Trainee(string User, string Name, string Route, string RouteWords, string Title, int Years, string Roles, string Licence)
    {
        public string Record { get; set; } = "";

        public string Enrolment { get; set; } = "";
    }

    [Fact]
    public async Task ThreePeople_ByTheThreeRoutes_BecomeAbleAndOneLosesIt()
    {
        Assert.SkipWhen(!File.Exists(BrowserFixture.Chromium), $"There is no Chromium at {BrowserFixture.Chromium}; set HENGJIAN_CHROMIUM to its path.");
        await using var hospital = await TeachingHospital.StartAsync(browser);
        var resident = new Trainee("xue", "薛怀瑾", "normal", "常规培训", "attending", 9, "Physician,Trainee", "110990106010001");
        var returned = new Trainee("bai", "白映川", "overseas", "境外培训", "attending", 10, "Physician,Trainee", "110990106010002");
        var veteran = new Trainee("zhong", "钟离岳", "exemption", "免培训", "chief", 27, "Physician", "110990106010003");
        Trainee[] all = [resident, returned, veteran];
        foreach (var trainee in all)
        {
            trainee.Record = await hospital.EngageAsync(trainee.User, trainee.Name, trainee.Title, trainee.Years, trainee.Licence, trainee.Roles);
            trainee.Enrolment = await EnrolAsync(hospital, trainee);
            (await MayAsync(hospital, trainee)).ShouldContain(Clause);
        }

        await ProveAsync(hospital, veteran, ("work[0].institution", "示范医院"), ("work[0].from", "1999-07-01"), ("titles[0].title", "associateChief"), ("titles[0].from", "2012-12-01"),
            ("cases[0].from", "2013-01-01"), ("cases[0].to", "2016-12-31"), ("cases[0].count", "312"), ("cases[0].source", "影像科登记本"), ("seriousEvents", "0"), ("statement", "医务处登记无记录"));
        await CompleteAsync(hospital, veteran);

        await ProveAsync(hospital, returned, ("abroad[0].institution", "大学医院"), ("abroad[0].country", "德国"), ("abroad[0].from", "2023-03-01"), ("abroad[0].to", "2023-08-31"));
        for (var day = 0; day < 5; day++)
        {
            await AttendAsync(hospital, resident);
            await TakeCasesAsync(hospital, resident, day);
            hospital.Clock.Morning(days: 1);
        }

        await ExamineAsync(hospital, resident, returned);
        await CompleteAsync(hospital, returned);
        (await NoticeAsync(hospital, resident)).ShouldContain("R17-4.1.2", customMessage: "hours, cases and examinations are done; the months are not");
        hospital.Clock.Morning(days: 184);
        await CompleteAsync(hospital, resident);

        await AuthoriseAsync(hospital, all);
        foreach (var trainee in all)
        {
            (await MayAsync(hospital, trainee)).ShouldStartWith("可以");
            (await WhyAsync(hospital, trainee)).ShouldContain(trainee.RouteWords);
        }

        await RevokeAsync(hospital, returned);
        var lost = await MayAsync(hospital, returned);
        lost.ShouldStartWith("不可以");
        lost.ShouldContain(Clause);
        (await MayAsync(hospital, resident)).ShouldStartWith("可以");
    }

    /// <summary>The person applies, or the trainer for somebody who is not to be trained; the trainer accepts. Answers the path of the enrolment.</summary>
    private static async Task<string> EnrolAsync(TeachingHospital hospital, Trainee trainee)
    {
        var exempt = trainee.Route == "exemption";
        var applicant = await hospital.AtAsync(exempt ? "trainer" : trainee.User);
        await applicant.GoAsync("/training/enrolments", "/training/enrolments/new");
        await applicant.SaveAsync(exempt
            ? [("route", trainee.Route), ("technologyCategory", "chestCt"), ("practitionerId", trainee.Name)]
            : [("route", trainee.Route), ("programmeId", Programme)]);
        var path = applicant.Path;

        var trainer = await OpenAsync(hospital, "trainer", path);
        if (!exempt)
        {
            await trainer.Page.CheckAsync($"main label:has-text('{(trainee.Route == "overseas" ? "韩知行" : "秦朗")}') [name=supervisors]");
        }

        await trainer.SaveFormAsync("accept", ("accept", "true"));
        return path;
    }

    /// <summary>The trainer attaches the papers and enters what they say; the officer compares and signs.</summary>
    private static async Task ProveAsync(TeachingHospital hospital, Trainee trainee, params (string Field, string Value)[] evidence)
    {
        var trainer = await OpenAsync(hospital, "trainer", trainee.Enrolment);
        await trainer.FollowAsync("main a[href^='/documents/new']");
        await trainer.Page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "证明.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(trainee.Name + "：证明材料") });
        await trainer.SaveAsync(("title", "证明材料"), ("category", "evidence"));
        await trainer.Page.GotoAsync(hospital.App.Address + trainee.Enrolment);
        await trainer.FollowAsync("main a[href$='/evidence']");
        await trainer.SaveAsync(evidence);

        var officer = await OpenAsync(hospital, "officer", trainee.Enrolment);
        await officer.FillAsync(("agree", "true"), ("note", "与原件一致"));
        await officer.SignAsync();
        await officer.SendAsync("main form:has([name=agree]) .sign button.primary");
    }

    /// <summary>Three hours under the supervisor, with the code that the session's page shows at the beginning and at the end.</summary>
    private static async Task AttendAsync(TeachingHospital hospital, Trainee trainee)
    {
        var supervisor = await hospital.AtAsync("supervisor");
        await supervisor.GoAsync("/training/sessions");
        await supervisor.SaveAsync(("taught", "AI 辅助诊断基础"), ("place", "影像楼 305 示教室"));
        await EnterCodeAsync();
        hospital.Clock.Advance(TimeSpan.FromHours(3));
        await supervisor.Page.ReloadAsync();
        await EnterCodeAsync();
        await supervisor.Page.ReloadAsync();
        (await supervisor.TextAsync()).ShouldContain(trainee.Name);
        await supervisor.SendAsync("main form button.danger");

        async Task EnterCodeAsync()
        {
            var code = (await supervisor.TextAsync(".big-code [aria-hidden]")).Replace(" ", "", StringComparison.Ordinal);
            var person = await hospital.AtAsync(trainee.User);
            await person.GoAsync("/training/attend");
            await person.SaveAsync(("code", code));
        }
    }

    /// <summary>Four cases a day, one of them a case of this hospital by its number, signed by the supervisor.</summary>
    private static async Task TakeCasesAsync(TeachingHospital hospital, Trainee trainee, int day)
    {
        var reader = await hospital.AtAsync("radiologist1");
        await reader.Page.GotoAsync(hospital.App.Address + "/cases?state=closed");
        var number = await reader.Page.Locator($"main tr:has-text('{Deployment}') th[scope=row] a[href^='/cases/']").Nth(day).InnerTextAsync();
        var person = await OpenAsync(hospital, trainee.User, trainee.Enrolment);
        for (var i = 0; i < 4; i++)
        {
            await person.FollowAsync("main a[href$='/cases/new']");
            if (i == 0)
            {
                await person.FillAsync(("caseNumber", number), ("ownReading", "右肺结节，建议随访"), ("ownConfidence", "75"));
            }
            else
            {
                await person.Page.ClickAsync("main details summary");
                await person.FillAsync(("reference", $"见习-{day}-{i}"), ("technology", "肺结节 CT 影像辅助检测软件"), ("particulars", "60 岁，左上叶磨玻璃结节 8 mm"));
            }

            await person.SaveAsync(("taking", "read"));
            person.Path.ShouldBe(trainee.Enrolment);
        }

        var supervisor = await OpenAsync(hospital, "supervisor", trainee.Enrolment);
        for (var i = 0; i < 4; i++)
        {
            await supervisor.FollowAsync("main td small a[href*='/cases/']");
            await supervisor.SignAsync();
            await supervisor.SendAsync("main .sign button.primary");
        }
    }

    /// <summary>The trainer signs the completion; the certificate is there at once and verifies by the address of its code.</summary>
    private static async Task CompleteAsync(TeachingHospital hospital, Trainee trainee)
    {
        var trainer = await OpenAsync(hospital, "trainer", trainee.Enrolment);
        await trainer.SignAsync();
        await trainer.SendAsync("main .sign button.primary");
        (await trainer.TextAsync(".page-head")).ShouldContain("已结业");
        await OpenCertificateAsync(trainer, trainee);
        await trainer.FollowAsync("main a[href$='/print']");
        await trainer.FollowAsync("a[href^='/verify/certificates/']");
        (await trainer.TextAsync("body")).ShouldContain("证书真实，今日有效");
    }

    /// <summary>Officer, department head, committee: the authorisation that a certificate is only the ground for.</summary>
    private static async Task AuthoriseAsync(TeachingHospital hospital, IReadOnlyList<Trainee> trainees)
    {
        var officer = await hospital.AtAsync("officer");
        var head = await hospital.AtAsync("head");
        foreach (var trainee in trainees)
        {
            await officer.GoAsync("/authorisations", "/authorisations/new");
            await officer.SaveAsync(("practitionerId", trainee.Name), ("deploymentId", Deployment), ("acts", "opinion"), ("reason", "培训结业"));
            var path = officer.Path;
            foreach (var desk in new[] { head, officer })
            {
                await desk.Page.GotoAsync(hospital.App.Address + path);
                await desk.SaveFormAsync("agree", ("agree", "true"));
            }
        }

        await officer.GoAsync("/authorisations");
        await officer.Page.GotoAsync(hospital.App.Address + "/authorisations?state=verified");
        await officer.SendAsync("main form:has([name=ids]) button.primary");
        var motion = officer.Path;
        foreach (var member in new[] { "committee2", "committee3" })
        {
            var person = await OpenAsync(hospital, member, motion);
            await person.SaveFormAsync("choice", ("choice", "for"));
        }

        var chair = await OpenAsync(hospital, "committee1", motion);
        await chair.SignAsync();
        await chair.SendAsync("main form:has([name=conditions]) .sign button.primary");
    }

    /// <summary>The trainer asks for the revocation and the officer decides; who holds the paper is told by its address.</summary>
    private static async Task RevokeAsync(TeachingHospital hospital, Trainee trainee)
    {
        var trainer = await hospital.AtAsync("trainer");
        await OpenCertificateAsync(trainer, trainee);
        var path = trainer.Path;
        await trainer.SaveFormAsync("from", ("reason", "境外证明查实为伪造"));

        var officer = await OpenAsync(hospital, "officer", path);
        await officer.SaveFormAsync("agree", ("agree", "true"));
        await officer.FollowAsync("main a[href$='/print']");
        await officer.FollowAsync("a[href^='/verify/certificates/']");
        (await officer.TextAsync("body")).ShouldContain("证书曾经颁发，现已撤销");
    }

    private static async Task OpenCertificateAsync(Newcomer person, Trainee trainee)
    {
        await person.GoAsync("/training/certificates");
        await person.FollowAsync($"main tr:has-text('{trainee.Name}') a[href^='/training/certificates/']");
    }

    /// <summary>What the officer reads about opinions on the deployment in the person's record.</summary>
    private static async Task<string> MayAsync(TeachingHospital hospital, Trainee trainee)
    {
        var officer = await OpenAsync(hospital, "officer", trainee.Record);
        return await officer.TextAsync($"main tr:has(th a:has-text('{Deployment}')) td:nth-of-type(2)");
    }

    /// <summary>The clause of training as the record's page decides it for opinions.</summary>
    private static async Task<string> WhyAsync(TeachingHospital hospital, Trainee trainee)
    {
        var officer = await OpenAsync(hospital, "officer", trainee.Record);
        await officer.FollowAsync($"main tr:has(th a:has-text('{Deployment}')) a.act");
        return await officer.Page.Locator($"#why article.dec:has-text('{Clause}')").First.TextContentAsync() ?? "";
    }

    private static async Task<string> NoticeAsync(TeachingHospital hospital, Trainee trainee) =>
        await (await OpenAsync(hospital, "trainer", trainee.Enrolment)).TextAsync("main .notice");

    private static async Task<Newcomer> OpenAsync(TeachingHospital hospital, string user, string path)
    {
        var person = await hospital.AtAsync(user);
        await person.Page.GotoAsync(hospital.App.Address + path);
        return person;
    }
}
