using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Who may give opinions: R17-2.1.1 to 2.1.3, R17-3.2a for the same physician, R17-3.3 for devices.</summary>
public sealed class ReaderEligibilityTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_OfPhysicianWithoutTheScope_IsRefusedBy211(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        var answer = await world.StoresNothingAsync(id, () => world.WrongScope.OpineAsync(id));

        answer.RefusedBy("R17-2.1.1").Unmet.ShouldBe(["R17-2.1.1"]);
        answer.Decision("R17-2.1.1").GetProperty("missing").GetString()!.ShouldContain(CaseWorld.ImagingScope);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_OfPhysicianWithThreeYears_IsRefusedBy212(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        var answer = await world.StoresNothingAsync(id, () => world.Junior.OpineAsync(id));

        answer.RefusedBy("R17-2.1.2").Unmet.ShouldBe(["R17-2.1.2"]);
        answer.Decision("R17-2.1.2").GetProperty("facts").GetProperty("reachedOn").GetString().ShouldBe(CaseWorld.Day(world.Today.AddYears(-3).AddYears(5)));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_OfUntrainedPhysician_IsRefusedBy213(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        var answer = await world.StoresNothingAsync(id, () => world.Untrained.OpineAsync(id));

        answer.RefusedBy("R17-2.1.3").Unmet.ShouldBe(["R17-2.1.3"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_OfUserWithoutPractitionerRecord_StoresNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var nobody = await world.App.ClientAsync(Role.Physician, Role.DepartmentHead);

        var answer = await world.StoresNothingAsync(id, () => nobody.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody()));

        answer.RefusedBy("R17-2.1.1").Unmet.ShouldBe(["R17-2.1.1", "R17-2.1.2", "R17-2.1.3", "HP-7.1"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_BeforeAiOfIneligiblePhysician_IsRefusedToo(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync("blindFirst");

        (await world.StoresNothingAsync(id, () => world.Junior.OpineAsync(id, phase: "beforeAi"))).RefusedBy("R17-2.1.2");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_SecondOfSamePhysician_IsRefusedBy32a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created().State.ShouldBe("reading");

        var answer = await world.StoresNothingAsync(id, () => world.First.OpineAsync(id));

        answer.RefusedBy("R17-3.2a").Unmet.ShouldBe(["R17-3.2a"]);
        answer.Decision("R17-3.2a").GetProperty("missingCodes").EnumerateArray().Select(c => c.GetString()).ShouldBe(["opinions.sameAuthor"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_SecondBeforeAiOfSamePhysician_IsRefusedBy32a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync("blindFirst");
        (await world.First.OpineAsync(id, phase: "beforeAi")).Created();

        (await world.StoresNothingAsync(id, () => world.First.OpineAsync(id, "negative", "beforeAi"))).RefusedBy("R17-3.2a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_ByDeviceToken_IsRefusedBy33(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await world.StoresNothingAsync(id, () => world.Device.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody()))).RefusedBy("R17-3.3");
    }

    [Theory, MemberData(nameof(All))]
    public async Task FinalDiagnosis_ByDeviceToken_IsRefusedBy33(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();

        (await world.StoresNothingAsync(id, () => world.Device.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody()))).RefusedBy("R17-3.3");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Resolution_ByDeviceToken_IsRefusedBy33(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id, "negative")).Created().State.ShouldBe("disagreed");
        var body = Calls.Json(new { method = "senior", label = "positive", signature = CaseSteps.Signature });

        (await world.StoresNothingAsync(id, () => world.Device.SendAsync($"cases/{id}/resolution", body))).RefusedBy("R17-3.3");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_DecidesByTheRecordOfTheMoment_AndFreezesIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.Radiologist("attending", 9);
        var reader = await world.PersonAsync([Role.Physician], record);
        var id = await world.AnalysedAsync();
        (await reader.OpineAsync(id)).Created();
        (await world.Officer.PutAsync($"practitioners/{reader.Id}", record.With("suspendedFrom", CaseWorld.Day(world.Today)), "\"1\"")).Is(HttpStatusCode.OK);

        var later = await world.AnalysedAsync();
        (await world.StoresNothingAsync(later, () => reader.OpineAsync(later))).RefusedBy("R17-2.1.1");
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued", "what was decided when it was signed still counts");
        var frozen = (await world.CaseAsync(id)).At("opinions")[0].GetProperty("decisions").EnumerateArray();
        frozen.ShouldAllBe(d => d.GetProperty("outcome").GetString() != "notSatisfied");
    }
}
