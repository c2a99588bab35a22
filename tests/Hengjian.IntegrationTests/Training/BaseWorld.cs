using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Training;

/// <summary>
/// The hospital of <see cref="CaseWorld"/> as a training base for a category of technology of the test's own, with two physicians who can supervise in it, and a region of a level
/// with its regulator.
/// </summary>
internal sealed record BaseWorld(CaseWorld World, string Category, Deployed On, TestUser TrainerUser, HttpClient Trainer, TestUser RegulatorUser, HttpClient Regulator, Guid Region)
{
    public Person First { get; private init; } = null!;

    public Person Second { get; private init; } = null!;

    public static Task<BaseWorld> OpenAsync(TestDatabase database) => OpenAsync(database, RegionLevel.Province);

    public static async Task<BaseWorld> OpenAsync(TestDatabase database, RegionLevel level)
    {
        var world = await CaseWorld.SharedAsync(database);
        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            var institution = await scope.Db.Set<Institution>().SingleAsync(i => i.Id == world.App.InstitutionId);
            (institution.Level, institution.Grade) = ("三级", "甲等");
        });
        var category = "category" + CaseWorld.Next();
        var on = await world.DeployAsync(technology: t => t.With("category", category));
        var (region, regulator) = await RegulatorAsync(world, level);
        var trainer = await world.App.UserAsync(Role.Trainer);
        var scene = new BaseWorld(world, category, on, trainer, await world.App.ClientAsync(trainer), regulator, await world.App.ClientAsync(regulator), region);
        return scene with { First = await scene.SupervisorAsync(), Second = await scene.SupervisorAsync() };
    }

    /// <summary>A region of this level with its regulator.</summary>
    public static async Task<(Guid Region, TestUser User)> RegulatorAsync(CaseWorld world, RegionLevel? level)
    {
        var region = await world.App.InstitutionAsync("卫生健康委员会 " + CaseWorld.Next());
        await world.App.WriteAsync(region, async scope =>
        {
            var row = await scope.Db.Set<Institution>().SingleAsync(i => i.Id == region);
            (row.Kind, row.RegionLevel) = (InstitutionKind.Region, level);
        });
        return (region, await world.App.UserAsync([Role.Regulator], institution: region));
    }

    /// <summary>A physician who can supervise in the category, changed as the test wants it.</summary>
    public Task<Person> SupervisorAsync(Action<JsonObject>? change = null)
    {
        var record = World.Radiologist("associateChief", 14).With("trainings", new[]
        {
            new { technologyCategory = Category, route = "normal", completedOn = CaseWorld.Day(World.Today.AddDays(-400)), certificateNumber = "AI-" + CaseWorld.Next() },
        });
        change?.Invoke(record);
        return World.PersonAsync([Role.SupervisingPhysician, Role.Physician], record);
    }

    /// <summary>A base on record without papers and facilities.</summary>
    public async Task<Guid> RegisterAsync() => (await Trainer.SendAsync("training/bases", Body())).Created().Id;

    public JsonObject Body(params Person[] supervisors) => Calls.Json(new
    {
        technologyCategory = Category,
        lead = "梁老师",
        supervisors = (supervisors.Length == 0 ? [First, Second] : supervisors).Select(p => new { practitionerId = p.Id }),
        years = Array.Empty<object>(),
    });

    public static JsonObject Facilities(int seats = 30) => Calls.Json(new { seats, workstations = 12, teachingImages = 900, libraryCases = 300, examinationRoom = true });

    /// <summary>Facilities, and documented figures of the five full years with their paper.</summary>
    public async Task FurnishAsync(Guid id, int cases = 150)
    {
        (await Trainer.PutAsync($"training/bases/{id}/facilities", Facilities(), await TagAsync(id))).Is(HttpStatusCode.OK);
        await DocumentAsync(id, cases);
    }

    public async Task DocumentAsync(Guid id, int cases, int weakest = 0)
    {
        var paper = (await Trainer.AttachAsync(id, SampleFiles.Pdf(), "年度例数.pdf", kind: "trainingBase", category: "evidence", title: "年度例数证明")).Created().Id;
        var last = World.Today.Year - 1;
        var body = Body().With("years", Enumerable.Range(last - 4, 5).Select(y => new { year = y, cases = y == weakest ? 99 : cases, documentId = paper }));
        (await Trainer.PutAsync($"training/bases/{id}", body, await TagAsync(id))).Is(HttpStatusCode.OK);
    }

    /// <summary>A base whose conditions all hold, with an application that waits.</summary>
    public async Task<Guid> AppliedAsync()
    {
        var id = await RegisterAsync();
        await FurnishAsync(id);
        (await ApplyAsync(id)).Created();
        return id;
    }

    public async Task<Guid> DesignatedAsync(int sinceDays = 0)
    {
        var id = await AppliedAsync();
        (await DesignateAsync(id, sinceDays)).Created();
        return id;
    }

    public Task<Answer> ApplyAsync(Guid id) => Trainer.SendAsync($"training/bases/{id}/application", new { statement = "申请" });

    public Task<Answer> DesignateAsync(Guid id, int sinceDays = 0, HttpClient? by = null, string? to = null) => (by ?? Regulator).SendAsync(
        $"training/bases/{id}/designation",
        new { number = "省培〔2026〕" + CaseWorld.Next() + "号", from = CaseWorld.Day(Now.AddDays(-sinceDays)), to, signature = CaseSteps.Signature });

    public async Task<Answer> ViewAsync(Guid id, HttpClient? by = null) => (await (by ?? Trainer).AskAsync($"training/bases/{id}")).Is(HttpStatusCode.OK);

    public async Task<string> StandingAsync(Guid id) => (await ViewAsync(id)).At("item.standing").GetString()!;

    public async Task<string?> TagAsync(Guid id) => (await ViewAsync(id)).ETag;

    /// <summary>Today by the application's clock.</summary>
    public DateOnly Now => Governance.Regulations.ShanghaiDay.Of(World.App.Clock.GetUtcNow());

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
