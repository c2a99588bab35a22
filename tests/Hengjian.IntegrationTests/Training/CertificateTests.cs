using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Notices.Domain;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Transparency;
using Hengjian.IntegrationTests.Agreements;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Training;

/// <summary>Certificates of training bases: what stands on the holder's record, who revokes, what nobody can type, and what anybody can verify.</summary>
public sealed class CertificateTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_Given_MakesEligibleAndItsRevocationUndoesItAtOnce(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var person = await world.RecordAsync(world.Radiologist("attending", 9).With("trainings", Array.Empty<object>()));
        (await EligibleAsync(world.Officer, person, world.Lung.Id)).ShouldBeFalse();

        var (id, number) = await Certificates.GiveAsync(world.App, person, world.Today);
        var given = world.App.Clock.GetUtcNow();
        (await EligibleAsync(world.Officer, person, world.Lung.Id)).ShouldBeTrue();
        (await world.Officer.AskAsync($"practitioners/{person}")).At("trainings")[0].GetProperty("certificateNumber").GetString().ShouldBe(number);
        await Task.Delay(5);

        var trainer = await world.App.ClientAsync(Role.Trainer);
        (await trainer.SendAsync($"training/certificates/{id}/revocation", new { reason = "考勤造假", from = CaseWorld.Day(world.Today) })).Created();
        (await EligibleAsync(world.Officer, person, world.Lung.Id)).ShouldBeTrue("asking alone changes nothing");
        (await trainer.SendAsync($"training/certificates/{id}/revocation/decision", new { agree = true })).IsProblem(HttpStatusCode.Forbidden);
        (await world.Officer.SendAsync($"training/certificates/{id}/revocation/decision", new { agree = true })).Created();

        (await EligibleAsync(world.Officer, person, world.Lung.Id)).ShouldBeFalse();
        (await EligibleAsync(world.Officer, person, world.Lung.Id, given)).ShouldBeTrue("it was good by what was known then");
        (await world.Officer.AskAsync($"training/certificates/{id}")).At("item.standing").GetString().ShouldBe("revoked");
        (await trainer.SendAsync($"training/certificates/{id}/revocation", new { reason = "再次", from = CaseWorld.Day(world.Today) })).Conflicts("certificate.revokedAlready");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_OfATraineeFromAnotherHospital_StandsOnTheOwnRecordThereUnderItsOwnLedger(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var scene = await RemoteWorld.OpenAsync(world);
        var body = world.Radiologist("attending", 9).With("departmentId", null).With("trainings", Array.Empty<object>());
        var own = (await scene.Officer.SendAsync("practitioners", body)).Created().Id;
        Guid standIn = Guid.Empty;
        await app.WriteAsync(app.InstitutionId, async scope => standIn = await app.Services.GetRequiredService<IRemotePractitioners>()
            .AddAsync(scope, scene.Reading, scene.Name, new HomePhysician(own, "外院医师"), world.Department, CancellationToken.None));

        var (id, number) = await Certificates.GiveAsync(app, standIn, world.Today);

        var training = (await scene.Officer.AskAsync($"practitioners/{own}")).At("trainings")[0];
        (training.GetProperty("certificateNumber").GetString(), training.GetProperty("certificateId").GetGuid()).ShouldBe((number, id));
        (await scene.Officer.AskAsync($"training/certificates/{id}")).Is(HttpStatusCode.OK);
        (await world.Officer.SendAsync($"training/certificates/{id}/revocation", new { reason = "造假", from = CaseWorld.Day(world.Today) })).Created();
        (await (await app.ClientAsync(Role.Trainer)).SendAsync($"training/certificates/{id}/revocation/decision", new { agree = true })).Created();
        (await scene.Officer.AskAsync($"practitioners/{own}")).At("trainings")[0].GetProperty("revoked").GetBoolean().ShouldBeTrue();
        (await NoticesAsync(app, scene.Reading, own)).ShouldBe(["certificateRevoked"]);

        foreach (var institution in new[] { app.InstitutionId, scene.Reading })
        {
            await app.Services.GetRequiredService<LedgerSequencer>().IntegrateAsync(institution, CancellationToken.None);
        }

        (await app.Services.GetRequiredService<DataVerifier>().VerifyAsync(null, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_RevokedByTheRegulator_IsRevokedAtOnceAndTheBaseIsTold(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var person = await world.RecordAsync(world.Radiologist("attending", 9).With("trainings", Array.Empty<object>()));
        var (id, _) = await Certificates.GiveAsync(world.App, person, world.Today);
        var region = await world.App.InstitutionAsync("区域平台 " + CaseWorld.Next());
        var regulator = await world.App.ClientAsync(await world.App.UserAsync([Role.Regulator], institution: region));

        (await regulator.SendAsync($"training/certificates/{id}/revocation", new { reason = "检查发现不符", from = CaseWorld.Day(world.Today) })).Created();

        (await EligibleAsync(world.Officer, person, world.Lung.Id)).ShouldBeFalse();
        (await world.Officer.AskAsync($"training/certificates/{id}")).At("byRegulator").GetBoolean().ShouldBeTrue();
        (await NoticesAsync(world.App, world.App.InstitutionId, id)).ShouldBe(["certificateRevoked"]);
    }

    [Theory]
    [InlineData("from", "2999-01-01", "field.future")]
    [InlineData("from", "2000-01-01", "certificate.beforeCompletion")]
    [InlineData("from", null, "field.required")]
    [InlineData("reason", " ", "field.required")]
    public async Task Revocation_ThatIsWrong_NamesTheField(string field, string? value, string code)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (id, _) = await Certificates.GiveAsync(world.App, await world.RecordAsync(world.Radiologist("attending", 9)), world.Today);

        (await world.Officer.SendAsync($"training/certificates/{id}/revocation", Calls.Json(new { reason = "x", from = CaseWorld.Day(world.Today) }).With(field, value))).Names(field, code);
    }

    [Theory, MemberData(nameof(All))]
    public async Task CertifiedTraining_EditedOrDroppedByTheApi_IsRefusedWithTheField(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.Radiologist("attending", 9);
        var person = await world.RecordAsync(record);
        var (_, number) = await Certificates.GiveAsync(world.App, person, world.Today);
        object Kept(string completedOn) => new { technologyCategory = CaseWorld.Category, route = "normal", completedOn, certificateNumber = number };
        var typed = record["trainings"]![0]!.DeepClone();

        (await world.Officer.PutAsync($"practitioners/{person}", record.With("trainings", new[] { typed }), "\"2\"")).Names("trainings", "register.certifiedTrainingDropped");
        (await world.Officer.PutAsync($"practitioners/{person}", record.With("trainings", new[] { Kept("2020-01-01") }), "\"2\"")).Names("trainings[0].completedOn", "register.certifiedTraining");
        (await world.Officer.PutAsync($"practitioners/{person}", record.With("trainings", new[] { Kept(CaseWorld.Day(world.Today)), Kept("2020-01-01") }), "\"2\"")).Names("trainings[1].certificateNumber", "register.certifiedTraining");

        (await world.Officer.PutAsync($"practitioners/{person}", record.With("trainings", new[] { Kept(CaseWorld.Day(world.Today)) }), "\"2\"")).Is(HttpStatusCode.OK);
        (await world.Officer.AskAsync($"practitioners/{person}")).At("trainings")[0].GetProperty("certificateId").GetGuid().ShouldNotBe(Guid.Empty);
    }

    [Theory, MemberData(nameof(All))]
    public async Task CertificateNumber_OfAnotherPerson_IsRefusedOnWhicheverRecordItIsTyped(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (_, number) = await Certificates.GiveAsync(world.App, await world.RecordAsync(world.Radiologist("attending", 9)), world.Today);
        var forged = world.Radiologist("attending", 9).With("trainings", new[]
        {
            new { technologyCategory = CaseWorld.Category, route = "normal", completedOn = CaseWorld.Day(world.Today), certificateNumber = number.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant() },
        });

        (await world.Officer.SendAsync("practitioners", forged)).Names("trainings[0].certificateNumber", "register.certificateOfAnother");
        (await (await world.StrangerAsync(Role.GovernanceOfficer)).SendAsync("practitioners", forged.With("departmentId", null))).Names("trainings[0].certificateNumber", "register.certificateOfAnother");
    }

    [Theory, MemberData(nameof(All))]
    public async Task CertificateNumber_ThatTheNamedBaseNeverGave_IsRefused(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        object Typed(Guid? baseId) => new { technologyCategory = CaseWorld.Category, route = "normal", completedOn = CaseWorld.Day(school.Today), certificateNumber = "PX-2026-99", baseId };

        (await school.World.Officer.SendAsync("practitioners", school.World.Radiologist("attending", 9).With("trainings", new[] { Typed(school.Base) })))
            .Names("trainings[0].certificateNumber", "register.certificateNotGiven");
        (await school.World.Officer.SendAsync("practitioners", school.World.Radiologist("attending", 9).With("trainings", new[] { Typed(null) }))).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_OfOtherStaff_FitsTheOperatorAndNeverThePhysician(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var physician = await world.RecordAsync(world.Radiologist("attending", 9).With("trainings", Array.Empty<object>()));
        var technician = await world.RecordAsync(world.TechnicianRecord(8).With("trainings", Array.Empty<object>()));
        (await EligibleAsync(world.Officer, technician, world.Lung.Id, act: "operate")).ShouldBeFalse();

        await Certificates.GiveAsync(world.App, physician, world.Today, ProgrammeKind.OtherStaff);
        await Certificates.GiveAsync(world.App, technician, world.Today, ProgrammeKind.OtherStaff);

        (await EligibleAsync(world.Officer, physician, world.Lung.Id)).ShouldBeFalse();
        (await EligibleAsync(world.Officer, technician, world.Lung.Id, act: "operate")).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_ToOthers_IsNotThereAndToItsHolderIs(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (id, _) = await Certificates.GiveAsync(world.App, world.Second.Id, world.Today, ProgrammeKind.Literacy);

        (await world.Second.Client.AskAsync($"training/certificates/{id}")).Is(HttpStatusCode.OK);
        (await world.First.Client.AskAsync($"training/certificates/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await world.First.Client.AskAsync("training/certificates")).IsProblem(HttpStatusCode.Forbidden);
        (await (await world.StrangerAsync(Role.Trainer)).AskAsync($"training/certificates/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await world.Officer.AskAsync($"practitioners/{world.Second.Id}")).At("trainings").EnumerateArray().ShouldAllBe(t => t.GetProperty("certificateId").ValueKind == System.Text.Json.JsonValueKind.Null, "literacy is no training of a clause");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Verification_ByAnybody_TellsValidRevokedAndUnknownWithTheNameMasked(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.Radiologist("attending", 9).With("name", "欧阳测试");
        var (id, number) = await Certificates.GiveAsync(world.App, await world.RecordAsync(record), world.Today);
        var code = (await world.Officer.AskAsync($"training/certificates/{id}")).At("code").GetString()!;

        var valid = await PageAsync(world, $"/verify/certificates/{number}/{code}");
        valid.ShouldContain("证书真实，今日有效");
        valid.ShouldContain("欧**");
        valid.ShouldNotContain("欧阳测试");
        (await PageAsync(world, $"/verify/certificates?number={number.ToLowerInvariant()}&code={code.Replace("-", "", StringComparison.Ordinal)}")).ShouldContain("证书真实，今日有效");
        (await PageAsync(world, $"/verify/certificates/{number}/0000-0000-0000-0000")).ShouldContain("查无此证");

        (await world.Officer.SendAsync($"training/certificates/{id}/revocation", new { reason = "x", from = CaseWorld.Day(world.Today) })).Created();
        (await PageAsync(world, $"/verify/certificates/{number}/{code}")).ShouldContain("证书真实，今日有效");
        (await (await world.App.ClientAsync(Role.Trainer)).SendAsync($"training/certificates/{id}/revocation/decision", new { agree = true })).Created();
        (await PageAsync(world, $"/verify/certificates/{number}/{code}")).ShouldContain("现已撤销");
    }

    [Theory, InlineData("zh-CN"), InlineData("en")]
    public async Task Pages_OfACertificate_HaveWordsInBothLanguages(string language)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (id, number) = await Certificates.GiveAsync(world.App, await world.RecordAsync(world.Radiologist("attending", 9)), world.Today);
        (await world.Officer.SendAsync($"training/certificates/{id}/revocation", new { reason = "x", from = CaseWorld.Day(world.Today) })).Created();
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.Trainer));
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();

        foreach (var path in new[] { "/training/certificates", $"/training/certificates/{id}", $"/training/certificates/{id}/print" })
        {
            var html = await browser.GetAsync(path);
            html.ShouldContain(number);
            html.ShouldNotContain(">Paper.");
            html.ShouldNotContain(">CertificateStanding.");
        }
    }

    private static async Task<List<string>> NoticesAsync(AppFixture app, Guid institution, Guid subject)
    {
        await using var db = app.Read(institution);
        return await db.Set<Notice>().Where(n => n.SubjectId == subject).Select(n => n.Kind).ToListAsync();
    }

    private static async Task<bool> EligibleAsync(HttpClient officer, Guid person, Guid deployment, DateTimeOffset? knownAt = null, string act = "opinion")
    {
        var known = knownAt is { } at ? "&knownAt=" + Uri.EscapeDataString(CaseWorld.Instant(at)) : "";
        return (await officer.AskAsync($"practitioners/{person}/eligibility?deployment={deployment}&act={act}{known}")).Is(HttpStatusCode.OK).At("eligible").GetBoolean();
    }

    private static async Task<string> PageAsync(CaseWorld world, string path)
    {
        using var answer = await world.App.Anonymous().GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return html;
    }
}

/// <summary>Gives certificates as the act that completes an enrolment does.</summary>
internal static class Certificates
{
    public static async Task<(Guid Id, string Number)> GiveAsync(
        AppFixture app, Guid holder, DateOnly on, ProgrammeKind kind = ProgrammeKind.Physician, TrainingRoute route = TrainingRoute.Normal, Guid? baseId = null, Guid? enrolment = null)
    {
        (Guid, string) given = default;
        await app.WriteAsync(app.InstitutionId, async scope => given = await app.Services.GetRequiredService<ICertificates>().IssueAsync(
            scope, new CertificateDraft(enrolment ?? scope.NewId(), baseId ?? scope.NewId(), holder, route, kind, CaseWorld.Category, on), CancellationToken.None));
        return given;
    }
}
