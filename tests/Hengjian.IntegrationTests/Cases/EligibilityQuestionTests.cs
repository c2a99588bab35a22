using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>GET /practitioners/{id}/eligibility: the exact boundary of the five years, in Shanghai days, and what was known when.</summary>
public sealed class EligibilityQuestionTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static async Task<bool> EligibleAsync(CaseWorld world, Guid person, string at, string act = "opinion") =>
        (await world.Officer.AskAsync($"practitioners/{person}/eligibility?deployment={world.Lung.Id}&act={act}&at={Uri.EscapeDataString(at)}")).Is(HttpStatusCode.OK).At("eligible").GetBoolean();

    private static async Task<Guid> PersonSinceAsync(CaseWorld world, params (string From, string? To, string? Kind)[] periods)
    {
        var record = world.Radiologist("attending", 9)
            .With("specialtyPeriods", periods.Select(p => new { specialty = CaseWorld.Specialty, from = p.From, to = p.To, kind = p.Kind ?? "clinical" }).ToArray())
            .With("trainings.0.completedOn", "2005-01-01");
        return await world.RecordAsync(record);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_OneMicrosecondBeforeTheFifthYear_IsNotYet(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var person = await PersonSinceAsync(world, ("2016-07-01", null, null));

        (await EligibleAsync(world, person, "2021-06-30T23:59:59.999999+08:00")).ShouldBeFalse();
        (await EligibleAsync(world, person, "2021-07-01T00:00:00+08:00")).ShouldBeTrue();
        (await EligibleAsync(world, person, "2021-06-30T15:59:59.999999Z")).ShouldBeFalse("the day is Shanghai's");
        (await EligibleAsync(world, person, "2021-06-30T16:00:00Z")).ShouldBeTrue("the day is Shanghai's");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_SinceTwentyNinthOfFebruary_IsReachedOnFirstOfMarch(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var person = await PersonSinceAsync(world, ("2016-02-29", null, null));

        (await EligibleAsync(world, person, "2021-02-28T23:59:59.999999+08:00")).ShouldBeFalse();
        (await EligibleAsync(world, person, "2021-03-01T00:00:00+08:00")).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_WithOverlappingPeriods_CountsAnOverlapOnce(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var person = await PersonSinceAsync(world, ("2014-01-01", "2016-12-31", null), ("2016-01-01", "2018-12-31", null));

        (await EligibleAsync(world, person, "2018-12-31T23:59:59+08:00")).ShouldBeFalse();
        (await EligibleAsync(world, person, "2019-01-01T00:00:00+08:00")).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_WithAGap_LaysThePeriodsEndToEnd(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        // 731 days of 2012 and 2013 count; the five years from 2012-01-01 are 1827 days, so 1096 days from 2015-01-01 remain: through 2017-12-31.
        var person = await PersonSinceAsync(world, ("2012-01-01", "2013-12-31", null), ("2015-01-01", null, null));

        (await EligibleAsync(world, person, "2017-12-31T23:59:59.999999+08:00")).ShouldBeFalse();
        (await EligibleAsync(world, person, "2018-01-01T00:00:00+08:00")).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_WithLongLeave_TakesItOut(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var person = await PersonSinceAsync(world, ("2014-01-01", null, null), ("2016-01-01", "2016-07-01", "leave"));

        // 183 days of leave, longer than six months.
        // So long an absence also asks for a new decision on the authorisation (HP-7.1), so the clause itself is looked at.
        (await YearsAsync("2019-07-02T23:59:59+08:00")).ShouldBe("notSatisfied");
        (await YearsAsync("2019-07-03T00:00:00+08:00")).ShouldBe("satisfied");

        async Task<string?> YearsAsync(string at) => (await world.Officer.AskAsync($"practitioners/{person}/eligibility?deployment={world.Lung.Id}&act=opinion&at={Uri.EscapeDataString(at)}"))
            .Decision("R17-2.1.2").GetProperty("outcome").GetString();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_KnownAtAnEarlierMoment_IsByTheRecordOfThen(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.Radiologist("attending", 3);
        var id = await world.RecordAsync(record);
        var between = CaseWorld.Instant(world.App.Clock.GetUtcNow());
        await Task.Delay(20);
        (await world.Officer.PutAsync($"practitioners/{id}", record.With("specialtyPeriods.0.from", "2010-01-01"), "\"1\"")).Is(HttpStatusCode.OK);
        var question = $"practitioners/{id}/eligibility?deployment={world.Lung.Id}&act=opinion";

        (await world.Officer.AskAsync(question)).At("eligible").GetBoolean().ShouldBeTrue();
        (await world.Officer.AskAsync($"{question}&knownAt={between}")).At("eligible").GetBoolean().ShouldBeFalse();
        (await world.Officer.AskAsync($"{question}&knownAt=2001-01-01T00:00:00Z")).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_OfEachAct_DecidesThatActsClauses(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        async Task<IEnumerable<string?>> Clauses(Person person, string act) =>
            (await world.Officer.AskAsync($"practitioners/{person.Id}/eligibility?deployment={world.Lung.Id}&act={act}")).At("decisions").EnumerateArray().Select(d => d.GetProperty("clause").GetString());

        (await Clauses(world.First, "opinion")).ShouldBe(["R17-2.1.1", "R17-2.1.2", "R17-2.1.3", "HP-7.1"]);
        (await Clauses(world.Technician, "operate")).ShouldBe(["R17-2.2", "R17-3.2b", "HP-7.1"]);
        (await Clauses(world.Clinician, "finalDiagnosis")).ShouldBe(["R17-3.3", "HP-7.1"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_OfTheWorldsPeople_IsAsTheyWereMade(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var now = CaseWorld.Instant(world.App.Clock.GetUtcNow());

        foreach (var (person, act, eligible) in new[]
        {
            (world.First, "opinion", true), (world.Junior, "opinion", false), (world.Untrained, "opinion", false), (world.WrongScope, "opinion", false),
            (world.Technician, "operate", true), (world.NewTechnician, "operate", false), (world.Technician, "opinion", false),
            (world.Clinician, "finalDiagnosis", true), (world.Surgeon, "finalDiagnosis", false), (world.Technician, "finalDiagnosis", false),
        })
        {
            (await EligibleAsync(world, person.Id, now, act)).ShouldBe(eligible, $"{act} of {person.User.UserName}");
        }
    }

    [Theory]
    [InlineData("act=opinion", "deployment")]
    [InlineData("deployment=not-an-id&act=opinion", "deployment")]
    [InlineData("deployment={0}", "act")]
    [InlineData("deployment={0}&act=sign", "act")]
    [InlineData("deployment={0}&act=opinion&at=2021-07-01", "at")]
    [InlineData("deployment={0}&act=opinion&at=2021-07-01T00:00:00", "at")]
    [InlineData("deployment={0}&act=opinion&at=2021-02-29T00:00:00Z", "at")]
    [InlineData("deployment={0}&act=opinion&knownAt=yesterday", "knownAt")]
    public async Task Eligibility_WithABadQuestion_Answers422NamingTheParameter(string query, string field)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.AskAsync($"practitioners/{world.First.Id}/eligibility?" + string.Format(System.Globalization.CultureInfo.InvariantCulture, query, world.Lung.Id))).Names(field);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task Eligibility_AtTheEdgeOfTime_NeverFails(string at)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        foreach (var parameter in new[] { "at", "knownAt" })
        {
            var answer = await world.Officer.AskAsync($"practitioners/{world.First.Id}/eligibility?deployment={world.Lung.Id}&act=opinion&{parameter}={at}");
            ((int)answer.Status).ShouldBeLessThan(500);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibility_OfAnotherInstitutionsPractitioner_Answers404(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var stranger = await world.StrangerAsync(Role.GovernanceOfficer);

        (await stranger.AskAsync($"practitioners/{world.First.Id}/eligibility?deployment={world.Lung.Id}&act=opinion")).IsProblem(HttpStatusCode.NotFound);
    }
}
