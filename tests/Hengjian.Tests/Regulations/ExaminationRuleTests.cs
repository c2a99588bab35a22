using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class ExaminationRuleTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void Attempt_First_Satisfies() => Attempt(Day).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Attempt_AfterAPass_IsNotNeeded() => Attempt(Day, new AttemptFact(Day.AddDays(-30), true)).Codes().ShouldBe(["exam.alreadyPassed"]);

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void Resit_AfterAFailure_IsPossibleFromTheSeventhDay(int days, bool satisfied)
    {
        var decision = Attempt(Day.AddDays(days), new AttemptFact(Day, false));

        decision.Codes().ShouldBe(satisfied ? [] : ["exam.resitTooSoon"]);
    }

    [Fact]
    public void Resit_ThirdAttempt_IsTheLast()
    {
        var failures = Enumerable.Range(1, 3).Select(i => new AttemptFact(Day.AddDays(-40 * i), false)).ToArray();

        Attempt(Day, failures[..2]).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Attempt(Day, failures).Codes().ShouldBe(["exam.noResitLeft"]);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(59, false)]
    public void PassMark_AtTheLeast_Satisfies(int percent, bool satisfied) =>
        Rules.Decide(ClauseIds.ExaminationAttempts, new AttemptPlanFacts(Day, [], percent)).Codes().ShouldBe(satisfied ? [] : ["exam.passMarkTooLow"]);

    [Fact]
    public void Examiners_TwoWithoutTies_Satisfy() => Marking([Examiner("甲"), Examiner("乙")]).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Examiners_One_AreTooFew() => Marking([Examiner("甲")]).Codes().ShouldBe(["exam.tooFewExaminers"]);

    [Fact]
    public void Examiners_WhoSuperviseOrSit_AreRefused() =>
        Marking([new ExaminerFact("甲", true, false), new ExaminerFact("乙", false, true)]).Codes().ShouldBe(["exam.examinerSupervises", "exam.examinerIsCandidate"]);

    [Theory]
    [InlineData(null, null, null, "exam.unmarked")]
    [InlineData(8, null, null, "exam.oneMark")]
    [InlineData(8, 6, null, null)]
    [InlineData(8, 5, null, "exam.unsettled")]
    [InlineData(8, 5, 6, null)]
    public void OpenAnswer_ByWhatIsMarked_IsSettledOrNot(int? first, int? second, int? third, string? missing) =>
        Marking([Examiner("甲"), Examiner("乙")], new OpenAnswerFact(3, 10, first, second, third)).Codes().ShouldBe(missing is null ? [] : [missing]);

    private static Decision Attempt(DateOnly on, params AttemptFact[] earlier) => Rules.Decide(ClauseIds.ExaminationAttempts, new AttemptPlanFacts(on, earlier, 60));

    private static Decision Marking(ExaminerFact[] examiners, params OpenAnswerFact[] answers) => Rules.Decide(ClauseIds.Examiners, new MarkingFacts(examiners, answers));

    private static ExaminerFact Examiner(string name) => new(name, Supervises: false, IsCandidate: false);
}
