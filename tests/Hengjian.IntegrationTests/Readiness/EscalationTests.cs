using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Readiness;

/// <summary>Work with a deadline: the day's list, and what happens when it stays undone (HP-2.2).</summary>
public sealed class EscalationTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ProvisionalCase_WhoseSecondOpinionStaysAway_GoesUpAndComesDown(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var id = await world.AnalysedAsync("aiFirst");
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody().With("provisional", true))).Created();
        var officer = (await world.Officer.AskAsync("due")).Is(HttpStatusCode.OK);

        officer.At("items").EnumerateArray().ShouldNotContain(i => i.GetProperty("subjectId").GetGuid() == id, "the deadline is tomorrow");

        app.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1));
        (await DueAsync(world.Second.Client)).ShouldContain(id);
        (await DueAsync(world.Clinician.Client)).ShouldNotContain(id);
        (await ToldAsync(app, world, id)).ShouldBe([Role.Physician]);

        app.Clock.Advance(TimeSpan.FromHours(72));
        (await ToldAsync(app, world, id)).ShouldBe([Role.Physician, Role.DepartmentHead, Role.GovernanceOfficer], ignoreOrder: true);

        (await world.Second.OpineAsync(id)).Created();
        (await ToldAsync(app, world, id)).ShouldBeEmpty();
        (await DueAsync(world.Second.Client)).ShouldNotContain(id);
    }

    private static async Task<List<Guid>> DueAsync(HttpClient client) =>
        [.. (await client.AskAsync("due?pageSize=200")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Select(i => i.GetProperty("subjectId").GetGuid())];

    /// <summary>Roles that a standing notice tells of the case, after the routine ran twice: the second run changes nothing.</summary>
    private static async Task<List<Role>> ToldAsync(AppFixture app, CaseWorld world, Guid id)
    {
        for (var i = 0; i < 2; i++)
        {
            foreach (var routine in app.Services.GetServices<IRoutine>())
            {
                await routine.RunAsync(app.InstitutionId, CancellationToken.None);
            }
        }

        await using var db = app.Read(app.InstitutionId);
        return [.. db.Set<Hengjian.Governance.Notices.Domain.Notice>().Where(n => n.SubjectId == id && n.ClosedAt == null && n.Kind == "case").Select(n => n.Owner)];
    }
}
