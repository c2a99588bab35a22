using System.Globalization;
using System.Text.Json;
using Hengjian.Cli.Backup;
using Hengjian.Cli.Ledger;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.Governance.Retention.Domain;
using Hengjian.Governance.Retention.Erasing;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Retention;

/// <summary>A backup brings nothing back that was erased after it: the list of erasures has it erased again, and only a list that the installation sealed.</summary>
public sealed class ErasureBackupTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Fact]
    public async Task Backup_RestoredWithTheList_HoldsNothingOfWhomWasErasedSince()
    {
        using var disk = new Folder();
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        var id = await ErasureTests.RecordAsync(world);
        var other = await world.ConcludedAsync();
        var stored = await ErasureTests.StoredAsync(app, id);
        var (archive, list, restored, naive) = (disk.Of("backup.tar.gz"), disk.Of("erasures.jsonl"), disk.Of("restored"), disk.Of("naive"));
        (await RunAsync(BackupCommand.BackupAsync, "--data", app.Settings.DataDirectory, "--to", archive)).Code.ShouldBe(0);
        await EraseAsync(app);
        (await RunAsync(ErasuresCommand.RunAsync, "export", "--data", app.Settings.DataDirectory, "--to", list)).Text.ShouldContain("1 erasures");
        (await File.ReadAllTextAsync(list)).ShouldNotContain(ErasureTests.Patient);

        var without = await RunAsync(BackupCommand.RestoreAsync, "--from", archive, "--data", naive);
        var with = await RunAsync(BackupCommand.RestoreAsync, "--from", archive, "--data", restored, "--erasures", list);

        without.Code.ShouldBe(0, without.Text);
        without.Text.ShouldContain("no list of erasures");
        stored.Count(s => ErasureTests.IsInFiles(naive, s)).ShouldBe(stored.Count, "this test looks for what the backup holds");
        with.Code.ShouldBe(0, with.Text);
        with.Text.ShouldContain("1 erasures applied again, 1 cases emptied");
        stored.Count(s => ErasureTests.IsInFiles(restored, s)).ShouldBe(0);
        (await RunAsync(LedgerCommand.RunAsync, "verify", "--data", restored)).Code.ShouldBe(0);
        await OthersAreAsTheyWereAsync(restored, app.InstitutionId, id, other);
        (await RunAsync(ErasuresCommand.RunAsync, "apply", "--data", restored, "--from", list)).Text.ShouldContain("0 erasures applied again, 0 cases emptied; 1 were known");
        (await RunAsync(ErasuresCommand.RunAsync, "apply", "--data", naive, "--from", app.Settings.DataDirectory)).Text.ShouldContain("1 erasures applied again");
        stored.Count(s => ErasureTests.IsInFiles(naive, s)).ShouldBe(0);
        (await RunAsync(ErasuresCommand.RunAsync, "export", "--data", restored, "--to", disk.Of("again.jsonl"))).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(disk.Of("again.jsonl"))).ShouldBe(await File.ReadAllTextAsync(list));
    }

    [Fact]
    public async Task Backup_RestoredWithAListThatWasAltered_IsNotRestored()
    {
        using var disk = new Folder();
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        await ErasureTests.RecordAsync(world);
        var other = await world.ConcludedAsync();
        await EraseAsync(app);
        var (archive, list, restored) = (disk.Of("backup.tar.gz"), disk.Of("erasures.jsonl"), disk.Of("restored"));
        (await RunAsync(BackupCommand.BackupAsync, "--data", app.Settings.DataDirectory, "--to", archive)).Code.ShouldBe(0);
        (await RunAsync(ErasuresCommand.RunAsync, "export", "--data", app.Settings.DataDirectory, "--to", list)).Code.ShouldBe(0);
        var line = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(await File.ReadAllTextAsync(list))!;
        line["cases"] = JsonSerializer.SerializeToElement(new[] { other });
        await File.WriteAllTextAsync(list, JsonSerializer.Serialize(line));

        var answer = await RunAsync(BackupCommand.RestoreAsync, "--from", archive, "--data", restored, "--erasures", list);

        answer.Code.ShouldBe(2);
        answer.Text.ShouldContain("line 1 is not sealed by this installation");
        Directory.Exists(restored).ShouldBeFalse();
    }

    [Fact]
    public async Task Backup_RestoredWithAListThatIsNotThere_IsNotUnpacked()
    {
        using var disk = new Folder();

        var answer = await RunAsync(BackupCommand.RestoreAsync, "--from", disk.Of("backup.tar.gz"), "--data", disk.Of("restored"), "--erasures", disk.Of("none.jsonl"));

        answer.Code.ShouldBe(2);
        Directory.Exists(disk.Of("restored")).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_WithAnErasureThatTheDatabaseLacks_HasItCarriedOutOnce(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var id = await ErasureTests.RecordAsync(world);
        var list = app.Services.GetRequiredService<ErasureList>();
        var line = Sealed(app, id);

        var first = await list.ApplyAsync(new StringReader(line), CancellationToken.None);
        var second = await list.ApplyAsync(new StringReader(line), CancellationToken.None);

        (first.Applied, first.Cases, first.Known).ShouldBe((1, 1, 0));
        (second.Applied, second.Cases, second.Known).ShouldBe((0, 0, 1));
        (await world.CaseAsync(id)).Text.ShouldNotContain("右上叶");
        await using var db = app.Read();
        (await db.Set<ErasureTombstone>().SingleAsync()).AppliedAgainAt.ShouldNotBeNull();
        (await RunAsync(LedgerCommand.RunAsync, "verify", "--data", app.Settings.DataDirectory)).Code.ShouldBe(0);
        (await app.Services.GetRequiredService<RebuildCounters>().CheckAsync(app.InstitutionId, CancellationToken.None)).Differences.ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_OfWhichOneLineIsForged_IsAppliedNotAtAll(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var id = await ErasureTests.RecordAsync(world);
        var (line, forged) = (Sealed(app, id), Sealed(app, id).Replace("DR-2026-000077", "DR-2026-000078", StringComparison.Ordinal));

        await Should.ThrowAsync<FormatException>(() => app.Services.GetRequiredService<ErasureList>().ApplyAsync(new StringReader(line + "\n" + forged), CancellationToken.None));

        (await world.CaseAsync(id)).Text.ShouldContain("右上叶");
    }

    private static string Sealed(AppFixture app, Guid subject)
    {
        var (request, by, at) = (Guid.CreateVersion7(app.Clock.GetUtcNow()), Guid.CreateVersion7(app.Clock.GetUtcNow()), StoredInstant.ToMicroseconds(app.Clock.GetUtcNow()));
        const string Number = "DR-2026-000077";
        var seal = app.Services.GetRequiredService<Database>().Fields.BlindIndex(
            app.InstitutionId, "erasure", string.Create(CultureInfo.InvariantCulture, $"{request:D}\n{Number}\n{subject:D}\n{by:D}\n{at}"));
        return JsonSerializer.Serialize(new { institution = app.InstitutionId, request, number = Number, cases = new[] { subject }, erasedBy = by, erasedAt = at, seal });
    }

    private static async Task EraseAsync(AppFixture app)
    {
        app.Clock.Advance(TimeSpan.FromDays(16 * 366));
        var (first, second) = (await app.ClientAsync(Role.GovernanceOfficer), await app.ClientAsync(Role.AuditAdministrator));
        var request = (await first.SendAsync("retention/deletion-requests", new { patientIdentifier = ErasureTests.Patient, category = "outpatient", ground = "申请" })).Created().Id;
        var number = (await first.AskAsync("retention/deletion-requests")).At("items")[0].GetProperty("number").GetString();
        (await second.SendAsync($"retention/deletion-requests/{request}/erasure", new { number })).Created();
    }

    private static async Task OthersAreAsTheyWereAsync(string data, Guid institution, Guid erased, Guid other)
    {
        using var database = new Database(DatabaseSettings.Sqlite(data), new Hengjian.Governance.Persistence.Protection.KeyFolder(DatabaseSettings.Sqlite(data)));
        await using var db = database.Read(institution);
        var cases = await db.Set<Hengjian.Governance.Cases.Domain.Case>().Where(c => c.Id == erased || c.Id == other).ToDictionaryAsync(c => c.Id);
        database.Fields.Unprotect(institution, "patient_identifier", erased, cases[erased].PatientIdentifier).ShouldBe("–");
        database.Fields.Unprotect(institution, "patient_identifier", other, cases[other].PatientIdentifier)!.Length.ShouldBeGreaterThan(1);
    }

    private static async Task<(int Code, string Text)> RunAsync(Func<string[], TextWriter, TextWriter, Task<int>> command, params string[] arguments)
    {
        await using var output = new StringWriter();
        return (await command(arguments, output, output), output.ToString());
    }

    /// <summary>A folder of the test's own.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("hengjian-restore-").FullName;

        public string Of(string name) => Path.Combine(_path, name);

        public void Dispose()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_path, recursive: true);
        }
    }
}
