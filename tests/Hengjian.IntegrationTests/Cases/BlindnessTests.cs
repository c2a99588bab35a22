using System.Globalization;
using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Reading protocols: which opinions each takes, and what of the AI and of other readers shows to whom (decisions.md 6 and 17).</summary>
public sealed class BlindnessTests
{
    private const string Label = "indeterminate";

    public static TheoryData<TestDatabase> All => Databases.All;

    /// <summary>A score that occurs nowhere else; the label given by the AI is one that no reader gives.</summary>
    private static string Sentinel() => string.Create(CultureInfo.InvariantCulture, $"0.7{int.Parse(CaseWorld.Next(), CultureInfo.InvariantCulture):00000}31");

    private static async Task<(Guid Id, string Score)> BlindAsync(CaseWorld world)
    {
        var id = await world.RegisterAsync("blindFirst");
        var score = Sentinel();
        (await world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody(Label).With("score", double.Parse(score, CultureInfo.InvariantCulture)))).Created();
        return (id, score);
    }

    /// <summary>What the answer says outside the deployment's own list of labels.</summary>
    private static string Told(Answer seen) => string.Join('\n', seen.Json.EnumerateObject().Where(m => m.Name != "deployment").Select(m => m.Value.GetRawText()));

    private static async Task<string> ToldAsync(HttpClient client, Guid id) => Told((await client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK));

    [Theory, MemberData(nameof(All))]
    public async Task AiFirst_TakesNoOpinionBeforeTheAi(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        foreach (var protocol in new[] { "aiFirst", "concurrent" })
        {
            var id = await world.AnalysedAsync(protocol);
            (await world.StoresNothingAsync(id, () => world.First.OpineAsync(id, phase: "beforeAi"))).Names("phase");
            var early = await world.RegisterAsync(protocol);
            (await world.StoresNothingAsync(early, () => world.First.OpineAsync(early, phase: "beforeAi"))).Names("phase");
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiFirst_ShowsTheResultToReadersAndClinicianAtOnce(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync(aiLabel: Label);

        foreach (var client in new[] { world.First.Client, world.Clinician.Client, world.Technician.Client, world.Officer })
        {
            (await client.AskAsync($"cases/{id}")).At("aiResults")[0].GetProperty("label").GetString().ShouldBe(Label);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_AfterAiWithoutABlindOpinion_Conflicts(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, _) = await BlindAsync(world);

        (await world.StoresNothingAsync(id, () => world.First.OpineAsync(id))).Conflicts("case.blindOpinionFirst");
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_BothPhases_CountTheOpinionsAfterAiAlone(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, _) = await BlindAsync(world);

        (await world.First.OpineAsync(id, phase: "beforeAi")).Created().State.ShouldBe("analysed");
        (await world.Second.OpineAsync(id, phase: "beforeAi")).Created().State.ShouldBe("analysed");
        (await world.First.OpineAsync(id)).Created().State.ShouldBe("reading");
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_SupersedingABlindOpinionAfterTheAiCame_Conflicts(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync("blindFirst");
        var opinion = (await world.First.OpineAsync(id, phase: "beforeAi")).Created().Id;
        var body = CaseSteps.OpinionBody("negative", "beforeAi").With("supersedes", opinion).With("reason", "误选");
        var corrected = (await world.First.Client.SendAsync($"cases/{id}/opinions", body)).Created().Id;
        (await world.ReceiveAsync(id)).Created();

        (await world.StoresNothingAsync(id, () => world.First.Client.SendAsync($"cases/{id}/opinions", body.With("supersedes", corrected)))).Conflicts("case.alreadyUnblinded");
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_ReaderWithoutABlindOpinion_IsToldNothingOfTheAi(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, score) = await BlindAsync(world);

        var seen = (await world.First.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);

        seen.At("aiHidden").GetBoolean().ShouldBeTrue();
        seen.At("aiResults").GetArrayLength().ShouldBe(1, "that a result came is known");
        Told(seen).ShouldNotContain(Label);
        seen.Text.ShouldNotContain(score);
        seen.Text.ShouldNotContain("右上叶");
        seen.At("aiResults")[0].GetProperty("contentHash").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_AfterTheOwnBlindOpinion_ShowsThatReaderAll(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, score) = await BlindAsync(world);
        (await world.First.OpineAsync(id, phase: "beforeAi")).Created();

        var seen = (await world.First.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);

        seen.At("aiHidden").GetBoolean().ShouldBeFalse();
        seen.At("aiResults")[0].GetProperty("label").GetString().ShouldBe(Label);
        seen.Text.ShouldContain(score);
        (await ToldAsync(world.Second.Client, id)).ShouldNotContain(Label, Case.Sensitive, "another reader is still blind");
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_OtherReadersLabels_AreHiddenWithTheAis(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, _) = await BlindAsync(world);
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody("negative", "beforeAi").With("confidence", 37).With("secondsSpent", 911.5))).Created();
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody(Label).With("overrideReason", "结节边缘光滑"))).Created();

        var seen = (await world.Second.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);

        seen.At("opinions").GetArrayLength().ShouldBe(2);
        foreach (var opinion in seen.At("opinions").EnumerateArray())
        {
            foreach (var member in new[] { "label", "confidence", "agreesWithAi", "overrideReason", "secondsSpent", "reason" })
            {
                opinion.GetProperty(member).ValueKind.ShouldBe(JsonValueKind.Null, member);
            }
        }

        Told(seen).ShouldNotContain("negative");
        Told(seen).ShouldNotContain(Label);
        seen.Text.ShouldNotContain("结节边缘光滑");
        seen.Text.ShouldNotContain("911.5");
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_Clinician_IsBlindUntilTheOpinionIsIssued(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, score) = await BlindAsync(world);
        foreach (var reader in new[] { world.First, world.Second })
        {
            (await reader.OpineAsync(id, phase: "beforeAi")).Created();
        }

        (await world.First.OpineAsync(id, Label)).Created();
        var before = (await world.Clinician.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);
        Told(before).ShouldNotContain(Label);
        Told(before).ShouldNotContain("\"positive\"");
        before.Text.ShouldNotContain(score);

        (await world.Second.OpineAsync(id, Label)).Created().State.ShouldBe("opinionIssued");
        var after = (await world.Clinician.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);
        after.At("issuedLabel").GetString().ShouldBe(Label);
        after.Text.ShouldContain(score);
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_Operator_GetsAcknowledgementsAndViewsWithoutLabelOrScore(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync("blindFirst");
        var score = Sentinel();
        var result = (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody(Label).With("score", double.Parse(score, CultureInfo.InvariantCulture)))).Created();
        var confirmed = (await world.Technician.Client.SendAsync($"cases/{id}/ai-results/{result.Id}/confirmation", null)).Created();
        var seen = await world.Technician.Client.AskAsync($"cases/{id}");

        foreach (var answer in new[] { result, confirmed })
        {
            answer.Text.ShouldNotContain(Label);
            answer.Text.ShouldNotContain(score);
        }

        Told(seen).ShouldNotContain(Label);
        seen.Text.ShouldNotContain(score);
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_PersonWithSeveralRoles_IsBlindedByTheStrictest(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var both = await world.PersonAsync([Role.Physician, Role.QualityOfficer, Role.DepartmentHead], world.Radiologist("chief", 20));
        var (id, score) = await BlindAsync(world);

        var seen = (await both.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);

        Told(seen).ShouldNotContain(Label);
        seen.Text.ShouldNotContain(score);
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_WhoOversees_SeesAll(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, score) = await BlindAsync(world);

        foreach (var client in new[] { world.Officer, await world.App.ClientAsync(Role.QualityOfficer) })
        {
            (await client.AskAsync($"cases/{id}")).Text.ShouldContain(score);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_ARefusalsDecisions_TellABlindReaderNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, score) = await BlindAsync(world);
        (await world.First.OpineAsync(id, "negative", "beforeAi")).Created();
        (await world.First.OpineAsync(id, Label)).Created();

        var refused = await world.Clinician.ConcludeAsync(id);
        var resolved = await world.Second.Client.SendAsync($"cases/{id}/resolution", new { method = "senior", label = "negative", skipReason = "已商议", signature = CaseSteps.Signature });
        var late = await world.Second.OpineAsync(id);

        foreach (var answer in new[] { refused, resolved, late })
        {
            answer.IsProblem(HttpStatusCode.Conflict);
            answer.Text.ShouldNotContain(Label);
            answer.Text.ShouldNotContain("\"negative\"");
            answer.Text.ShouldNotContain(score);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_OnNoRouteThatAReaderMayAsk_IsTheScoreTold(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, score) = await BlindAsync(world);
        (await world.First.OpineAsync(id, phase: "beforeAi")).Created();
        var number = (await world.CaseAsync(id)).At("number").GetString();
        string[] routes =
        [
            $"cases/{id}", $"cases/{id}/timeline", $"cases/{id}/reading", $"cases/{id}/report.pdf", $"cases?q={number}", "cases?state=analysed&pageSize=200", "dicom/inbox?pageSize=200", $"quality/statistics?deployment={world.Lung.Id}",
            $"quality/cases?deployment={world.Lung.Id}&cell=cases&pageSize=200", $"deployments/{world.Lung.Id}", $"technologies/{world.Lung.Technology}",
        ];

        foreach (var client in new[] { world.Second.Client, world.Clinician.Client, world.Technician.Client, world.Device, world.Junior.Client })
        {
            foreach (var route in routes)
            {
                var answer = await client.AskAsync(route);
                ((int)answer.Status).ShouldBeLessThan(500);
                answer.Text.ShouldNotContain(score, Case.Sensitive, route);
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task BlindFirst_WhoseAiFailed_HidesNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync("blindFirst");
        (await world.Device.SendAsync($"cases/{id}/ai-failure", new { reason = "服务超时" })).Created();
        (await world.First.OpineAsync(id)).Created();

        var seen = await world.Second.Client.AskAsync($"cases/{id}");

        seen.At("aiHidden").GetBoolean().ShouldBeFalse();
        seen.At("opinions")[0].GetProperty("label").GetString().ShouldBe("positive");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Device_CannotReadCasesBack(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await world.Device.AskAsync($"cases/{id}")).IsProblem(HttpStatusCode.Forbidden);
        (await world.Device.AskAsync("cases")).IsProblem(HttpStatusCode.Forbidden);
    }
}
