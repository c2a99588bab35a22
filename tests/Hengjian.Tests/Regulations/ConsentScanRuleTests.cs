using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-13.4 at its exact boundaries.</summary>
public sealed class ConsentScanRuleTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, false, ClauseOutcome.NotSatisfied)]
    [InlineData(true, false, ClauseOutcome.Satisfied)]
    [InlineData(false, true, ClauseOutcome.NotApplicable)]
    public void Consent_OnPaper_NeedsItsScanUnlessOfAnEmergency(bool scanned, bool emergency, ClauseOutcome outcome) => Decide(Paper(scanned, emergency)).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData(0, ClauseOutcome.NotApplicable)]
    [InlineData(1, ClauseOutcome.NotSatisfied)]
    public void Consent_TakenBack_AsksForNoScanFromThatInstantOn(int ticks, ClauseOutcome outcome) =>
        Decide(Paper(scanned: false) with { WithdrawnAt = At.AddTicks(ticks) }).Outcome.ShouldBe(outcome);

    [Fact]
    public void Consents_OfWhichOneIsScanned_AreEnough() => Decide(Paper(scanned: false), Paper(scanned: true)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Scan_OfAConsentThatWasTakenBack_CountsForNothing() =>
        Decide(Paper(scanned: true) with { WithdrawnAt = At }, Paper(scanned: false)).Codes().ShouldBe(["consentScan.missing"]);

    [Fact]
    public void Case_WithoutPaper_IsNotConcerned() => Decide().Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void Case_WithoutAnInvasiveStep_IsNotConcerned() =>
        Rules.Decide(ClauseIds.ConsentScan, new ConsentScanFacts(false, [Paper(scanned: false)]), At).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    private static PaperConsentFact Paper(bool scanned, bool emergency = false) => new(Guid.CreateVersion7(At), emergency, scanned);

    private static Decision Decide(params PaperConsentFact[] papers) => Rules.Decide(ClauseIds.ConsentScan, new ConsentScanFacts(true, papers), At);
}
