using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Tests.Training;

/// <summary>How minutes become credit (R17-4.1.2): rounding, overlaps, the day's cap, and what stands against an item.</summary>
public sealed class TheoryCreditTests
{
    private static readonly DateOnly Day = new(2026, 7, 10);
    private static readonly CreditTerms Terms = new(45, 2, 4);

    [Theory]
    [InlineData(22, "0")]
    [InlineData(23, "0.5")]
    [InlineData(44, "0.5")]
    [InlineData(45, "1")]
    [InlineData(47, "1")]
    [InlineData(67, "1")]
    [InlineData(68, "1.5")]
    [InlineData(90, "2")]
    public void Minutes_RoundDownToHalfHours(int minutes, string hours) => One(Item(8, minutes)).Hours.ShouldBe(decimal.Parse(hours, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Item_ShorterThanTheLeast_SaysSo() => One(Item(8, 22)).Fault.ShouldBe(CreditFault.TooShort);

    [Fact]
    public void Overlap_OfTheLaterItem_GivesNothingAndNamesTheOther()
    {
        var lines = Measure(Item(9, 60, "病例讨论"), Item(9, 90, "法规", after: 30));

        lines[0].Hours.ShouldBe(1);
        (lines[1].Hours, lines[1].Fault, lines[1].Other, lines[1].OverlapMinutes).ShouldBe((0, CreditFault.Overlap, "病例讨论", 30));
    }

    [Theory]
    [InlineData(59, null)]
    [InlineData(60, CreditFault.Overlap)]
    public void Overlap_BelowAMinute_IsNone(int seconds, CreditFault? fault)
    {
        var first = Item(9, 60);
        var second = Item(10, 60) with { Spans = [new TheorySpan(first.Spans[0].To.AddSeconds(-seconds), first.Spans[0].To.AddMinutes(60))] };

        Measure(first, second)[1].Fault.ShouldBe(fault);
    }

    [Fact]
    public void Overlap_WithSomethingThatDoesNotCount_IsNone() => Measure(Item(9, 60) with { SupervisorId = null }, Item(9, 60, after: 10)).Select(l => l.Hours).ShouldBe([0, 1]);

    [Fact]
    public void Reading_WithAPauseInWhichASessionWas_CountsBoth()
    {
        var reading = Item(9, 0) with { Kind = TheoryKind.OnLine, Spans = [Span(9, 0, 30), Span(11, 0, 30)] };

        Measure(reading, Item(10, 45)).Select(l => l.Hours).ShouldBe([1, 1]);
    }

    [Fact]
    public void Day_BeyondItsCap_CountsInPart()
    {
        var lines = Measure(Item(8, 90), Item(10, 68), Item(13, 45), Item(15, 45));

        lines.Select(l => l.Hours).ShouldBe([2, 1.5m, 0.5m, 0]);
        lines.Select(l => l.Fault).ShouldBe([null, null, CreditFault.DailyCap, CreditFault.DailyCap]);
    }

    [Fact]
    public void Day_WithManyLongItems_NeverGivesMoreThanItsCap() => Measure([.. Enumerable.Range(0, 24).Select(h => Item(h, 59))]).Sum(l => l.Hours).ShouldBe(4);

    [Fact]
    public void Cap_IsTheDays_NotTheTrainings() => Measure(Item(8, 180), Item(8, 180) with { Spans = [new TheorySpan(At(8).AddDays(1), At(8).AddDays(1).AddMinutes(180))] }).Sum(l => l.Hours).ShouldBe(8);

    [Fact]
    public void Faults_AreNamed()
    {
        One(Item(8, 45) with { SupervisorId = null }).Fault.ShouldBe(CreditFault.NoSupervisor);
        One(Item(8, 45) with { Signed = false }).Fault.ShouldBe(CreditFault.NotSigned);
        One(Item(8, 45) with { Fault = CreditFault.NoSignOut }).Fault.ShouldBe(CreditFault.NoSignOut);
        TheoryCredit.Measure([Item(8, 45)], Day.AddDays(1), null, Terms)[0].Fault.ShouldBe(CreditFault.BeforeStart);
        TheoryCredit.Measure([Item(8, 45)], Day.AddDays(-9), Day.AddDays(-1), Terms)[0].Fault.ShouldBe(CreditFault.AfterEnd);
        TheoryCredit.Measure([Item(8, 45)], Day, Day, Terms)[0].Fault.ShouldBeNull();
    }

    private static CreditLine One(TheoryItem item) => Measure(item).Single();

    private static IReadOnlyList<CreditLine> Measure(params TheoryItem[] items) => TheoryCredit.Measure(items, Day.AddDays(-9), null, Terms);

    private static TheoryItem Item(int hour, int minutes, string title = "偏倚", int after = 0) =>
        new(Guid.CreateVersion7(At(hour).AddMinutes(after)), TheoryKind.Session, "T1", title, Guid.CreateVersion7(At(0)), true, [Span(hour, after, minutes)]);

    private static TheorySpan Span(int hour, int after, int minutes) => new(At(hour).AddMinutes(after), At(hour).AddMinutes(after + minutes));

    private static DateTimeOffset At(int hour) => ShanghaiDay.Start(Day).AddHours(hour);
}
