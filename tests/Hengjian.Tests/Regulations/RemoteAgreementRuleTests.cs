using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class RemoteAgreementRuleTests
{
    private static readonly Guid Reader = Guid.Parse("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Partner = Guid.Parse("00000000-0000-7000-8000-000000000002");
    private static readonly HomeRecord Home = new(Partner, Guid.Parse("00000000-0000-7000-8000-000000000003"), "远程阅片医院");
    private static readonly DateTimeOffset Accepted = Rules.Midnight(2026, 1, 10);
    private static readonly DateTimeOffset Noon = Rules.Midnight(2026, 6, 1).AddHours(12);

    [Fact]
    public void Person_WhoseRecordIsKeptHere_IsAskedForNoAgreement()
    {
        var decision = Decide([], home: null);

        decision.Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        decision.Codes().ShouldBe(["agreement.notRemote"]);
    }

    [Fact]
    public void Agreement_InForceWithTheReaderNamed_Satisfies()
    {
        var decision = Decide([Agreement()]);

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["agreementNumber"].ShouldBe("YC-2026-0001");
        decision.Facts["readerBy"].ShouldBe("list");
        decision.Facts["remoteFrom"].ShouldBe("远程阅片医院");
    }

    [Fact]
    public void Agreement_None_IsMissing() => Decide([]).Codes().ShouldBe(["agreement.none"]);

    [Fact]
    public void Agreement_WithAnotherInstitution_DoesNotCount() => Decide([Agreement() with { Partner = Guid.NewGuid() }]).Codes().ShouldBe(["agreement.none"]);

    public static TheoryData<DateTimeOffset, string?> Days => new()
    {
        { Rules.Midnight(2026, 3, 1).AddTicks(-1), "agreement.notYet" },
        { Rules.Midnight(2026, 3, 1), null },
        { Rules.Midnight(2026, 9, 1).AddTicks(-1), null },
        { Rules.Midnight(2026, 9, 1), "agreement.over" },
    };

    [Theory, MemberData(nameof(Days))]
    public void Term_FromTheFirstInstantToTheLastOfItsLastDay_Satisfies(DateTimeOffset at, string? missing) =>
        Decide([Agreement()], at).Codes().ShouldBe(missing is null ? [] : [missing]);

    [Fact]
    public void Agreement_BeforeTheSecondSideSigned_DoesNotCount()
    {
        var signed = Rules.Midnight(2026, 6, 1).AddHours(9);

        Decide([Agreement() with { AcceptedAt = signed }], signed.AddTicks(-1)).Codes().ShouldBe(["agreement.none"]);
        Decide([Agreement() with { AcceptedAt = signed, Readers = [new NamedReaderFact(Reader, signed, null)] }], signed).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Agreement_EndedByASide_IsOverFromThatInstant()
    {
        var ended = Agreement() with { EndedAt = Noon, EndReason = "合作结束" };

        Decide([ended], Noon.AddTicks(-1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide([ended], Noon).Codes().ShouldBe(["agreement.ended"]);
        Decide([ended], Noon.AddDays(1), knownAt: Noon.AddTicks(-1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Deployment_NotCovered_IsMissing() => Decide([Agreement() with { Covers = false }]).Codes().ShouldBe(["agreement.notCovered"]);

    [Fact]
    public void FinalDiagnosis_UnlessTheAgreementStatesIt_IsMissing()
    {
        Decide([Agreement()], act: PractitionerAct.FinalDiagnosis).Codes().ShouldBe(["agreement.otherAct"]);
        Decide([Agreement() with { Acts = [PractitionerAct.Opinion, PractitionerAct.FinalDiagnosis] }], act: PractitionerAct.FinalDiagnosis).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Reader_NeitherNamedNorAuthorised_IsMissing()
    {
        Decide([Agreement() with { Readers = [] }]).Codes().ShouldBe(["agreement.notNamed"]);
        var authorised = Decide([Agreement() with { Readers = [] }], authorised: true);
        authorised.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        authorised.Facts["readerBy"].ShouldBe("authorisation");
    }

    [Fact]
    public void Reader_StruckFromTheList_IsMissingFromThatInstantThoughAuthorised()
    {
        var struck = Agreement() with { Readers = [new NamedReaderFact(Reader, Accepted, Noon)] };

        Decide([struck], Noon.AddTicks(-1), authorised: true).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide([struck], Noon, authorised: true).Codes().ShouldBe(["agreement.struck"]);
    }

    [Fact]
    public void Reader_NamedAgain_Counts() =>
        Decide([Agreement() with { Readers = [new NamedReaderFact(Reader, Accepted, Noon.AddDays(-9)), new NamedReaderFact(Reader, Noon.AddDays(-3), null)] }]).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Agreements_OneOverAndOneInForce_Satisfy() =>
        Decide([Agreement() with { Number = "YC-2025-0009", To = new DateOnly(2026, 4, 30) }, Agreement()]).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Agreements_SeveralThatDoNotHold_AreEachNamed() =>
        Decide([Agreement() with { Covers = false }, Agreement() with { To = new DateOnly(2026, 4, 30) }]).Codes().ShouldBe(["agreement.notCovered", "agreement.over"]);

    private static AgreementFact Agreement() => new(
        Guid.Parse("00000000-0000-7000-8000-000000000004"), "YC-2026-0001", Partner, true, [PractitionerAct.Opinion], new DateOnly(2026, 3, 1), new DateOnly(2026, 8, 31), Accepted, null, null,
        [new NamedReaderFact(Reader, Accepted, null)]);

    private static Decision Decide(
        IReadOnlyList<AgreementFact> agreements, DateTimeOffset? at = null, PractitionerAct act = PractitionerAct.Opinion, bool authorised = false, DateTimeOffset? knownAt = null) =>
        Decide(agreements, Home, at, act, authorised, knownAt);

    private static Decision Decide(
        IReadOnlyList<AgreementFact> agreements, HomeRecord? home, DateTimeOffset? at = null, PractitionerAct act = PractitionerAct.Opinion, bool authorised = false, DateTimeOffset? knownAt = null) =>
        Rules.Decide(ClauseIds.RemoteAgreement, new RemoteReaderFacts(Reader, home, act, agreements, authorised, knownAt), at ?? Noon);
}
