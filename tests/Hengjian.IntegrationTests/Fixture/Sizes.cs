namespace Hengjian.IntegrationTests.Fixture;

/// <summary>Sizes of the tests that have two: scaled for every run, stated ones by <c>./test.sh --long</c>.</summary>
internal static class Sizes
{
    public static bool Stated { get; } = Environment.GetEnvironmentVariable("HENGJIAN_LONG") == "1";

    public static int Of(int scaled, int stated) => Stated ? stated : scaled;
}
