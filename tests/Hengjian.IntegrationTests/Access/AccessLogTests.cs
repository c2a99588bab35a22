using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Access;

public sealed class AccessLogTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reads_OfOneRequest_AreOneRecordInTheLedgerSoon(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var context = await ContextAsync(app, "request-a");
        Guid[] cases = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

        Log(app).Read(context, "Case", cases[0], cases[1]);
        Log(app).Read(context, "Case", cases[1], cases[2]);

        var record = (await RecordsAsync(app, context.Caller.Id, 1)).ShouldHaveSingleItem();
        record.SubjectIds.ShouldBe(cases);
        (record.Kind, record.SubjectKind, record.RequestId).ShouldBe((AccessKind.Read, "Case", "request-a"));
        await using var db = app.Read();
        (await db.Set<LedgerRecordRow>().SingleAsync(r => r.SubjectId == record.Id)).Action.ShouldBe("access.data.read");
    }

    [Fact]
    public async Task Reads_OfTwoRequests_AreTwoRecords()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var context = await ContextAsync(app, "request-a");

        Log(app).Read(context, "Case", Guid.CreateVersion7());
        Log(app).Read(context with { RequestId = "request-b" }, "Case", Guid.CreateVersion7());

        (await RecordsAsync(app, context.Caller.Id, 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reads_BeforeTheProgramEnds_AreWrittenAtItsEnd()
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-test-").FullName;
        Guid reader;
        await using (var app = await AppFixture.StartInAsync(folder, TestDatabase.Sqlite))
        {
            var context = await ContextAsync(app, "last");
            reader = context.Caller.Id;
            Log(app).Read(context, "Case", Guid.CreateVersion7());
        }

        await using var again = await AppFixture.StartInAsync(folder, TestDatabase.Sqlite, ownsFolder: true);
        (await RecordsAsync(again, reader, 1)).Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unmasking_IsDurableBeforeTheAnswer_AndItsReasonEncrypted(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var context = await ContextAsync(app, "unmask");

        var outcome = await Log(app).DiscloseAsync(context, AccessKind.Unmasked, "Case", [Guid.CreateVersion7()], " 电话核对患者张三 ", CancellationToken.None);

        await using var db = app.Read();
        var record = await db.Set<AccessRecord>().SingleAsync(r => r.Id == outcome.Value);
        app.Services.GetRequiredService<Governance.Persistence.Database>().Fields.Unprotect(app.InstitutionId, "reason", record.Id, record.Reason).ShouldBe("电话核对患者张三");
        System.Text.Encoding.UTF8.GetString(record.Reason!).ShouldNotContain("张三");
    }

    [Theory, InlineData(AccessKind.Unmasked, null), InlineData(AccessKind.Unmasked, "  x "), InlineData(AccessKind.Emergency, "")]
    public async Task Disclosure_WithoutAReason_IsInvalidAndNotRecorded(AccessKind kind, string? reason)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var context = await ContextAsync(app, "unmask");

        var outcome = await Log(app).DiscloseAsync(context, kind, "Case", [Guid.CreateVersion7()], reason, CancellationToken.None);

        outcome.Refusal.ShouldBeOfType<Invalid>().Errors.Single().Field.ShouldBe("reason");
        await using var db = app.Read();
        (await db.Set<AccessRecord>().AnyAsync(r => r.ActorId == context.Caller.Id)).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Report_ForTheAuditAdministrator_ListsByKindWithNameAndReason(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var context = await ContextAsync(app, "unmask");
        var id = (await Log(app).DiscloseAsync(context, AccessKind.Emergency, "Case", [Guid.CreateVersion7()], "抢救中查阅既往病例", CancellationToken.None)).Value;
        var audit = await app.ClientAsync(Role.AuditAdministrator);

        var list = await audit.GetFromJsonAsync<JsonElement>($"/api/v1/access-records?kind=emergency&actor={context.Caller.Id}");
        var none = await audit.GetFromJsonAsync<JsonElement>($"/api/v1/access-records?kind=exported&actor={context.Caller.Id}");

        var record = list.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        record.GetProperty("id").GetGuid().ShouldBe(id);
        record.GetProperty("reason").GetString().ShouldBe("抢救中查阅既往病例");
        record.GetProperty("actorName").GetString().ShouldStartWith("测试 user");
        none.GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Theory, InlineData("from=2999-01-01", 0), InlineData("to=1999-12-31", 0), InlineData("from=2000-01-01&to=2999-01-01", 1)]
    public async Task Report_ByDays_IncludesBoth(string days, int expected)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var context = await ContextAsync(app, "unmask");
        await Log(app).DiscloseAsync(context, AccessKind.Exported, "Case", [Guid.CreateVersion7()], null, CancellationToken.None);

        var list = await (await app.ClientAsync(Role.AuditAdministrator)).GetFromJsonAsync<JsonElement>($"/api/v1/access-records?actor={context.Caller.Id}&{days}");

        list.GetProperty("total").GetInt32().ShouldBe(expected);
    }

    [Fact]
    public async Task Report_UnknownKind_Is422()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        using var answer = await (await app.ClientAsync(Role.AuditAdministrator)).GetAsync("/api/v1/access-records?kind=everything");

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static IAccessLog Log(AppFixture app) => app.Services.GetRequiredService<IAccessLog>();

    private static async Task<WriteRequest> ContextAsync(AppFixture app, string requestId)
    {
        var user = await app.UserAsync(Role.Physician);
        return new WriteRequest(new Caller(CallerKind.User, user.Id, user.UserName, user.InstitutionId, null, user.Roles.ToHashSet(), new HashSet<string>()), requestId);
    }

    /// <summary>The records of a reader, as soon as there are <paramref name="atLeast"/>; waits 10 s at most, on a busy machine.</summary>
    private static async Task<List<AccessRecord>> RecordsAsync(AppFixture app, Guid reader, int atLeast)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            await using var db = app.Read();
            var records = await db.Set<AccessRecord>().Where(r => r.ActorId == reader).ToListAsync();
            if (records.Count >= atLeast || watch.Elapsed > TimeSpan.FromSeconds(10))
            {
                return records;
            }

            await Task.Delay(50);
        }
    }
}
