using System.Net;
using System.Security.Cryptography;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Documents.Sweeping;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Documents;

/// <summary>Documents through the API: attached, listed, sent, withdrawn, each by the permissions of the record.</summary>
public sealed class DocumentApiTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Attach_APdfToADepartment_IsListedWithHashAndValidity(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var pdf = SampleFiles.Pdf();

        var id = (await world.Officer.AttachAsync(world.Department, pdf, validFrom: "2026-01-01", validTo: "2027-12-31")).Created().Id;

        var listed = (await world.Senior.Client.AskAsync($"documents?subjectKind=department&subjectId={world.Department}")).Is(HttpStatusCode.OK);
        var document = listed.At("items").EnumerateArray().Single(d => d.GetProperty("id").GetGuid() == id);
        document.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(pdf)));
        document.GetProperty("mediaType").GetString().ShouldBe("application/pdf");
        document.GetProperty("validTo").GetString().ShouldBe("2027-12-31");
        document.GetProperty("uploadedByName").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Content_ToAReaderOfTheRecord_ComesWholeAsAnAttachment(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var pdf = SampleFiles.Pdf();
        var id = (await world.Officer.AttachAsync(world.Department, pdf, fileName: "放射 \"科\" 证书.pdf".Replace("\"", "", StringComparison.Ordinal))).Created().Id;

        using var answer = await world.First.Client.GetAsync($"{Calls.Root}documents/{id}/content");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(pdf);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("放射 科 证书.pdf");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task Content_OnceSent_IsAnAccessRecord()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = (await world.Officer.AttachAsync(world.Department, SampleFiles.Pdf())).Created().Id;

        (await world.First.Client.GetAsync($"{Calls.Root}documents/{id}/content")).Dispose();

        await using var db = world.App.Read();
        db.Set<Governance.Access.Domain.AccessRecord>().AsEnumerable().Count(r => r.SubjectKind == "Document" && r.Kind == AccessKind.Exported && r.SubjectIds.Contains(id)).ShouldBe(1);
    }

    [Fact]
    public async Task StoredFile_OnDisk_DoesNotShowTheContent()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var pdf = SampleFiles.Pdf();
        (await world.Officer.AttachAsync(world.Department, pdf)).Created();

        var stored = await File.ReadAllBytesAsync(Path.Combine(world.App.Settings.FilesDirectory, world.App.InstitutionId.ToString("D"), Convert.ToHexStringLower(SHA256.HashData(pdf))));

        stored.AsSpan().IndexOf("%PDF"u8).ShouldBe(-1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Document_OfAnotherInstitution_Is404ForEverything(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = (await world.Officer.AttachAsync(world.Department, SampleFiles.Pdf())).Created().Id;
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"documents/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.AskAsync($"documents/{id}/content")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.AskAsync($"documents?subjectKind=department&subjectId={world.Department}")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"documents/{id}/withdrawal", new { reason = "无关" })).IsProblem(HttpStatusCode.NotFound);
        (await stranger.AttachAsync(world.Department, SampleFiles.Pdf())).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Attach_ByOneWhoMayOnlyRead_Is403()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.First.Client.AttachAsync(world.Department, SampleFiles.Pdf())).IsProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Record_ThatTheCallerMayNotRead_HasNoDocumentsForThem()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = (await world.Officer.AttachAsync(world.Department, SampleFiles.Pdf())).Created().Id;
        var finance = await world.App.ClientAsync(Role.Finance);

        (await finance.AskAsync($"documents/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await finance.AskAsync($"documents?subjectKind=department&subjectId={world.Department}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Attach_TheSameContentTwiceToARecord_SaysUnderWhichTitle(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var pdf = SampleFiles.Pdf();
        (await world.Officer.AttachAsync(world.Department, pdf, title: "第一份")).Created();

        var again = await world.Officer.AttachAsync(world.Department, pdf, title: "第二份");

        again.Names("file", "document.alreadyAttached").Text.ShouldContain("第一份");
    }

    [Fact]
    public async Task Attach_TheSameContentToAnotherRecord_IsTaken()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var pdf = SampleFiles.Pdf();
        (await world.Officer.AttachAsync(world.Department, pdf)).Created();

        (await world.Officer.AttachAsync(world.Lung.Technology, pdf, kind: "technology")).Created();
    }

    [Fact]
    public async Task Attach_RepeatedUnderOneKey_ActsOnce()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var pdf = SampleFiles.Pdf();

        var first = (await world.Officer.AttachAsync(world.Department, pdf, key: "attach-1")).Created();
        var second = (await world.Officer.AttachAsync(world.Department, pdf, key: "attach-1")).Created();

        second.Id.ShouldBe(first.Id);
    }

    public static TheoryData<string> Kinds => ["institution", "department", "practitioner", "technology", "technologyVersion", "deployment"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Attach_ToARecordOfEachKind_IsTaken(string kind)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var subject = kind switch
        {
            "institution" => world.App.InstitutionId,
            "department" => world.Department,
            "practitioner" => world.Senior.Id,
            "technology" => world.Lung.Technology,
            "technologyVersion" => world.Lung.Version,
            _ => world.Lung.Id,
        };

        (await world.Officer.AttachAsync(subject, SampleFiles.Pdf(), kind: kind)).Created();
        (await world.Officer.AttachAsync(Guid.CreateVersion7(world.App.Clock.GetUtcNow()), SampleFiles.Pdf(), kind: kind)).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Withdrawal_WithAReason_KeepsTheDocumentAndItCountsNoMore(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var technology = (await world.DeployAsync()).Technology;
        var id = (await world.Officer.AttachAsync(technology, SampleFiles.Pdf(), kind: "technology")).Created().Id;
        var directory = world.App.Services.GetRequiredService<IDocumentDirectory>();
        await using var db = world.App.Read();
        (await directory.CountAsync(db, "technology", technology, world.Today, CancellationToken.None)).ShouldBe(new Dictionary<DocumentCategory, int> { [DocumentCategory.Certificate] = 1 });

        (await world.Officer.SendAsync($"documents/{id}/withdrawal", new { reason = "传错了文件" })).Created();

        (await directory.CountAsync(db, "technology", technology, world.Today, CancellationToken.None)).ShouldBeEmpty();
        (await world.Officer.AskAsync($"documents/{id}")).Is(HttpStatusCode.OK).At("withdrawalReason").GetString().ShouldBe("传错了文件");
        (await world.Officer.SendAsync($"documents/{id}/withdrawal", new { reason = "再来一次" })).Conflicts("document.alreadyWithdrawn");
        (await world.Officer.SendAsync($"documents/{id}/withdrawal", new { reason = " " })).Names("reason");
    }

    [Theory, InlineData("2026-11-22", 0), InlineData("2026-11-23", 1), InlineData("2026-12-31", 1), InlineData("2027-01-01", 0)]
    public async Task Count_OnADay_TakesFirstAndLastDayIn(string day, int expected)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var technology = (await world.DeployAsync()).Technology;
        (await world.Officer.AttachAsync(technology, SampleFiles.Pdf(), kind: "technology", validFrom: "2026-11-23", validTo: "2026-12-31")).Created();

        await using var db = world.App.Read();
        var counted = await world.App.Services.GetRequiredService<IDocumentDirectory>()
            .CountAsync(db, "technology", technology, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);

        counted.Values.Sum().ShouldBe(expected);
    }

    [Fact]
    public async Task Sweep_OfFilesOlderThanADay_RemovesOnlyWhatNothingNames()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (kept, young) = (SampleFiles.Pdf(), SampleFiles.Pdf());
        (await world.Officer.AttachAsync(world.Department, kept)).Created();
        var files = world.App.Services.GetRequiredService<Governance.Persistence.Protection.FileStore>();
        var orphan = await files.SaveAsync(world.App.InstitutionId, new MemoryStream(SampleFiles.Pdf()), CancellationToken.None);
        var newOrphan = await files.SaveAsync(world.App.InstitutionId, new MemoryStream(young), CancellationToken.None);
        string Of(string name) => Path.Combine(world.App.Settings.FilesDirectory, world.App.InstitutionId.ToString("D"), name);
        var named = Of(Convert.ToHexStringLower(SHA256.HashData(kept)));
        foreach (var old in new[] { named, Of(orphan) })
        {
            File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(old).AddHours(-25));
        }

        await world.App.Services.GetRequiredService<FileSweep>().SweepAsync(world.App.InstitutionId, CancellationToken.None);

        File.Exists(Of(orphan)).ShouldBeFalse();
        File.Exists(Of(newOrphan)).ShouldBeTrue();
        File.Exists(named).ShouldBeTrue();
    }
}
