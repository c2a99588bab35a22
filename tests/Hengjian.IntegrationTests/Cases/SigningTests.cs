using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Cases.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Signing asks for the password again; the signature covers the act and the decisions of its moment.</summary>
public sealed class SigningTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static Task<Person> ReaderAsync(CaseWorld world) => world.PersonAsync([Role.Physician], world.Radiologist("attending", 9));

    private static Task<Answer> WrongAsync(Person reader, Guid id) =>
        reader.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("signature.secret", "not the password"));

    private static async Task<User> AccountAsync(CaseWorld world, Person person)
    {
        await using var db = world.App.Read();
        return await db.Set<User>().SingleAsync(u => u.Id == person.User.Id);
    }

    private static async Task<SignatureCheck> CheckAsync(CaseWorld world, string id) =>
        (await world.App.Services.GetRequiredService<ISignatureVerification>().VerifyAsync(world.App.InstitutionId, Guid.Parse(id), CancellationToken.None)).ShouldNotBeNull();

    [Theory, MemberData(nameof(All))]
    public async Task Secret_Wrong_Answers403StoresNothingAndCounts(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var reader = await ReaderAsync(world);
        var id = await world.AnalysedAsync();

        (await world.StoresNothingAsync(id, () => WrongAsync(reader, id))).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("access.signatureSecretWrong");

        (await AccountAsync(world, reader)).AccessFailedCount.ShouldBe(1);
        (await reader.OpineAsync(id)).Created();
        (await AccountAsync(world, reader)).AccessFailedCount.ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Secret_WrongFiveTimes_LocksTheAccountAlsoForTheRightOne(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var reader = await ReaderAsync(world);
        var id = await world.AnalysedAsync();

        for (var i = 1; i <= 4; i++)
        {
            (await WrongAsync(reader, id)).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("access.signatureSecretWrong");
        }

        (await WrongAsync(reader, id)).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("access.lockedOut");
        (await world.StoresNothingAsync(id, () => reader.OpineAsync(id))).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("access.lockedOut");
        (await AccountAsync(world, reader)).LockoutEnd.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Secret_Missing_Answers422AndDoesNotCount(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var reader = await ReaderAsync(world);
        var id = await world.AnalysedAsync();

        foreach (var body in new[]
        {
            CaseSteps.OpinionBody().Without("signature"), CaseSteps.OpinionBody().Without("signature.secret"), CaseSteps.OpinionBody().With("signature.secret", ""),
        })
        {
            (await world.StoresNothingAsync(id, () => reader.Client.SendAsync($"cases/{id}/opinions", body))).Names("signature.secret");
        }

        (await AccountAsync(world, reader)).AccessFailedCount.ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Secret_WrongForAFinalDiagnosis_StoresNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var clinician = await world.PersonAsync([Role.Clinician], world.Physician("chief", CaseWorld.MedicineScope, "呼吸内科", 12));
        var id = await world.IssuedAsync();

        (await world.StoresNothingAsync(id, () => clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody().With("signature.secret", "x"))))
            .IsProblem(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Signature_OfAnOpinion_VerifiesAndCoversItsContentAndDecisions(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var opinion = (await world.First.OpineAsync(id)).Created().Id;
        var seen = (await world.CaseAsync(id)).At("opinions")[0];

        var check = await CheckAsync(world, seen.GetProperty("signatureId").GetString()!);

        check.State.ShouldBe(SignatureState.Valid);
        (check.Act, check.SubjectKind, check.SubjectId, check.Signer, check.PractitionerId).ShouldBe(("opinion", "Opinion", opinion, world.First.User.Id, world.First.Id));
        var content = JsonDocument.Parse(check.Content.ShouldNotBeNull()).RootElement;
        content.GetProperty("caseId").GetGuid().ShouldBe(id);
        content.GetProperty("label").GetString().ShouldBe("positive");
        content.GetProperty("confidence").GetInt32().ShouldBe(80);
        content.GetProperty("shown").GetProperty("aiResultId").GetGuid().ShouldBe((await world.CaseAsync(id)).At("aiResults")[0].GetProperty("id").GetGuid());
        content.GetProperty("decisions").EnumerateArray().Select(d => (d.GetProperty("clause").GetString(), d.GetProperty("outcome").GetString())).ShouldBe(
            [("R17-2.1.1", "satisfied"), ("R17-2.1.2", "satisfied"), ("R17-2.1.3", "satisfied"), ("HP-7.1", "satisfied"), ("R17-3.1a", "satisfied"), ("R17-3.4", "notApplicable")]);
        content.GetProperty("decisions").EnumerateArray().ShouldAllBe(d => d.GetProperty("pack").GetString() == d.GetProperty("clause").GetString()!.Split('-')[0] + "@1");
        check.Content.ShouldNotContain(TestUser.Password);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Signature_OfAFinalDiagnosis_VerifiesAndCoversTextAndOpinions(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.ConcludedAsync();
        var seen = await world.CaseAsync(id);

        var check = await CheckAsync(world, seen.At("finalDiagnosis.signatureId").GetString()!);

        check.State.ShouldBe(SignatureState.Valid);
        var content = JsonDocument.Parse(check.Content.ShouldNotBeNull()).RootElement;
        content.GetProperty("text").GetString().ShouldBe("右上叶结节，建议 3 个月后复查。");
        content.GetProperty("opinions").EnumerateArray().Select(o => o.GetGuid()).ShouldBe(seen.At("opinions").EnumerateArray().Select(o => o.GetProperty("id").GetGuid()), ignoreOrder: true);
        content.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldContain("R17-3.3");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Signature_WhoseContentWasChanged_IsFoundOut(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        (await world.First.OpineAsync(id)).Created();
        var signature = Guid.Parse((await world.CaseAsync(id)).At("opinions")[0].GetProperty("signatureId").GetString()!);
        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            var row = await scope.Db.Set<Signature>().SingleAsync(s => s.Id == signature);
            var content = scope.Database.Fields.Unprotect(scope.InstitutionId, "content", row.Id, row.Content)!;
            row.Content = scope.Database.Fields.Protect(scope.InstitutionId, "content", row.Id, content.Replace("\"label\":\"positive\"", "\"label\":\"negative\"", StringComparison.Ordinal))!;
        });

        (await CheckAsync(world, signature.ToString("D"))).State.ShouldBe(SignatureState.ContentChanged);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Secrets_OfAllKinds_AreNeitherStoredNorLogged(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var secret = "wrong-" + CaseWorld.Next() + "-secret";
        var reader = await ReaderAsync(world);
        (await reader.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("signature.secret", secret), "key-" + CaseWorld.Next())).IsProblem(HttpStatusCode.Forbidden);
        (await reader.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody(), "key-" + CaseWorld.Next())).Created();

        world.App.Log.Text.ShouldNotContain(secret);
        world.App.Log.Text.ShouldNotContain(TestUser.Password);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Device_WithASignature_CannotUnlockIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        await using var db = world.App.Read();
        var before = await db.Set<Signature>().CountAsync(s => s.SubjectKind == "Opinion" && db.Set<Opinion>().Any(o => o.Id == s.SubjectId && o.CaseId == id));

        (await world.Device.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody())).RefusedBy("R17-3.3");

        (await db.Set<Signature>().CountAsync(s => s.SubjectKind == "Opinion" && db.Set<Opinion>().Any(o => o.Id == s.SubjectId && o.CaseId == id))).ShouldBe(before);
    }
}
