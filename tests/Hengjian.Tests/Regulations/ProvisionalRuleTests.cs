using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-4.1: the second physician in time, the critical value told in time and read back; deadlines are included.</summary>
public sealed class ProvisionalRuleTests
{
    private static readonly ProvisionalFacts Provisional = new(Rules.At, Rules.At.AddHours(24), null, null, null, ReadBack: false);
    private static readonly ProvisionalFacts Critical = new(null, null, null, Rules.At, null, ReadBack: false);

    private static Decision Decide(ProvisionalFacts facts, DateTimeOffset at) => Rules.Engine.Decide(ClauseIds.Provisional, facts, at);

    [Fact]
    public void Case_WithNeither_IsNotApplicable() => Decide(new(null, null, null, null, null, false), Rules.At).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void SecondPhysician_AtTheVeryDeadline_IsNotDueYet() => Decide(Provisional, Rules.At.AddHours(24)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void SecondPhysician_AMomentAfterTheDeadline_IsOverdue()
    {
        var decision = Decide(Provisional, Rules.At.AddHours(24).AddMicroseconds(1));

        decision.Codes().ShouldBe(["provisional.overdue"]);
        decision.Blocks.ShouldBeFalse("care goes on; it is a finding");
    }

    [Fact]
    public void SecondPhysician_InTime_Satisfies() =>
        Decide(Provisional with { SecondAt = Rules.At.AddHours(24) }, Rules.At.AddDays(3)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void SecondPhysician_TooLate_IsSaid() => Decide(Provisional with { SecondAt = Rules.At.AddHours(25) }, Rules.At.AddDays(3)).Codes().ShouldBe(["provisional.late"]);

    [Fact]
    public void CriticalValue_WithinItsMinutes_IsNotDueYet() => Decide(Critical, Rules.At.AddMinutes(10)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Fact]
    public void CriticalValue_NotTold_IsMissing() => Decide(Critical, Rules.At.AddMinutes(10).AddMicroseconds(1)).Codes().ShouldBe(["critical.notTold"]);

    [Fact]
    public void CriticalValue_ToldInTimeAndReadBack_Satisfies() =>
        Decide(Critical with { ToldAt = Rules.At.AddMinutes(10), ReadBack = true }, Rules.At.AddDays(1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void CriticalValue_ToldLateAndNotReadBack_MissesBoth() =>
        Decide(Critical with { ToldAt = Rules.At.AddMinutes(11) }, Rules.At.AddDays(1)).Codes().ShouldBe(["critical.toldLate", "critical.noReadBack"]);
}
