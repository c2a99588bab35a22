using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-13.1 at its exact boundaries.</summary>
public sealed class OutboundTransferRuleTests
{
    [Fact]
    public void Transfer_UnderAnEntryInForce_Satisfies() => Decide(Entry()).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Transfer_WithoutAnEntry_IsMissing() => Decide().Codes().ShouldBe(["dataUse.noEntry"]);

    [Fact]
    public void Transfer_WithinTheInstitution_DoesNotApply() =>
        Rules.Decide(ClauseIds.DataUse, Facts([]) with { Outbound = false }).Outcome.ShouldBe(ClauseOutcome.NotApplicable);

    [Theory]
    [InlineData("2025-02-28", "dataUse.notYet")]
    [InlineData("2025-03-01", null)]
    [InlineData("2026-03-01", null)]
    [InlineData("2026-03-02", "dataUse.over")]
    public void Entry_OnItsFirstAndLastDay_IsInForceAndNotADayBeforeOrAfter(string day, string? code)
    {
        var at = ShanghaiDay.Start(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        Rules.Decide(ClauseIds.DataUse, Facts([Entry()]), at).Codes().ShouldBe(code is null ? [] : [code]);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(0, "dataUse.ended")]
    public void Entry_EndedEarly_IsOverFromThatDayOn(int daysLater, string? code) =>
        Rules.Decide(ClauseIds.DataUse, Facts([Entry() with { EndedOn = new DateOnly(2026, 3, 1).AddDays(daysLater) }])).Codes().ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData(90, null)]
    [InlineData(91, "dataUse.usedUp")]
    public void Amount_OfAllThatIsLeft_IsAllowedAndOneMoreIsNot(long used, string? code) =>
        Decide(Entry() with { Limit = 100, Used = used }).Codes().ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void Amount_InAnotherUnit_IsMissing() => Decide(Entry() with { Unit = AmountUnit.Megabytes }).Codes().ShouldBe(["dataUse.otherUnit"]);

    [Fact]
    public void Categories_BeyondTheEntry_AreMissing() => Decide(Entry() with { Categories = [DataCategory.Reports] }).Codes().ShouldBe(["dataUse.otherCategory"]);

    [Fact]
    public void Agreement_NotAttached_IsMissing() => Decide(Entry() with { HasAgreement = false }).Codes().ShouldBe(["dataUse.noAgreement"]);

    [Fact]
    public void Entry_ThatServesAmongOthers_IsNamed()
    {
        var decision = Decide(Entry() with { Number = "DU-1", HasAgreement = false }, Entry() with { Number = "DU-2" });

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["coveringEntry"].ShouldBe("DU-2");
    }

    [Fact]
    public void Entries_ThatLackDifferentThings_AreNotAddedUp() =>
        Decide(Entry() with { HasAgreement = false }, Entry() with { Categories = [DataCategory.Logs] }).Codes().ShouldBe(["dataUse.noAgreement", "dataUse.otherCategory"]);

    private static Decision Decide(params DataUseFact[] entries) => Rules.Decide(ClauseIds.DataUse, Facts(entries));

    private static DataTransferFacts Facts(IReadOnlyList<DataUseFact> entries) =>
        new(Outbound: true, "示范医疗人工智能有限公司", DataUsePurpose.Service, 10, AmountUnit.Cases, [DataCategory.Images], entries);

    private static DataUseFact Entry() => new(
        Rules.Person(40), "DU-2026-000001", new DateOnly(2025, 3, 1), new DateOnly(2026, 3, 1), null, 1000, 0, AmountUnit.Cases, [DataCategory.Images, DataCategory.AiResults], HasAgreement: true);
}
