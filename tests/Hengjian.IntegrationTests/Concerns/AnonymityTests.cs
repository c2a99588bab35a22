using System.Globalization;
using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Concerns.Filing;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Concerns;

/// <summary>
/// Somebody who is signed in raises a concern from a browser and an address of their own. Afterwards nothing in any table, in the ledger, in the access records, in the
/// database's files or in the log leads back: no user, no session, no address, no browser, no hour.
/// </summary>
public sealed class AnonymityTests
{
    private const string Address = "198.51.100.77";
    private const string Agent = "SentinelBrowser/77.1";
    private const string Text = "哨兵举报正文 SENTINEL-TEXT-4711";

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Concern_OfSomebodySignedIn_LeavesNothingThatLeadsBack(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var handler = await app.ClientAsync(Role.ConcernHandler);
        var person = await app.UserAsync(Role.Physician);
        var browser = await app.SignedInAsync(person);
        await app.Services.GetRequiredService<Governance.Transparency.LedgerSequencer>().IntegrateAsync(app.InstitutionId, CancellationToken.None);
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
        browser.Client.DefaultRequestHeaders.Add("User-Agent", Agent);
        var logged = app.Log.Text.Length;
        app.Clock.Advance(TimeSpan.FromMinutes(17));
        var before = await RowsAsync(app);

        var code = await ConcernTests.RaiseAsync(browser, Text);
        var filed = (await RowsAsync(app)).Except(before).ToList();
        app.Clock.Advance(TimeSpan.FromHours(2));
        await app.Services.GetRequiredService<TakeUpConcerns>().RunAsync(app.InstitutionId, CancellationToken.None);
        var taken = (await RowsAsync(app)).Except(before).ToList();

        filed.Count.ShouldBe(1, string.Join('\n', filed));
        filed[0].ShouldStartWith("concern_intakes|");
        taken.Count.ShouldBeGreaterThan(1);
        string[] leads = [person.Id.ToString("D"), person.UserName, Address, Agent, "SENTINEL-TEXT", code, code.Replace("-", "", StringComparison.Ordinal)];
        foreach (var row in filed.Concat(taken))
        {
            leads.ShouldAllBe(l => !row.Contains(l, StringComparison.OrdinalIgnoreCase), row);
        }

        await using (var db = app.Read())
        {
            var records = await db.Set<LedgerRecordRow>().Where(r => r.Action.StartsWith("concern.")).ToListAsync();
            records.Count.ShouldBe(1);
            records.ShouldAllBe(r => r.ActorId == "system" && r.RecordedAt >= app.Clock.GetUtcNow().AddMinutes(-1));
        }

        var log = app.Log.Text[logged..];
        leads.ShouldAllBe(l => !log.Contains(l, StringComparison.OrdinalIgnoreCase));
        FilesOf(app, [Address, Agent, "SENTINEL-TEXT", code]).ShouldBeEmpty();
        (await handler.AskAsync("concerns")).At("items").EnumerateArray().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Page_OpenedByAnybody_SetsNoCookie()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        using var client = new HttpClient { BaseAddress = app.Address };

        foreach (var path in new[] { "/concern", "/concern/receipt" })
        {
            using var answer = await client.GetAsync(path);
            answer.EnsureSuccessStatusCode();
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse(path);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Posts_FromOneAddress_AreLimited()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite, ("rateLimits:ConcernsPerMinute", "3"));
        var visitor = ConcernTests.Visitor(app);
        var answers = new List<System.Net.HttpStatusCode>();

        for (var i = 0; i < 5; i++)
        {
            using var answer = await visitor.PostAsync("/concern/receipt", "find", ("code", "00000-00000-00000-00000"));
            answers.Add(answer.StatusCode);
        }

        answers.Count(a => a == System.Net.HttpStatusCode.TooManyRequests).ShouldBe(2);
    }

    /// <summary>Every row of every table, as text.</summary>
    private static async Task<HashSet<string>> RowsAsync(AppFixture app)
    {
        var rows = new HashSet<string>(StringComparer.Ordinal);
        await using var db = app.Read();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(table + "|" + string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Of(reader.GetValue(i)))));
            }
        }

        return rows;
    }

    private static string Of(object value) => value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes) + Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Files of the data folder, database and write-ahead log included, that contain one of the texts.</summary>
    private static List<string> FilesOf(AppFixture app, string[] texts)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(app.Settings.DataDirectory, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            found.AddRange(texts.Where(t => bytes.AsSpan(0, read).IndexOf(Encoding.UTF8.GetBytes(t)) >= 0).Select(t => $"{Path.GetFileName(file)}: {t}"));
        }

        return found;
    }
}
