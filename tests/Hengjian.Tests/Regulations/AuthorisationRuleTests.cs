using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class AuthorisationRuleTests
{
    private static readonly DateTimeOffset From = Rules.Midnight(2025, 3, 1);
    private static readonly DateTimeOffset Until = Rules.Midnight(2027, 3, 1);

    [Fact]
    public void Authorisation_InItsTerm_Satisfies() => Decide([Term()]).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Authorisation_None_IsMissing() => Decide([]).Codes().ShouldBe(["authorisation.none"]);

    [Fact]
    public void Authorisation_ForAnotherAct_DoesNotCount() => Decide([Term() with { Acts = [PractitionerAct.Operate] }]).Codes().ShouldBe(["authorisation.none"]);

    [Fact]
    public void Authorisation_AtItsFirstInstant_SatisfiesAndJustBeforeDoesNot()
    {
        Decide([Term()], From).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide([Term()], From.AddTicks(-1)).Codes().ShouldBe(["authorisation.notYet"]);
    }

    [Fact]
    public void Authorisation_LateOnItsLastDay_SatisfiesAndTheDayAfterIsEnded()
    {
        Decide([Term()], Until.AddTicks(-1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide([Term()], Until).Codes().ShouldBe(["authorisation.ended"]);
    }

    [Fact]
    public void Authorisation_Suspended_DoesNotCountFromThatInstantUntilResumed()
    {
        var term = Term() with { Changes = [Change(AuthorisationChangeKind.Suspended, 100), Change(AuthorisationChangeKind.Resumed, 200)] };

        Decide([term], From.AddDays(100).AddTicks(-1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide([term], From.AddDays(100)).Codes().ShouldBe(["authorisation.suspended"]);
        Decide([term], From.AddDays(200)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Authorisation_RevokedLater_WasInForceBefore()
    {
        var term = Term() with { Changes = [Change(AuthorisationChangeKind.Revoked, 100)] };

        Decide([term], From.AddDays(99)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide([term], From.AddDays(100)).Codes().ShouldBe(["authorisation.revoked"]);
    }

    [Fact]
    public void Authorisation_AskedAsKnownBeforeTheSuspensionWasRecorded_IsInForce() =>
        Decide([Term() with { Changes = [Change(AuthorisationChangeKind.Suspended, 100)] }], From.AddDays(150), knownAt: From.AddDays(99)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Authorisation_AskedAsKnownBeforeTheGrant_DidNotExist() =>
        Decide([Term() with { GrantedAt = From.AddDays(30) }], From.AddDays(40), knownAt: From.AddDays(29)).Codes().ShouldBe(["authorisation.none"]);

    [Fact]
    public void Authorisation_RenewedBeforeItsEnd_CountsWithoutAGap() =>
        Decide([Term(), Term() with { From = Until.AddDays(-30), Until = Until.AddYears(2) }], Until.AddDays(1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Application_UnderWay_IsSaidBesideWhatIsMissing() =>
        Decide([], pending: AuthorisationState.BeforeCommittee).Codes().ShouldBe(["authorisation.none", "authorisation.pending"]);

    [Theory]
    [InlineData("2025-10-15", false)]
    [InlineData("2025-10-16", true)]
    public void Absence_OfMoreThanSixMonthsSinceTheGrant_AsksForANewDecision(string lastDay, bool decidedAnew)
    {
        // Six months from 15 April are over at the end of 14 October; a day more is longer.
        var leave = new SpecialtyPeriodFact("", new DateOnly(2025, 4, 16), DateOnly.ParseExact(lastDay, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), SpecialtyPeriodKind.Leave);

        var decision = Decide([Term()], periods: [leave]);

        decision.Codes().ShouldBe(decidedAnew ? ["authorisation.absence"] : []);
    }

    [Fact]
    public void Absence_BeforeTheGrant_DoesNotMatter() => Decide(
        [Term()], periods: [new SpecialtyPeriodFact("", new DateOnly(2024, 1, 1), new DateOnly(2025, 2, 27), SpecialtyPeriodKind.Leave)]).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Authorisation_OfATechnologyOutsideTheSpecification_IsNotApplicable() => Decide([], gated: false).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    private static AuthorisationTerm Term() => new(Rules.Person(1), Rules.Person(2), "SQ-2025-0001", AuthorisationKind.Normal, [PractitionerAct.Opinion], From, Until, From, [], null);

    private static AuthorisationChange Change(AuthorisationChangeKind kind, int days) => new(kind, From.AddDays(days), Rules.Person(3), "质量问题");

    private static Decision Decide(
        IReadOnlyList<AuthorisationTerm> terms,
        DateTimeOffset? at = null,
        DateTimeOffset? knownAt = null,
        AuthorisationState? pending = null,
        IReadOnlyList<SpecialtyPeriodFact>? periods = null,
        bool gated = true) => Rules.Decide(
        ClauseIds.Authorisation,
        new AuthorisationFacts(
            Rules.Person(2), PractitionerAct.Opinion, gated, new PersonAuthorisations(terms, pending is { } state ? [(state, [PractitionerAct.Opinion])] : []), periods ?? [], knownAt),
        at);
}
