using System.Text.Json.Nodes;

namespace Hengjian.Tests.Diagnostic;

/// <summary>The <c>expected</c> part of a shared data set, under the reference's own key names (10 to 11 digits: compare at 1e-9 relative).</summary>
internal static class ReferenceTable
{
    public static JsonNode Of(string name) =>
        JsonNode.Parse(File.ReadAllText(SharedData.Require("data", "methods", name + ".expected.json")))!["expected"]!;

    public static string Csv(string name) => SharedData.Require("data", "methods", name + ".csv");

    /// <summary>Within 1e-9 of the reference, relative, or 1e-12 where that is zero.</summary>
    public static void ShouldAgreeWith(this double actual, JsonNode? expected, double relative = 1e-9) =>
        actual.ShouldBeNear(expected!.GetValue<double>(), relative);

    public static void ShouldAgreeWith(this JsonNode? actual, JsonNode? expected, double relative = 1e-9) =>
        actual!.GetValue<double>().ShouldAgreeWith(expected, relative);

    public static void ShouldBeNear(this double actual, double expected, double relative = 1e-9) =>
        actual.ShouldBe(expected, 1e-12 + relative * Math.Abs(expected));
}
