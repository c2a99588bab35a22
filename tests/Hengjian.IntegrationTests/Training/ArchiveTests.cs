using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Training;

/// <summary>The archive of a trainee (R17-4.2.2d): open to its subject, exported whole, on record when another opens it; and the base's annual report.</summary>
public sealed class ArchiveTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Archive_OfATrainee_IsOpenToTheSubjectTheTrainerAndTheOfficerAlone(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var enrolment = await school.EnrolAsync();
        await school.AttendAsync(90);
        var entry = (await school.LogAsync(enrolment)).Created().Id;
        (await school.SignAsync(enrolment, entry)).Created();
        var other = await school.TraineeAsync();
        var id = school.Trainee.Id;

        var own = (await school.Trainee.Client.AskAsync("training/archive")).Is(HttpStatusCode.OK);
        own.At("own").GetBoolean().ShouldBeTrue();
        var training = own.At("trainings").EnumerateArray().ShouldHaveSingleItem();
        training.GetProperty("theoryHours").GetDecimal().ShouldBe(2m);
        training.GetProperty("cases").EnumerateArray().ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("signed");
        own.At("decision.outcome").GetString().ShouldBe("satisfied", own.Text);
        own.At("keptUntil").GetString().ShouldBe(CaseWorld.Day(school.Today.AddYears(30)));
        foreach (var reader in new[] { school.Trainer, school.World.Officer })
        {
            (await reader.AskAsync($"training/archives/{id}")).Is(HttpStatusCode.OK).At("trainings").GetArrayLength().ShouldBe(1);
        }

        (await other.Client.AskAsync($"training/archives/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await school.World.First.Client.AskAsync($"training/archives/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await (await school.World.StrangerAsync(Role.Trainer)).AskAsync($"training/archives/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await other.Client.AskAsync("training/archive")).Is(HttpStatusCode.OK).At("decision.outcome").GetString().ShouldBe("notApplicable");
    }

    [Fact]
    public async Task Archive_Exported_IsWholeByItsManifest()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        await school.EnrolAsync();
        await school.AttendAsync(45);

        using var answer = await school.Trainee.Client.GetAsync($"/api/v1/training/archives/{school.Trainee.Id}/archive.zip");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var zip = await ZipArchive.CreateAsync(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null);
        var manifest = JsonDocument.Parse(await BytesAsync(zip, "manifest.json")).RootElement.GetProperty("files").EnumerateArray().ToList();

        manifest.Select(f => f.GetProperty("name").GetString()).ShouldBeSubsetOf(zip.Entries.Select(e => e.FullName));
        manifest.Select(f => f.GetProperty("name").GetString()).ShouldContain("archive.json");
        manifest.Select(f => f.GetProperty("name").GetString()).ShouldContain("archive.html");
        foreach (var file in manifest)
        {
            Convert.ToHexStringLower(SHA256.HashData(await BytesAsync(zip, file.GetProperty("name").GetString()!))).ShouldBe(file.GetProperty("sha256").GetString());
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Report_OfABase_CountsWhatTheYearHeld(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var enrolment = await school.EnrolAsync();
        await school.AttendAsync(90);
        var entry = (await school.LogAsync(enrolment)).Created().Id;
        (await school.SignAsync(enrolment, entry)).Created();

        var report = (await school.Trainer.AskAsync($"training/report?year={school.Today.Year}")).Is(HttpStatusCode.OK);

        var normal = report.At("routes").EnumerateArray().ShouldHaveSingleItem();
        (normal.GetProperty("admitted").GetInt32(), normal.GetProperty("completed").GetInt32(), normal.GetProperty("underWay").GetInt32()).ShouldBe((1, 0, 1));
        (report.At("theoryHours").GetDecimal(), report.At("casesSigned").GetInt32()).ShouldBe((2m, 1));
        report.At("inTime.value").ValueKind.ShouldBe(JsonValueKind.Null);
        var capacity = report.At("capacity").EnumerateArray().ShouldHaveSingleItem();
        (capacity.GetProperty("capacity").GetInt32(), capacity.GetProperty("mostAtOnce").GetInt32()).ShouldBe((3, 1));
        (await school.Trainer.AskAsync($"training/report?year={school.Today.Year - 1}")).At("routes").GetArrayLength().ShouldBe(0);
        (await school.Trainee.Client.AskAsync("training/report")).IsProblem(HttpStatusCode.Forbidden);
    }

    [Theory, InlineData("zh-CN"), InlineData("en")]
    public async Task Pages_OfArchiveAndReport_HaveWordsInBothLanguages(string language)
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var enrolment = await school.EnrolAsync();
        await school.AttendAsync(45);
        (await school.SignAsync(enrolment, (await school.LogAsync(enrolment)).Created().Id)).Created();
        var browser = await school.App.SignedInAsync(school.TrainerUser);
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();

        foreach (var path in new[] { $"/training/archives/{school.Trainee.Id}", $"/training/archives/{school.Trainee.Id}/print", "/training/archive", "/training/report", "/training/report/print" })
        {
            var html = await browser.GetAsync(path);
            foreach (var bare in new[] { ">Archive.", ">Report.", ">TheoryKind.", ">CaseEntryState.", ">CaseTaking.", ">EnrolmentState.", ">CoursePart." })
            {
                html.ShouldNotContain(bare);
            }
        }
    }

    private static async Task<byte[]> BytesAsync(ZipArchive zip, string name)
    {
        await using var stream = zip.GetEntry(name).ShouldNotBeNull().Open();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
