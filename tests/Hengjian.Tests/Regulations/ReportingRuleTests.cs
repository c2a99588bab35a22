using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>R17-3.5b and R17-3.5c, each at its exact boundary.</summary>
public sealed class ReportingRuleTests
{
    private static readonly DateOnly Due = new(2026, 3, 20);
    private static readonly Guid Platform = new("11111111-1111-1111-1111-111111111111");

    private static readonly CaseRecordFacts Whole = new("2026-000001", WithoutAi: false, InputReference: true, RawAiOutput: true, SoftwareVersion: true, Operator: true, SignedOpinions: 2, FinalDiagnosis: true, ConsentAsked: false, Consent: false);

    [Fact]
    public void Record_WithEveryPart_Satisfies() => Record(Whole).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    public static TheoryData<string, Func<CaseRecordFacts, CaseRecordFacts>> Lacking => new()
    {
        { "inputReference", f => f with { InputReference = false } },
        { "rawAiOutput", f => f with { RawAiOutput = false } },
        { "softwareVersion", f => f with { SoftwareVersion = false } },
        { "operator", f => f with { Operator = false } },
        { "opinions", f => f with { SignedOpinions = 0 } },
        { "finalDiagnosis", f => f with { FinalDiagnosis = false } },
        { "consent", f => f with { ConsentAsked = true } },
    };

    [Theory, MemberData(nameof(Lacking))]
    public void Record_LackingAPart_NamesIt(string part, Func<CaseRecordFacts, CaseRecordFacts> lacking)
    {
        var decision = Record(lacking(Whole));

        decision.Outcome.ShouldBe(ClauseOutcome.NotSatisfied);
        decision.Missing.Single().Arguments["part"].ShouldBe(part);
    }

    [Fact]
    public void Record_ReadWithoutAi_NeedsNoOutputVersionOrOperator() =>
        Record(Whole with { WithoutAi = true, RawAiOutput = false, SoftwareVersion = false, Operator = false }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Record_WithTheConsentThatIsAsked_Satisfies() => Record(Whole with { ConsentAsked = true, Consent = true }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Report_OfACaseNotConcluded_DoesNotApply() => Timely(Facts() with { ConcludedOn = null }).Codes().ShouldBe(["report.notConcluded"]);

    [Fact]
    public void Report_OfATechnologyOnNoList_IsNotDueAndSaysWhy()
    {
        var decision = Timely(new TimelyReportFacts(Due, AiClass.ImagingCad, [Receiver(ReportDuty.WhereListed)], []));

        decision.Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        decision.Codes().ShouldBe(["report.notListed"]);
    }

    [Fact]
    public void Report_NotMadeForAReceiverOfEveryCase_IsMissing() => Timely(Facts() with { Deliveries = [] }).Codes().ShouldBe(["report.notMade"]);

    [Theory]
    [InlineData("2026-03-20", ClauseOutcome.NotApplicable, "report.notYetDue")]
    [InlineData("2026-03-21", ClauseOutcome.NotSatisfied, "report.overdue")]
    public void Report_WithoutAReceipt_IsOverdueTheDayAfterItsLast(string day, ClauseOutcome outcome, string code)
    {
        var decision = Timely(Facts(ReportState.Ready, received: null), day);

        decision.Outcome.ShouldBe(outcome);
        decision.Codes().ShouldBe([code]);
    }

    [Theory]
    [InlineData("2026-03-20", ClauseOutcome.Satisfied)]
    [InlineData("2026-03-21", ClauseOutcome.NotSatisfied)]
    public void Receipt_OnTheLastDay_IsInTimeAndADayLaterIsNot(string received, ClauseOutcome outcome) =>
        Timely(Facts(ReportState.Accepted, Day(received)), "2026-04-01").Outcome.ShouldBe(outcome);

    [Fact]
    public void Report_Refused_IsMissingUntilItIsMended() => Timely(Facts(ReportState.Rejected, null)).Codes().ShouldBe(["report.refused"]);

    private static Decision Record(CaseRecordFacts facts) => Rules.Decide(ClauseIds.CompleteRecord, facts);

    private static Decision Timely(TimelyReportFacts facts, string day = "2026-03-02") => Rules.Decide(ClauseIds.TimelyReport, facts, ShanghaiDay.Start(Day(day)));

    private static ReceiverFact Receiver(ReportDuty duty) => new(Platform, "平台", ReceiverKind.TechnologyPlatform, duty);

    private static TimelyReportFacts Facts(ReportState state = ReportState.Ready, DateOnly? received = null) =>
        new(new DateOnly(2026, 3, 1), AiClass.ImagingCad, [Receiver(ReportDuty.Always)], [new DeliveryFact("RM-2026-000001", Platform, "平台", state, Due, received)]);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
