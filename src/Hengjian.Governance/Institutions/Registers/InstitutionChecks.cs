using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Institutions.Registers;

/// <summary>What records of institutions and departments must look like before any rule reads them.</summary>
internal static class InstitutionChecks
{
    private const int MostItems = 200;
    private const int EarliestYear = 1949;
    private const int LargestCount = 1_000_000_000;

    public static void Subjects(IReadOnlyList<RegisteredSubject> subjects, FieldErrors errors)
    {
        errors.Require(subjects.Count <= MostItems, "subjects", "field.tooMany", ("most", Number(MostItems)));
        for (var i = 0; i < Math.Min(subjects.Count, MostItems); i++)
        {
            var field = $"subjects[{Number(i)}]";
            if (errors.Item(field, subjects[i]))
            {
                errors.Text(field + ".name", subjects[i].Name, 100);
                errors.Text(field + ".code", subjects[i].Code, 20, required: false);
            }
        }

        var names = subjects.Where(s => s is not null).Select(s => s.Name?.Trim()).ToList();
        errors.Require(names.Distinct().Count() == names.Count, "subjects", "register.namesRepeat");
    }

    public static void Volumes(IReadOnlyList<ServiceVolume> volumes, DateTimeOffset now, FieldErrors errors)
    {
        errors.Require(volumes.Count <= MostItems, "volumes", "field.tooMany", ("most", Number(MostItems)));
        var thisYear = ShanghaiDay.Of(now).Year;
        for (var i = 0; i < Math.Min(volumes.Count, MostItems); i++)
        {
            var field = $"volumes[{Number(i)}]";
            if (!errors.Item(field, volumes[i]))
            {
                continue;
            }

            errors.Require(volumes[i].Year is >= EarliestYear && volumes[i].Year <= thisYear, field + ".year", "field.outOfRange", ("from", Number(EarliestYear)), ("to", Number(thisYear)));
            foreach (var (name, value) in new[] { ("outpatientVisits", volumes[i].OutpatientVisits), ("discharges", volumes[i].Discharges), ("examinations", volumes[i].Examinations) })
            {
                errors.Require(value is null or (>= 0 and <= LargestCount), $"{field}.{name}", "field.outOfRange", ("from", "0"), ("to", Number(LargestCount)));
            }

            errors.Require(volumes[i] is not { OutpatientVisits: null, Discharges: null, Examinations: null }, field + ".outpatientVisits", "field.required");
        }

        var years = volumes.Where(v => v is not null).Select(v => v.Year).ToList();
        errors.Require(years.Distinct().Count() == years.Count, "volumes", "register.yearsRepeat");
    }

    public static void Pacs(ImagePlatform? pacs, DateTimeOffset now, FieldErrors errors)
    {
        if (pacs is null)
        {
            return;
        }

        errors.Text("pacs.name", pacs.Name, 200);
        errors.Text("pacs.hardware", pacs.Hardware, 500, required: false);
        errors.Require(pacs.InUseSince is null || pacs.InUseSince <= ShanghaiDay.Of(now), "pacs.inUseSince", "field.future");
    }

    public static void Hardware(IReadOnlyList<HardwareItem> items, FieldErrors errors)
    {
        errors.Require(items.Count <= MostItems, "hardware", "field.tooMany", ("most", Number(MostItems)));
        for (var i = 0; i < Math.Min(items.Count, MostItems); i++)
        {
            var field = $"hardware[{Number(i)}]";
            if (errors.Item(field, items[i]))
            {
                errors.Text(field + ".name", items[i].Name, 200);
                errors.Require(items[i].Count is >= 1 and <= 100_000, field + ".count", "field.outOfRange", ("from", "1"), ("to", "100000"));
                errors.Text(field + ".note", items[i].Note, 500, required: false);
            }
        }
    }

    public static IReadOnlyList<RegisteredSubject> Clean(IReadOnlyList<RegisteredSubject>? subjects) =>
        [.. (subjects ?? []).Select(s => new RegisteredSubject(string.IsNullOrWhiteSpace(s.Code) ? null : s.Code.Trim(), s.Name.Trim()))];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
