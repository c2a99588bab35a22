using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using CaseRow = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>GET /cases: filters, paging, sorting, totals and search. Each test lists a deployment of its own.</summary>
public sealed class WorkListTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static async Task<Answer> ListAsync(HttpClient client, Deployed on, string query = "") => (await client.AskAsync($"cases?deployment={on.Id}&{query}")).Is(HttpStatusCode.OK);

    private static Guid[] Ids(Answer list) => [.. list.At("items").EnumerateArray().Select(c => c.GetProperty("id").GetGuid())];

    [Theory, MemberData(nameof(All))]
    public async Task States_SeveralAndRepeated_ListThoseCasesAlone(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var indicated = await world.RegisterAsync(on: on);
        var analysed = await world.AnalysedAsync(on: on);
        var cancelled = await world.RegisterAsync(on: on);
        (await world.Officer.SendAsync($"cases/{cancelled}/cancellation", new { reason = "重复" })).Created();

        Ids(await ListAsync(world.Officer, on)).ShouldBe([cancelled, analysed, indicated]);
        Ids(await ListAsync(world.Officer, on, "state=indicated")).ShouldBe([indicated]);
        Ids(await ListAsync(world.Officer, on, "state=indicated,analysed")).ShouldBe([analysed, indicated]);
        Ids(await ListAsync(world.Officer, on, "state=indicated&state=cancelled")).ShouldBe([cancelled, indicated]);
        Ids(await ListAsync(world.Officer, on, "state=closed")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Mine_OfAReader_IsWhatLacksTheOwnOpinion(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        await world.RegisterAsync(on: on);
        var analysed = await world.AnalysedAsync(on: on);
        var read = await world.AnalysedAsync(on: on);
        (await world.First.OpineAsync(read)).Created();

        Ids(await ListAsync(world.First.Client, on, "mine=true")).ShouldBe([analysed]);
        Ids(await ListAsync(world.Second.Client, on, "mine=true")).ShouldBe([read, analysed]);
        (await ListAsync(world.First.Client, on)).At("items").EnumerateArray().Where(c => c.GetProperty("mine").GetBoolean()).Select(c => c.GetProperty("id").GetGuid()).ShouldBe([analysed]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Mine_OfAClinicianAndAnOperator_IsWhatWaitsForThem(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var issued = await world.AnalysedAsync(on: on);
        (await world.First.OpineAsync(issued)).Created();
        (await world.Second.OpineAsync(issued)).Created();
        var waiting = await world.RegisterAsync(on: on);
        (await world.Device.SendAsync($"cases/{waiting}/ai-results", world.ResultBody(on: on))).Created();

        Ids(await ListAsync(world.Clinician.Client, on, "mine=true")).ShouldBe([issued]);
        Ids(await ListAsync(world.Technician.Client, on, "mine=true")).ShouldBe([waiting]);
        var line = (await ListAsync(world.Technician.Client, on, "mine=true")).At("items")[0];
        line.GetProperty("awaitingOperator").GetBoolean().ShouldBeTrue();
        (await ListAsync(world.Officer, on, "state=opinionIssued")).At("items")[0].GetProperty("opinionsSigned").GetInt32().ShouldBe(2);
    }

    [Theory, MemberData(nameof(All))]
    public async Task OpinionsSigned_OfASupersededOpinion_CountsThePhysicianOnce(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var id = await world.AnalysedAsync(on: on);
        var opinion = (await world.First.OpineAsync(id)).Created().Id;
        (await world.First.Client.SendAsync($"cases/{id}/opinions", CaseSteps.OpinionBody("negative").With("supersedes", opinion).With("reason", "误选"))).Created();

        (await ListAsync(world.Officer, on)).At("items")[0].GetProperty("opinionsSigned").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Blocked_IsWhatAClauseStops(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        await world.AnalysedAsync(on: on);
        var waiting = await world.RegisterAsync(on: on);
        (await world.Device.SendAsync($"cases/{waiting}/ai-results", world.ResultBody(on: on))).Created();
        var invasive = await world.RegisterAsync(world.InvasiveCaseBody(on: on));

        Ids(await ListAsync(world.Officer, on, "blocked=true")).ShouldBe([invasive, waiting]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Overdue_IsWhatIsPastItsDueTime(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync(deployment: d => d.With("turnaroundHours", 24));
        var inTime = await world.AnalysedAsync(on: on);
        var late = await world.AnalysedAsync(on: on);
        await world.App.WriteAsync(world.App.InstitutionId, async scope => (await scope.Db.Set<CaseRow>().SingleAsync(c => c.Id == late)).DueAt = scope.Now.AddMinutes(-1));

        Ids(await ListAsync(world.Officer, on, "overdue=true")).ShouldBe([late]);
        Ids(await ListAsync(world.Officer, on, "overdue=false")).ShouldBe([late, inTime]);
        (await ListAsync(world.Officer, on, "overdue=1")).At("items")[0].GetProperty("overdue").GetBoolean().ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Protocol_IsAFilterToo(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        await world.RegisterAsync(on: on);
        var blind = await world.RegisterAsync("blindFirst", on);

        Ids(await ListAsync(world.Officer, on, "protocol=blindFirst")).ShouldBe([blind]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Pages_AddUpToTheWhole_InEveryOrder(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add(await world.RegisterAsync(on: on));
        }

        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            (await scope.Db.Set<CaseRow>().SingleAsync(c => c.Id == ids[2])).DueAt = scope.Now.AddHours(2);
            (await scope.Db.Set<CaseRow>().SingleAsync(c => c.Id == ids[4])).DueAt = scope.Now.AddHours(1);
        });
        var reversed = Enumerable.Reverse(ids).ToArray();
        foreach (var (sort, expected) in new (string, Guid[])[]
        {
            ("newest", reversed), ("oldest", [.. ids]), ("number", [.. ids]), ("numberLast", reversed),
            ("due", [ids[4], ids[2], ids[0], ids[1], ids[3], ids[5], ids[6]]), ("dueLast", [ids[2], ids[4], ids[0], ids[1], ids[3], ids[5], ids[6]]),
        })
        {
            var seen = new List<Guid>();
            for (var page = 1; page <= 4; page++)
            {
                var list = await ListAsync(world.Officer, on, $"sort={sort}&page={page}&pageSize=2");
                list.At("total").GetInt32().ShouldBe(7);
                list.At("totalIsLowerBound").GetBoolean().ShouldBeFalse();
                seen.AddRange(Ids(list));
            }

            seen.ToArray().ShouldBe(expected, $"sorted by {sort}");
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Page_BeyondTheLast_IsEmptyWithTheTotal(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        await world.RegisterAsync(on: on);

        var list = await ListAsync(world.Officer, on, "page=1000000&pageSize=200");

        Ids(list).ShouldBeEmpty();
        list.At("total").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Search_FindsByNumberAccessionPatientAndName_ExactlyAlone(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        await world.RegisterAsync(on: on);
        var body = world.CaseBody(on: on).With("patient.name", "慕容雪" + CaseWorld.Next());
        var id = await world.RegisterAsync(body);
        var number = (await world.CaseAsync(id)).At("number").GetString()!;

        foreach (var text in new[] { number, body["accessionNumber"]!.GetValue<string>(), body["patient"]!["identifier"]!.GetValue<string>(), body["patient"]!["name"]!.GetValue<string>(), $"  {number} " })
        {
            Ids(await ListAsync(world.Officer, on, "q=" + Uri.EscapeDataString(text))).ShouldBe([id], text);
        }

        Ids(await ListAsync(world.Officer, on, "q=" + Uri.EscapeDataString(number[..^1]))).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_MasksNamesAndTellsNoResults(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var id = await world.RegisterAsync(world.CaseBody(on: on).With("patient.name", "欧阳明月"));
        (await world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody("indeterminate", on))).Created();

        var list = await ListAsync(world.First.Client, on);

        list.At("items")[0].GetProperty("patientName").GetString()!.ShouldStartWith("欧");
        list.Text.ShouldNotContain("欧阳明月");
        list.Text.ShouldNotContain("indeterminate");
        list.Text.ShouldNotContain("0.875");
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_OfAReader_HasOwnAndPoolCasesAlone(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var pool = await world.RegisterAsync(on: on);
        var own = await world.RegisterAsync(world.CaseBody(on: on).With("readers", new[] { world.First.Id }));
        var others = await world.RegisterAsync(world.CaseBody(on: on).With("readers", new[] { world.Second.Id }));

        Ids(await ListAsync(world.First.Client, on)).ShouldBe([own, pool]);
        Ids(await ListAsync(world.Second.Client, on)).ShouldBe([others, pool]);
        Ids(await ListAsync(await world.App.ClientAsync(Role.Physician), on)).ShouldBeEmpty("without a practitioner record nothing is one's own");
        (await (await world.App.ClientAsync(Role.Vendor)).AskAsync("cases")).IsProblem(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_OfAnotherInstitution_HasNothingOfThisOne(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        await world.RegisterAsync();
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync("cases")).At("total").GetInt32().ShouldBe(0);
        (await stranger.AskAsync($"cases?deployment={world.Lung.Id}")).At("total").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("state=open", "state")]
    [InlineData("state=indicated,open", "state")]
    [InlineData("state=2", "state")]
    [InlineData("state=Indicated", "state")]
    [InlineData("deployment=lung", "deployment")]
    [InlineData("mine=yes", "mine")]
    [InlineData("overdue=TRUE", "overdue")]
    [InlineData("blocked=maybe", "blocked")]
    [InlineData("protocol=blind", "protocol")]
    [InlineData("sort=age", "sort")]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=1.5", "page")]
    [InlineData("page=1000001", "page")]
    [InlineData("page=99999999999999999999", "page")]
    [InlineData("page=%D9%A1", "page")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=201", "pageSize")]
    [InlineData("pageSize=-5", "pageSize")]
    public async Task Filter_WithAnUnknownValue_Answers422NamingIt(string query, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.AskAsync("cases?" + query)).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Search_ForAnyText_NeverFails(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        foreach (var text in new[] { "%00", "%EF%BF%BF", "%ED%A0%80", "%C3%28", "'%20OR%20''='", "%25", "_", new string('x', 4000), "%F0%9F%A9%BA", "%01%1F%7F" })
        {
            foreach (var path in new[] { "cases", "practitioners" })
            {
                var answer = await world.Officer.AskAsync($"{path}?q={text}");
                ((int)answer.Status).ShouldBeLessThan(500, $"{path} {text}");
            }
        }
    }
}
