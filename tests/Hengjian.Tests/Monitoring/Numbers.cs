using FsCheck;
using FsCheck.Fluent;

namespace Hengjian.Tests.Monitoring;

/// <summary>Random numbers for the properties: small multiples of one half or one hundredth, so that ties, zeros and constant lists occur.</summary>
internal static class Numbers
{
    public static Gen<double> Halves(int low, int high) => Gen.Choose(low * 2, high * 2).Select(value => value / 2.0);

    public static Gen<double> Shares => Gen.Choose(0, 100).Select(value => value / 100.0);

    public static Gen<double[]> Some(this Gen<double> numbers, int atLeast = 1) =>
        Gen.Choose(atLeast, 25).SelectMany(count => numbers.ArrayOf(count));

    public static void Hold<T>(this Gen<T> inputs, Func<T, bool> property) =>
        Prop.ForAll(inputs.ToArbitrary(), property).QuickCheckThrowOnFailure();

    public static bool IsNear(this double actual, double expected, double relative = 1e-9) =>
        Math.Abs(actual - expected) <= 1e-12 + (relative * Math.Abs(expected));

    /// <summary>Equal to 1e-9 relative (1e-12 absolute), the tolerance of a closed form.</summary>
    public static void ShouldBeClose(this double actual, double expected, double relative = 1e-9) =>
        actual.ShouldBe(expected, 1e-12 + (relative * Math.Abs(expected)));
}
