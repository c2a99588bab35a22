namespace Hengjian.Cli.Methods;

/// <summary>A range that a number must lie in, with the words for the message when it does not.</summary>
internal sealed class NumberRule
{
    readonly Func<double, bool> holds;

    NumberRule(string requirement, Func<double, bool> holds)
    {
        Requirement = requirement;
        this.holds = holds;
    }

    public static NumberRule Any { get; } = new("must be a number", _ => true);

    public static NumberRule Positive { get; } = new("must be above 0", x => x > 0);

    public static NumberRule NonNegative { get; } = new("must not be below 0", x => x >= 0);

    /// <summary>[0, 1].</summary>
    public static NumberRule Probability { get; } = new("must lie in [0, 1]", x => x is >= 0 and <= 1);

    /// <summary>(0, 1), both ends excluded.</summary>
    public static NumberRule OpenProbability { get; } = new("must lie strictly between 0 and 1", x => x is > 0 and < 1);

    /// <summary>(0, 1], 0 excluded.</summary>
    public static NumberRule PositiveShare { get; } = new("must lie in (0, 1]", x => x is > 0 and <= 1);

    /// <summary>0, 1, 2, …, at most 2⁵³.</summary>
    public static NumberRule Count { get; } = new("must be a whole number not below 0", x => x >= 0 && IsWhole(x));

    /// <summary>1, 2, 3, …, at most 2⁵³.</summary>
    public static NumberRule PositiveCount { get; } = new("must be a whole number above 0", x => x >= 1 && IsWhole(x));

    /// <summary>As in "must not be below 0".</summary>
    public string Requirement { get; }

    public static NumberRule Between(double low, double high) => new(FormattableString.Invariant($"must lie in [{low}, {high}]"), x => x >= low && x <= high);

    public static NumberRule AtLeast(double low) => new(FormattableString.Invariant($"must be at least {low}"), x => x >= low);

    public static NumberRule WholeAtLeast(double low) =>
        new(FormattableString.Invariant($"must be a whole number, at least {low}"), x => x >= low && IsWhole(x));

    public bool Holds(double value) => holds(value);

    static bool IsWhole(double x) => x == Math.Floor(x) && Math.Abs(x) <= 9007199254740992;
}
