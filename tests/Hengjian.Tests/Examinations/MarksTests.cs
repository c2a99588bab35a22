using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;

namespace Hengjian.Tests.Examinations;

public sealed class MarksTests
{
    private static readonly AnswerOption[] Options = [new("A", "a", true), new("B", "b", false), new("C", "c", true), new("D", "d", true)];

    [Theory]
    [InlineData("ACD", MultipleMarking.AllOrNothing, 400)]
    [InlineData("AC", MultipleMarking.AllOrNothing, 0)]
    [InlineData("AC", MultipleMarking.HalfWhenIncomplete, 200)]
    [InlineData("A", MultipleMarking.HalfWhenIncomplete, 200)]
    [InlineData("AC", MultipleMarking.Proportional, 266)]
    [InlineData("ABC", MultipleMarking.Proportional, 0)]
    [InlineData("ABCD", MultipleMarking.HalfWhenIncomplete, 0)]
    [InlineData("", MultipleMarking.Proportional, 0)]
    public void Multiple_ByTheRuleOfThePack_GivesThatShare(string chosen, MultipleMarking rule, int hundredths) =>
        Marks.Closed(QuestionKind.Multiple, Options, [.. chosen.Select(c => c.ToString())], 4, rule).ShouldBe(hundredths);

    [Theory]
    [InlineData("A", 500)]
    [InlineData("B", 0)]
    public void Single_RightOrWrong_GivesAllOrNothing(string chosen, int hundredths) =>
        Marks.Closed(QuestionKind.Single, [new("A", "a", true), new("B", "b", false)], [chosen], 5, MultipleMarking.Proportional).ShouldBe(hundredths);

    [Theory]
    [InlineData(800, 600, null, 700)]
    [InlineData(800, 590, null, null)]
    [InlineData(800, 590, 650, 650)]
    [InlineData(800, 600, 100, 700)]
    [InlineData(800, null, 650, null)]
    public void Open_DifferenceAtTheShare_IsStillTheMeanAndBeyondItTheThirdDecides(int first, int? second, int? third, int? settled) =>
        Marks.Open(first, second, third, 10, 20).ShouldBe(settled);

    [Theory]
    [InlineData(5999, false)]
    [InlineData(6000, true)]
    public void Pass_AtExactlyTheMark_Passes(int hundredths, bool passes) => Marks.Passes(hundredths, 100, 60).ShouldBe(passes);

    [Fact]
    public void Skills_OneExaminerSeesACriticalItemNotMet_FailsAlone()
    {
        ChecklistItem[] items = [new("S01", "核对患者", 4, true), new("S02", "说明结果", 6, false)];

        var (hundredths, failed) = Marks.Skills(
            items, [new("S01", SkillRating.Met, null), new("S02", SkillRating.Met, null)], [new("S01", SkillRating.NotMet, null), new("S02", SkillRating.PartlyMet, null)]);

        hundredths.ShouldBe(200 + 450);
        failed.ShouldBe(["S01"]);
    }
}
