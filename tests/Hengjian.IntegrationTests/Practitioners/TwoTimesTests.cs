using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Practitioners;

/// <summary>Facts with their days, and what was known when: lifted suspensions, leavers, revoked certificates, masked numbers, old clients.</summary>
public sealed class TwoTimesTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Suspension_LiftedByAClientThatKnowsOneDayAlone_StaysTrueOfThePast(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.Radiologist("attending", 9);
        var id = await world.RecordAsync(record);
        var from = world.Today.AddDays(-10);
        (await world.Officer.PutAsync($"practitioners/{id}", record.With("suspendedFrom", CaseWorld.Day(from)), "\"1\"")).Is(HttpStatusCode.OK);
        (await EligibleAsync(world, id, world.Today)).ShouldBeFalse();

        (await world.Officer.PutAsync($"practitioners/{id}", record.With("suspendedFrom", null), "\"2\"")).Is(HttpStatusCode.OK);

        (await EligibleAsync(world, id, world.Today)).ShouldBeTrue();
        (await EligibleAsync(world, id, world.Today.AddDays(-1))).ShouldBeFalse("yesterday the suspension held");
        (await EligibleAsync(world, id, from.AddDays(-1))).ShouldBeTrue();
        var view = await world.Officer.AskAsync($"practitioners/{id}");
        view.At("suspensions")[0].GetProperty("to").GetString().ShouldBe(CaseWorld.Day(world.Today.AddDays(-1)));
        view.Json.TryGetProperty("suspendedFrom", out var single).ShouldBe(single.ValueKind != System.Text.Json.JsonValueKind.Undefined);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_RevokedLater_SatisfiedByWhatWasKnownThen(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.Radiologist("attending", 9);
        var id = await world.RecordAsync(record);
        var then = world.App.Clock.GetUtcNow();
        await Task.Delay(5);
        (await world.Officer.PutAsync($"practitioners/{id}", record.With("trainings.0.revoked", true), "\"1\"")).Is(HttpStatusCode.OK);

        (await EligibleAsync(world, id, world.Today)).ShouldBeFalse();
        (await EligibleAsync(world, id, world.Today, knownAt: then)).ShouldBeTrue("the certificate was good by what was known");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Eligibilities_OfEveryDeployment_SaySinceWhenAndUntilWhen(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.Radiologist("attending", 9).With("specialtyPeriods.0.from", "2016-02-29").With("trainings.0.completedOn", "2019-01-01").With("trainings.0.validTo", "2040-06-30");
        var id = await world.RecordAsync(record);

        var lung = (await world.Officer.AskAsync($"practitioners/{id}/eligibilities")).Is(HttpStatusCode.OK).Json.EnumerateArray().Single(d => d.GetProperty("deploymentId").GetGuid() == world.Lung.Id);

        var opinion = lung.GetProperty("acts").EnumerateArray().Single(a => a.GetProperty("act").GetString() == "opinion");
        (opinion.GetProperty("eligible").GetBoolean(), opinion.GetProperty("since").GetString(), opinion.GetProperty("until").GetString()).ShouldBe((true, "2021-03-01", "2040-06-30"));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Leaver_FromTheFirstDay_IsLockedOutOfSessionsTokensAndSignIn(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var record = world.Radiologist("attending", 9);
        var person = await world.PersonAsync([Role.Physician], record);
        var browser = await world.App.SignedInAsync(person.User);
        (await person.Client.AskAsync("me")).Is(HttpStatusCode.OK);

        (await world.Officer.PutAsync($"practitioners/{person.Id}", record.With("leftOn", CaseWorld.Day(world.Today.AddDays(1))), "\"1\"")).Is(HttpStatusCode.OK);
        (await person.Client.AskAsync("me")).Is(HttpStatusCode.OK); // tomorrow is not today
        (await world.Officer.PutAsync($"practitioners/{person.Id}", record.With("leftOn", CaseWorld.Day(world.Today)), "\"2\"")).Is(HttpStatusCode.OK);

        (await person.Client.AskAsync("me")).Is(HttpStatusCode.Unauthorized);
        using var page = await browser.Client.GetAsync("/cases");
        page.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page.Headers.Location!.OriginalString.ShouldContain("sign-in");
        using var refused = await world.App.Browser().PostAsync("/sign-in", "sign-in", ("Input.UserName", person.User.UserName), ("Input.Password", TestUser.Password));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await world.Officer.PutAsync($"practitioners/{person.Id}", record.With("leftOn", null), "\"3\"")).Is(HttpStatusCode.OK);
        (await person.Client.AskAsync("me")).Is(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(All))]
    public async Task IdentityNumber_IsMaskedKeptAndErased(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var record = Registry.Physician("甲").With("identityNumber", "99010119000101001 8".Replace(" ", "", StringComparison.Ordinal)).With("qualificationNumber", "201099110990101190001010018");
        var id = await registry.RegisterAsync(record);
        var view = await registry.GetAsync(id);
        (view.At("identityNumber").GetString(), view.At("qualificationNumber").GetString()).ShouldBe(("****0018", "201099110****0018"));

        (await registry.Officer.PutAsync($"practitioners/{id}", record.With("identityNumber", "****0018").Without("qualificationNumber").With("name", "乙"), "\"1\"")).Is(HttpStatusCode.OK);
        (await registry.GetAsync(id)).At("qualificationNumber").GetString().ShouldBe("201099110****0018");

        (await registry.Officer.PutAsync($"practitioners/{id}", record.With("identityNumber", "").With("qualificationNumber", ""), "\"2\"")).Is(HttpStatusCode.OK);
        (await registry.GetAsync(id)).Json.TryGetProperty("identityNumber", out var erased).ShouldBe(erased.ValueKind == System.Text.Json.JsonValueKind.Null);
    }

    [Theory, MemberData(nameof(All))]
    public async Task IdentityNumber_OfSomebodyElse_IsTakenAndStoredNowhereInClear(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        await registry.RegisterAsync(Registry.Physician("甲").With("identityNumber", "990101190001010018"));

        (await registry.Officer.SendAsync("practitioners", Registry.Physician("乙").With("identityNumber", "990101190001010018"))).Names("identityNumber", "register.identityTaken");
        await using var db = registry.App.Read(registry.Institution);
        var row = db.Set<Hengjian.Governance.Practitioners.Domain.Practitioner>().Single();
        System.Text.Encoding.Latin1.GetString(row.IdentityNumber!).ShouldNotContain("9901011900");
    }

    [Theory]
    [InlineData("identityNumber", "990101190001010010", "identifier.resident.check")]
    [InlineData("identityNumber", "990101190002290015", "identifier.resident.date")]
    [InlineData("qualificationNumber", "20109911099010119000101001", "identifier.qualification.shape")]
    [InlineData("staffNumber", "123456789012345678901234567890123", "field.tooLong")]
    [InlineData("licenceTo", "9999-12-31", "register.tooLate")]
    [InlineData("suspendedFrom", "1900-01-01", "field.tooEarly")]
    public async Task Field_ThatIsWrong_IsNamed(string field, string value, string code)
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);

        (await registry.Officer.SendAsync("practitioners", Registry.Physician("甲").With(field, value))).Names(field, code);
    }

    [Fact]
    public async Task Qualification_OfAnotherPerson_IsNamed()
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);
        var record = Registry.Physician("甲").With("identityNumber", "99010119000228001X").With("qualificationNumber", "201099110990101190001010018");

        (await registry.Officer.SendAsync("practitioners", record)).Names("qualificationNumber", "identifier.qualification.otherPerson");
    }

    [Theory]
    [InlineData("suspensions", "[{\"from\":\"2024-01-01\"},{\"from\":\"2024-06-01\"}]", "suspensions[1].from", "register.overlaps")]
    [InlineData("departures", "[{\"from\":\"2024-01-01\",\"to\":\"2023-01-01\"}]", "departures[0].to", "register.endsBeforeStart")]
    [InlineData("titles", "[{\"title\":\"chargeNurse\"}]", "titles[0].title", "register.titleOfOtherSeries")]
    [InlineData("titles", "[{\"title\":\"attending\",\"from\":\"2020-01-01\"},{\"title\":\"chief\",\"from\":\"2022-01-01\"}]", "titles[1].from", "register.overlaps")]
    [InlineData("filings", "[{\"institution\":\"外院\",\"from\":\"2020-01-01\"},{\"institution\":\"外 院\",\"from\":\"2021-01-01\"}]", "filings[1].from", "register.overlaps")]
    [InlineData("filings", "[{\"from\":\"2020-01-01\"}]", "filings[0].institution", "field.required")]
    [InlineData("specialtyPeriods", "[{\"specialty\":\"医学影像\",\"from\":\"2020-01-01\",\"sharePercent\":0}]", "specialtyPeriods[0].sharePercent", "field.outOfRange")]
    [InlineData("trainings", "[{\"technologyCategory\":\"chestCt\",\"route\":\"normal\",\"completedOn\":\"2020-01-01\",\"validTo\":\"2019-01-01\"}]", "trainings[0].validTo", "register.endsBeforeStart")]
    [InlineData("suspensions", "[null]", "suspensions[0]", "field.required")]
    public async Task Row_ThatIsWrong_IsNamed(string member, string json, string field, string code)
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);

        (await registry.Officer.SendAsync("practitioners", Registry.Physician("甲").With(member, System.Text.Json.Nodes.JsonNode.Parse(json)))).Names(field, code);
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_ByStateAndExpiry_AnswersWhoeverMatches(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var today = ShanghaiDay.Of(registry.App.Clock.GetUtcNow());
        await registry.RegisterAsync(Registry.Physician("在岗").With("licenceTo", CaseWorld.Day(today)));
        await registry.RegisterAsync(Registry.Physician("暂停").With("suspendedFrom", CaseWorld.Day(today)));
        await registry.RegisterAsync(Registry.Physician("离岗").With("leftOn", CaseWorld.Day(today)));

        (await NamesAsync(registry, "state=inService")).ShouldBe(["在岗"]);
        (await NamesAsync(registry, "state=suspended")).ShouldBe(["暂停"]);
        (await NamesAsync(registry, "state=left")).ShouldBe(["离岗"]);
        (await NamesAsync(registry, "expiring=0")).ShouldBe(["在岗"]);
        (await NamesAsync(registry, "title=attending&q=暂停")).ShouldBe(["暂停"]);
        (await registry.Officer.AskAsync("practitioners?state=asleep")).Names("state");
        (await registry.Officer.AskAsync($"practitioners?eligibleFor={Guid.Empty}")).Names("eligibleFor");
    }

    [Fact]
    public async Task List_ByEligibility_AnswersWhoMayActNow()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        var ids = (await world.Officer.AskAsync($"practitioners?eligibleFor={world.Lung.Id}&act=opinion&pageSize=200")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Select(p => p.GetProperty("id").GetGuid()).ToList();

        ids.ShouldContain(world.First.Id);
        ids.ShouldNotContain(world.Junior.Id);
        ids.ShouldNotContain(world.Technician.Id);
    }

    private static async Task<IEnumerable<string?>> NamesAsync(Registry registry, string query) =>
        (await registry.Officer.AskAsync("practitioners?" + query)).Is(HttpStatusCode.OK).At("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ToList();

    private static async Task<bool> EligibleAsync(CaseWorld world, Guid person, DateOnly day, DateTimeOffset? knownAt = null)
    {
        var at = Uri.EscapeDataString(ShanghaiDay.Start(day).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
        var known = knownAt is { } instant ? "&knownAt=" + Uri.EscapeDataString(instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture)) : "";
        return (await world.Officer.AskAsync($"practitioners/{person}/eligibility?deployment={world.Lung.Id}&act=opinion&at={at}{known}")).Is(HttpStatusCode.OK).At("eligible").GetBoolean();
    }
}
