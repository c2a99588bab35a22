using System.Net;
using System.Text.RegularExpressions;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Training;

/// <summary>The pages of bases and programmes in both languages, with their forms.</summary>
public sealed partial class TrainingBasePageTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Base_RegisteredFurnishedAppliedAndDesignated_ByForms(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var trainer = await EnglishAsync(scene, scene.TrainerUser);
        using var registered = await trainer.PostAsync(
            "/training/bases/new", "act", ("technologyCategory", scene.Category), ("lead", "梁老师"), ("supervisors.rows", "2"), ("supervisors[0].practitionerId", scene.First.Id.ToString("D")),
            ("supervisors[1].practitionerId", scene.Second.Id.ToString("D")), ("years.rows", "0"));
        var page = await LedToAsync(registered);
        using var furnished = await trainer.PostAsync(
            page + "/facilities", "act", ("seats", "30"), ("workstations", "12"), ("teachingImages", "900"), ("libraryCases", "300"), ("examinationRoom", "true"));
        (await LedToAsync(furnished)).ShouldBe(page);
        await scene.DocumentAsync(Guid.ParseExact(page.Split('/')[^1], "D"), 150);
        using var applied = await trainer.PostAsync(page, "apply", ("statement", "申请指定"));
        (await LedToAsync(applied)).ShouldBe(page);
        (await trainer.GetAsync(page)).ShouldContain("Application waits");
        var regulator = await EnglishAsync(scene, scene.RegulatorUser);

        using var designated = await regulator.PostAsync(
            page + "/decision", "designate", ("number", "省培〔2026〕8号"), ("from", CaseWorld.Day(scene.Now)), ("signature.secret", TestUser.Password));

        (await LedToAsync(designated)).ShouldBe(page);
        (await trainer.GetAsync(page)).ShouldContain("省培〔2026〕8号");
        (await regulator.GetAsync("/training/bases?standing=designated")).ShouldContain(page);
    }

    [Fact]
    public async Task Designation_WithUnmetConditions_ShowsWhyAndKeepsTheInput()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.RegisterAsync();
        (await scene.ApplyAsync(id)).Created();
        var regulator = await EnglishAsync(scene, scene.RegulatorUser);

        using var refused = await regulator.PostAsync(
            $"/training/bases/{id:D}/decision", "designate", ("number", "省培〔2026〕9号"), ("from", CaseWorld.Day(scene.Now)), ("signature.secret", TestUser.Password));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("省培〔2026〕9号");
        html.ShouldContain("R17-4.2.1b");
    }

    [Theory, InlineData("zh-CN", "培训基地", "培训方案"), InlineData("en", "Training bases", "Training programmes")]
    public async Task Pages_InEachLanguage_HaveNoBareKeys(string language, string bases, string programmes)
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.DesignatedAsync(sinceDays: 20);
        var programme = await TrainingProgrammeTests.DraftedAsync(scene, id);
        var trainer = await SignedInAsync(scene, scene.TrainerUser, language);
        var regulator = await SignedInAsync(scene, scene.RegulatorUser, language);

        (await trainer.GetAsync("/training/bases")).ShouldContain(bases);
        (await trainer.GetAsync("/training/programmes")).ShouldContain(programmes);
        foreach (var (browser, path) in new[]
        {
            (trainer, "/training/bases"), (trainer, "/training/bases/new"), (trainer, $"/training/bases/{id:D}"), (trainer, $"/training/bases/{id:D}?view=print"), (trainer, $"/training/bases/{id:D}/edit"),
            (trainer, $"/training/bases/{id:D}/facilities"), (regulator, "/training/bases"), (regulator, $"/training/bases/{id:D}"), (regulator, $"/training/bases/{id:D}/decision"),
            (trainer, "/training/programmes"), (trainer, "/training/programmes/new"), (trainer, $"/training/programmes/{programme:D}"), (trainer, $"/training/programmes/{programme:D}/draft"),
        })
        {
            BareKey().Match(await browser.GetAsync(path)).Value.ShouldBe("", path);
        }
    }

    [Fact]
    public async Task Programme_WrittenAndApproved_ByForms()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var programme = await TrainingProgrammeTests.DraftedAsync(scene, await scene.DesignatedAsync());
        var page = $"/training/programmes/{programme:D}";
        var trainer = await EnglishAsync(scene, scene.TrainerUser);
        (await trainer.GetAsync(page)).ShouldContain("A second person approves");
        var officer = await EnglishAsync(scene, await scene.World.App.UserAsync(Hengjian.Governance.Access.Contracts.Role.GovernanceOfficer));

        using var approved = await officer.PostAsync(page, "approve", ("note", "同意"), ("signature.secret", TestUser.Password));

        (await LedToAsync(approved)).ShouldBe(page);
        (await trainer.GetAsync(page)).ShouldContain("v1 in force");
        using var revised = await trainer.PostAsync(page, "revise", ("note", "更新"));
        (await LedToAsync(revised)).ShouldBe(page + "/draft");
        (await trainer.GetAsync("/training/programmes?draft=true")).ShouldContain(page);
    }

    [Fact]
    public async Task Pages_OfAnotherInstitution_AreAbsent()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.RegisterAsync();
        var stranger = await scene.World.App.SignedInAsync(await scene.World.App.UserAsync(
            [Hengjian.Governance.Access.Contracts.Role.Trainer], institution: await scene.World.App.InstitutionAsync("别院 " + CaseWorld.Next())));

        (await stranger.Client.GetAsync($"/training/bases/{id:D}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.Client.GetAsync($"/training/bases/{id:D}/edit")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<Browser> EnglishAsync(BaseWorld scene, TestUser user) => SignedInAsync(scene, user, "en");

    private static async Task<Browser> SignedInAsync(BaseWorld scene, TestUser user, string language)
    {
        var browser = await scene.World.App.SignedInAsync(user);
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
        return browser;
    }

    private static async Task<string> LedToAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return new Uri(new Uri("http://localhost"), answer.Headers.Location!.OriginalString).AbsolutePath;
    }

    /// <summary>A text key that was not found stands on the page as it is.</summary>
    [GeneratedRegex(">(Base|Bases|Programme|Programmes|BaseStanding|ProgrammeKind|ProgrammeState|CoursePart|YearSource|AssessmentKind|Apply|Approve|Revise|Review|Nav|Version|Years|Supervisors|Capacity)\\.[A-Za-z]+<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BareKey();
}
