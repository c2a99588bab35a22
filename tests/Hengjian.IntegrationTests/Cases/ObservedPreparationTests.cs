using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Indication, consent and the start of the invasive step, as the ward's systems attest them; and signers whom nobody knows at first.</summary>
public sealed class ObservedPreparationTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedConsentThenStart_InOrder_HoldTheClause(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await InvasiveAsync(observed);

        (await observed.SendAsync(id, await observed.ConsentAsync(60))).Created().At("effect").GetString().ShouldBe("taken");
        (await observed.SendAsync(id, await StartAsync(observed, 50))).Created().At("breaches").GetArrayLength().ShouldBe(0);

        (await observed.FindingsAsync(id)).ShouldBeEmpty();
        (await observed.ResultAsync(id)).Created();
        (await ReadToTheEndAsync(observed, id)).ShouldBe("concluded");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedStart_WithoutAConsent_IsKeptAndAFindingUntilTheEarlierConsentArrives(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await InvasiveAsync(observed);

        var start = (await observed.SendAsync(id, await StartAsync(observed, 50))).Created();
        start.At("effect").GetString().ShouldBe("taken");
        start.At("breaches").EnumerateArray().Select(b => b.GetString()).ShouldBe(["R17-3.4"]);
        (await observed.FindingsAsync(id)).ShouldBe(["R17-3.4"]);

        (await observed.SendAsync(id, await observed.ConsentAsync(60))).Created();

        (await observed.FindingsAsync(id)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedDiagnosis_OfAStepBegunBeforeItsConsent_TakesItsPlaceWhenAnEarlierConsentArrives(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await InvasiveAsync(observed);
        (await observed.SendAsync(id, await observed.ConsentAsync(40))).Created();
        (await observed.ResultAsync(id)).Created();
        (await observed.SendAsync(id, await StartAsync(observed, 50))).Created().At("breaches").EnumerateArray().Select(b => b.GetString()).ShouldBe(["R17-3.4"]);
        (await ReadToTheEndAsync(observed, id)).ShouldBe("opinionIssued");
        (await observed.FindingsAsync(id)).Distinct().ShouldBe(["R17-3.4"]);

        (await observed.SendAsync(id, await observed.ConsentAsync(60))).Created().State.ShouldBe("concluded");

        (await observed.FindingsAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ObservedConsent_WithoutAllTopics_IsKeptAndAFinding()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await InvasiveAsync(observed);
        var body = await observed.ConsentAsync(60);
        body["consent"]!["complications"] = false;

        var answer = (await observed.SendAsync(id, body)).Created();

        answer.At("effect").GetString().ShouldBe("taken");
        answer.At("breaches").EnumerateArray().Select(b => b.GetString()).ShouldBe(["R17-3.4"]);
    }

    [Fact]
    public async Task ObservedConsent_OnACaseThatIsNotInvasive_HasNoEffect()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await observed.RegisterAsync();

        var answer = (await observed.SendAsync(id, await observed.ConsentAsync(60))).Created();

        answer.At("effect").GetString().ShouldBe("kept");
        answer.At("why").GetString().ShouldBe("case.consentNotInvasive");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ObservedIndication_OfAPhysician_IndicatesACaseThatWaitsForIt(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await observed.WaitingAsync();
        var body = await observed.IndicationAsync(observed.World.First);

        (await observed.SendAsync(id, body)).Created().State.ShouldBe("indicated");

        (await observed.SendAsync(id, (await observed.IndicationAsync(observed.World.First)))).Created().At("why").GetString().ShouldBe("observed.indicatedBefore");
    }

    [Fact]
    public async Task ObservedIndication_ThatAnswersAContraindication_IsKeptAsAFinding()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await observed.WaitingAsync();
        var body = await observed.IndicationAsync(observed.World.First);
        body["indication"]!["answers"]!["priorSurgery"] = true;

        var answer = (await observed.SendAsync(id, body)).Created();

        answer.At("effect").GetString().ShouldBe("kept");
        answer.State.ShouldBe("registered");
        (await observed.FindingsAsync(id)).ShouldBe(["R17-3.1c"]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task UnknownSigner_NamedByAnOfficer_CountsAsOfTheMomentOfTheAct(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await observed.RegisterAsync();
        (await observed.ResultAsync(id)).Created();
        var act = (await observed.SendAsync(id, (await observed.OpinionAsync(observed.World.First, 30)).With("signer", new { staffNumber = "X" + CaseWorld.Next(), name = "报告医师" }))).Created();
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.Second, 20))).Created().State.ShouldBe("reading");
        (await observed.FindingsAsync(id)).ShouldBe(["R17-2.1.1"]);
        (await observed.World.Officer.AskAsync("observed-acts?unknown=true&pageSize=200")).At("items").EnumerateArray().Select(a => a.GetProperty("id").GetGuid()).ShouldContain(act.Id);

        (await observed.World.Officer.SendAsync($"observed-acts/{act.Id}/signer", new { practitionerId = observed.World.First.Id })).Is(HttpStatusCode.UnprocessableEntity);
        var named = (await observed.World.Officer.SendAsync($"observed-acts/{act.Id}/signer", new { practitionerId = observed.World.First.Id, reason = "工号变更前的旧工号" })).Created();

        named.At("effect").GetString().ShouldBe("taken");
        named.State.ShouldBe("opinionIssued");
        (await observed.FindingsAsync(id)).ShouldBeEmpty();
        var view = await observed.World.Officer.AskAsync($"observed-acts/{act.Id}");
        view.At("assigned.reason").GetString().ShouldBe("工号变更前的旧工号");
        (await observed.World.Officer.SendAsync($"observed-acts/{act.Id}/signer", new { practitionerId = observed.World.Second.Id, reason = "再改" })).Conflicts("observed.signerHasOpinion");
    }

    [Fact]
    public async Task UnknownSigner_NamedAsAJunior_IsAFindingOfTheYears()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var id = await observed.RegisterAsync();
        (await observed.ResultAsync(id)).Created();
        var act = (await observed.SendAsync(id, (await observed.OpinionAsync(observed.World.First, 30)).With("signer", new { staffNumber = "X" + CaseWorld.Next() }))).Created();

        (await observed.World.Officer.SendAsync($"observed-acts/{act.Id}/signer", new { practitionerId = observed.World.Junior.Id, reason = "本人确认" })).Created();

        (await observed.FindingsAsync(id)).ShouldBe(["R17-2.1.2"]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Signer_NamedWrongly_IsNamedAnewAndTheOpinionStandsUnderTheRightNameAlone(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await observed.RegisterAsync();
        (await observed.ResultAsync(id)).Created();
        var act = (await observed.SendAsync(id, (await observed.OpinionAsync(observed.World.First, 30)).With("signer", new { staffNumber = "X" + CaseWorld.Next() }))).Created();
        (await observed.World.Officer.SendAsync($"observed-acts/{act.Id}/signer", new { practitionerId = observed.World.Junior.Id, reason = "看错一行" })).Created();
        (await observed.FindingsAsync(id)).ShouldBe(["R17-2.1.2"]);

        (await observed.World.Officer.SendAsync($"observed-acts/{act.Id}/signer", new { practitionerId = observed.World.First.Id, reason = "更正" })).Created().At("effect").GetString().ShouldBe("taken");

        (await observed.FindingsAsync(id)).ShouldBeEmpty();
        var reason = (await observed.World.Officer.AskAsync($"observed-acts/{act.Id}")).At("assigned.reason").GetString()!;
        reason.ShouldStartWith("更正\n");
        reason.ShouldEndWith("看错一行");
        var opinions = (await observed.World.CaseAsync(id)).At("opinions").EnumerateArray().Where(o => !o.TryGetProperty("supersededBy", out var by) || by.ValueKind == System.Text.Json.JsonValueKind.Null).ToList();
        opinions.ShouldHaveSingleItem().GetProperty("practitionerId").GetGuid().ShouldBe(observed.World.First.Id);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task UnknownSigner_RegisteredLater_IsFoundByTheNumbers(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var id = await observed.RegisterAsync();
        (await observed.ResultAsync(id)).Created();
        var staff = "N" + CaseWorld.Next();
        var act = (await observed.SendAsync(id, (await observed.OpinionAsync(observed.World.First, 30)).With("signer", new { staffNumber = staff }))).Created();
        act.At("effect").GetString().ShouldBe("kept");
        var person = (await observed.World.Officer.SendAsync("practitioners", observed.World.Radiologist("chief", 20).With("staffNumber", staff))).Created().Id;

        await observed.World.App.Services.GetServices<IRoutine>().Single(r => r.GetType().Name == "WaitingActs").RunAsync(observed.World.App.InstitutionId, CancellationToken.None);

        var found = await observed.World.Officer.AskAsync($"observed-acts/{act.Id}");
        found.At("practitionerId").GetGuid().ShouldBe(person);
        found.At("why").GetString().ShouldNotBe("observed.unknownSigner");
    }

    private static Task<Guid> InvasiveAsync(ObservedWorld observed) => observed.World.RegisterAsync(
        observed.World.CaseBody(on: observed.On).With("invasive", true).With("invasiveProcedure", new { name = "穿刺活检", plannedAt = observed.World.Ago(TimeSpan.FromMinutes(55)) }));

    private static async Task<string> ReadToTheEndAsync(ObservedWorld observed, Guid id)
    {
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.First, 30))).Created();
        (await observed.SendAsync(id, await observed.OpinionAsync(observed.World.Second, 20))).Created();
        return (await observed.SendAsync(id, await observed.DiagnosisAsync(observed.World.Clinician, 10))).Created().State;
    }

    private static async Task<JsonObject> StartAsync(ObservedWorld observed, int minutesAgo) => Calls.Json(new
    {
        kind = "procedureStart",
        system = observed.Emr,
        systemActId = "P" + CaseWorld.Next(),
        signer = new { licenceNumber = await observed.LicenceAsync(observed.World.Clinician) },
        performedAt = observed.World.Ago(TimeSpan.FromMinutes(minutesAgo)),
    });
}
