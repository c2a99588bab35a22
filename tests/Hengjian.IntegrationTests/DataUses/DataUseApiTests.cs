using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.DataUses;

/// <summary>The register of data use through the API, and the contract through which other modules let data leave.</summary>
public sealed class DataUseApiTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Transfer_UnderAnEntryInForce_IsRecordedAndTakenOffTheAmount(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var entry = await world.RegisterEntryAsync(world.Entry());

        (await world.TransferAsync(entry)).Created();

        (await world.Officer.AskAsync($"data-uses/{entry}")).At("item.amountUsed").GetInt64().ShouldBe(10);
        var transfer = (await world.Officer.AskAsync($"data-uses/{entry}/transfers")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Single();
        transfer.GetProperty("amount").GetInt64().ShouldBe(10);
        transfer.GetProperty("hash").GetString().ShouldBe(new string('a', 64));
        transfer.GetProperty("sentByName").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Transfer_OfMoreThanIsLeft_IsRefusedByTheClauseAndTakesNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var entry = await world.RegisterEntryAsync(world.Entry());
        (await world.TransferAsync(entry, 95)).Created();

        var refused = (await world.TransferAsync(entry, 6)).IsProblem(HttpStatusCode.Conflict);

        refused.Decision("HP-13.1").GetProperty("missing").GetString()!.ShouldContain("5");
        (await world.Officer.AskAsync($"data-uses/{entry}")).At("item.amountUsed").GetInt64().ShouldBe(95);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Transfers_ManyAtOnce_NeverTakeMoreThanTheAmount(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var entry = await world.RegisterEntryAsync(world.Entry());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.TransferAsync(entry, 10)));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(10);
        answers.Count(a => a.Status == HttpStatusCode.Conflict).ShouldBe(10);
        (await world.Officer.AskAsync($"data-uses/{entry}")).At("item.state").GetString().ShouldBe("usedUp");
    }

    [Fact]
    public async Task Transfer_WithoutTheAgreementAttached_IsRefusedByTheClause()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var entry = await world.RegisterEntryAsync(world.Entry(), agreement: false);

        (await world.TransferAsync(entry)).IsProblem(HttpStatusCode.Conflict).Unmet.ShouldBe(["HP-13.1"]);
    }

    [Theory, InlineData(-400, -1), InlineData(1, 30)]
    public async Task Transfer_OutsideTheTerm_IsRefused(int from, int to)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var entry = await world.RegisterEntryAsync(world.Entry().With("from", CaseWorld.Day(world.Today.AddDays(from))).With("to", CaseWorld.Day(world.Today.AddDays(to))));

        (await world.TransferAsync(entry)).IsProblem(HttpStatusCode.Conflict).Unmet.ShouldBe(["HP-13.1"]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OtherModules_RecordingATransfer_AreMatchedByReceiverAndPurpose(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var receiver = "厂商 " + CaseWorld.Next();
        var entry = await world.RegisterEntryAsync(world.Entry(receiver));

        (await RecordAsync(world, receiver.Replace(" ", "", StringComparison.Ordinal), DataUsePurpose.Service)).Value!.DataUseId.ShouldBe(entry);
        (await RecordAsync(world, receiver, DataUsePurpose.Training)).Refusal.ShouldBeOfType<RuleRefused>().Decisions.Single().Clause.ShouldBe("HP-13.1");
        (await RecordAsync(world, "没有登记的公司", DataUsePurpose.Service)).Refusal.ShouldBeOfType<RuleRefused>();
    }

    [Fact]
    public async Task Destruction_OfAnEntryThatIsOver_NeedsItsOwnDocument()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var entry = await world.RegisterEntryAsync(Over(world));
        var other = (await world.Officer.AttachAsync(world.Department, SampleFiles.Pdf())).Created().Id;
        (await world.Officer.AskAsync($"data-uses/{entry}")).At("item.state").GetString().ShouldBe("destructionDue");
        var on = CaseWorld.Day(world.Today.AddDays(-1));
        (await world.Officer.SendAsync($"data-uses/{entry}/destruction", new { end = "destroyed", on, documentId = other })).Names("documentId", "field.unknownReference");

        var proof = (await world.Officer.AttachAsync(entry, SampleFiles.Pdf(), "销毁证明.pdf", kind: "dataUse", category: "evidence")).Created().Id;
        (await world.Officer.SendAsync($"data-uses/{entry}/destruction", new { end = "destroyed", on, documentId = proof, note = "三次覆写" })).Created();

        (await world.Officer.AskAsync($"data-uses/{entry}")).At("item.state").GetString().ShouldBe("closed");
        (await world.Officer.SendAsync($"data-uses/{entry}/destruction", new { end = "destroyed", on, documentId = proof })).Conflicts("dataUse.alreadyProved");
    }

    [Fact]
    public async Task Destruction_WhileInForce_IsRefused()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var entry = await world.RegisterEntryAsync(world.Entry());

        (await world.Officer.SendAsync($"data-uses/{entry}/destruction", new { end = "returned", on = CaseWorld.Day(world.Today) })).Conflicts("dataUse.stillInForce");
    }

    [Fact]
    public async Task End_BeforeTheTerm_StopsTransfersFromThatDay()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var entry = await world.RegisterEntryAsync(world.Entry());

        (await world.Officer.SendAsync($"data-uses/{entry}/end", new { on = CaseWorld.Day(world.Today), reason = "合同解除" })).Created();

        (await world.TransferAsync(entry)).IsProblem(HttpStatusCode.Conflict).Unmet.ShouldBe(["HP-13.1"]);
        (await world.Officer.SendAsync($"data-uses/{entry}/end", new { on = CaseWorld.Day(world.Today), reason = "再次" })).Conflicts("dataUse.alreadyEnded");
        (await world.Officer.PutAsync($"data-uses/{entry}", world.Entry(), "\"2\"")).Conflicts("dataUse.alreadyEnded");
    }

    [Fact]
    public async Task Change_AfterATransfer_KeepsWhatItRestedOn()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var body = world.Entry();
        var entry = await world.RegisterEntryAsync(body);
        (await world.TransferAsync(entry)).Created();
        var tag = (await world.Officer.AskAsync($"data-uses/{entry}")).ETag;

        foreach (var (field, value) in new (string, object)[] { ("receiver", "别的公司"), ("purpose", "training"), ("unit", "files"), ("amountLimit", 9), ("categories", new[] { "aiResults" }) })
        {
            (await world.Officer.PutAsync($"data-uses/{entry}", Calls.Json(body.DeepClone()).With(field, value), tag)).Names(field);
        }

        (await world.Officer.PutAsync($"data-uses/{entry}", body.With("amountLimit", 10), tag)).Is(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Change_ByTwoOfficersAtOnce_TellsTheSecond(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.Entry();
        var entry = await world.RegisterEntryAsync(body);
        (await world.Officer.PutAsync($"data-uses/{entry}", body.With("agreement", "甲"), "\"1\"")).Is(HttpStatusCode.OK);

        (await world.Officer.PutAsync($"data-uses/{entry}", body.With("agreement", "乙"), "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("receiver", ""), InlineData("receiverCode", "123"), InlineData("purpose", null), InlineData("purpose", "gift"), InlineData("purposeText", null), InlineData("basis", null)]
    [InlineData("basisText", " "), InlineData("categories", null), InlineData("identifiable", null), InlineData("amountLimit", null), InlineData("unit", null), InlineData("agreement", "")]
    [InlineData("from", null), InlineData("from", "1899-01-01"), InlineData("from", "9999-12-31"), InlineData("to", null), InlineData("to", "2001-01-01"), InlineData("to", "9999-12-31")]
    public async Task Field_WrongAlone_IsNamed(string field, string? value)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.SendAsync("data-uses", world.Entry().With(field, value))).Names(field);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(1_000_000_001)]
    public async Task Amount_OutOfRange_IsNamed(int amount)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var entry = await world.RegisterEntryAsync(world.Entry());

        (await world.Officer.SendAsync("data-uses", world.Entry().With("amountLimit", amount))).Names("amountLimit", "field.outOfRange");
        (await world.TransferAsync(entry, amount)).Names("amount", "field.outOfRange");
    }

    [Theory, InlineData("what", ""), InlineData("categories", null), InlineData("amount", null), InlineData("hash", "xyz"), InlineData("at", "2999-01-01T00:00:00Z")]
    public async Task Transfer_WithOneFieldWrong_NamesIt(string field, string? value)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var entry = await world.RegisterEntryAsync(world.Entry());

        (await world.Officer.SendAsync($"data-uses/{entry}/transfers", Outbox.Transfer().With(field, value))).Names(field);
    }

    [Fact]
    public async Task Receiver_ThatIsTheInstitutionItself_OrAnonymisedAndIdentifiable_IsRefused()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var own = (await world.Officer.AskAsync($"institutions/{world.App.InstitutionId}")).At("unifiedSocialCreditCode").GetString();

        (await world.Officer.SendAsync("data-uses", world.Entry().With("receiverCode", own))).Names("receiverCode", "dataUse.ownInstitution");
        (await world.Officer.SendAsync("data-uses", world.Entry().With("basis", "anonymised").With("identifiable", true))).Names("identifiable");
    }

    [Fact]
    public async Task Entry_OfAnotherInstitution_Is404()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var entry = await world.RegisterEntryAsync(world.Entry());
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"data-uses/{entry}")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.AskAsync($"data-uses/{entry}/transfers")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"data-uses/{entry}/transfers", Outbox.Transfer())).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"data-uses/{entry}/end", new { on = CaseWorld.Day(world.Today), reason = "无关" })).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task WorkAndExpiry_OfAnEntryThatIsOverWithoutProof_AreListed()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var world = await CaseWorld.OverAsync(app);
        var entry = await world.RegisterEntryAsync(Over(world));
        await world.RegisterEntryAsync(Over(world).With("keptBecause", "法定上报，接收方依法保存"));
        await using var db = app.Read();
        var officer = new Caller(CallerKind.User, Guid.Empty, "officer", app.InstitutionId, null, new HashSet<Role> { Role.GovernanceOfficer }, new HashSet<string>());
        var work = new List<WaitingWork>();
        foreach (var source in app.Services.GetServices<IWorkSource>())
        {
            work.AddRange(await source.WaitingForAsync(db, officer, CancellationToken.None));
        }

        var ends = new List<Expiry>();
        foreach (var source in app.Services.GetServices<IExpirySource>())
        {
            ends.AddRange(await source.EndingByAsync(db, world.Today, CancellationToken.None));
        }

        work.Where(w => w.Kind == "dataUseDestruction").Select(w => w.Count).ShouldBe([1]);
        ends.Where(e => e.Kind == "dataUse").Select(e => e.SubjectId).ShouldBe([entry]);
    }

    private static System.Text.Json.Nodes.JsonObject Over(CaseWorld world) =>
        world.Entry().With("from", CaseWorld.Day(world.Today.AddDays(-100))).With("to", CaseWorld.Day(world.Today.AddDays(-1)));

    private static Task<Outcome<TransferRecorded>> RecordAsync(CaseWorld world, string receiver, DataUsePurpose purpose) =>
        world.App.Services.GetRequiredService<IWriter>().WriteAsync<TransferRecorded>(
            new WriteRequest(Caller.System(world.App.InstitutionId)),
            (scope, ct) => world.App.Services.GetRequiredService<IOutboundTransfers>().RecordAsync(
                scope,
                new TransferDraft { Receiver = receiver, Purpose = purpose, What = "日志", Categories = [DataCategory.Images], Amount = 1, Unit = AmountUnit.Cases },
                ct),
            CancellationToken.None);
}
