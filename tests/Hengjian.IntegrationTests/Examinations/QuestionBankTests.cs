using System.Net;
using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Examinations;

public sealed class QuestionBankTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Draft_ApprovedByItsAuthor_IsRefusedAndByAnotherFrozen(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var id = (await school.Trainer.Client.SendAsync("examinations/questions", school.Single())).Created().Id;
        var version = await NewestAsync(school, id);

        (await school.Trainer.Client.SendAsync($"examinations/questions/{id}/versions/{version}/approval", new { })).Conflicts("examination.ownDraft");
        (await school.First.Client.SendAsync($"examinations/questions/{id}/versions/{version}/approval", new { })).Created();

        (await school.Trainer.Client.PutAsync($"examinations/questions/{id}/versions/{version}", school.Single(), "\"2\"")).Conflicts("examination.versionFrozen");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Draft_ChangedByTheSecondPerson_IsThatPersonsAndWaitsForTheFirst(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var id = (await school.Trainer.Client.SendAsync("examinations/questions", school.Single())).Created().Id;
        var version = await NewestAsync(school, id);

        (await school.First.Client.PutAsync($"examinations/questions/{id}/versions/{version}", school.Single("改过的题干"), "\"1\"")).Is(HttpStatusCode.OK);

        (await school.First.Client.SendAsync($"examinations/questions/{id}/versions/{version}/approval", new { })).Conflicts("examination.ownDraft");
        (await school.Trainer.Client.SendAsync($"examinations/questions/{id}/versions/{version}/approval", new { })).Created();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Version_Second_SupersedesTheFirstAndAPaperKeepsTheOneItDrew(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var id = await school.AskAsync(school.Single("第一版"));
        var paper = await school.PaperAsync("literacy", ("single", 1));
        var second = (await school.Trainer.Client.SendAsync($"examinations/questions/{id}/versions", school.Single("第二版"))).Created().Id;
        (await school.First.Client.SendAsync($"examinations/questions/{id}/versions/{second}/approval", new { })).Created();

        var states = (await school.Trainer.Client.AskAsync($"examinations/questions/{id}")).At("versions").EnumerateArray().Select(v => v.GetProperty("state").GetString());
        states.ShouldBe(["approved", "superseded"]);
        (await school.Trainer.Client.AskAsync($"examinations/papers/{paper}")).At("questions").EnumerateArray().Single().GetProperty("stem").GetString().ShouldBe("第一版");
    }

    [Theory]
    [InlineData("options.1.correct", true, "options")]
    [InlineData("stem", "", "stem")]
    [InlineData("marks", 0, "marks")]
    [InlineData("difficultyPercent", 101, "difficultyPercent")]
    public async Task Question_WrongInOneThing_IsRefusedByThatField(string path, object value, string field)
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);

        (await school.Trainer.Client.SendAsync("examinations/questions", school.Single().With(path, value))).Names(field);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Paper_DrawnAgainWithTheSeed_IsTheSame(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        for (var i = 0; i < 8; i++)
        {
            await school.AskAsync(school.Single());
        }

        var blueprint = (await school.Trainer.Client.SendAsync("examinations/blueprints", school.Blueprint("literacy", ("single", 4)))).Created().Id;
        async Task<string> DrawAsync(int seed)
        {
            var id = (await school.Trainer.Client.SendAsync($"examinations/blueprints/{blueprint}/papers", new { seed })).Created().Id;
            return string.Join(' ', (await school.Trainer.Client.AskAsync($"examinations/papers/{id}")).At("questions").EnumerateArray().Select(q => q.GetProperty("number").GetString()));
        }

        var first = await DrawAsync(40213);
        (await DrawAsync(40213)).ShouldBe(first);
        new[] { await DrawAsync(1), await DrawAsync(2), await DrawAsync(3) }.ShouldContain(p => p != first);
    }

    [Fact]
    public async Task Paper_BankTooSmall_IsRefusedWithWhatLacks()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        await school.AskAsync(school.Single());
        var blueprint = (await school.Trainer.Client.SendAsync("examinations/blueprints", school.Blueprint("literacy", ("single", 2)))).Created().Id;

        var refused = (await school.Trainer.Client.SendAsync($"examinations/blueprints/{blueprint}/papers", new { seed = 1 })).Conflicts("examination.bankTooSmall");

        refused.Text.ShouldContain("1: 1/2");
    }

    [Fact]
    public async Task Blueprint_PassMarkBelowThePacksLeast_IsRefused()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);

        (await school.Trainer.Client.SendAsync("examinations/blueprints", school.Blueprint("literacy", ("single", 1)).With("passPercent", 59))).Names("passPercent", "field.outOfRange");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sheet_WithGoodKnownAndWrongRows_ImportsTheGoodOnesAsDraftsOnce(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var stem = "表中题 " + CaseWorld.Next();
        var csv = $"题型,主题,题干,A,B,C,答案,AI 结果,解析,分值\n单选题,{school.Topic},{stem} 一,甲,乙,,A,,理由,2\n判断题,{school.Topic},{stem} 二,,,,错,,理由,2\n识别错误的 AI,{school.Topic},{stem} 三,,,,纠正,结节 8 mm,理由,3\n单选题,{school.Topic},{stem} 四,甲,乙,,D,,理由,2\n";

        var preview = (await PreviewAsync(school.Trainer.Client, csv)).Created();

        preview.At("new").GetInt32().ShouldBe(3, preview.Text);
        preview.At("errors").GetInt32().ShouldBe(1);
        (await school.Trainer.Client.SendAsync($"examinations/questions/imports/{preview.Id}/confirmation", new { goodRowsOnly = false })).Conflicts("tables.hasErrors");
        (await school.Trainer.Client.SendAsync($"examinations/questions/imports/{preview.Id}/confirmation", new { goodRowsOnly = true })).Created();
        var drafts = await school.Trainer.Client.AskAsync($"examinations/questions?topic={Uri.EscapeDataString(school.Topic)}&state=draft");
        drafts.At("total").GetInt32().ShouldBe(3);
        (await PreviewAsync(school.Trainer.Client, csv)).At("known").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Export_ReadAgain_KnowsEveryRow()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        await school.AskAsync(school.Single());
        await school.AskAsync(school.Spot(aiIsWrong: true));
        await school.AskAsync(school.Open());
        var sheet = await school.Trainer.Client.GetStringAsync($"{Calls.Root}examinations/questions/export?format=csv&topic={Uri.EscapeDataString(school.Topic)}");

        var preview = (await PreviewAsync(school.Trainer.Client, sheet)).Created();

        (preview.At("known").GetInt32(), preview.At("errors").GetInt32()).ShouldBe((3, 0), preview.Text);
    }

    [Fact]
    public async Task Image_OfADraft_IsFrozenWithTheApprovalAndOtherFilesAreRefused()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = (await school.Trainer.Client.SendAsync("examinations/questions", school.Open())).Created().Id;
        var version = await NewestAsync(school, id);
        (await school.Trainer.Client.AttachAsync(version, SampleFiles.Pdf(), kind: "questionVersion")).Names("file", "document.notScan");
        (await school.Trainer.Client.AttachAsync(version, SampleFiles.Png, fileName: "ct.png", type: "image/png", kind: "questionVersion")).Created();

        (await school.First.Client.SendAsync($"examinations/questions/{id}/versions/{version}/approval", new { })).Created();

        (await school.Trainer.Client.GetByteArrayAsync($"{Calls.Root}examinations/questions/versions/{version}/images/0")).ShouldBe(SampleFiles.Png);
        (await school.Trainer.Client.AttachAsync(version, SampleFiles.Jpeg, fileName: "ct.jpg", type: "image/jpeg", kind: "questionVersion")).IsProblem(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(Role.Physician)]
    [InlineData(Role.Trainee)]
    [InlineData(Role.SupervisingPhysician)]
    [InlineData(Role.GovernanceOfficer)]
    public async Task Bank_ForWhoeverMaySit_IsForbidden(Role role)
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);

        (await (await school.PupilAsync(role)).Client.AskAsync("examinations/questions")).IsProblem(HttpStatusCode.Forbidden);
    }

    private static async Task<Guid> NewestAsync(School school, Guid question) =>
        (await school.Trainer.Client.AskAsync($"examinations/questions/{question}")).At("versions").EnumerateArray().First().GetProperty("id").GetGuid();

    private static async Task<Answer> PreviewAsync(HttpClient client, string csv)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "试题.csv" } };
        return await client.CallAsync(HttpMethod.Post, "examinations/questions/imports", content);
    }
}
