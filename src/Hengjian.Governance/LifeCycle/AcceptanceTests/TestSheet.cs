using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
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

        if (Rows(text, errors) is not { Count: > 0 } rows)
        {
            errors.Require(errors.Any, Field, "lifeCycle.csvColumns", ("columns", string.Join(", ", Needed)));
            return new SheetReading(null, hash);
        }

        var header = rows[0].Select(h => h.Trim().ToLowerInvariant()).ToList();
        if (Needed.Except(header).Any())
        {
            errors.Add(Field, "lifeCycle.csvColumns", ("columns", string.Join(", ", Needed)));
            return new SheetReading(null, hash);
        }

        return new SheetReading(Count(rows, header, labels, header.Contains("minutes") ? turnaroundMinutes : null, errors), hash);
    }

    private static List<string[]>? Rows(string text, FieldErrors errors)
    {
        var rows = new List<string[]>();
        using var reader = CsvReader.FromText(text.TrimStart('\uFEFF'), new CsvReaderOptions { Separator = ',', HasHeader = false, MalformedData = CsvMalformedDataHandling.Throw, TrackLineNumbers = true });
        try
        {
            while (reader.Read())
            {
                if (rows.Count > MostRows)
                {
                    errors.Add(Field, "lifeCycle.csvRows", ("most", MostRows.ToString(CultureInfo.InvariantCulture)));
                    return null;
                }

                rows.Add(reader.Current.ToArray());
            }
        }
        catch (CsvFormatException exception)
        {
            errors.Add(Field, "lifeCycle.csvQuotes", ("row", exception.LineNumber.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        return rows;
    }

    private static TestCounts? Count(List<string[]> rows, List<string> header, IReadOnlyList<LabelDefinition> labels, int? turnaroundMinutes, FieldErrors errors)
    {
        var positive = labels.ToDictionary(l => l.Code, l => l.Positive, StringComparer.Ordinal);
        var (keyAt, referenceAt, aiAt, minutesAt) = (header.IndexOf("case"), header.IndexOf("reference"), header.IndexOf("ai"), header.IndexOf("minutes"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long tp = 0, fn = 0, tn = 0, fp = 0, failures = 0, onTime = 0;
        var wrong = 0;
        for (var i = 1; i < rows.Count && wrong < MostErrors; i++)
        {
            string Cell(int column) => column >= 0 && column < rows[i].Length ? rows[i][column].Trim() : "";
            var (key, reference, ai, minutes) = (Cell(keyAt), Cell(referenceAt), Cell(aiAt), turnaroundMinutes is null ? "" : Cell(minutesAt));
            if (rows[i].All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (Fault(key, reference, ai, minutes, seen, positive) is { } fault)
            {
                errors.Add(Field, fault, ("row", (i + 1).ToString(CultureInfo.InvariantCulture)));
                wrong++;
                continue;
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
            onTime += minutes.Length > 0 && double.Parse(minutes, CultureInfo.InvariantCulture) <= turnaroundMinutes ? 1 : 0;
        }

        return wrong > 0 ? null : new TestCounts(tp, fn, tn, fp, failures, turnaroundMinutes is null ? null : onTime);
    }

    private static string? Fault(string key, string reference, string ai, string minutes, HashSet<string> seen, Dictionary<string, bool> positive)
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

        return minutes.Length > 0 && !(double.TryParse(minutes, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0) ? "lifeCycle.csvMinutes" : null;
    }
}
