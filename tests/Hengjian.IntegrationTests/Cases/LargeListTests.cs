using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.FollowUps.Views;
using Hengjian.Governance.Kernel;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using CaseRow = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>The lists of a reader with 2,000 open cases and of a nurse with 1,000 follow-ups due today: every page answers, together they are complete, and a longer page asks no more questions.</summary>
public sealed class LargeListTests
{
    private static readonly int Open = Sizes.Of(400, 2000);
    private static readonly int Due = Sizes.Of(200, 1000);

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task WorkList_OfAReaderWithThousandsOfOpenCases_IsCompletePageByPage(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        await CasesAsync(world);
        var seen = new List<Guid>();

        for (var page = 1; seen.Count < Open; page++)
        {
            var listed = (await world.First.Client.AskAsync($"cases?mine=true&assigned=me&pageSize=200&page={page}")).Is(System.Net.HttpStatusCode.OK);
            listed.At("total").GetInt32().ShouldBe(Open);
            listed.At("items").GetArrayLength().ShouldBe(Math.Min(200, Open - seen.Count), "page " + page);
            seen.AddRange(listed.At("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
        }

        seen.Distinct().Count().ShouldBe(Open);
        (await world.First.Client.AskAsync("cases?mine=true&assigned=pool")).At("total").GetInt32().ShouldBe(1);
        var queries = app.Services.GetRequiredService<CaseQueries>();
        var caller = CallerOf(world.First.User);
        var (few, many) = (await Commands.CountAsync(() => PageAsync(20)), await Commands.CountAsync(() => PageAsync(200)));
        few.ShouldBeGreaterThan(0);
        many.ShouldBe(few, "a row costs no question of its own");

        async Task PageAsync(int size) => (await queries.ListAsync(caller, new CaseFilter { Mine = true, PageSize = size }, CancellationToken.None)).Items.Count.ShouldBe(size);
    }

    [Theory, MemberData(nameof(All))]
    public async Task FollowUps_WithThousandsDueToday_AreCompletePageByPage(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var cases = await CasesAsync(world);
        await app.WriteAsync(app.InstitutionId, scope =>
        {
            foreach (var subject in cases.Take(Due))
            {
                scope.Db.Add(new FollowUpTask { InstitutionId = app.InstitutionId, Id = scope.NewId(), CaseId = subject, DeploymentId = world.Lung.Id, State = FollowUpState.Open, DueOn = world.Today, NextOn = world.Today });
            }

            return Task.CompletedTask;
        });
        var nurse = await app.UserAsync(Role.FollowUpStaff);
        var client = await app.ClientAsync(nurse);
        var seen = new List<Guid>();

        for (var page = 1; seen.Count < Due; page++)
        {
            var listed = (await client.AskAsync($"follow-ups?due=today&pageSize=100&page={page}")).Is(System.Net.HttpStatusCode.OK);
            listed.At("total").GetInt32().ShouldBe(Due);
            listed.At("items").GetArrayLength().ShouldBe(Math.Min(100, Due - seen.Count), "page " + page);
            seen.AddRange(listed.At("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
        }

        seen.Distinct().Count().ShouldBe(Due);
        var list = app.Services.GetRequiredService<FollowUpList>();
        var caller = CallerOf(nurse);
        var (few, many) = (await Commands.CountAsync(() => PageAsync(20)), await Commands.CountAsync(() => PageAsync(200)));
        few.ShouldBeGreaterThan(0);
        many.ShouldBe(few, "a row costs no question of its own");

        async Task PageAsync(int size) => (await list.ListAsync(caller, new FollowUpFilter(FollowUpDue.Today), new PageRequest(1, size), CancellationToken.None)).Items.Count.ShouldBe(size);
    }

    private static Caller CallerOf(TestUser user) => new(CallerKind.User, user.Id, user.UserName, user.InstitutionId, user.PractitionerId, user.Roles.ToHashSet(), new HashSet<string>());

    /// <summary>Open cases that the first reader is named for, beside one that nobody is; none of them went through the acts, the lists alone are asked.</summary>
    private static async Task<IReadOnlyList<Guid>> CasesAsync(CaseWorld world)
    {
        var seed = await world.AnalysedAsync();
        var made = new List<Guid>();
        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            var one = await scope.Db.Set<CaseRow>().AsNoTracking().SingleAsync(c => c.Id == seed);
            for (var i = 0; i < Open; i++)
            {
                var id = scope.NewId();
                made.Add(id);
                scope.Db.Add(new CaseRow
                {
                    InstitutionId = one.InstitutionId, Id = id, Number = "2099-" + i.ToString("000000", CultureInfo.InvariantCulture), DeploymentId = one.DeploymentId, State = one.State, WithoutAi = true,
                    PatientIdentifier = scope.Database.Fields.Protect(one.InstitutionId, "patient_identifier", id, "P")!, PatientIdentifierIndex = one.PatientIdentifierIndex,
                    ExaminationKind = one.ExaminationKind, ExaminedAt = one.ExaminedAt, RegisteredAt = one.RegisteredAt.AddSeconds(i), NamedReaders = world.First.Id.ToString("D"),
                });
            }
        });
        return made;
    }
}
