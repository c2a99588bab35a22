using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>R17-3.4: nothing goes on in an invasive case until patient and family were told the five topics and signed, before the step starts.</summary>
public sealed class ConsentTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static async Task<Answer> ConsentAsync(CaseWorld world, Guid id, JsonObject body) => await world.Technician.Client.SendAsync($"cases/{id}/consents", body);

    private static async Task<IEnumerable<string?>> BlockedByAsync(CaseWorld world, Guid id) =>
        (await world.CaseAsync(id)).At("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString());

    [Theory, MemberData(nameof(All))]
    public async Task InvasiveCase_FromRegistrationOn_IsBlockedBy34(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        var indicated = await world.RegisterAsync(world.InvasiveCaseBody());
        var registered = await world.RegisterAsync(world.InvasiveCaseBody().Without("indication"));

        (await BlockedByAsync(world, indicated)).ShouldContain("R17-3.4");
        (await BlockedByAsync(world, registered)).ShouldContain("R17-3.4");
        (await BlockedByAsync(world, await world.RegisterAsync())).ShouldNotContain("R17-3.4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiResult_OfInvasiveCaseWithoutConsent_IsRefusedBy34(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4").Unmet.ShouldBe(["R17-3.4"]);

        (await world.CaseAsync(id)).State.ShouldBe("indicated");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_OfInvasiveCaseWithoutConsent_IsRefusedBy34(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody("blindFirst"));

        (await world.StoresNothingAsync(id, () => world.First.OpineAsync(id, phase: "beforeAi"))).RefusedBy("R17-3.4").Unmet.ShouldBe(["R17-3.4"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_WithoutAiOfInvasiveCaseWithoutConsent_IsRefusedBy34(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await world.Device.SendAsync($"cases/{id}/ai-failure", new { reason = "服务超时" })).Created();

        (await world.StoresNothingAsync(id, () => world.First.OpineAsync(id))).RefusedBy("R17-3.4").Unmet.ShouldBe(["R17-3.4"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_OfInvasiveCaseWithoutConsent_IsRefusedBy34(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await world.StoresNothingAsync(id, () => world.Clinician.ConcludeAsync(id))).RefusedBy("R17-3.4").Unmet.ShouldBe(["R17-3.2a", "R17-3.4"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_AfterTheConsentWasWithdrawn_IsRefusedBy34(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await ConsentAsync(world, id, world.ConsentBody())).Created();
        (await world.ReceiveAsync(id)).Created();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
        await world.App.WriteAsync(world.App.InstitutionId, async scope => (await scope.Db.Set<InformedConsent>().SingleAsync(c => c.CaseId == id)).WithdrawnAt = scope.Now);

        (await world.StoresNothingAsync(id, () => world.Clinician.ConcludeAsync(id))).RefusedBy("R17-3.4").Unmet.ShouldBe(["R17-3.4"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task InvasiveCase_WithWholeConsent_GoesItsWayToConcluded(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await ConsentAsync(world, id, world.ConsentBody())).Created().State.ShouldBe("indicated");

        (await BlockedByAsync(world, id)).ShouldNotContain("R17-3.4");
        (await world.ReceiveAsync(id)).Created();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created();
        (await world.Clinician.ConcludeAsync(id)).Created().State.ShouldBe("concluded");
    }

    public static TheoryData<TestDatabase, string> Topics => [.. from database in Enum.GetValues<TestDatabase>()
        from topic in new[] { "purpose", "risks", "precautions", "complications", "prevention" } select (database, topic)];

    [Theory, MemberData(nameof(Topics))]
    public async Task Consent_WithATopicUntold_IsKeptAndStillBlocks(TestDatabase database, string topic)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await ConsentAsync(world, id, world.ConsentBody().With(topic, false))).Created();

        (await world.CaseAsync(id)).At("consents").GetArrayLength().ShouldBe(1);
        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4").Decision("R17-3.4").GetProperty("missingCodes").EnumerateArray().Select(c => c.GetString()).ShouldBe(["consent.topics"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_WithoutFamily_StillBlocks(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var body = world.ConsentBody();
        body["parties"]!.AsArray().RemoveAt(1);

        (await ConsentAsync(world, id, body)).Created();

        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4").Decision("R17-3.4").GetProperty("missingCodes").EnumerateArray().Select(c => c.GetString()).ShouldBe(["consent.absent"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_WithoutPatient_StillBlocks(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var body = world.ConsentBody();
        body["parties"]!.AsArray().RemoveAt(0);

        (await ConsentAsync(world, id, body)).Created();

        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_WhereFamilyDidNotSign_StillBlocks(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await ConsentAsync(world, id, world.ConsentBody().Without("parties.1.signedAt"))).Created();

        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4").Decision("R17-3.4").GetProperty("missingCodes").EnumerateArray().Select(c => c.GetString()).ShouldBe(["consent.notSigned"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_WithThePatientsSignedRefusalOfFamily_IsEnough(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var body = world.ConsentBody().With("parties.0.refusedReason", "不愿家属知情");
        body["parties"]!.AsArray().RemoveAt(1);

        (await ConsentAsync(world, id, body)).Created();

        (await world.ReceiveAsync(id)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_OfAPatientWhoRefusesTheStep_StillBlocks(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await ConsentAsync(world, id, world.ConsentBody().Without("parties.0.signedAt").With("parties.0.refusedReason", "不同意"))).Created();

        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4").Decision("R17-3.4").GetProperty("missingCodes").EnumerateArray().Select(c => c.GetString()).ShouldBe(["consent.refused"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_SignedAfterTheStepStarted_StillBlocks(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        // The step started 75 minutes ago; the signatures are of 60 minutes ago.
        var id = await world.RegisterAsync(world.InvasiveCaseBody().With("invasiveProcedure.startedAt", world.Ago(TimeSpan.FromMinutes(75))));

        (await ConsentAsync(world, id, world.ConsentBody())).Created();

        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_SignedBeforeTheStepStarted_IsEnough(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody().With("invasiveProcedure.startedAt", world.Ago(TimeSpan.FromMinutes(30))));

        (await ConsentAsync(world, id, world.ConsentBody())).Created();

        (await world.ReceiveAsync(id)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_InEmergencyApprovedByNobodyInCharge_StillBlocks(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var body = world.ConsentBody().With("emergency", new { reason = "联系不到家属", approvedBy = world.Technician.Id });
        body["parties"]!.AsArray().RemoveAt(1);

        (await ConsentAsync(world, id, body)).Created();

        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4").Decision("R17-3.4").GetProperty("missingCodes").EnumerateArray().Select(c => c.GetString()).ShouldContain("consent.emergencyNotApproved");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_InEmergencyApprovedByTheHead_IsEnough(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var head = await world.PersonAsync([Role.DepartmentHead], world.Radiologist("attending", 9));
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var body = world.ConsentBody().With("emergency", new { reason = "联系不到家属", approvedBy = head.Id });
        body["parties"]!.AsArray().RemoveAt(1);

        (await ConsentAsync(world, id, body)).Created();

        (await world.ReceiveAsync(id)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_InEmergencyApprovedByASeniorPhysician_IsEnough(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var body = world.ConsentBody().With("emergency", new { reason = "联系不到家属", approvedBy = world.Senior.Id });
        body["parties"]!.AsArray().RemoveAt(1);

        (await ConsentAsync(world, id, body)).Created();

        (await world.ReceiveAsync(id)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_NamingPeopleWhoAreNotHere_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await world.StoresNothingAsync(id, () => ConsentAsync(world, id, world.ConsentBody().With("informedBy", Guid.CreateVersion7())))).Names("informedBy", "field.unknownReference");
        (await world.StoresNothingAsync(id, () => ConsentAsync(world, id, world.ConsentBody().With("emergency", new { reason = "联系不到家属", approvedBy = Guid.CreateVersion7() }))))
            .Names("emergency.approvedBy", "field.unknownReference");
    }

    [Theory]
    [InlineData("informedAt", null, "informedAt")]
    [InlineData("parties", null, "parties")]
    [InlineData("purpose", null, "purpose")]
    [InlineData("prevention", null, "prevention")]
    [InlineData("parties.0.kind", null, "parties[0].kind")]
    [InlineData("parties.0", null, "parties[0]")]
    [InlineData("parties.0.kind", "neighbour", "parties[0].kind")]
    [InlineData("parties.1.relation", "\u0000", "parties[1].relation")]
    [InlineData("parties.1.signedAt", "2999-01-01T00:00:00Z", "parties[1].signedAt")]
    [InlineData("informedAt", "2999-01-01T00:00:00Z", "informedAt")]
    [InlineData("informedAt", "2026-01-01T00:00:00", "informedAt")]
    [InlineData("witness", "a\u0007b", "witness")]
    public async Task Consent_WithAWrongMember_Answers422NamingIt(string path, string? value, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await world.StoresNothingAsync(id, () => ConsentAsync(world, id, world.ConsentBody().With(path, value)))).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_WithElevenParties_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var body = world.ConsentBody();
        body["parties"] = new JsonArray([.. Enumerable.Range(0, 11).Select(_ => body["parties"]![0]!.DeepClone())]);

        (await world.StoresNothingAsync(id, () => ConsentAsync(world, id, body))).Names("parties", "field.tooMany");
    }
}
