using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.AcceptanceTests;

/// <summary>A list of tested cases that was read.</summary>
internal sealed record SheetReading(TestCounts? Counts, string Hash);

/// <summary>
/// Reads a de-identified list of tested cases: CSV in UTF-8 with the columns <c>case</c>, <c>reference</c>, <c>ai</c> and, where time is measured, <c>minutes</c>. Labels
/// are those of the technology; an empty <c>ai</c> is a failure. A case key that is an identity number is refused: the list must not name patients.
/// </summary>
internal static class TestSheet
{
    public const int LargestBytes = 5 * 1024 * 1024;
    private const int MostRows = 100_000;
    private const int MostErrors = 20;
    private const string Field = "csv";

    private static readonly string[] Needed = ["case", "reference", "ai"];

    public static SheetReading Read(string text, IReadOnlyList<LabelDefinition> labels, int? turnaroundMinutes, FieldErrors errors)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (bytes.Length > LargestBytes)
        {
            errors.Add(Field, "field.tooLong", ("longest", LargestBytes.ToString(CultureInfo.InvariantCulture)));
            return new SheetReading(null, hash);
        }

        using var csv = new CsvReader(new StringReader(text.TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            MissingFieldFound = null, BadDataFound = null, TrimOptions = TrimOptions.Trim, PrepareHeaderForMatch = h => h.Header.Trim().ToLowerInvariant(),
        });
        if (!csv.Read() || !csv.ReadHeader() || Needed.Except((csv.HeaderRecord ?? []).Select(h => h.Trim().ToLowerInvariant())).ToList() is { Count: > 0 } lacking)
        {
            errors.Add(Field, "lifeCycle.csvColumns", ("columns", string.Join(", ", Needed)));
            return new SheetReading(null, hash);
        }

        var timed = csv.HeaderRecord!.Any(h => h.Trim().Equals("minutes", StringComparison.OrdinalIgnoreCase));
        return new SheetReading(Count(csv, labels, timed ? turnaroundMinutes : null, errors), hash);
    }

    private static TestCounts? Count(CsvReader csv, IReadOnlyList<LabelDefinition> labels, int? turnaroundMinutes, FieldErrors errors)
    {
        var positive = labels.ToDictionary(l => l.Code, l => l.Positive, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long tp = 0, fn = 0, tn = 0, fp = 0, failures = 0, onTime = 0;
        var wrong = 0;
        for (var row = 2; csv.Read() && wrong < MostErrors; row++)
        {
            var (key, reference, ai, minutes) = (csv.GetField("case") ?? "", csv.GetField("reference") ?? "", csv.GetField("ai") ?? "", turnaroundMinutes is null ? null : csv.GetField("minutes"));
            if (Fault(key, reference, ai, minutes, seen, positive) is { } fault)
            {
                errors.Add(Field, fault, ("row", row.ToString(CultureInfo.InvariantCulture)));
                wrong++;
                continue;
            }

            if (seen.Count > MostRows)
            {
                errors.Add(Field, "lifeCycle.csvRows", ("most", MostRows.ToString(CultureInfo.InvariantCulture)));
                return null;
            }

            if (ai.Length == 0)
            {
                failures++;
                continue;
            }

            _ = (positive[reference], positive[ai]) switch
            {
                (true, true) => tp++,
                (true, false) => fn++,
                (false, false) => tn++,
                (false, true) => fp++,
            };
            onTime += minutes is { Length: > 0 } && double.Parse(minutes, CultureInfo.InvariantCulture) <= turnaroundMinutes ? 1 : 0;
        }

        return wrong > 0 ? null : new TestCounts(tp, fn, tn, fp, failures, turnaroundMinutes is null ? null : onTime);
    }

    private static string? Fault(string key, string reference, string ai, string? minutes, HashSet<string> seen, Dictionary<string, bool> positive)
    {
        if (key.Length is 0 or > 100)
        {
            return "lifeCycle.csvKey";
        }

        if (ResidentIdentityNumber.Check(key).Valid)
        {
            return "lifeCycle.csvIdentity";
        }

        if (!seen.Add(key))
        {
            return "lifeCycle.csvTwice";
        }

        if (!positive.ContainsKey(reference) || (ai.Length > 0 && !positive.ContainsKey(ai)))
        {
            return "lifeCycle.csvLabel";
        }

        return minutes is { Length: > 0 } && !(double.TryParse(minutes, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0) ? "lifeCycle.csvMinutes" : null;
    }
}
