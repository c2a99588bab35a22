using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>The way of a case from registration to its end and back, and what it says on the way.</summary>
public sealed class CasePathTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Case_FromRegistrationToClosedAndReopened_GoesThroughItsStates(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var registered = (await world.Technician.Client.SendAsync("cases", world.CaseBody().Without("indication"))).Created();
        registered.State.ShouldBe("registered");
        registered.At("number").GetString()!.ShouldMatch(@"^\d{4}-\d{6}$");
        var id = registered.Id;

        (await world.First.Client.SendAsync($"cases/{id}/indication", new { answers = new { adult = true } })).Created().State.ShouldBe("indicated");
        (await world.ReceiveAsync(id)).Created().State.ShouldBe("analysed");
        (await world.First.OpineAsync(id)).Created().State.ShouldBe("reading");
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
        (await world.Clinician.ConcludeAsync(id)).Created().State.ShouldBe("concluded");
        (await world.Officer.SendAsync($"cases/{id}/report", new { reason = "回执 2026-001" })).Created().State.ShouldBe("reported");
        (await world.Officer.SendAsync($"cases/{id}/closure", new { reason = "随访完成" })).Created().State.ShouldBe("closed");
        (await world.Officer.SendAsync($"cases/{id}/reopening", new { reason = "补报不良事件" })).Created().State.ShouldBe("reported");
    }

    [Theory, MemberData(nameof(All))]
    public async Task TimeLine_OfAPlayedCase_ListsItsActsInOrder(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.ConcludedAsync();
        (await world.Officer.SendAsync($"cases/{id}/report", new { reason = "回执" })).Created();

        var actions = (await world.Officer.AskAsync($"cases/{id}/timeline")).Is(HttpStatusCode.OK).Json.EnumerateArray().Select(e => e.GetProperty("action").GetString());

        actions.ShouldBe(["case.registered", "case.aiResult.accepted", "case.opinion.signed", "case.opinion.signed", "case.opinion.issued", "case.finalDiagnosis.signed", "case.reported"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Next_NamesWhatMayBeDoneByWhom(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();

        var next = (await world.Clinician.Client.AskAsync($"cases/{id}")).At("next").EnumerateArray().Single(n => n.GetProperty("act").GetString() == "signFinalDiagnosis");

        next.GetProperty("mine").GetBoolean().ShouldBeTrue();
        next.GetProperty("roles").EnumerateArray().Select(r => r.GetString()).ShouldBe(["Clinician"]);
        next.GetProperty("clauses").EnumerateArray().Select(c => c.GetString()).ShouldContain("R17-3.3");
        (await world.First.Client.AskAsync($"cases/{id}")).At("next").EnumerateArray().Where(n => n.GetProperty("act").GetString() == "signFinalDiagnosis")
            .ShouldAllBe(n => !n.GetProperty("mine").GetBoolean());
    }

    [Theory, MemberData(nameof(All))]
    public async Task Next_OfAReaderWhoHasGivenTheOpinion_IsNotMine(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created();

        bool Mine(Answer seen) => seen.At("next").EnumerateArray().Single(n => n.GetProperty("act").GetString() == "giveOpinion").GetProperty("mine").GetBoolean();

        Mine(await world.Second.Client.AskAsync($"cases/{id}")).ShouldBeTrue();
        (await world.First.Client.AskAsync("cases?mine=true&q=" + (await world.CaseAsync(id)).At("number").GetString())).At("total").GetInt32().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Indication_WithoutARequiredAnswer_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.CaseBody().Without("indication"));

        (await world.StoresNothingAsync(id, () => world.First.Client.SendAsync($"cases/{id}/indication", new { answers = new { priorSurgery = false } }))).Names("indication.answers.adult");
        (await world.StoresNothingAsync(id, () => world.First.Client.SendAsync($"cases/{id}/indication", new { answers = new { adult = true, pregnant = false } }))).Names("indication.answers.pregnant");
        (await world.StoresNothingAsync(id, () => world.First.Client.SendRawAsync($"cases/{id}/indication", """{"answers":null}"""))).Names("indication.answers.adult");
    }

    [Theory, MemberData(nameof(All))]
    public async Task References_OfSeveralKinds_AreAllKept(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.ConcludedAsync();
        var followUp = await world.App.ClientAsync(Role.FollowUpStaff);

        (await world.Clinician.Client.SendAsync($"cases/{id}/references", new { kind = "surgery", label = "positive", establishedOn = CaseWorld.Day(world.Today) })).Created();
        (await followUp.SendAsync($"cases/{id}/references", new { kind = "followUp", label = "negative", establishedOn = CaseWorld.Day(world.Today) })).Created();

        (await world.CaseAsync(id)).At("references").EnumerateArray().Select(r => (r.GetProperty("kind").GetString(), r.GetProperty("label").GetString()))
            .ShouldBe([("surgery", "positive"), ("followUp", "negative")]);
    }

    [Theory]
    [InlineData("kind", "biopsy", "kind")]
    [InlineData("kind", null, "kind")]
    [InlineData("label", "suspicious", "label")]
    [InlineData("establishedOn", null, "establishedOn")]
    [InlineData("establishedOn", "2999-01-01", "establishedOn")]
    [InlineData("establishedOn", "2026-02-30", "establishedOn")]
    [InlineData("establishedOn", "1900-01-01", "establishedOn")]
    public async Task Reference_WithAWrongMember_Answers422NamingIt(string path, string? value, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.ConcludedAsync();
        var body = Calls.Json(new { kind = "pathology", label = "positive", establishedOn = CaseWorld.Day(world.Today) });

        (await world.StoresNothingAsync(id, () => world.Clinician.Client.SendAsync($"cases/{id}/references", body.With(path, value)))).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Acts_ThatEndACase_NeedAReason(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var open = await world.RegisterAsync();
        var concluded = await world.ConcludedAsync();

        (await world.StoresNothingAsync(open, () => world.Officer.SendAsync($"cases/{open}/cancellation", new { }))).Names("reason");
        (await world.StoresNothingAsync(concluded, () => world.Officer.SendAsync($"cases/{concluded}/report", new { reason = "" }))).Names("reason");
    }

    [Theory, MemberData(nameof(All))]
    public async Task View_OfACase_MasksThePatient(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody().With("patient.name", "欧阳明月").With("patient.identifier", "ZY-2026-778899");
        var id = await world.RegisterAsync(body);

        foreach (var client in new[] { world.Officer, world.First.Client, world.Clinician.Client, world.Technician.Client })
        {
            var seen = (await client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);
            seen.Text.ShouldNotContain("欧阳明月");
            seen.Text.ShouldNotContain("ZY-2026-778899");
            seen.Text.ShouldNotContain("1961-03-05");
        }
    }
}
