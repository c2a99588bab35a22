using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Agreements;

/// <summary>A physician of another hospital reads under an agreement, and meets nothing without one.</summary>
public sealed class RemoteReaderTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_UnderAnAgreementInForce_IsSignedAndCountsAsTheSecond(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        (await scene.World.First.OpineAsync(id)).Created();

        (await scene.OpineAsync(scene.Reader, id)).Created().State.ShouldBe("opinionIssued");

        var opinions = (await scene.World.CaseAsync(id)).At("opinions").EnumerateArray().ToList();
        opinions.Count.ShouldBe(2);
        opinions[1].GetProperty("practitionerName").GetString()!.ShouldContain(RemoteWorld.ReadingName);
        var decided = opinions[1].GetProperty("decisions").EnumerateArray().ToDictionary(d => d.GetProperty("clause").GetString()!);
        decided["HP-9.1"].GetProperty("outcome").GetString().ShouldBe("satisfied");
        decided["HP-9.1"].GetProperty("facts").GetProperty("agreementNumber").GetString()!.ShouldStartWith("YC-");
        decided["R17-2.1.1"].GetProperty("facts").GetProperty("licensedAtHome").GetBoolean().ShouldBeTrue();
        decided["R17-2.1.1"].GetProperty("facts").GetProperty("remoteFrom").GetString()!.ShouldStartWith(RemoteWorld.ReadingName);
        decided["HP-7.1"].GetProperty("outcome").GetString().ShouldBe("satisfied");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_Signed_StandsInTheAskingLedgerUnderTheReadersName(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);

        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.OK);
        (await scene.OpineAsync(scene.Reader, id)).Created();

        await using var db = scene.World.App.Read();
        var record = await db.Set<LedgerRecordRow>().SingleAsync(r => r.SubjectId == id && r.Action == "case.opinion.signed");
        record.ActorId.ShouldBe(scene.Reader.User.Id.ToString("D"));
        var opinion = await db.Set<Opinion>().SingleAsync(o => o.CaseId == id);
        (await db.Set<Signature>().SingleAsync(s => s.Id == opinion.SignatureId)).UserId.ShouldBe(scene.Reader.User.Id);
        await using var elsewhere = scene.World.App.Read(scene.Reading);
        (await elsewhere.Set<Opinion>().CountAsync()).ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_Signed_IsNotedInTheReadersOwnLedgerWithoutAWordOfTheCase(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);

        var opinion = (await scene.OpineAsync(scene.Reader, id)).Created().Id;

        var note = (await NotesAsync(scene)).ShouldHaveSingleItem();
        note.Action.ShouldBe("remote.opinion.signed");
        note.SubjectId.ShouldBe(opinion);
        note.ActorId.ShouldBe(scene.Reader.User.Id.ToString("D"));
        var said = System.Text.Encoding.UTF8.GetString(note.Canonical);
        said.ShouldNotContain(id.ToString("D"));
        said.ShouldNotContain("positive");
        await using var asking = scene.World.App.Read();
        (await asking.Set<LedgerRecordRow>().CountAsync(r => r.Action == "remote.opinion.signed" && r.SubjectId == opinion)).ShouldBe(0, "the asking hospital has its own record");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_RefusedOrOnlyDrafted_IsNotedNowhere(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);

        (await scene.OpineAsync(scene.Reader, id, label: "unknown")).Names("label");
        (await scene.Reader.Client.SendAsync($"remote/cases/{id}/opinions", CaseSteps.OpinionBody().With("draft", true).With("role", "report"))).Created();

        (await NotesAsync(scene)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(All))]
    public async Task CriticalValue_ToldByARemoteReader_IsKeptWithTheCaseAndNotedAtHome(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);

        (await scene.Reader.Client.SendAsync($"remote/cases/{id}/critical-values", scene.World.CriticalValueBody())).Created();

        (await scene.World.First.Client.AskAsync($"cases/{id}/reading")).At("criticalValues").GetArrayLength().ShouldBe(1);
        (await NotesAsync(scene)).ShouldHaveSingleItem().Action.ShouldBe("remote.criticalValue.told");
    }

    /// <summary>What the reading hospital's ledger holds of reading elsewhere.</summary>
    private static async Task<IReadOnlyList<LedgerRecordRow>> NotesAsync(RemoteWorld scene)
    {
        await using var db = scene.World.App.Read(scene.Reading);
        return await db.Set<LedgerRecordRow>().Where(r => r.Action.StartsWith("remote.")).ToListAsync();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Reading_ByARemoteReader_IsAnAccessRecordOfTheAskingHospital(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);

        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.OK);

        await using var db = scene.World.App.Read();
        for (var i = 0; i < 50 && !await AnyAsync(); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        (await AnyAsync()).ShouldBeTrue();
        async Task<bool> AnyAsync() => (await db.Set<AccessRecord>().AsNoTracking().Where(r => r.ActorId == scene.Reader.User.Id).ToListAsync()).Exists(r => r.SubjectIds.Contains(id));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_WithoutAnAgreement_IsAbsentOnEveryRoute(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        var id = await scene.World.AnalysedAsync(on: scene.On);

        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.NotFound);
        (await scene.OpineAsync(scene.Reader, id)).Is(HttpStatusCode.NotFound);
        (await scene.Reader.Client.AskAsync("remote/cases")).At("total").GetInt32().ShouldBe(0);
        (await scene.Reader.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_OnlyProposed_IsAbsentUntilTheOtherSideAccepts(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        var agreement = await scene.ProposeAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.NotFound);

        (await scene.AcceptAsync(agreement)).Created();
        await scene.AuthoriseAsync(agreement);

        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Case_OfATechnologyThatIsNotCovered_IsAbsent()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var agreement = await scene.InForceAsync();
        var other = await scene.World.DeployAsync();
        await scene.World.App.GrantAsync(scene.World.App.InstitutionId, [(await scene.StandInAsync(agreement), other.Technology, other.Id)]);
        var id = await scene.World.AnalysedAsync(on: other);

        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.NotFound);
        (await scene.OpineAsync(scene.Reader, id)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Case_ForAPhysicianWhoIsNotNamed_IsAbsent()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);

        (await scene.ReadAsync(scene.Other, id)).Is(HttpStatusCode.NotFound);
        (await scene.OpineAsync(scene.Other, id)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Case_WithoutTheAskingHospitalsAuthorisation_IsNotInThePoolAndRefusedWhenNamed()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var agreement = await scene.AgreeAsync();
        var pool = await scene.World.AnalysedAsync(on: scene.On);
        var named = await scene.World.RegisterAsync(scene.World.CaseBody(on: scene.On).With("readers", new[] { await scene.StandInAsync(agreement), scene.World.First.Id }));
        (await scene.World.ReceiveAsync(named, on: scene.On)).Created();

        (await scene.ReadAsync(scene.Reader, pool)).Is(HttpStatusCode.NotFound);
        (await scene.OpineAsync(scene.Reader, named)).RefusedBy("HP-7.1").Unmet.ShouldBe(["HP-7.1"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task AgreementEnded_BetweenOpeningAndSigning_IsRefusedByTheClauseAndThenAbsent(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        var agreement = await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.OK);
        (await scene.World.Officer.SendAsync($"agreements/{agreement}/end", new { reason = "合作结束" })).Created();

        var refused = await scene.World.StoresNothingAsync(id, () => scene.OpineAsync(scene.Reader, id));

        refused.RefusedBy("HP-9.1").Unmet.ShouldBe(["HP-9.1"]);
        var draft = CaseSteps.OpinionBody().With("draft", true).With("role", "report");
        (await scene.World.StoresNothingAsync(id, () => scene.Reader.Client.SendAsync($"remote/cases/{id}/opinions", draft))).RefusedBy("HP-9.1");
        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.NotFound);
        var later = await scene.World.AnalysedAsync(on: scene.On);
        (await scene.OpineAsync(scene.Reader, later)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reader_StruckFromTheList_IsRefusedByTheClause()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var agreement = await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        (await scene.World.Officer.SendAsync($"agreements/{agreement}/readers/{await scene.StandInAsync(agreement)}/removal", new { reason = "调岗" })).Created();

        (await scene.OpineAsync(scene.Reader, id)).RefusedBy("HP-9.1").Unmet.ShouldBe(["HP-9.1"]);
        (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reader_EligibleByTheOwnHospitalsRecordNoMore_IsRefused()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        var own = await scene.Officer.AskAsync($"practitioners/{scene.Reader.Id}");
        var body = scene.World.Radiologist("attending", 9).With("departmentId", null).With("licenceNumber", own.At("licenceNumber").GetString()).With("suspendedFrom", CaseWorld.Day(scene.World.Today.AddDays(-1)));
        (await scene.Officer.PutAsync($"practitioners/{scene.Reader.Id}", body, own.ETag)).Is(HttpStatusCode.OK);

        (await scene.OpineAsync(scene.Reader, id)).RefusedBy("R17-2.1.1");
    }

    [Fact]
    public async Task Eligibility_OfTheStandIn_IsAnsweredFromTheOwnRecordAndTheAgreement()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var agreement = await scene.InForceAsync();
        var standIn = await scene.StandInAsync(agreement);

        var now = await scene.World.Officer.AskAsync($"practitioners/{standIn}/eligibility?deployment={scene.On.Id}&act=opinion");
        var conclude = await scene.World.Officer.AskAsync($"practitioners/{standIn}/eligibility?deployment={scene.On.Id}&act=finalDiagnosis");
        var after = await scene.World.Officer.AskAsync(
            $"practitioners/{standIn}/eligibility?deployment={scene.On.Id}&act=opinion&at={Uri.EscapeDataString(CaseWorld.Instant(scene.World.App.Clock.GetUtcNow().AddDays(300)))}");

        now.At("eligible").GetBoolean().ShouldBeTrue(now.Text);
        conclude.Unmet.ShouldContain("HP-9.1");
        after.Unmet.ShouldContain("HP-9.1");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_SentTwiceWithOneKey_IsOneOpinion(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);
        var body = CaseSteps.OpinionBody();

        var first = await scene.Reader.Client.SendAsync($"remote/cases/{id}/opinions", body, "remote-" + id);
        var again = await scene.Reader.Client.SendAsync($"remote/cases/{id}/opinions", body, "remote-" + id);

        again.Created().Id.ShouldBe(first.Created().Id);
        (await scene.World.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_ForARemoteReader_TellsNothingOfTheAiUntilTheOwnFirstOpinion(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync("blindFirst", scene.On);

        var before = (await scene.ReadAsync(scene.Reader, id)).Is(HttpStatusCode.OK);
        before.Text.ShouldNotContain("0.875");
        before.At("aiHidden").GetBoolean().ShouldBeTrue();
        (await scene.OpineAsync(scene.Reader, id)).Conflicts("case.blindOpinionFirst");
        (await scene.OpineAsync(scene.Reader, id, "negative", "beforeAi")).Created();

        (await scene.ReadAsync(scene.Reader, id)).Text.ShouldContain("0.875");
    }

    [Theory, MemberData(nameof(All))]
    public async Task WorkList_OfARemoteReader_NamesTheAskingHospitalAndMasksThePatient(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);

        var list = (await scene.Reader.Client.AskAsync("remote/cases?mine=true")).Is(HttpStatusCode.OK);

        var line = list.At("items").EnumerateArray().Single();
        line.GetProperty("institutionId").GetGuid().ShouldBe(scene.World.App.InstitutionId);
        line.GetProperty("case").GetProperty("id").GetGuid().ShouldBe(id);
        line.GetProperty("case").GetProperty("patientName").GetString()!.ShouldNotContain("测试患者");
        (await scene.OpineAsync(scene.Reader, id)).Created();
        (await scene.Reader.Client.AskAsync("remote/cases?mine=true")).At("total").GetInt32().ShouldBe(0);
        (await scene.Reader.Client.AskAsync($"remote/cases?institution={Guid.NewGuid()}")).At("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task RemoteReader_OnOtherRoutesOfTheAskingHospital_FindsNothing()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var agreement = await scene.InForceAsync();
        var id = await scene.World.AnalysedAsync(on: scene.On);

        foreach (var path in new[] { $"cases/{id}", $"cases/{id}/timeline", $"deployments/{scene.On.Id}", $"technologies/{scene.On.Technology}", $"practitioners/{await scene.StandInAsync(agreement)}" })
        {
            (await scene.Reader.Client.AskAsync(path)).Is(HttpStatusCode.NotFound);
        }

        (await scene.Reader.Client.SendAsync($"cases/{id}/references", new { kind = "panel", label = "positive", establishedOn = CaseWorld.Day(scene.World.Today) })).Is(HttpStatusCode.NotFound);
        (await scene.Reader.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody())).Is(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Volumes_OfARemoteReader_CountToTheReaderAndTheCaseOnceToItsHospital(TestDatabase database)
    {
        var scene = await RemoteWorld.OpenAsync(database);
        await scene.InForceAsync();
        for (var i = 0; i < 2; i++)
        {
            var id = await scene.World.AnalysedAsync(on: scene.On);
            (await scene.World.First.OpineAsync(id)).Created();
            (await scene.OpineAsync(scene.Reader, id)).Created();
        }

        var volume = (await scene.Officer.AskAsync($"practitioners/{scene.Reader.Id}/reading-volume")).Is(HttpStatusCode.OK);
        volume.At("own").GetInt32().ShouldBe(0);
        volume.At("total").GetInt32().ShouldBe(2);
        volume.At("remote")[0].GetProperty("institutionId").GetGuid().ShouldBe(scene.World.App.InstitutionId);
        var asking = (await scene.World.Officer.AskAsync($"quality/statistics?deployment={scene.On.Id}")).Is(HttpStatusCode.OK);
        asking.At("cases").GetInt32().ShouldBe(2);
        await using var db = scene.World.App.Read();
        var everywhere = await db.Set<Case>().IgnoreQueryFilters().CountAsync(c => c.DeploymentId == scene.On.Id);
        everywhere.ShouldBe(2, "a region that adds up its hospitals counts each case once");
        (await scene.Officer.AskAsync("cases")).At("total").GetInt32().ShouldBe(0, "nothing of it is a case of the reading hospital");
    }

    [Fact]
    public async Task Readiness_WithARemoteReader_CountsAndMarksThePhysician()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var before = Staff(await scene.World.Officer.AskAsync($"deployments/{scene.On.Id}/readiness"));
        var agreement = await scene.InForceAsync();

        var with = Staff(await scene.World.Officer.AskAsync($"deployments/{scene.On.Id}/readiness"));
        (await scene.Officer.SendAsync($"agreements/{agreement}/end", new { reason = "人员不足" })).Created();
        var after = Staff(await scene.World.Officer.AskAsync($"deployments/{scene.On.Id}/readiness"));

        with.GetProperty("eligiblePhysiciansCount").GetInt32().ShouldBe(before.GetProperty("eligiblePhysiciansCount").GetInt32() + 1);
        with.GetProperty("remotePhysicians").GetInt32().ShouldBe(1);
        with.GetProperty("trainedCount").GetInt32().ShouldBe(before.GetProperty("trainedCount").GetInt32());
        after.GetProperty("eligiblePhysiciansCount").GetInt32().ShouldBe(before.GetProperty("eligiblePhysiciansCount").GetInt32());
    }

    [Fact]
    public async Task FinalDiagnosis_ByARemoteClinician_OnlyWhereTheAgreementStatesIt()
    {
        var scene = await RemoteWorld.OpenAsync(TestDatabase.Sqlite);
        var clinician = await scene.PhysicianAsync(
            record => record.With("scopes", new[] { CaseWorld.MedicineScope }).With("specialtyPeriods.0.specialty", "呼吸内科"), Role.Physician, Role.Clinician);
        scene = scene with { Reader = clinician };
        await scene.InForceAsync();
        var id = await IssuedAsync(scene);
        (await scene.Reader.Client.SendAsync($"remote/cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody())).RefusedBy("HP-9.1").Unmet.ShouldBe(["HP-9.1"]);

        await scene.AgreeAsync(scene.Proposal().With("acts", new[] { "opinion", "finalDiagnosis" }));

        (await scene.Reader.Client.SendAsync($"remote/cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody())).Created().State.ShouldBe("concluded");
    }

    private static async Task<Guid> IssuedAsync(RemoteWorld scene)
    {
        var id = await scene.World.AnalysedAsync(on: scene.On);
        (await scene.World.First.OpineAsync(id)).Created();
        (await scene.World.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
        return id;
    }

    private static JsonElement Staff(Answer readiness) =>
        readiness.Is(HttpStatusCode.OK).Json.EnumerateArray().Single(d => d.GetProperty("clause").GetString() == "R17-1.5").GetProperty("facts");
}
