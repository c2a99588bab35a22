using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Governance.LifeCycle.AcceptanceTests;

/// <summary>Inputs of a sample size, as interfaces give them.</summary>
public sealed record SampleSizeInput
{
    public SampleSizeMethod? Method { get; init; }

    public TestMetric? Metric { get; init; }

    public double? Expected { get; init; }

    public double? HalfWidth { get; init; }

    public double? Limit { get; init; }

    public double? Share { get; init; }
}

/// <summary>Reasons a sample size by a stated formula.</summary>
internal static class TestSample
{
    /// <summary>No site tests more; a formula that asks for more has inputs that make no sense.</summary>
    public const int Largest = 100_000;

    /// <summary>The size, or null after the field at fault was named under <c>reasoning</c>.</summary>
    public static SampleSizeReasoning? Reason(SampleSizeInput? input, FieldErrors errors)
    {
        errors.Require(input is not null, "reasoning", "field.required");
        if (input is null)
        {
            return null;
        }

        errors.Require(input.Method is not null, "reasoning.method", "field.required");
        errors.Require(input.Metric is not null, "reasoning.metric", "field.required");
        Share(errors, "reasoning.expected", input.Expected, required: true);
        Share(errors, "reasoning.halfWidth", input.HalfWidth, required: input.Method == SampleSizeMethod.Precision);
        Share(errors, "reasoning.limit", input.Limit, required: input.Method == SampleSizeMethod.LowerBound);
        errors.Require(input.Share is null or (> 0 and <= 1), "reasoning.share", "lifeCycle.share");
        errors.Require(input.Method != SampleSizeMethod.LowerBound || !(input.Limit >= input.Expected), "reasoning.limit", "lifeCycle.limitAboveExpected");
        if (errors.Any)
        {
            return null;
        }

        var share = input.Share ?? 1;
        var counting = input.Method == SampleSizeMethod.Precision ? Precision(input.Expected!.Value, input.HalfWidth!.Value) : LowerBound(input.Expected!.Value, input.Limit!.Value);
        if (counting is null || counting / share > Largest)
        {
            errors.Add("reasoning.expected", "lifeCycle.sampleTooLarge");
            return null;
        }

        return new SampleSizeReasoning(
            input.Method!.Value, input.Metric!.Value, input.Expected.Value, input.HalfWidth, input.Limit, share, counting.Value, (long)Math.Ceiling(Math.Round(counting.Value / share, 6)));
    }

    private static long? Precision(double expected, double halfWidth)
    {
        try
        {
            return SampleSize.ForProportion(expected, halfWidth).Size;
        }
        catch (UndefinedResultException)
        {
            return null;
        }
    }

    /// <summary>The least n from which on Wilson's lower bound of the expected share (rounded down to whole cases) reaches the limit at n.</summary>
    private static long? LowerBound(double expected, double limit)
    {
        for (var n = 1L; n <= Largest; n++)
        {
            if (Proportion.Wilson((long)Math.Floor(expected * n + 1e-9), n).Low >= limit)
            {
                return n;
            }
        }

        return null;
    }

    private static void Share(FieldErrors errors, string field, double? value, bool required)
    {
        errors.Require(value is not null || !required, field, "field.required");
        errors.Require(value is null or (> 0 and < 1), field, "lifeCycle.share");
    }
}
