using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>R17-3.2a from reading to the issued opinion: agreement, disagreement and its ways out, superseding, provisional opinions.</summary>
public sealed class TwoPhysiciansTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static JsonElement[] Opinions(Answer seen) => [.. seen.At("opinions").EnumerateArray()];

    private static Task<Answer> SupersedeAsync(Person reader, Guid id, Guid opinion, string label, string? reason = "重新阅片") =>
        reader.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody(label).With("supersedes", opinion).With("reason", reason));

    private static Task<Answer> ResolveAsync(HttpClient by, Guid id, string method, string label, string? minutes = null, params Guid[] attendees) =>
        by.SendAsync($"cases/{id}/resolution", Calls.Json(new { method, label, minutes, attendees, skipReason = "双方已口头商议", signature = CaseSteps.Signature }));

    private static async Task<Guid> DisagreedAsync(CaseWorld world)
    {
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created().State.ShouldBe("reading");
        (await world.Second.OpineAsync(id, "negative")).Created().State.ShouldBe("disagreed");
        return id;
    }

    /// <summary>Two against two, the senior physician among those for positive.</summary>
    private static async Task<Guid> SplitAsync(CaseWorld world)
    {
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id, "negative")).Created();
        (await world.Third.OpineAsync(id, "indeterminate")).Created().State.ShouldBe("disagreed");
        (await world.Senior.OpineAsync(id)).Created().State.ShouldBe("disagreed", "two of four are no majority");
        return id;
    }

    [Theory, MemberData(nameof(All))]
    public async Task Agreement_OfTwo_IssuesTheirLabelAndNamesBoth(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await world.First.OpineAsync(id, "negative")).Created().State.ShouldBe("reading");
        (await world.Second.OpineAsync(id, "negative")).Created().State.ShouldBe("opinionIssued");

        var seen = await world.CaseAsync(id);
        seen.At("issuedLabel").GetString().ShouldBe("negative");
        Opinions(seen).Select(o => o.GetProperty("practitionerId").GetGuid()).ShouldBe([world.First.Id, world.Second.Id]);
        Opinions(seen).ShouldAllBe(o => !o.GetProperty("agreesWithAi").GetBoolean());
    }

    [Theory, MemberData(nameof(All))]
    public async Task Disagreement_ShowsInBlockedByWithBothLabels(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await DisagreedAsync(world);

        var blocked = (await world.CaseAsync(id)).At("blockedBy").EnumerateArray().Single(d => d.GetProperty("clause").GetString() == "R17-3.2a");

        blocked.GetProperty("facts").GetProperty("countedLabels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["positive", "negative"]);
        (await world.StoresNothingAsync(id, () => world.Clinician.ConcludeAsync(id))).RefusedBy("R17-3.2a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Disagreement_WhenOneSupersedesTheOwnOpinion_IsIssuedAndBothStayVisible(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await DisagreedAsync(world);
        var wrong = Opinions(await world.CaseAsync(id)).Single(o => o.GetProperty("label").GetString() == "negative").GetProperty("id").GetGuid();

        var answer = (await SupersedeAsync(world.Second, id, wrong, "positive")).Created();

        answer.State.ShouldBe("opinionIssued");
        var seen = await world.CaseAsync(id);
        seen.At("issuedLabel").GetString().ShouldBe("positive");
        Opinions(seen).Length.ShouldBe(3);
        var superseded = Opinions(seen).Single(o => o.GetProperty("id").GetGuid() == wrong);
        superseded.GetProperty("label").GetString().ShouldBe("negative");
        superseded.GetProperty("supersededBy").GetGuid().ShouldBe(answer.Id);
        var later = Opinions(seen).Single(o => o.GetProperty("id").GetGuid() == answer.Id);
        later.GetProperty("supersedes").GetGuid().ShouldBe(wrong);
        later.GetProperty("reason").GetString().ShouldBe("重新阅片");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Superseding_WithoutReason_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var opinion = (await world.First.OpineAsync(id)).Created().Id;

        (await world.StoresNothingAsync(id, () => SupersedeAsync(world.First, id, opinion, "negative", reason: null))).Names("reason");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Superseding_SomeoneElsesOpinion_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var theirs = (await world.First.OpineAsync(id)).Created().Id;

        (await world.StoresNothingAsync(id, () => SupersedeAsync(world.Second, id, theirs, "negative"))).Names("supersedes");
        (await world.StoresNothingAsync(id, () => SupersedeAsync(world.Second, id, Guid.CreateVersion7(), "negative"))).Names("supersedes");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Superseding_AnOpinionAlreadySuperseded_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var first = (await world.First.OpineAsync(id)).Created().Id;
        (await SupersedeAsync(world.First, id, first, "negative")).Created().State.ShouldBe("reading");

        (await world.StoresNothingAsync(id, () => SupersedeAsync(world.First, id, first, "positive"))).Names("supersedes");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Superseding_AfterTheIssue_OpensTheDisagreementAgain(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();
        var own = Opinions(await world.CaseAsync(id))[0].GetProperty("id").GetGuid();

        (await SupersedeAsync(world.First, id, own, "negative")).Created().State.ShouldBe("disagreed");

        (await world.CaseAsync(id)).At("issuedLabel").ValueKind.ShouldBe(JsonValueKind.Null);
        (await world.Clinician.ConcludeAsync(id)).RefusedBy("R17-3.2a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task ThirdReader_MakesAMajority(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await DisagreedAsync(world);

        (await world.Third.OpineAsync(id, "negative")).Created().State.ShouldBe("opinionIssued");

        var seen = await world.CaseAsync(id);
        seen.At("issuedLabel").GetString().ShouldBe("negative");
        Opinions(seen).Length.ShouldBe(3, "all opinions stay");
    }

    [Theory, MemberData(nameof(All))]
    public async Task ThirdReader_OfAThirdLabel_LeavesItDisagreed(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await DisagreedAsync(world);

        (await world.Third.OpineAsync(id, "indeterminate")).Created().State.ShouldBe("disagreed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task SeniorPhysician_SettlesASplitForTheOwnLabel(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await SplitAsync(world);

        (await ResolveAsync(world.Senior.Client, id, "senior", "positive")).Created().State.ShouldBe("opinionIssued");

        var seen = await world.CaseAsync(id);
        seen.At("issuedLabel").GetString().ShouldBe("positive");
        var resolution = seen.At("resolutions")[0];
        resolution.GetProperty("method").GetString().ShouldBe("senior");
        resolution.GetProperty("practitionerId").GetGuid().ShouldBe(world.Senior.Id);
        Opinions(seen).Length.ShouldBe(4);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Resolution_BySomeoneNotSenior_IsRefusedBy32a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await SplitAsync(world);

        (await world.StoresNothingAsync(id, () => ResolveAsync(world.First.Client, id, "senior", "positive"))).RefusedBy("R17-3.2a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Resolution_ByAPhysicianWhoIsNotEligible_IsRefused(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await SplitAsync(world);

        (await world.StoresNothingAsync(id, () => ResolveAsync(world.Junior.Client, id, "conference", "positive", "科内讨论"))).RefusedBy("R17-2.1.2");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Resolution_WithOnlyOnePhysicianBehindTheLabel_IsRefusedBy32a(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await DisagreedAsync(world);

        (await world.StoresNothingAsync(id, () => ResolveAsync(world.Senior.Client, id, "conference", "positive", "科内讨论", world.First.Id, world.Second.Id))).RefusedBy("R17-3.2a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Conference_WithMinutes_Settles(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await SplitAsync(world);

        (await ResolveAsync(world.Senior.Client, id, "conference", "positive", "科内讨论：三人同意。", world.First.Id, world.Second.Id)).Created().State.ShouldBe("opinionIssued");

        (await world.CaseAsync(id)).At("resolutions")[0].GetProperty("minutes").GetString().ShouldBe("科内讨论：三人同意。");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Conference_WithoutMinutes_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await SplitAsync(world);

        (await world.StoresNothingAsync(id, () => ResolveAsync(world.Senior.Client, id, "mdt", "positive"))).Names("minutes");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_AfterAResolution_OpensTheQuestionAgain(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await SplitAsync(world);
        (await ResolveAsync(world.Senior.Client, id, "senior", "positive")).Created();
        var own = Opinions(await world.CaseAsync(id)).Single(o => o.GetProperty("practitionerId").GetGuid() == world.First.Id).GetProperty("id").GetGuid();

        (await SupersedeAsync(world.First, id, own, "negative")).Created().State.ShouldBe("disagreed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task ProvisionalOpinion_SetsADeadlineOfTwentyFourHours_AndIsNeverConcludedFromThere(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("provisional", true))).Created().State.ShouldBe("provisional");

        var seen = await world.CaseAsync(id);
        (seen.At("dueAt").GetDateTimeOffset() - Opinions(seen)[0].GetProperty("signedAt").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(24));
        (await world.StoresNothingAsync(id, () => world.Clinician.ConcludeAsync(id))).RefusedBy("R17-3.2a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task ProvisionalOpinion_WithASecondPhysician_IsIssuedAndTheDeadlineIsTheFinalDiagnosis(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("provisional", true))).Created();

        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");

        // Not the next day, by which a second physician had to follow: the clinician's own time runs now (HP-5.4).
        (await world.CaseAsync(id)).At("dueAt").GetDateTimeOffset().ShouldNotBe(world.App.Clock.GetUtcNow().AddHours(24), TimeSpan.FromMinutes(5));
        (await world.Clinician.ConcludeAsync(id)).Created();
        (await world.CaseAsync(id)).At("dueAt").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory, MemberData(nameof(All))]
    public async Task ProvisionalOpinion_ContradictedByTheSecond_IsDisagreed(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("provisional", true))).Created();

        (await world.Second.OpineAsync(id, "negative")).Created().State.ShouldBe("disagreed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task ProvisionalOpinion_BeforeAi_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync("blindFirst");

        (await world.StoresNothingAsync(id, () => world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody(phase: "beforeAi").With("provisional", true)))).Names("provisional");
    }

    [Theory, MemberData(nameof(All))]
    public async Task NamedReaders_AloneMayRead(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.CaseBody().With("readers", new[] { world.First.Id, world.Second.Id }));
        (await world.ReceiveAsync(id)).Created();

        (await world.Third.Client.AskAsync($"cases/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await world.StoresNothingAsync(id, () => world.Third.OpineAsync(id))).IsProblem(HttpStatusCode.NotFound);
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
    }

    [Theory, MemberData(nameof(All))]
    public async Task NamedReader_WhoHeadsAnotherDepartment_IsStillNoReaderOfOthersCases(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var head = await world.PersonAsync([Role.Physician, Role.DepartmentHead], world.Radiologist("chief", 20));
        var id = await world.RegisterAsync(world.CaseBody().With("readers", new[] { world.First.Id, world.Second.Id }));
        (await world.ReceiveAsync(id)).Created();

        (await head.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);
        (await world.StoresNothingAsync(id, () => head.OpineAsync(id))).IsProblem(HttpStatusCode.NotFound);
    }
}
