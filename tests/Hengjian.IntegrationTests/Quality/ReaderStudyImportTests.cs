using System.Text;
using System.Text.Json;
using Hengjian.Cli.Counters;
using Hengjian.Cli.Import;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Quality.Persistence;
using Hengjian.Governance.Quality.ReaderStudies;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Quality;

/// <summary>What an import leaves behind: once, twice, cancelled, interrupted, and through the commands.</summary>
public sealed class ReaderStudyImportTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    /// <summary>Rows enough for several chunks.</summary>
    private static string Large(string name, int cases = 600) => Studies.Header + "\n" + string.Join(
        '\n', Enumerable.Range(0, cases).Select(i => $"{name}{i},R{i % 3},with,{i % 2},{(i % 5 == 0 ? 1 - (i % 2) : i % 2)},{i % 2},0.{i % 10},{i % 60},{(i % 2 == 0 ? "A" : "B")}"));

    [Theory, MemberData(nameof(All))]
    public async Task Import_MakesStudyDeploymentReadersAndCasesThatNobodyActsOn(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);

        var report = await app.ImportAsync(Studies.Named("made"), name: "made.csv");

        await using var db = app.Read();
        var deployment = await db.Set<Deployment>().SingleAsync(d => d.Id == report.Deployments[0].Id);
        deployment.Stage.ShouldBe(DeploymentStage.Study);
        var cases = await db.Set<Case>().Where(c => c.DeploymentId == deployment.Id).ToListAsync();
        cases.ShouldAllBe(c => c.StudyKey != null && c.PatientName == null && c.BirthDate == null && c.AgeAtExamination == null && c.ClinicianId == null);
        var ids = cases.Select(c => c.Id).ToList();
        var opinions = await db.Set<Opinion>().Where(o => ids.Contains(o.CaseId)).ToListAsync();
        opinions.ShouldAllBe(o => o.SignatureId == null && o.Confidence == null && !o.UseConfirmed);
        var readers = await db.Set<Practitioner>().Where(p => opinions.Select(o => o.PractitionerId).Contains(p.Id)).ToListAsync();
        readers.ShouldAllBe(r => r.StudyReader && r.LicenceNumber == null && !r.Details.LicensedHere);
        (cases.Count, opinions.Count, readers.Count).ShouldBe((6, 17, 2));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_OfTheSameFileAgain_ChangesNothingAndSaysSo(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var first = await app.ImportAsync(Studies.Named("twice"), name: "twice.csv");

        var second = await app.ImportAsync(Studies.Named("twice"), name: "renamed.csv");

        second.AlreadyImported.ShouldBeTrue();
        second.Deployments.ShouldBe(first.Deployments);
        (second.Cases, second.Readings).ShouldBe((first.Cases, first.Readings));
        await using var db = app.Read();
        (await db.Set<Case>().CountAsync(c => c.DeploymentId == first.Deployments[0].Id)).ShouldBe(6);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_OfTheSameFileByAnotherMap_IsAnotherStudy(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var first = await app.ImportAsync(Studies.Named("maps"), name: "maps.csv");

        var second = await app.ImportAsync(Studies.Named("maps"), Studies.Map.Replace("\"panel\"", "\"pathology\"", StringComparison.Ordinal), "maps.csv");

        second.AlreadyImported.ShouldBeFalse();
        second.Deployments[0].Id.ShouldNotBe(first.Deployments[0].Id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_CancelledMidway_LeavesNothing(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);

        var outcome = await app.TryImportAsync(Large("cancelled"), name: "cancelled.csv", progress: (done, _, _) =>
            done > 0 ? throw new OperationCanceledException() : Task.CompletedTask);

        outcome.Refusal.ShouldBeOfType<Conflict>().Code.ShouldBe("import.cancelled");
        await using var db = app.Read();
        (await db.Set<ReaderStudyImport>().CountAsync(i => i.FileName == "cancelled.csv")).ShouldBe(0);
        (await db.Set<Deployment>().CountAsync(d => d.Name == "cancelled")).ShouldBe(0);
        (await db.Set<Technology>().CountAsync(t => t.Name == "cancelled")).ShouldBe(0);
        (await db.Set<Case>().CountAsync(c => c.ExaminationKind == "cancelled.csv")).ShouldBe(0);
        await AgreeAsync(app);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_Interrupted_StaysHiddenAndGoesOnWithTheSameFile(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        await Should.ThrowAsync<IOException>(() => app.TryImportAsync(Large("interrupted"), name: "interrupted.csv", progress: (done, _, _) =>
            done > 0 ? throw new IOException("disk full") : Task.CompletedTask));
        var half = await DeploymentAsync(app, "interrupted");
        var officer = await app.ClientAsync(Role.QualityOfficer);
        await officer.QualityAsync($"statistics?deployment={half}", System.Net.HttpStatusCode.NotFound);
        await officer.QualityAsync($"agreement?deployment={half}", System.Net.HttpStatusCode.NotFound);

        var report = await app.ImportAsync(Large("interrupted"), name: "interrupted.csv");

        report.AlreadyImported.ShouldBeFalse();
        report.Deployments.Single().Id.ShouldBe(half);
        (await officer.QualityAsync($"statistics?deployment={half}")).Long("cases").ShouldBe(600);
        await AgreeAsync(app);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_WhileTheSameFileIsBeingImported_IsRefused(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        Outcome<ImportReport> inside = default;

        var outer = await app.TryImportAsync(Large("twin", 50), name: "twin.csv", progress: async (done, _, _) =>
            inside = done == 0 ? await app.TryImportAsync(Large("twin", 50), name: "twin.csv") : inside);

        inside.Refusal.ShouldBeOfType<Conflict>().Code.ShouldBe("import.underWay");
        outer.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Import_RefusedFile_StoresNothing()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        var outcome = await app.TryImportAsync("case,reader\nc1,R1\n", name: "refused.csv");

        outcome.Refusal.ShouldBeOfType<Invalid>().Errors.ShouldContain(e => e.Code == "import.columnMissing");
        await using var db = app.Read();
        (await db.Set<ReaderStudyImport>().CountAsync(i => i.FileName == "refused.csv")).ShouldBe(0);
    }

    [Fact]
    public async Task Command_Import_PrintsTheDocumentOfInterfaces()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var (file, map) = await FilesAsync(app, Studies.Small + "\nc9,R9,alone\n");

        var (code, stdout, stderr) = await RunAsync(ImportCommand.RunAsync, "reader-study", file, "--data", app.Settings.DataDirectory, "--map", map);

        code.ShouldBe(0, stderr);
        var document = JsonSerializer.Deserialize<JsonElement>(stdout);
        (document.Long("cases"), document.Long("readings"), document.At("alreadyImported").GetBoolean()).ShouldBe((6, 17, false));
        document.At("deployments")[0].At("group").ValueKind.ShouldBe(JsonValueKind.Null);
        var rejected = document.At("rejected").EnumerateArray().Single();
        (rejected.Long("row"), rejected.At("reason").GetString()).ShouldBe((19, "The row has 3 fields where the header has 9."));
        var again = await RunAsync(ImportCommand.RunAsync, "reader-study", file, "--data", app.Settings.DataDirectory, "--map", map);
        JsonSerializer.Deserialize<JsonElement>(again.Stdout).At("alreadyImported").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("case,reader\n1,2\n", Studies.Map, "no column \"truth\"")]
    [InlineData("", Studies.Map, "empty")]
    [InlineData(Studies.Header + "\n", Studies.Map, "no rows")]
    [InlineData(Studies.Header + "\nc1,R1,alone,1,1,,,,\n", "{ \"case\": \"case\" }", "must name this column")]
    [InlineData(Studies.Header + "\nc1,R1,alone,1,1,,,,\n", "not json", "not readable JSON")]
    public async Task Command_Import_BadInput_Exits2WithAReasonAndNoOutput(string csv, string map, string reason)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var (file, mapFile) = await FilesAsync(app, csv, map);

        var (code, stdout, stderr) = await RunAsync(ImportCommand.RunAsync, "reader-study", file, "--data", app.Settings.DataDirectory, "--map", mapFile, "--institution", app.InstitutionId.ToString("D"));

        (code, stdout).ShouldBe((2, ""));
        stderr.ShouldContain(reason);
    }

    [Fact]
    public async Task Command_Import_MissingFile_Exits2()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var (code, stdout, _) = await RunAsync(ImportCommand.RunAsync, "reader-study", "/nowhere.csv", "--data", app.Settings.DataDirectory, "--map", "/nowhere.json");
        (code, stdout).ShouldBe((2, ""));
    }

    [Fact]
    public async Task Command_CountersRebuild_FindsAndMendsAnAlteredCell()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        await app.ImportAsync(Studies.Small);
        var data = app.Settings.DataDirectory;
        (await RunAsync(CountersCommand.RunAsync, "rebuild", "--data", data, "--check")).Code.ShouldBe(0);
        await app.WriteAsync(app.InstitutionId, async scope =>
        {
            await using var command = scope.Command("UPDATE quality_counts SET ai_tp = ai_tp + 1 WHERE period = 'A' AND dimension = '' AND reference = 'panel' AND reader_id = @none");
            command.Add("@none", scope.Database.Key(Guid.Empty));
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        });

        var check = await RunAsync(CountersCommand.RunAsync, "rebuild", "--data", data, "--check");
        var rebuild = await RunAsync(CountersCommand.RunAsync, "rebuild", "--data", data);
        var after = await RunAsync(CountersCommand.RunAsync, "rebuild", "--data", data, "--check");

        check.Code.ShouldBe(3);
        check.Stderr.ShouldContain("AiTp is 3, the cases give 2");
        (rebuild.Code, after.Code).ShouldBe((0, 0));
    }

    private static async Task AgreeAsync(AppFixture app) =>
        (await app.Services.GetRequiredService<RebuildCounters>().CheckAsync(app.InstitutionId, CancellationToken.None)).First.ShouldBeNull();

    private static async Task<Guid> DeploymentAsync(AppFixture app, string name)
    {
        await using var db = app.Read();
        return (await db.Set<Deployment>().SingleAsync(d => d.Name == name)).Id;
    }

    private static async Task<(string File, string Map)> FilesAsync(AppFixture app, string csv, string map = Studies.Map)
    {
        var folder = Directory.CreateDirectory(Path.Combine(app.Settings.DataDirectory, "test", Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString("N"))).FullName;
        var (file, mapFile) = (Path.Combine(folder, "study.csv"), Path.Combine(folder, "map.json"));
        await File.WriteAllTextAsync(file, csv, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await File.WriteAllTextAsync(mapFile, map);
        return (file, mapFile);
    }

    private static async Task<(int Code, string Stdout, string Stderr)> RunAsync(Func<string[], TextWriter, TextWriter, Task<int>> command, params string[] arguments)
    {
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        var code = await command(arguments, stdout, stderr);
        return (code, stdout.ToString(), stderr.ToString());
    }
}
