using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>From an installation without anything in it to a deployment in routine use, as its people walk it through the pages.</summary>
public sealed class EmptyInstitutionWalkTests(BrowserFixture browser)
{
    private const string Product = "肺结节 CT 影像辅助检测软件";
    private const string Deployment = "胸部 CT 肺结节辅助检测";
    private static readonly string[] Members = ["chair", "member2", "member3"];

    [Fact]
    public async Task EmptyInstitution_WalkedThroughThePages_HasADeploymentInRoutineUse()
    {
        Assert.SkipWhen(!File.Exists(BrowserFixture.Chromium), $"There is no Chromium at {BrowserFixture.Chromium}; set HENGJIAN_CHROMIUM to its path.");
        await using var hospital = NewHospital.Start(browser);
        await hospital.SetUpAsync("新建示范医院", "1299000000001TEX4P");
        await hospital.InviteAsync("officer", "医务处", "GovernanceOfficer");
        await DescribeInstitutionAsync(hospital["officer"]);
        await RegisterPeopleAsync(hospital);
        await SeatCommitteesAsync(hospital);
        await RegisterTechnologyAsync(hospital["officer"]);
        await WriteRulesAsync(hospital);
        var deployment = await ProposeAsync(hospital["officer"]);
        await PassAsync(hospital, deployment, "review");
        await PassAsync(hospital, deployment, "acceptanceTest", "technology", "ethics");
        await AuthoriseAsync(hospital);
        await TestAsync(hospital["officer"], deployment);
        await PlanTrialAsync(hospital["officer"], deployment);
        await PassAsync(hospital, deployment, "trialRun", "technology");
        await RunTrialAsync(hospital, deployment);
        await PassAsync(hospital, deployment, "routineUse", "technology");

        var officer = hospital["officer"];
        await officer.GoAsync("/deployments", deployment);
        (await officer.TextAsync(".page-head")).ShouldContain("常规使用");
        (await officer.TextAsync()).ShouldContain("可以使用");
        var registered = await RegisterCaseAsync(hospital["technician"], "WALK-002");
        registered.ShouldStartWith("/cases/");
    }

    private static async Task DescribeInstitutionAsync(Newcomer officer)
    {
        await officer.GoAsync("/institutions");
        await officer.FollowAsync("main table a[href^='/institutions/']");
        await officer.FollowAsync("main a[href$='/edit']");
        await officer.SaveAsync(
            ("level", "三级"), ("grade", "甲等"), ("subjects[0].code", "32"), ("subjects[0].name", "医学影像科"), ("volumes[0].year", Newcomer.Day(-1)[..4]),
            ("volumes[0].outpatientVisits", "800000"), ("volumes[0].discharges", "40000"), ("volumes[0].examinations", "300000"),
            ("pacs.name", "PACS"), ("pacs.hardware", "双机热备"), ("pacs.inUseSince", Newcomer.Day(-3)));
        foreach (var (name, kind) in new[] { ("放射科", "imaging"), ("呼吸内科", "clinical") })
        {
            await officer.GoAsync("/institutions");
            await officer.FollowAsync("main table a[href^='/institutions/']");
            await officer.FollowAsync("main a[href='/departments']");
            await officer.FollowAsync("main a[href='/departments/new']");
            await officer.SaveAsync(("name", name), ("kind", kind), ("hardware[0].name", "阅片工作站"), ("hardware[0].count", "4"));
        }

        await officer.GoAsync("/equipment", "/equipment/new");
        await officer.SaveAsync(
            ("name", "CT 扫描仪"), ("kind", "acquisition"), ("acquires", "ct"), ("manufacturer", "测试影像设备有限公司"), ("model", "CT-64"), ("serial", "SN-0001"), ("departmentId", "放射科"),
            ("location", "1 号机房"), ("supplier", "测试供应商"), ("invoice", "FP-1"), ("deliveredOn", Newcomer.Day(-1)), ("deliveryDocument", "JH-1"), ("acceptedOn", Newcomer.Day(-1)),
            ("acceptanceDocument", "YS-1"), ("certificates[0].number", "国械注准20993060001"), ("certificates[0].validFrom", Newcomer.Day(-2)), ("certificates[0].validTo", Newcomer.Day(3)));
    }

    private static async Task RegisterPeopleAsync(NewHospital hospital)
    {
        var number = 0;
        foreach (var (user, name, kind, department, roles) in new[]
        {
            ("head", "放射科主任", "physician", "放射科", "DepartmentHead,Physician"), ("reader1", "医师甲", "physician", "放射科", "Physician"),
            ("reader2", "医师乙", "physician", "放射科", "Physician"), ("technician", "技师丙", "technician", "放射科", "Operator"),
            ("medical", "呼吸科主任", "physician", "呼吸内科", "DepartmentHead,Clinician"), ("clinician", "医师丁", "physician", "呼吸内科", "Clinician"),
        })
        {
            var officer = hospital["officer"];
            var imaging = department == "放射科";
            await officer.GoAsync("/practitioners", "/practitioners/new");
            await officer.FillAsync(("name", name), ("kind", kind), ("departmentId", department));
            if (kind == "physician")
            {
                await officer.FillAsync(
                    ("titles[0].title", "attending"), ("licenceNumber", "11099010500000" + ++number), ("licenceCategory", "临床"), ("scopes", imaging ? "医学影像和放射治疗专业" : "内科专业"));
            }

            await officer.SaveAsync(
                ("specialtyPeriods[0].specialty", imaging ? "医学影像" : "呼吸内科"), ("specialtyPeriods[0].kind", "clinical"), ("specialtyPeriods[0].from", Newcomer.Day(-9)),
                ("trainings[0].technologyCategory", "chestCt"), ("trainings[0].route", "normal"), ("trainings[0].certificateNumber", "AI-" + user), ("trainings[0].completedOn", Newcomer.Day(-1)));
            await hospital.InviteAsync(user, name, roles, name);
        }
    }

    private static async Task SeatCommitteesAsync(NewHospital hospital)
    {
        foreach (var member in Members)
        {
            await hospital.InviteAsync(member, "委员 " + member, "CommitteeMember,EthicsMember");
        }

        var officer = hospital["officer"];
        foreach (var committee in new[] { "technology", "ethics" })
        {
            foreach (var member in Members)
            {
                await officer.GoAsync("/motions", "/motions/members");
                var seat = await officer.Page.Locator($"[name=userId] option[value^='{committee}:']").Filter(new() { HasTextString = "委员 " + member }).GetAttributeAsync("value");
                await officer.SaveAsync(("userId", seat!), ("chair", member == "chair" ? "true" : "false"));
            }
        }
    }

    private static async Task RegisterTechnologyAsync(Newcomer officer)
    {
        await officer.GoAsync("/technologies", "/technologies/new");
        await officer.SaveAsync(
            ("name", Product), ("manufacturer", "测试医疗人工智能有限公司"), ("aiClass", "imagingCad"), ("category", "chestCt"), ("specialty", "医学影像"),
            ("intendedUse", "成人胸部 CT 肺结节检出"), ("scopesOfPractice", "医学影像和放射治疗专业"), ("finalDiagnosisScopes", "内科专业"), ("subjects", "医学影像科"), ("acquires", "ct"),
            ("labels[0].code", "positive"), ("labels[0].display", "阳性"), ("labels[0].positive", "true"), ("labels[1].code", "negative"), ("labels[1].display", "阴性"),
            ("certificates[0].number", "国械注准20993210001"), ("certificates[0].validFrom", Newcomer.Day(-2)), ("certificates[0].validTo", Newcomer.Day(3)),
            ("certificates[0].registeredVersion", "3.2"), ("certificates[0].significantVersionParts", "2"),
            ("indicationChecklist[0].code", "adult"), ("indicationChecklist[0].text", "年满 18 岁"), ("indicationChecklist[0].kind", "indication"), ("indicationChecklist[0].required", "true"));
        await officer.FollowAsync("main a[href$='/versions/new']");
        await officer.SaveAsync(
            ("algorithmName", "LungNodule-CAD"), ("algorithmVersion", "3.2.1"), ("deliveredOn", Newcomer.Day(days: -300)), ("deliveryDocument", "验收-001"), ("scope.answered", "true"),
            ("scope.runsAloneOrExportsResults", "true"), ("scope.influences", "invasiveAct"), ("scope.clinicalValidation", "临床评价报告-001"), ("scope.approval", "国械注准20993210001"));
    }

    private static async Task WriteRulesAsync(NewHospital hospital)
    {
        var officer = hospital["officer"];
        foreach (var (kind, title) in new[] { ("procedure", "肺结节 CAD 操作规范"), ("guideline", "肺结节诊疗指南") })
        {
            await officer.GoAsync("/policies", "/policies/new");
            await officer.SaveAsync(("title", title), ("kind", kind), ("topic", "operation"), ("scope", "technology"), ("scopeId", Product), ("boundActs", "operate,opinion"));
            await officer.FollowAsync("main a[href$='/versions/new']");
            await officer.SaveAsync(("number", "1"), ("text", "检查前核对适应证；结果须由两名医师确认。"));
            await officer.FollowAsync("main a[href*='/versions/0']");
            await officer.SaveFormAsync(
                "approver", ("approver", "院长办公会"), ("approvedOn", Newcomer.Day()), ("inForceFrom", Newcomer.Day()), ("reviewBy", Newcomer.Day(1)));
        }

        foreach (var reader in new[] { "reader1", "reader2", "technician", "head" })
        {
            for (var i = 0; i < 2; i++)
            {
                var person = hospital[reader];
                await person.OpenWaitingAsync("/policies");
                await person.FollowAsync("main a[href$='/read']");
                await person.SaveAsync(("read", "true"));
            }
        }
    }

    private static async Task<string> ProposeAsync(Newcomer officer)
    {
        await officer.GoAsync("/deployments", "/deployments/new");
        await officer.SaveAsync(("name", Deployment), ("technologyVersionId", "LungNodule-CAD 3.2.1"), ("departmentId", "放射科"), ("defaultProtocol", "aiFirst"));
        return officer.Path;
    }

    /// <summary>Puts the gate before its committees, hands in what it asks, and has the chair sign where a second signature is asked.</summary>
    private static async Task PassAsync(NewHospital hospital, string deployment, string gate, params string[] committees)
    {
        var officer = hospital["officer"];
        var path = $"/gates/{gate}";
        foreach (var committee in committees)
        {
            await officer.GoAsync("/deployments", deployment, "/life-cycle", path);
            await officer.SaveFormAsync("committee", ("committee", committee), ("proposal", "提请审议"));
            var motion = officer.Path;
            foreach (var member in Members.Skip(1))
            {
                await hospital[member].OpenWaitingAsync("/motions");
                await hospital[member].FollowAsync($"main a[href='{motion}']");
                await hospital[member].SaveFormAsync("choice", ("choice", "for"));
            }

            var chair = hospital["chair"];
            await chair.OpenWaitingAsync("/motions");
            await chair.FollowAsync($"main a[href='{motion}']");
            await chair.SignAsync();
            await chair.SendAsync("main form:has([name=conditions]) .sign button.primary");
        }

        await officer.GoAsync("/deployments", deployment, "/life-cycle", path);
        foreach (var item in await officer.Page.Locator("[name^='items['][name$='.done']").EvaluateAllAsync<string[]>("all => all.map(e => e.name.replace('.done', ''))"))
        {
            await officer.FillAsync((item + ".done", "true"), (item + ".on", Newcomer.Day()), (item + ".note", "见医务处卷宗"));
        }

        foreach (var field in await officer.Page.Locator("[name^='documents['][name$='.reference']").EvaluateAllAsync<string[]>("all => all.map(e => e.name)"))
        {
            await officer.FillAsync((field, "YW-2026-001"));
        }

        await officer.SignAsync();
        await officer.SendAsync("main .sign button.primary");
        if (gate != "review")
        {
            var chair = hospital["chair"];
            await chair.OpenWaitingAsync(path);
            await chair.FillAsync(("approve", "true"));
            await chair.SignAsync();
            await chair.SendAsync("main .sign button.primary");
        }
    }

    private static async Task AuthoriseAsync(NewHospital hospital)
    {
        var officer = hospital["officer"];
        foreach (var (user, head, act) in new[]
        {
            ("reader1", "head", "opinion"), ("reader2", "head", "opinion"), ("technician", "head", "operate"), ("clinician", "medical", "finalDiagnosis"),
        })
        {
            var person = hospital[user];
            await person.GoAsync("/authorisations", "/authorisations/new");
            await person.SaveAsync(("deploymentId", Deployment), ("acts", act), ("reason", "首次授权"));
            var path = person.Path;
            foreach (var desk in new[] { hospital[head], officer })
            {
                await desk.OpenWaitingAsync("/authorisations");
                await desk.FollowAsync($"main a[href='{path}']");
                await desk.SaveFormAsync("agree", ("agree", "true"));
            }
        }

        await officer.OpenWaitingAsync("/authorisations");
        foreach (var box in await officer.Page.Locator("main [name=ids]").AllAsync())
        {
            await box.CheckAsync();
        }

        await officer.SendAsync("main form:has([name=ids]) button.primary");
        var motion = officer.Path;
        motion.ShouldStartWith("/motions/");
        foreach (var member in Members.Skip(1))
        {
            await hospital[member].OpenWaitingAsync("/motions");
            await hospital[member].FollowAsync($"main a[href='{motion}']");
            await hospital[member].SaveFormAsync("choice", ("choice", "for"));
        }

        var chair = hospital["chair"];
        await chair.OpenWaitingAsync("/motions");
        await chair.FollowAsync($"main a[href='{motion}']");
        await chair.SignAsync();
        await chair.SendAsync("main form:has([name=conditions]) .sign button.primary");
    }

    private static async Task TestAsync(Newcomer officer, string deployment)
    {
        await officer.GoAsync("/deployments", deployment, "/life-cycle", "/acceptance-tests/new");
        await officer.SaveAsync(
            ("referenceStandard", "两名高年资医师共识，分歧由第三人裁定"), ("source", "本院连续病例"), ("criteria[0].metric", "sensitivity"), ("criteria[0].limit", "0.8"), ("criteria[0].basis", "bound"),
            ("criteria[1].metric", "specificity"), ("criteria[1].limit", "0.85"), ("criteria[1].basis", "point"), ("reasoning.method", "precision"), ("reasoning.metric", "sensitivity"),
            ("reasoning.expected", "0.9"), ("reasoning.halfWidth", "0.06"), ("reasoning.share", "0.5"), ("sampleSize", "200"));
        await officer.FillAsync(
            ("from", Newcomer.Day()), ("to", Newcomer.Day()), ("counts.truePositives", "90"), ("counts.falseNegatives", "10"), ("counts.trueNegatives", "95"), ("counts.falsePositives", "5"),
            ("counts.failures", "2"), ("remark", "达到标准"));
        await officer.SignAsync();
        await officer.SendAsync("main .sign button.primary");
        (await officer.TextAsync(".page-head")).ShouldContain("达标");
    }

    private static async Task PlanTrialAsync(Newcomer officer, string deployment)
    {
        await officer.GoAsync("/deployments", deployment, "/life-cycle", "/trial-run");
        await officer.SaveAsync(
            ("from", Newcomer.Day()), ("to", Newcomer.Day(days: 20)), ("leastCases", "1"), ("doubleReading", "true"), ("stopRules[0].text", "失败超过五分之一"), ("stopRules[0].failureShare", "0.2"),
            ("stopRules[1].text", "发生严重不良事件"));
    }

    private static async Task RunTrialAsync(NewHospital hospital, string deployment)
    {
        var technician = hospital["technician"];
        await hospital["officer"].GoAsync("/deployments", deployment, "/use-settings");
        await hospital["officer"].SaveAsync(("weighing.charge.kind", "none"), ("weighing.alternatives", "人工阅片 | 0"), ("weighing.guideline", "肺结节诊治共识"));
        var path = await RegisterCaseAsync(technician, "WALK-001");

        // Without a standing rule the order waits for a physician.
        await hospital["reader1"].GoAsync("/cases", path);
        await hospital["reader1"].FollowAsync(".page-head .btn.primary");
        await hospital["reader1"].SaveAsync(("indication.answers.adult", "true"));
        await technician.GoAsync("/cases", path);
        await technician.FollowAsync(".page-head .btn.primary");
        await technician.SaveAsync(("label", "positive"), ("score", "0.87"));
        foreach (var reader in new[] { "reader1", "reader2" })
        {
            var person = hospital[reader];
            await person.OpenWaitingAsync("/cases/");
            await person.FollowAsync(".page-head .btn.primary");
            await person.FillAsync(("label", "positive"), ("confidence", "82"));
            await person.SignAsync();
            await person.SendAsync(".sign .btn.primary");
        }

        var officer = hospital["officer"];
        await officer.GoAsync("/deployments", deployment, "/life-cycle", "/trial-run");
        await officer.FillAsync(("succeeded", "true"), ("report", "条件均已达到"));
        await officer.SignAsync();
        await officer.SendAsync("main .sign button.primary");
    }

    private static async Task<string> RegisterCaseAsync(Newcomer technician, string accession)
    {
        await technician.GoAsync("/cases", "/cases/new");
        await technician.FollowAsync("tbody .btn");
        await technician.SaveAsync(
            ("patient.identifier", "P-" + accession), ("patient.name", "试走"), ("patient.sex", "female"), ("patient.birthDate", "1966-07-08"), ("accessionNumber", accession),
            ("examination.kind", "胸部 CT 平扫"), ("indication.answers.adult", "true"));
        return technician.Path;
    }
}
