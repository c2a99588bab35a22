using System.Diagnostics.Metrics;
using System.Globalization;

namespace Hengjian.Web.Api;

/// <summary>Counts what was refused, by status and code, so that bad input is never silent.</summary>
internal static class RefusalMetrics
{
    private static readonly Meter Meter = new("Hengjian.Web");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("hengjian.refusals", description: "Requests refused, by status and code.");

    public static void Count(int status, string code) => Refusals.Add(
        1,
        new KeyValuePair<string, object?>("status", status.ToString(CultureInfo.InvariantCulture)),
        new KeyValuePair<string, object?>("code", code));
}
