using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Triggers;
using Hengjian.Governance.Notices.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Authorisations;

/// <summary>An authorisation whose holder's training counts no more asks for a new decision, and says so to those who decide.</summary>
public sealed class TrainingTriggerTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_Revoked_AsksForANewDecisionAtOnceUntilTheHolderIsTrainedAgain(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var person = await world.RecordAsync(world.Radiologist("attending", 9).With("trainings", Array.Empty<object>()));
        var (certificate, number) = await Certificates.GiveAsync(world.App, person, world.Today);
        var (id, before) = await ReadAsync(world, world.Officer, person);
        before.ShouldNotContain("certificateRevoked");

        await RevokeAsync(world, certificate);

        (await ReadAsync(world, world.Officer, person)).Triggers.ShouldContain("certificateRevoked");
        var notice = (await NoticesAsync(world, id)).ShouldHaveSingleItem();
        (notice.Owner, notice.DepartmentId, notice.Path, notice.ClosedAt).ShouldBe((Role.DepartmentHead, world.Department, $"/authorisations/{id:D}", null));
        notice.Title.ShouldContain(number);
        await RunAsync(world);
        (await NoticesAsync(world, id)).Count.ShouldBe(1, "one loss is told of once");

        await Certificates.GiveAsync(world.App, person, world.Today);
        await RunAsync(world);
        (await ReadAsync(world, world.Officer, person)).Triggers.ShouldNotContain("certificateRevoked");
        (await NoticesAsync(world, id)).ShouldHaveSingleItem().ClosedAt.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_RevokedBesideAnotherThatCounts_AsksForNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var person = await world.RecordAsync(world.Radiologist("attending", 9));
        var (certificate, _) = await Certificates.GiveAsync(world.App, person, world.Today);

        await RevokeAsync(world, certificate);

        var (id, triggers) = await ReadAsync(world, world.Officer, person);
        triggers.ShouldNotContain("certificateRevoked");
        (await NoticesAsync(world, id)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_PastItsLastDay_AsksForANewDecisionAndTheSuspensionEndsTheNotice(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var training = new
        {
            technologyCategory = CaseWorld.Category, route = "normal", completedOn = CaseWorld.Day(world.Today.AddDays(-500)), certificateNumber = "PX-" + CaseWorld.Next(), validTo = CaseWorld.Day(world.Today.AddDays(1)),
        };
        var person = await world.RecordAsync(world.Radiologist("attending", 9).With("trainings", new[] { training }));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(world);
        var officer = await app.ClientAsync(Role.GovernanceOfficer);
        var (id, onTheLastDay) = await ReadAsync(world, officer, person);
        onTheLastDay.ShouldNotContain("certificateExpired");

        app.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(world);

        officer = await app.ClientAsync(Role.GovernanceOfficer);
        (await ReadAsync(world, officer, person)).Triggers.ShouldContain("certificateExpired");
        (await NoticesAsync(world, id)).ShouldHaveSingleItem().ClosedAt.ShouldBeNull();
        (await officer.SendAsync($"authorisations/{id}/suspension", new { reason = "培训证书到期" })).Created();
        await RunAsync(world);
        (await NoticesAsync(world, id)).ShouldHaveSingleItem().ClosedAt.ShouldNotBeNull();
    }

    [Theory, InlineData("zh-CN", "授权所依据的培训证书已被撤销"), InlineData("en", "The training certificate that it rests on was revoked")]
    public async Task Page_OfSuchAnAuthorisation_SaysWhyItIsToBeDecidedAnew(string language, string words)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var person = await world.RecordAsync(world.Radiologist("attending", 9).With("trainings", Array.Empty<object>()));
        await RevokeAsync(world, (await Certificates.GiveAsync(world.App, person, world.Today)).Id);
        var (id, _) = await ReadAsync(world, world.Officer, person);
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();

        WebUtility.HtmlDecode(await browser.GetAsync($"/authorisations/{id}")).ShouldContain(words);
    }

    private static async Task RevokeAsync(CaseWorld world, Guid certificate)
    {
        var trainer = await world.App.ClientAsync(Role.Trainer);
        (await trainer.SendAsync($"training/certificates/{certificate}/revocation", new { reason = "考勤造假", from = CaseWorld.Day(world.Today) })).Created();
        (await world.Officer.SendAsync($"training/certificates/{certificate}/revocation/decision", new { agree = true })).Created();
    }

    private static async Task<(Guid Id, IReadOnlyList<string> Triggers)> ReadAsync(CaseWorld world, HttpClient officer, Guid person)
    {
        var item = (await officer.AskAsync($"authorisations?practitioner={person}&deployment={world.Lung.Id}")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Single();
        return (item.GetProperty("id").GetGuid(), [.. item.GetProperty("triggers").EnumerateArray().Select(t => t.GetString()!)]);
    }

    private static Task RunAsync(CaseWorld world) => world.App.Services.GetRequiredService<TrainingLosses>().RunAsync(world.App.InstitutionId, CancellationToken.None);

    private static async Task<List<Notice>> NoticesAsync(CaseWorld world, Guid authorisation)
    {
        await using var db = world.App.Read();
        return await db.Set<Notice>().Where(n => n.SubjectId == authorisation && n.Kind == TrainingLosses.Kind).ToListAsync();
    }
}
