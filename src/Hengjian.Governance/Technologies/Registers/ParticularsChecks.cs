using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Registers;

/// <summary>What the particulars of a version must look like.</summary>
internal static class ParticularsChecks
{
    private const int Longest = 2000;

    /// <summary>More lines than this were not typed by a person.</summary>
    private const int MostLines = 100;

    public static void Check(VersionParticulars? particulars, DateOnly today, FieldErrors errors, string prefix = "particulars.")
    {
        if (particulars is null)
        {
            return;
        }

        errors.Text(prefix + "targetPopulation", particulars.TargetPopulation, Longest, required: false);
        errors.Text(prefix + "knownLimits", particulars.KnownLimits, Longest, required: false);
        CheckTraining(particulars.TrainingData, today, errors, prefix + "trainingData.");
        CheckGenerative(particulars.Generative, errors, prefix + "generative.");
        Lines(particulars.Claims, prefix + "claims", errors, (claim, field) =>
        {
            errors.Text(field + ".measure", claim.Measure, 200);
            Share(field + ".value", claim.Value, errors);
            errors.Require(claim.Value is not null, field + ".value", "field.required");
            Share(field + ".low", claim.Low, errors);
            Share(field + ".high", claim.High, errors);
            errors.Require(claim.Low is null || claim.Value is null || claim.Low <= claim.Value, field + ".low", "technology.intervalApart");
            errors.Require(claim.High is null || claim.Value is null || claim.High >= claim.Value, field + ".high", "technology.intervalApart");
            errors.Text(field + ".referenceStandard", claim.ReferenceStandard, 500);
            errors.Text(field + ".operatingPoint", claim.OperatingPoint, 500, required: false);
            errors.Text(field + ".study", claim.Study, 500, required: false);
        });
        Lines(particulars.Studies, prefix + "studies", errors, (study, field) => Study(study, field, errors));
        Lines(particulars.Development, prefix + "development", errors, (stage, field) =>
        {
            errors.Require(stage.Stage is not null, field + ".stage", "field.required");
            errors.Require(stage.CompletedOn is not null, field + ".completedOn", "field.required");
            errors.Require(stage.CompletedOn is null || stage.CompletedOn <= today, field + ".completedOn", "field.future");
            errors.Require(stage.CompletedOn is null or { Year: >= 1980 }, field + ".completedOn", "field.tooEarly");
            errors.Text(field + ".evidence", stage.Evidence, 500);
        });
    }

    /// <summary>A study, here or as evidence of the scope questionnaire.</summary>
    public static void Study(TrialEvidence study, string field, FieldErrors errors)
    {
        errors.Text(field + ".study", study.Study, 500);
        errors.Text(field + ".design", study.Design, 500, required: false);
        errors.Require(study.Sites is null or (>= 1 and <= 10_000), field + ".sites", "field.outOfRange", ("from", "1"), ("to", "10000"));
        errors.Require(study.Cases is null or (>= 1 and <= 100_000_000), field + ".cases", "field.outOfRange", ("from", "1"), ("to", "100000000"));
        errors.Text(field + ".result", study.Result, Longest);
        errors.Text(field + ".document", study.Document, 500, required: false);
    }

    /// <summary>Checks each item of a list that a client may have left out or filled with nulls.</summary>
    public static void Lines<T>(IReadOnlyList<T>? items, string name, FieldErrors errors, Action<T, string> check)
        where T : class
    {
        errors.Require(items is null || items.Count <= MostLines, name, "technology.tooMany", ("most", MostLines.ToString(CultureInfo.InvariantCulture)));
        for (var i = 0; i < Math.Min(items?.Count ?? 0, MostLines); i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]");
            if (errors.Item(field, items![i]))
            {
                check(items[i], field);
            }
        }
    }

    /// <summary>The same without what a client gave as null or as empty parts.</summary>
    public static VersionParticulars Tidy(VersionParticulars p) => p with
    {
        TrainingData = p.TrainingData is null or { IsEmpty: true } ? null : p.TrainingData,
        Claims = p.Claims ?? [],
        Studies = p.Studies ?? [],
        Generative = p.Generative is null ? null : p.Generative with { FilingNumbers = p.Generative.FilingNumbers ?? [] },
        Development = [.. (p.Development ?? []).OrderBy(d => d.Stage).ThenBy(d => d.CompletedOn)],
    };

    private static void CheckTraining(TrainingDatasheet? sheet, DateOnly today, FieldErrors errors, string prefix)
    {
        if (sheet is null)
        {
            return;
        }

        errors.Text(prefix + "sources", sheet.Sources, Longest, required: false);
        errors.Require(sheet.Size is null or (>= 1 and <= 1_000_000_000_000), prefix + "size", "field.outOfRange", ("from", "1"), ("to", "1000000000000"));
        errors.Text(prefix + "sites", sheet.Sites, Longest, required: false);
        errors.Text(prefix + "demographics", sheet.Demographics, Longest, required: false);
        errors.Text(prefix + "labelling", sheet.Labelling, Longest, required: false);
        errors.Text(prefix + "knownGaps", sheet.KnownGaps, Longest, required: false);
        errors.Require(sheet.From is null or { Year: >= 1950 }, prefix + "from", "field.tooEarly");
        errors.Require(sheet.To is null || sheet.To <= today, prefix + "to", "field.future");
        errors.Require(sheet.From is null || sheet.From <= (sheet.To ?? today), prefix + "to", "register.endsBeforeStart");
    }

    private static void CheckGenerative(GenerativeFacts? facts, FieldErrors errors, string prefix)
    {
        if (facts is null)
        {
            return;
        }

        errors.Text(prefix + "knowledgeBase", facts.KnowledgeBase, Longest, required: false);
        errors.Text(prefix + "knowledgeProvenance", facts.KnowledgeProvenance, Longest, required: false);
        Lines(facts.FilingNumbers, prefix + "filingNumbers", errors, (number, field) => errors.Text(field, number, 200));
    }

    private static void Share(string field, double? value, FieldErrors errors) =>
        errors.Require(value is null or (>= 0 and <= 1), field, "field.outOfRange", ("from", "0"), ("to", "1"));
}
