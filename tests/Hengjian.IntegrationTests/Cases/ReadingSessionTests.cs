using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>One examination, several AIs: one sitting with one signature, each case with its own decisions, altogether or not at all.</summary>
public sealed class ReadingSessionTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static async Task<(Guid One, Guid Two, Deployed Other)> ExaminationAsync(CaseWorld world)
    {
        var other = await world.DeployAsync();
        var body = world.CaseBody();
        var one = await world.RegisterAsync(body);
        var two = await world.RegisterAsync(body.With("deploymentId", other.Id));
        (await world.ReceiveAsync(one)).Created();
        (await world.ReceiveAsync(two, "negative", other)).Created();
        return (one, two, other);
    }

    private static JsonObject Sitting(params (Guid Case, JsonObject Opinion)[] opinions) => Calls.Json(new
    {
        opinions = opinions.Select(o => new { caseId = o.Case, opinion = o.Opinion.Without("signature") }),
        signature = CaseSteps.Signature,
    });

    [Theory, MemberData(nameof(All))]
    public async Task Sitting_SignsEachCaseUnderOneSignature(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (one, two, _) = await ExaminationAsync(world);

        var answer = (await world.First.Client.SendAsync("reading-sessions", Sitting((one, CaseSteps.OpinionBody()), (two, CaseSteps.OpinionBody("negative"))))).Created();

        answer.At("opinions").EnumerateArray().Select(o => o.GetProperty("state").GetString()).ShouldBe(["reading", "reading"]);
        var first = (await world.CaseAsync(one)).At("opinions")[0];
        var second = (await world.CaseAsync(two)).At("opinions")[0];
        (first.GetProperty("label").GetString(), second.GetProperty("label").GetString()).ShouldBe(("positive", "negative"));
        var signature = first.GetProperty("signatureId").GetGuid();
        second.GetProperty("signatureId").GetGuid().ShouldBe(signature);
        var check = await world.App.Services.GetRequiredService<ISignatureVerification>().VerifyAsync(world.App.InstitutionId, signature, CancellationToken.None);
        check!.State.ShouldBe(SignatureState.Valid);
        var content = JsonDocument.Parse(check.Content!).RootElement;
        content.GetProperty("digests").GetArrayLength().ShouldBe(2);
        content.GetProperty("opinions").EnumerateArray().Select(o => o.GetProperty("opinionId").GetGuid()).ShouldBe([first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid()]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Sitting_WithOneOpinionWrong_StoresNoneAndNamesTheCase(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (one, two, _) = await ExaminationAsync(world);

        var wrong = await world.StoresNothingAsync(one, () => world.StoresNothingAsync(two, () =>
            world.First.Client.SendAsync("reading-sessions", Sitting((one, CaseSteps.OpinionBody()), (two, CaseSteps.OpinionBody("unheard"))))));
        wrong.Names("opinions[1].label", "case.unknownLabel");

        var refused = await world.StoresNothingAsync(one, () =>
            world.Junior.Client.SendAsync("reading-sessions", Sitting((one, CaseSteps.OpinionBody()), (two, CaseSteps.OpinionBody()))));
        refused.IsProblem(HttpStatusCode.Conflict);
        refused.At("decisions").EnumerateArray().Where(d => d.GetProperty("outcome").GetString() == "notSatisfied")
            .Select(d => (d.GetProperty("clause").GetString(), d.GetProperty("facts").GetProperty("caseId").GetGuid())).ShouldBe([("R17-2.1.2", one), ("R17-2.1.2", two)]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Sitting_OverTwoExaminations_IsRefused(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (one, _, _) = await ExaminationAsync(world);
        var elsewhere = await world.AnalysedAsync();

        (await world.First.Client.SendAsync("reading-sessions", Sitting((one, CaseSteps.OpinionBody()), (elsewhere, CaseSteps.OpinionBody())))).Names("opinions[1].caseId", "reading.otherExamination");
        (await world.First.Client.SendAsync("reading-sessions", Sitting((one, CaseSteps.OpinionBody()), (one, CaseSteps.OpinionBody())))).Names("opinions[1].caseId", "reading.caseTwice");
        (await world.First.Client.SendAsync("reading-sessions", Sitting((one, CaseSteps.OpinionBody()), (Guid.CreateVersion7(), CaseSteps.OpinionBody())))).Names("opinions[1].caseId", "field.unknownReference");
        (await world.First.Client.SendAsync("reading-sessions", Calls.Json(new { opinions = Array.Empty<object>(), signature = CaseSteps.Signature }))).Names("opinions");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Sitting_WithAWrongSecret_Answers403AndStoresNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var reader = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 9));
        var (one, two, _) = await ExaminationAsync(world);

        (await world.StoresNothingAsync(one, () => reader.Client.SendAsync(
            "reading-sessions", Sitting((one, CaseSteps.OpinionBody()), (two, CaseSteps.OpinionBody())).With("signature.secret", "wrong")))).IsProblem(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Examination_ListsItsOtherCasesForTheReader(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (one, two, _) = await ExaminationAsync(world);

        var others = (await world.First.Client.AskAsync($"cases/{one}/reading")).Is(HttpStatusCode.OK).At("examination");

        others.GetArrayLength().ShouldBe(1);
        others[0].GetProperty("id").GetGuid().ShouldBe(two);
        others[0].GetProperty("toRead").GetBoolean().ShouldBeTrue();
    }
}
