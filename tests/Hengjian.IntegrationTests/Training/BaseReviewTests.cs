using System.Net;
using System.Text.Json;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Bases;
using Hengjian.Governance.Training.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Training;

/// <summary>The yearly re-check: opened a year after the designation, concluded by the province, and what a failed one does.</summary>
public sealed class BaseReviewTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Review_ADayBeforeTheYearIsOver_IsNotOpenYetAndOnTheDayIs(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await scene.DesignatedAsync();
        await DesignatedAtAsync(scene, id, scene.Now.AddYears(-1).AddDays(1));
        await RunAsync(scene);
        (await scene.ViewAsync(id)).At("reviews").GetArrayLength().ShouldBe(0);

        await DesignatedAtAsync(scene, id, scene.Now.AddYears(-1));
        await RunAsync(scene);
        await RunAsync(scene);

        var review = (await scene.ViewAsync(id)).At("reviews").EnumerateArray().Single();
        review.GetProperty("state").GetString().ShouldBe("open");
        review.GetProperty("dueOn").GetString().ShouldBe(CaseWorld.Day(scene.Now.AddDays(30)));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Review_Passed_IsCountedFromItsDay(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await OpenAsync(scene);

        (await ConcludeAsync(scene, id, passed: true)).Created();
        await RunAsync(scene);

        var view = await scene.ViewAsync(id);
        view.At("reviews").GetArrayLength().ShouldBe(1);
        view.At("reviews")[0].GetProperty("state").GetString().ShouldBe("passed");
        view.At("review.facts.lastReviewOn").GetString().ShouldBe(CaseWorld.Day(scene.Now));
        view.At("item.standing").GetString().ShouldBe("designated");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Review_Failed_SuspendsTheBase(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await OpenAsync(scene);
        (await ConcludeAsync(scene, id, passed: false, note: null)).Names("note");

        (await ConcludeAsync(scene, id, passed: false, note: "去标识病例库不符")).Created();

        (await scene.StandingAsync(id)).ShouldBe("suspended");
        (await scene.ViewAsync(id)).At("suspensions")[0].GetProperty("afterReview").GetBoolean().ShouldBeTrue();
        (await ConcludeAsync(scene, id, passed: true)).Conflicts("trainingBase.noReview");
    }

    [Fact]
    public async Task Review_OfUnmetConditions_CannotBePassed()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await OpenAsync(scene);
        (await scene.Trainer.PutAsync($"training/bases/{id}/facilities", BaseWorld.Facilities(seats: 19), await scene.TagAsync(id))).Is(HttpStatusCode.OK);

        (await ConcludeAsync(scene, id, passed: true)).RefusedBy("R17-4.2.1b");
    }

    [Fact]
    public async Task Review_ThatIsOpen_WaitsForTheRegulatorWithItsDeadline()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await OpenAsync(scene);
        await using var db = scene.World.App.Read(scene.Region);
        var system = Caller.System(scene.Region);

        var due = new List<DueItem>();
        foreach (var source in scene.World.App.Services.GetServices<IDueSource>())
        {
            due.AddRange(await source.DueBeforeAsync(db, system, scene.World.App.Clock.GetUtcNow().AddDays(60), 500, CancellationToken.None));
        }

        var item = due.Single(d => d.Path == $"/training/bases/{id:D}");
        item.DueAt.ShouldBe(ShanghaiDay.Start(scene.Now.AddDays(31)));
        (await scene.Regulator.AskAsync("training/bases?reviewDue=true&pageSize=200")).Is(HttpStatusCode.OK).At("items").EnumerateArray().ShouldContain(b => b.GetProperty("id").GetGuid() == id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Review_PastItsLastDay_IsAFindingOfTheBaseUntilItIsDone(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await LateAsync(scene, daysOver: 0);
        (await FindingsAsync(scene, id)).ShouldBeEmpty("its last day is in time");
        await LateAsync(scene, daysOver: 1, id);
        await WatchAsync(scene);

        var finding = (await FindingsAsync(scene, id)).ShouldHaveSingleItem();

        (finding.GetProperty("kind").GetString(), finding.GetProperty("clause").GetString(), finding.GetProperty("owner").GetString()).ShouldBe(("baseReviewOverdue", "HP-6.2", "Trainer"));
        finding.GetProperty("path").GetString().ShouldBe($"/training/bases/{id:D}");
        var decision = (await scene.Trainer.AskAsync($"compliance/findings/{finding.GetProperty("id").GetGuid()}")).Is(HttpStatusCode.OK).At("decisions")[0];
        (decision.GetProperty("clause").GetString(), decision.GetProperty("outcome").GetString()).ShouldBe(("HP-6.2", "notSatisfied"));
        (await ConcludeAsync(scene, id, passed: true)).Created();
        await WatchAsync(scene);
        (await FindingsAsync(scene, id)).ShouldBeEmpty();
        (await scene.Trainer.AskAsync("compliance/findings?state=mended&clause=HP-6.2&pageSize=200")).At("items").EnumerateArray().ShouldContain(f => f.GetProperty("subjectId").GetGuid() == id);
    }

    [Fact]
    public async Task Review_DroppedWithTheDesignation_MendsTheFinding()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await LateAsync(scene, daysOver: 5);
        (await FindingsAsync(scene, id)).Count.ShouldBe(1);

        (await scene.Regulator.SendAsync($"training/bases/{id}/end", new { reason = "不再承担培训" })).Created();

        (await FindingsAsync(scene, id)).ShouldBeEmpty();
    }

    /// <summary>A base whose re-check was to be done so many days ago, as the clock would have found it.</summary>
    private static async Task<Guid> LateAsync(BaseWorld scene, int daysOver, Guid? of = null)
    {
        var id = of ?? await scene.DesignatedAsync();
        var opened = scene.Now.AddDays(-30 - daysOver);
        await DesignatedAtAsync(scene, id, opened.AddYears(-1));
        await RunAsync(scene);
        await scene.World.App.WriteAsync(scene.World.App.InstitutionId, async scope =>
        {
            var review = await scope.Db.Set<BaseReview>().SingleAsync(r => r.BaseId == id);
            (review.OpensOn, review.DueOn) = (opened, opened.AddDays(30));
        });
        await WatchAsync(scene);
        return id;
    }

    private static async Task WatchAsync(BaseWorld scene)
    {
        foreach (var routine in scene.World.App.Services.GetServices<IRoutine>().OfType<OverdueBaseReviews>())
        {
            await routine.RunAsync(scene.World.App.InstitutionId, CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> FindingsAsync(BaseWorld scene, Guid id) =>
    [
        .. (await scene.Trainer.AskAsync("compliance/findings?standing=true&clause=HP-6.2&pageSize=200")).Is(HttpStatusCode.OK).At("items").EnumerateArray()
            .Where(f => f.GetProperty("subjectId").GetGuid() == id),
    ];

    private static async Task<Guid> OpenAsync(BaseWorld scene)
    {
        var id = await scene.DesignatedAsync();
        await DesignatedAtAsync(scene, id, scene.Now.AddYears(-1));
        await RunAsync(scene);
        return id;
    }

    /// <summary>As if the designation had been made and recorded on a day.</summary>
    private static Task DesignatedAtAsync(BaseWorld scene, Guid id, DateOnly day) => scene.World.App.WriteAsync(scene.World.App.InstitutionId, async scope =>
    {
        var row = await scope.Db.Set<TrainingBase>().SingleAsync(b => b.Id == id);
        row.Designations = [row.Designations[0] with { From = day, At = ShanghaiDay.Start(day).AddHours(9) }];
    });

    private static Task RunAsync(BaseWorld scene) => scene.World.App.Services.GetRequiredService<BaseReviews>().RunAsync(scene.World.App.InstitutionId, CancellationToken.None);

    private static Task<Answer> ConcludeAsync(BaseWorld scene, Guid id, bool passed, string? note = "核对无误") =>
        scene.Regulator.SendAsync($"training/bases/{id}/review", new { passed, note, signature = CaseSteps.Signature });
}
