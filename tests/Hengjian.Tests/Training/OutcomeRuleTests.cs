using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Tests.Regulations;

namespace Hengjian.Tests.Training;

/// <summary>HP-6.7 at its thresholds and least sample, HP-6.8 to the day.</summary>
public sealed class OutcomeRuleTests
{
    private static readonly DateOnly From = new(2025, 9, 2);
    private static readonly DateOnly To = new(2026, 3, 1);

    [Theory]
    [InlineData(17, 30, ClauseOutcome.Satisfied)] // the interval begins at 39.2 %
    [InlineData(18, 30, ClauseOutcome.NotSatisfied)] // 42.3 %
    [InlineData(29, 29, ClauseOutcome.NotApplicable)]
    public void WrongAi_FollowedSoOften_ProposesWhereTheIntervalLiesAboveTheThreshold(long followed, long seen, ClauseOutcome outcome) =>
        Retraining(0, 0, followed, seen).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData(27, 100, ClauseOutcome.Satisfied)] // 19.3 %
    [InlineData(28, 100, ClauseOutcome.NotSatisfied)] // 20.1 %
    [InlineData(0, 30, ClauseOutcome.Satisfied)]
    [InlineData(29, 29, ClauseOutcome.NotApplicable)]
    public void Readings_WrongSoOften_ProposeWhereTheIntervalLiesAboveTheThreshold(long wrong, long judged, ClauseOutcome outcome) =>
        Retraining(wrong, judged, 0, 0).Outcome.ShouldBe(outcome);

    [Fact]
    public void Measures_BothAboveTheirThresholds_AreBothNamed() => Retraining(90, 100, 30, 30).Codes().ShouldBe(["retraining.followedWrongAi", "retraining.errors"]);

    [Fact]
    public void Measure_BelowTheLeastSample_IsNotLookedAtBesideAnother() => Retraining(0, 100, 29, 29).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Theory]
    [InlineData("2025-03-02", "2025-03-02", ClauseOutcome.Satisfied)]
    [InlineData("2025-03-01", "2025-03-02", ClauseOutcome.NotSatisfied)]
    [InlineData("2025-03-02", "2025-03-01", ClauseOutcome.NotSatisfied)]
    [InlineData("2025-03-02", null, ClauseOutcome.NotSatisfied)]
    public void Literacy_TwelveMonthsLater_IsDueAgain(string read, string? passed, ClauseOutcome outcome) =>
        Literacy(Enum.GetValues<LiteracyUnit>().ToDictionary(u => u, _ => Day(read)), passed is null ? null : Day(passed)).Outcome.ShouldBe(outcome);

    [Fact]
    public void Literacy_WithoutOneUnit_NamesIt()
    {
        var read = Enum.GetValues<LiteracyUnit>().Where(u => u != LiteracyUnit.DataProtection).ToDictionary(u => u, _ => To);

        Literacy(read, To).Missing.Single().Arguments["unit"].ShouldBe("dataProtection");
    }

    [Fact]
    public void Archive_WithEveryPartThatItsTrainingsLeft_Satisfies() =>
        Archive(new ArchivedTraining("TR-2026-001", [ArchivePart.Admission, ArchivePart.Certificate], [ArchivePart.Admission, ArchivePart.Attendance, ArchivePart.Certificate])).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Archive_WithoutAPart_NamesItAndTheTraining() =>
        Archive(
                new ArchivedTraining("TR-2026-001", [ArchivePart.Admission], [ArchivePart.Admission]),
                new ArchivedTraining("TR-2026-002", [ArchivePart.CaseLog, ArchivePart.Assessments], [ArchivePart.Assessments]))
            .Missing.Single().Arguments.ShouldBe(new Dictionary<string, string> { ["number"] = "TR-2026-002", ["part"] = "caseLog" });

    [Fact]
    public void Archive_OfSomebodyNeverTrained_DoesNotApply() => Archive().Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    private static Decision Archive(params ArchivedTraining[] trainings) => Rules.Decide(ClauseIds.TrainingArchive, new ArchiveFacts(trainings, To, To.AddYears(30)));

    private static Decision Retraining(long wrong, long judged, long followed, long seen) =>
        Rules.Decide(ClauseIds.Retraining, new RetrainingFacts(Rules.Category, From, To, judged, wrong, seen, followed));

    private static Decision Literacy(IReadOnlyDictionary<LiteracyUnit, DateOnly> read, DateOnly? passed) => Rules.Decide(ClauseIds.Literacy, new LiteracyFacts(read, passed));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
