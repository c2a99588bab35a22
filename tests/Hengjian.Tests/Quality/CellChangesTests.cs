using FsCheck;
using FsCheck.Fluent;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Quality.Counting;
using static Hengjian.Tests.Quality.Facts;

namespace Hengjian.Tests.Quality;

/// <summary>Whatever the order of acts, what they moved adds up to what the last facts give.</summary>
public sealed class CellChangesTests
{
    private static readonly Gen<CaseFacts> AnyFacts =
        from state in Gen.Elements(CaseState.Analysed, CaseState.Reading, CaseState.OpinionIssued, CaseState.Closed, CaseState.Cancelled)
        from ai in Gen.Elements<AiResultFact?>(null, PositiveAi, NegativeAi, new AiResultFact(Guid.Empty, null, null, 0.5))
        from readings in Gen.ListOf(AnyReading)
        from references in Gen.ListOf(
            from kind in Gen.Elements(Enum.GetValues<ReferenceKind>())
            from positive in Gen.Elements<bool?>(true, false, null)
            select Reference(kind, positive))
        from site in Gen.Elements("", "A", "B")
        from day in Gen.Choose(0, 70)
        from withoutAi in Gen.Elements(true, false)
        select Case(ai, [.. readings], [.. references], site.Length == 0 ? [] : [("site", site)]) with
        {
            State = state,
            WithoutAi = withoutAi,
            ExaminedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day),
        };

    private static Gen<ReadingFact> AnyReading =>
        from reader in Gen.Elements(Anna, Bo)
        from positive in Gen.Elements(true, false)
        from shown in Gen.Elements<AiResultFact?>(null, PositiveAi, NegativeAi)
        from seconds in Gen.Elements<double?>(null, 3, 12.5)
        from withAi in Gen.Elements(true, false)
        select withAi ? WithAi(reader, positive, shown, seconds) : Alone(reader, positive, seconds);

    [Fact]
    public void Moves_OfAnySequence_AddUpToTheLastFacts() => Prop.ForAll(
        Gen.ListOf(AnyFacts).ToArbitrary(),
        history =>
        {
            var moved = new CellChanges();
            CaseFacts? before = null;
            foreach (var after in history)
            {
                moved.Move(before, after);
                before = after;
            }

            var recomputed = new CellChanges();
            recomputed.Move(null, before);
            return Same(moved, recomputed);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(7, 11));

    [Fact]
    public void Moves_ThereAndBack_LeaveNothing() => Prop.ForAll(
        AnyFacts.ToArbitrary(),
        AnyFacts.ToArbitrary(),
        (one, other) =>
        {
            var moved = new CellChanges();
            moved.Move(one, other);
            moved.Move(other, one);
            return moved.Counts.Count == 0 && moved.Bins.Count == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(7, 13));

    [Fact]
    public void Cells_OfAReference_NeverJudgeMoreCasesThanThereAre() => Prop.ForAll(
        AnyFacts.ToArbitrary(),
        facts => CaseTallies.Of(facts).Counts.Where(c => c.Key.Reader == Guid.Empty && CaseTallies.HighestKind(c.Key.Reference) is not null)
            .Sum(c => c.Value[(int)Tally.Cases]) <= (facts.State == CaseState.Cancelled ? 0 : 1))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(7, 17));

    private static bool Same(CellChanges a, CellChanges b) =>
        a.Counts.Count == b.Counts.Count
        && a.Counts.All(c => b.Counts.TryGetValue(c.Key, out var other) && c.Value.SequenceEqual(other))
        && a.Bins.Count == b.Bins.Count
        && a.Bins.All(c => b.Bins.TryGetValue(c.Key, out var other) && c.Value == other);
}
