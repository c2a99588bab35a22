using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Acts at the same instant, and acts that a client repeats under its idempotency key.</summary>
public sealed class ConcurrencyTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static string Key() => "key-" + CaseWorld.Next();

    private static async Task<int> CasesOfAsync(CaseWorld world, string accession)
    {
        await using var db = world.App.Read();
        var index = world.App.Services.GetService(typeof(Governance.Persistence.Database)) is Governance.Persistence.Database database
            ? database.Fields.BlindIndex(world.App.InstitutionId, "accession", accession)
            : throw new InvalidOperationException("The application has no database.");
        return await db.Set<Case>().CountAsync(c => c.AccessionNumberIndex == index);
    }

    [Theory, MemberData(nameof(All))]
    public async Task TwoPhysicians_SigningAtTheSameInstant_AreBothStoredAndIssueTheOpinion(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        for (var round = 0; round < 5; round++)
        {
            var id = await world.AnalysedAsync();

            var answers = await Task.WhenAll(world.First.OpineAsync(id), world.Second.OpineAsync(id));

            answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
            answers.Select(a => a.State).ShouldBe(["reading", "opinionIssued"], ignoreOrder: true);
            var seen = await world.CaseAsync(id);
            seen.State.ShouldBe("opinionIssued");
            seen.At("opinions").GetArrayLength().ShouldBe(2);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task OnePhysician_SigningTwiceAtTheSameInstant_IsStoredOnce(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.First.OpineAsync(id)));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.Created))
        {
            refused.RefusedBy("R17-3.2a");
        }

        (await world.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task TwelvePhysicians_SigningAtTheSameInstant_AreEachStoredOrRefused(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var crowd = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => world.PersonAsync([Role.Physician], world.Radiologist("attending", 9))));
        var id = await world.AnalysedAsync();

        var answers = await Task.WhenAll(crowd.Select(reader => reader.OpineAsync(id)));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        var seen = await world.CaseAsync(id);
        seen.State.ShouldBe("opinionIssued");
        seen.At("opinions").EnumerateArray().Select(o => o.GetProperty("practitionerId").GetGuid()).ShouldBe(crowd.Select(p => p.Id), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task TwentyRegistrations_AtTheSameInstant_GetDistinctNumbers(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Technician.Client.SendAsync("cases", world.CaseBody())));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        answers.Select(a => a.At("number").GetString()).Distinct().Count().ShouldBe(20);
        answers.Select(a => a.Id).Distinct().Count().ShouldBe(20);
    }

    [Theory, MemberData(nameof(All))]
    public async Task TwentyRegistrations_WithOneKeyAtTheSameInstant_AreOneCase(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody();
        var text = body.ToJsonString();
        var key = Key();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Technician.Client.SendRawAsync("cases", text, key)));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        answers.Select(a => a.Text).Distinct().Count().ShouldBe(1);
        (await CasesOfAsync(world, body["accessionNumber"]!.GetValue<string>())).ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Repeat_WithTheSameKeyAndBody_AnswersTheSame(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody();
        var key = Key();

        var first = (await world.Technician.Client.SendAsync("cases", body, key)).Created();
        // Members in another order and other blanks are the same body.
        var reordered = "{ " + string.Join(" , ", body.Reverse().Select(m => $"\"{m.Key}\" : {m.Value?.ToJsonString() ?? "null"}")) + " }";
        var second = (await world.Technician.Client.SendRawAsync("cases", reordered, key)).Created();

        second.Text.ShouldBe(first.Text);
        (await CasesOfAsync(world, body["accessionNumber"]!.GetValue<string>())).ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Repeat_WithTheSameKeyAndAnotherBody_Conflicts(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var key = Key();
        (await world.Technician.Client.SendAsync("cases", world.CaseBody(), key)).Created();
        var other = world.CaseBody();

        (await world.Technician.Client.SendAsync("cases", other, key)).Conflicts("idempotency.otherBody");

        (await CasesOfAsync(world, other["accessionNumber"]!.GetValue<string>())).ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Key_OfAnotherActor_IsAnotherKey(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var key = Key();
        var other = await world.App.ClientAsync(Role.Operator);

        var first = (await world.Technician.Client.SendAsync("cases", world.CaseBody(), key)).Created();
        var second = (await other.SendAsync("cases", world.CaseBody(), key)).Created();

        second.Id.ShouldNotBe(first.Id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Key_OnAnotherPath_IsAnotherKey(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var key = Key();
        var one = await world.RegisterAsync();
        var two = await world.RegisterAsync();

        (await world.Technician.Client.SendAsync($"cases/{one}/ai-results", world.ResultBody(), key)).Created();
        (await world.Technician.Client.SendAsync($"cases/{two}/ai-results", world.ResultBody("negative"), key)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_RepeatedWithItsKey_IsSignedOnce(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var key = Key();

        var first = (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody(), key)).Created();
        var second = (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody(), key)).Created();

        second.Text.ShouldBe(first.Text);
        (await world.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_RepeatedWithItsKeyButAWrongSecret_Answers403(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var reader = await world.PersonAsync([Role.Physician], world.Radiologist("attending", 9));
        var id = await world.AnalysedAsync();
        var key = Key();
        (await reader.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody(), key)).Created();

        (await reader.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("signature.secret", "wrong"), key)).IsProblem(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Refusal_ThatStoredNothing_LeavesTheKeyFree(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var key = Key();

        (await world.Technician.Client.SendAsync("cases", world.CaseBody().Without("invasive"), key)).Names("invasive");

        (await world.Technician.Client.SendAsync("cases", world.CaseBody(), key)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Key_LongerThanTwoHundred_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var body = world.CaseBody();

        (await world.Technician.Client.SendAsync("cases", body, new string('k', 201))).Names("Idempotency-Key");

        (await CasesOfAsync(world, body["accessionNumber"]!.GetValue<string>())).ShouldBe(0);
        (await world.Technician.Client.SendAsync("cases", body, new string('k', 190) + CaseWorld.Next())).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task RegisterChanges_FromOneVersion_AreStoredOnce(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var name = "科室 " + CaseWorld.Next();
        var id = (await world.Officer.SendAsync("departments", new { name, kind = "clinical" })).Created().Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => world.Officer.PutAsync($"departments/{id}", Calls.Json(new { name = name + i.Text(), kind = "clinical" }), "\"1\"")));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed).ShouldBe(5);
        (await world.Officer.AskAsync($"departments/{id}")).ETag.ShouldBe("\"2\"");
    }
}
