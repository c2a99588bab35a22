using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class PracticeLicenceRuleTests
{
    [Fact]
    public void Licence_InForceHereWithScope_Satisfies() => Decide(Rules.Physician()).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Licence_OfARemoteReader_IsAskedForWhereTheRecordIsKept()
    {
        var remote = Rules.Physician() with { Home = new HomeRecord(Rules.Person(8), Rules.Person(7), "远程阅片医院") };

        Decide(remote).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide(remote).Facts["licensedAtHome"].ShouldBe(true);
        Decide(remote).Facts["remoteFrom"].ShouldBe("远程阅片医院");
        Decide(remote with { LicensedHere = false }).Codes().ShouldBe(["licence.notAtHome"]);
    }

    [Fact]
    public void Licence_OfATechnician_MissesPhysicianNumberAndScope() =>
        Decide(Rules.Technician()).Codes().ShouldBe(["licence.notPhysician", "licence.none", "licence.scope"]);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Licence_WithoutNumber_IsMissing(string? number) =>
        Decide(Rules.Physician() with { LicenceNumber = number }).Codes().ShouldBe(["licence.none"]);

    [Fact]
    public void Licence_OnItsFirstDay_Satisfies() =>
        Decide(Rules.Physician() with { LicenceFrom = new DateOnly(2026, 3, 1) }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Licence_TheDayBeforeItsFirst_IsNotYetValid() =>
        Decide(Rules.Physician() with { LicenceFrom = new DateOnly(2026, 3, 2) }).Codes().ShouldBe(["licence.notYet"]);

    [Fact]
    public void Licence_LateOnItsLastDay_Satisfies() =>
        Decide(Rules.Physician() with { LicenceTo = new DateOnly(2026, 3, 1) }, Rules.At.AddHours(23.99)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Licence_AfterItsLastDay_IsExpired() =>
        Decide(Rules.Physician() with { LicenceTo = new DateOnly(2026, 2, 28) }).Codes().ShouldBe(["licence.expired"]);

    [Fact]
    public void Licence_JudgedFromUtc_UsesTheShanghaiDay() =>
        Decide(Rules.Physician() with { LicenceFrom = new DateOnly(2026, 3, 1) }, new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero))
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Licence_WithoutRecordedFirstDay_CountsAsLongPast() =>
        Decide(Rules.Physician() with { LicenceFrom = null }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Licence_NotRegisteredHere_IsMissing() =>
        Decide(Rules.Physician() with { LicensedHere = false }).Codes().ShouldBe(["licence.notHere"]);

    [Fact]
    public void Scope_OneOfSeveralMatchingButForSpaces_Satisfies() =>
        Decide(Rules.Physician() with { Scopes = ["内科专业", " 医学影像和 放射治疗专业"] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Scope_Other_NamesWhatIsHeldAndWhatIsAsked()
    {
        var decision = Decide(Rules.Physician() with { Scopes = ["外科专业"] });

        decision.Missing.Single().Arguments.ShouldBe(
            new Dictionary<string, string> { ["has"] = "外科专业", ["needs"] = Rules.Scope }, ignoreOrder: true);
    }

    [Fact]
    public void Technology_NamingNoScope_LetsNobodyPass() =>
        Rules.Decide(ClauseIds.PracticeLicence, new EligibilityFacts(Rules.Physician(), Rules.Needs with { ScopesOfPractice = [] }))
            .Codes().ShouldBe(["licence.noScopeAsked"]);

    [Fact]
    public void StudyReader_WithAPerfectRecord_IsRefused() =>
        Decide(Rules.Physician() with { StudyReader = true }).Codes().ShouldBe(["standing.studyReader"]);

    [Fact]
    public void Suspension_FromItsFirstDay_Refuses() =>
        Decide(Rules.Physician() with { Suspensions = [new AbsenceFact(new DateOnly(2026, 3, 1))] }).Codes().ShouldBe(["standing.suspended"]);

    [Fact]
    public void Suspension_FromTomorrow_DoesNotRefuseToday() =>
        Decide(Rules.Physician() with { Suspensions = [new AbsenceFact(new DateOnly(2026, 3, 2))] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Leaver_FromTheDayOfLeaving_IsRefused() =>
        Decide(Rules.Physician() with { Departures = [new AbsenceFact(new DateOnly(2026, 3, 1))] }).Codes().ShouldBe(["standing.left"]);

    [Fact]
    public void Leaver_TheDayBefore_StillCounts() =>
        Decide(Rules.Physician() with { Departures = [new AbsenceFact(new DateOnly(2026, 3, 2))] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    private static Decision Decide(PractitionerFacts practitioner, DateTimeOffset? at = null) =>
        Rules.Eligibility(ClauseIds.PracticeLicence, practitioner, at);
}
