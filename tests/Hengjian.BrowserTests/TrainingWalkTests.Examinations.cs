namespace Hengjian.BrowserTests;

/// <content>The written examination and the assessment of skills after training.</content>
public sealed partial class TrainingWalkTests
{
    private const string Paper = "结业笔试";
    private static readonly string[] Examiners = ["examiner", "examiner2"];

    private static async Task ExamineAsync(TeachingHospital hospital, params Trainee[] trainees)
    {
        var trainer = await hospital.AtAsync("trainer");
        await trainer.GoAsync("/examinations", "/examinations/sittings/new");
        await trainer.FollowAsync($"main th a:has-text('{Paper}')");
        foreach (var trainee in trainees)
        {
            await trainer.Page.CheckAsync($"main label:has-text('{trainee.Name}') [name=enrolments]");
        }

        await trainer.SaveAsync(("closesAt", hospital.Clock.Minute(hours: 4)), ("firstExaminerId", "叶舟"), ("secondExaminerId", "罗致和"), ("arbiterId", "许知远"));
        var right = await RightAnswersAsync(trainer);
        foreach (var trainee in trainees)
        {
            await SitAsync(await hospital.AtAsync(trainee.User), right);
        }

        await MarkAsync(hospital, await HandedInAsync(hospital, trainees));
        foreach (var trainee in trainees)
        {
            await AssessSkillsAsync(hospital, trainee);
        }
    }

    /// <summary>The right options of each question, by its words, as the paper's page shows them to the trainer.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> RightAnswersAsync(Newcomer trainer)
    {
        await trainer.GoAsync("/examinations", "/examinations/blueprints");
        await trainer.FollowAsync($"main a[href^='/examinations/papers/']:has-text('{Paper}')");
        var rows = await trainer.Page.Locator("main tbody tr:has(a[href^='/examinations/questions/'])")
            .EvaluateAllAsync<string[]>("all => all.map(r => r.querySelector('th a').innerText.trim() + '\\n' + r.querySelectorAll('td')[1].innerText.trim())");
        return rows.Select(r => r.Split('\n')).ToDictionary(r => r[0], r => $"、{r[1]}、");
    }

    private static async Task SitAsync(Newcomer candidate, IReadOnlyDictionary<string, string> right)
    {
        await candidate.GoAsync("/my-examinations");
        await candidate.FollowAsync($"main th a:has-text('{Paper}')");
        await candidate.SendAsync();
        var questions = await candidate.Page.Locator(".exam-nav li").CountAsync();
        questions.ShouldBe(right.Count);
        for (var number = 1; number <= questions; number++)
        {
            var answers = right[(await candidate.TextAsync(".exam-question p.prewrap")).Trim()];
            foreach (var option in await candidate.Page.Locator("#exam-answer label.choice").AllAsync())
            {
                var words = (await option.InnerTextAsync()).Trim();
                if (answers.Contains($"、{words[(words.IndexOf('.', StringComparison.Ordinal) + 1)..].Trim()}、", StringComparison.Ordinal))
                {
                    await option.ClickAsync();
                }
            }

            if (await candidate.Page.Locator("#exam-answer [name=text]").CountAsync() > 0)
            {
                await candidate.FillAsync(("text", "倾向恶性：分叶、毛刺、胸膜牵拉，吸烟高危；不采纳 AI，写明理由并提交第二名医师。"));
            }

            await candidate.SendAsync("#exam-answer button.primary");
        }

        await candidate.SendAsync("main form button.danger");
        (await candidate.TextAsync()).ShouldContain($"{questions} / {questions}");
    }

    /// <summary>Paths of the trainees' sittings that wait for their marks.</summary>
    private static async Task<IReadOnlyList<string>> HandedInAsync(TeachingHospital hospital, IReadOnlyList<Trainee> trainees)
    {
        var trainer = await OpenAsync(hospital, "trainer", "/examinations?state=handedIn");
        var paths = new List<string>();
        foreach (var trainee in trainees)
        {
            paths.Add((await trainer.Page.Locator($"main th a:has-text('{trainee.Name}')").First.GetAttributeAsync("href"))!);
        }

        return paths;
    }

    /// <summary>Both examiners mark the open answers, each without the other's marks, and then both sign.</summary>
    private static async Task MarkAsync(TeachingHospital hospital, IReadOnlyList<string> sittings)
    {
        foreach (var examiner in Examiners)
        {
            foreach (var sitting in sittings)
            {
                var person = await OpenAsync(hospital, examiner, sitting);
                (await person.TextAsync(".page-head")).ShouldNotContain("薛怀瑾", customMessage: "papers are marked without a name");
                await person.FollowAsync("main a[href$='/marking']");
                var open = await person.Page.Locator("main form:has([name=marks])").CountAsync();
                open.ShouldBeGreaterThan(0);
                for (var i = 0; i < open; i++)
                {
                    var form = person.Page.Locator("main form:has([name=marks])").Nth(i);
                    await form.Locator("[name=marks]").FillAsync("8");
                    await form.Locator("button.primary").ClickAsync();
                    (await person.Page.Locator(".form-errors, .refusal").CountAsync()).ShouldBe(0);
                }
            }
        }

        foreach (var (examiner, sitting) in Examiners.SelectMany(e => sittings.Select(s => (e, s))))
        {
            var person = await OpenAsync(hospital, examiner, sitting + "/marking");
            await person.SignAsync();
            await person.SendAsync("main .sign button.primary");
        }

        foreach (var sitting in sittings)
        {
            await PassedAsync(await OpenAsync(hospital, "trainer", sitting));
        }
    }

    private static async Task AssessSkillsAsync(TeachingHospital hospital, Trainee trainee)
    {
        var trainer = await OpenAsync(hospital, "trainer", trainee.Enrolment);
        await trainer.FollowAsync("main a[href^='/examinations/skills/new']");
        await trainer.SaveAsync(("checklistId", "技能考核"), ("firstExaminerId", "叶舟"), ("secondExaminerId", "罗致和"));
        var path = trainer.Path;
        foreach (var examiner in Examiners)
        {
            var person = await OpenAsync(hospital, examiner, path);
            foreach (var met in await person.Page.Locator("main [name$='.rating'][value=met]").AllAsync())
            {
                await met.CheckAsync();
            }

            await person.SignAsync();
            await person.SendAsync("main .sign button.primary");
        }

        await trainer.Page.ReloadAsync();
        await PassedAsync(trainer);
    }

    private static async Task PassedAsync(Newcomer person)
    {
        var head = await person.TextAsync(".page-head");
        head.ShouldContain("合格");
        head.ShouldNotContain("不合格");
    }
}
