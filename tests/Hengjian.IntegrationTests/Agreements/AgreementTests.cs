using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Governance.Agreements.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Agreements;

/// <summary>The agreement itself: proposed by one side, answered by the other, ended by either, and nobody else's.</summary>
public sealed class AgreementTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Agreement_ProposedAndAccepted_IsInForceForBothSides(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);

        var id = await scene.AgreeAsync();

        var asking = (await scene.World.Officer.AskAsync($"agreements/{id}")).Is(HttpStatusCode.OK);
        var reading = (await scene.Officer.AskAsync($"agreements/{id}")).Is(HttpStatusCode.OK);
        asking.At("item.standing").GetString().ShouldBe("inForce");
        asking.At("item.asks").GetBoolean().ShouldBeTrue();
        asking.At("readers")[0].GetProperty("homePractitionerId").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        reading.At("item.asks").GetBoolean().ShouldBeFalse();
        reading.At("readers")[0].GetProperty("homePractitionerId").GetGuid().ShouldBe(scene.Reader.Id);
        (await scene.Officer.AskAsync("agreements?standing=inForce&asks=false")).At("total").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Acceptance_StandsInBothLedgersUnderTheReadingOfficersName(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        var id = await scene.AgreeAsync();

        foreach (var institution in new[] { scene.World.App.InstitutionId, scene.Reading })
        {
            await using var db = scene.World.App.Read(institution);
            var records = await db.Set<LedgerRecordRow>().Where(r => r.SubjectId == id && r.Action == "agreement.accepted").ToListAsync();
            records.Count.ShouldBe(1);
            records[0].ActorId.ShouldNotBe((await db.Set<LedgerRecordRow>().IgnoreQueryFilters().FirstAsync(r => r.SubjectId == id && r.Action == "agreement.proposed")).ActorId);
        }
    }

    [Fact]
    public async Task Agreement_ForAThirdInstitution_IsAbsentOnEveryRoute()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.AgreeAsync();
        var stranger = await scene.World.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"agreements/{id}")).Is(HttpStatusCode.NotFound);
        (await stranger.AskAsync("agreements")).At("total").GetInt32().ShouldBe(0);
        (await stranger.SendAsync($"agreements/{id}/end", new { reason = "x" })).Is(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"agreements/{id}/answer", scene.Acceptance())).Is(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"agreements/{id}/readers", new { practitionerId = scene.Other.Id })).Is(HttpStatusCode.NotFound);
        (await stranger.SendAsync($"agreements/{id}/withdrawal", new { reason = "x" })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Acts_OfTheOtherSide_AreForbidden()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.ProposeAsync();

        (await scene.World.Officer.SendAsync($"agreements/{id}/answer", scene.Acceptance())).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("agreement.otherSide");
        (await scene.Officer.SendAsync($"agreements/{id}/withdrawal", new { reason = "x" })).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("agreement.otherSide");
        (await scene.World.Officer.SendAsync($"agreements/{id}/readers", new { practitionerId = scene.Reader.Id })).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("agreement.otherSide");
    }

    [Fact]
    public async Task Acceptance_WithoutThePaper_Conflicts()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var id = (await scene.World.Officer.SendAsync("agreements", scene.Proposal())).Created().Id;

        (await scene.AcceptAsync(id)).Conflicts("agreement.noPaper");
    }

    [Fact]
    public async Task Acceptance_WithAWrongSecret_IsForbiddenAndStoresNothing()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.ProposeAsync();

        (await scene.Officer.SendAsync($"agreements/{id}/answer", new { accept = true, signature = new { method = "password", secret = "wrong" } })).Is(HttpStatusCode.Forbidden);

        (await scene.Officer.AskAsync($"agreements/{id}")).At("state").GetString().ShouldBe("proposed");
    }

    [Fact]
    public async Task Reader_OfTheAskingHospitalOrUnknown_IsNamedAsWrong()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.AgreeAsync();

        (await scene.Officer.SendAsync($"agreements/{id}/readers", new { practitionerId = scene.World.First.Id })).Names("practitionerId", "field.unknownReference");
        (await scene.Officer.SendAsync($"agreements/{id}/readers", new { practitionerId = scene.Reader.Id })).Conflicts("agreement.readerNamedAlready");
        (await scene.Officer.SendAsync($"agreements/{id}/readers", new { practitionerId = scene.Other.Id })).Created();
    }

    [Fact]
    public async Task Paper_ForEitherSide_ComesWholeAndForNobodyElse()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.ProposeAsync();
        var paper = (await scene.Officer.AskAsync($"agreements/{id}")).At("papers")[0].GetProperty("id").GetGuid();

        using var answer = await scene.Officer.GetAsync($"{Calls.Root}agreements/{id}/papers/{paper}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(50);
        (await (await scene.World.StrangerAsync(Role.GovernanceOfficer)).AskAsync($"agreements/{id}/papers/{paper}")).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("partnerCode", "field.required")]
    [InlineData("paperNumber", "field.required")]
    [InlineData("purpose", "field.required")]
    [InlineData("departmentId", "field.required")]
    [InlineData("acts", "field.required")]
    [InlineData("from", "field.required")]
    [InlineData("to", "field.required")]
    [InlineData("technologies", "agreement.nothingCovered")]
    public async Task Proposal_WithoutAField_NamesIt(string field, string code)
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);

        (await scene.World.Officer.SendAsync("agreements", scene.Proposal().With(field, null))).Names(field, code);
    }

    [Fact]
    public async Task Proposal_WithItselfOrNobodyAsPartner_NamesThePartner()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var own = (await scene.World.Officer.AskAsync("institutions")).At("items")[0].GetProperty("unifiedSocialCreditCode").GetString();

        (await scene.World.Officer.SendAsync("agreements", scene.Proposal().With("partnerCode", own))).Names("partnerCode", "agreement.ownInstitution");
        (await scene.World.Officer.SendAsync("agreements", scene.Proposal().With("partnerCode", "12990000000012345A"))).Is(HttpStatusCode.UnprocessableEntity);
        (await scene.World.Officer.SendAsync("agreements", scene.Proposal().With("acts", new[] { "operate" }))).Names("acts", "agreement.operateNotRemote");
        (await scene.World.Officer.SendAsync("agreements", scene.Proposal(0, -1))).Names("to");
    }

    [Fact]
    public async Task Proposal_WithATechnologyOfAnotherHospital_NamesIt()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);

        (await scene.World.Officer.SendAsync("agreements", scene.Proposal().With("technologies", new[] { Guid.NewGuid() }))).Names("technologies", "field.unknownReference");
    }

    [Fact]
    public async Task Agreement_Ended_CannotBeEndedAgainAndSaysWho()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.AgreeAsync();

        (await scene.Officer.SendAsync($"agreements/{id}/end", new { reason = "人员不足" })).Created();

        (await scene.World.Officer.SendAsync($"agreements/{id}/end", new { reason = "x" })).Conflicts("agreement.endedAlready");
        var view = await scene.World.Officer.AskAsync($"agreements/{id}");
        view.At("item.standing").GetString().ShouldBe("ended");
        view.At("endedBySide").GetString()!.ShouldStartWith(RemoteWorld.ReadingName);
    }

    [Fact]
    public async Task Agreement_DeclinedOrWithdrawn_CannotBeAnsweredAnyMore()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var declined = await scene.ProposeAsync();
        var withdrawn = await scene.ProposeAsync();
        (await scene.Officer.SendAsync($"agreements/{declined}/answer", new { accept = false, note = "人手不足" })).Created();
        (await scene.World.Officer.SendAsync($"agreements/{withdrawn}/withdrawal", new { reason = "有误" })).Created();

        (await scene.AcceptAsync(declined)).Conflicts("agreement.answered");
        (await scene.AcceptAsync(withdrawn)).Conflicts("agreement.answered");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Agreement_EndingSoon_IsAnExpiryOfBothSidesUntilAnotherFollowsIt(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        var id = await scene.AgreeAsync(scene.Proposal(-10, 30));
        var last = scene.World.Today.AddDays(20);

        foreach (var institution in new[] { scene.World.App.InstitutionId, scene.Reading })
        {
            (await EndingAsync(institution, last.AddDays(-1))).ShouldNotContain(id);
            (await EndingAsync(institution, last)).ShouldContain(id);
        }

        await scene.AgreeAsync(scene.Proposal(21, 300).With("renews", id));
        (await EndingAsync(scene.Reading, last)).ShouldNotContain(id);

        async Task<IEnumerable<Guid>> EndingAsync(Guid institution, DateOnly day)
        {
            await using var db = scene.World.App.Read(institution);
            return (await scene.World.App.Services.GetRequiredService<AgreementQueries>().EndingByAsync(db, day, CancellationToken.None)).Select(e => e.SubjectId);
        }
    }

    [Fact]
    public async Task Proposal_Unanswered_WaitsForTheReadingOfficerAndCasesForItsReader()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.ProposeAsync();
        var officer = await scene.World.App.SignedInAsync(await scene.World.App.UserAsync([Role.GovernanceOfficer], institution: scene.Reading));
        (await officer.GetAsync("/")).ShouldContain("/agreements?standing=proposed");

        (await scene.AcceptAsync(id)).Created();
        await scene.AuthoriseAsync(id);
        await scene.World.AnalysedAsync(on: scene.On);

        (await officer.GetAsync("/")).ShouldNotContain("/agreements?standing=proposed");
        (await (await scene.World.App.SignedInAsync(scene.Reader.User)).GetAsync("/")).ShouldContain("/remote-cases?mine=true");
    }

    [Fact]
    public async Task StandIn_InTheRegister_ShowsTheOwnRecordAndIsNotChangedHere()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var standIn = await scene.StandInAsync(await scene.AgreeAsync());

        var view = (await scene.World.Officer.AskAsync($"practitioners/{standIn}")).Is(HttpStatusCode.OK);

        view.At("remoteFrom").GetString()!.ShouldStartWith(RemoteWorld.ReadingName);
        view.At("licenceNumber").GetString().ShouldBe((await scene.Officer.AskAsync($"practitioners/{scene.Reader.Id}")).At("licenceNumber").GetString());
        (await scene.World.Officer.PutAsync($"practitioners/{standIn}", scene.World.Radiologist("chief", 20), view.ETag)).Conflicts("register.keptElsewhere");
    }
}
