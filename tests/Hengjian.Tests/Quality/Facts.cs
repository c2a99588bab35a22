using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Tests.Quality;

/// <summary>Short ways to write case facts.</summary>
internal static class Facts
{
    public static readonly Guid Deployment = Guid.Parse("00000000-0000-7000-8000-0000000000d1");
    public static readonly Guid Version = Guid.Parse("00000000-0000-7000-8000-0000000000e1");
    public static readonly Guid Anna = Guid.Parse("00000000-0000-7000-8000-0000000000a1");
    public static readonly Guid Bo = Guid.Parse("00000000-0000-7000-8000-0000000000a2");

    public static readonly AiResultFact PositiveAi = new(Guid.Parse("00000000-0000-7000-8000-0000000000b1"), "pos", true, 0.9);
    public static readonly AiResultFact NegativeAi = new(Guid.Parse("00000000-0000-7000-8000-0000000000b2"), "neg", false, 0.2);

    /// <summary>An analysed case examined on 2026-03-05 at 23:30 UTC, which is 6 March in Asia/Shanghai.</summary>
    public static CaseFacts Case(
        AiResultFact? ai = null, IReadOnlyList<ReadingFact>? readings = null, IReadOnlyList<ReferenceFact>? references = null, params (string, string)[] subgroups) => new(
        Guid.Parse("00000000-0000-7000-8000-0000000000c1"),
        Deployment,
        Version,
        new DateTimeOffset(2026, 3, 5, 23, 30, 0, TimeSpan.Zero),
        CaseState.Reading,
        ReadingProtocol.Concurrent,
        Study: false,
        WithoutAi: false,
        ai is null ? [] : [ai],
        readings ?? [],
        references ?? [],
        subgroups.ToDictionary(s => s.Item1, s => s.Item2));

    public static ReadingFact Alone(Guid reader, bool positive, double? seconds = null) =>
        new(Guid.Empty, reader, ReadingPhase.BeforeAi, WithAi: false, Label(positive), positive, seconds, null, DateTimeOffset.UnixEpoch);

    public static ReadingFact WithAi(Guid reader, bool positive, AiResultFact? shown, double? seconds = null) =>
        new(Guid.Empty, reader, ReadingPhase.AfterAi, WithAi: true, Label(positive), positive, seconds, shown, DateTimeOffset.UnixEpoch);

    public static ReferenceFact Reference(ReferenceKind kind, bool? positive) => new(Guid.Empty, kind, positive is { } p ? Label(p) : "unknown", positive);

    private static string Label(bool positive) => positive ? "pos" : "neg";
}
