using System.Text.Json;
using System.Text.Json.Serialization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Ledger;

namespace Hengjian.Governance.Quality.ReaderStudies;

/// <summary>Which column of a study's file means what (interfaces.md, reader-study import). Values name columns unless said otherwise; null: the file has no such thing.</summary>
public sealed record StudyMap
{
    public string? Case { get; init; }

    public string? Reader { get; init; }

    public string? Truth { get; init; }

    public string? ReaderLabel { get; init; }

    public string? AiLabel { get; init; }

    public string? AiScore { get; init; }

    /// <summary>Null only where <see cref="WithAi"/> and <see cref="WithoutAi"/> are: then every reading is without AI.</summary>
    public string? Condition { get; init; }

    /// <summary>Values of the condition under which no AI result was shown. Where this and <see cref="WithAi"/> are both absent, every value is one.</summary>
    public IReadOnlyList<string> WithoutAi { get; init; } = [];

    /// <summary>Values of the condition under which the AI result was shown.</summary>
    public IReadOnlyList<string> WithAi { get; init; } = [];

    public string? Seconds { get; init; }

    /// <summary>Makes one deployment for each of its values.</summary>
    public string? Group { get; init; }

    /// <summary>Labels that count as positive.</summary>
    public IReadOnlyList<string> Positive { get; init; } = [];

    /// <summary>Kind of reference that the truth is; null: <see cref="ReferenceKind.Report"/>, the weakest.</summary>
    public ReferenceKind? Reference { get; init; }

    /// <summary>Columns that divide the cases into subgroups.</summary>
    public IReadOnlyList<string> Subgroups { get; init; } = [];

    /// <summary>The columns that this map reads, with the member that names each.</summary>
    [JsonIgnore]
    public IEnumerable<(string Member, string Column)> Columns =>
        new (string Member, string? Column)[]
        {
            ("case", Case), ("reader", Reader), ("truth", Truth), ("readerLabel", ReaderLabel), ("aiLabel", AiLabel), ("aiScore", AiScore),
            ("condition", Condition), ("seconds", Seconds), ("group", Group),
        }.Where(c => c.Column is not null).Select(c => (c.Member, c.Column!)).Concat(Subgroups.Select(s => ("subgroups", s)));

    /// <summary>Reads <c>MAP.json</c>. Members that it does not know are errors: a misspelt one would silently leave a column out.</summary>
    public static Outcome<StudyMap> Parse(ReadOnlyMemory<byte> json)
    {
        var errors = new FieldErrors();
        var map = new StudyMap();
        try
        {
            var bytes = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 4 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new Invalid("map", "import.mapUnreadable", ("detail", "an object is needed"));
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                map = Read(map, member.Name, member.Value, errors);
            }
        }
        catch (JsonException exception)
        {
            return new Invalid("map", "import.mapUnreadable", ("detail", exception.Message));
        }

        map.Check(errors);
        return errors.Any ? errors.ToRefusal() : map;
    }

    /// <summary>Checks what a map needs whatever the file holds.</summary>
    public void Check(FieldErrors errors)
    {
        errors.Require(!string.IsNullOrWhiteSpace(Case), "map.case", "import.mapNeeds");
        errors.Require(!string.IsNullOrWhiteSpace(Reader), "map.reader", "import.mapNeeds");
        errors.Require(!string.IsNullOrWhiteSpace(ReaderLabel), "map.readerLabel", "import.mapNeeds");
        errors.Require(Condition is not null || (WithAi.Count == 0 && WithoutAi.Count == 0), "map.condition", "import.mapNeeds");
        errors.Require(Truth is null || Positive.Count > 0, "map.positive", "import.positiveNeeded");
        foreach (var both in WithAi.Intersect(WithoutAi, StringComparer.Ordinal))
        {
            errors.Add("map.withAi", "import.conditionTwice", ("value", both));
        }
    }

    /// <summary>Canonical bytes: equal for equal maps, whatever the order and spacing of the file they came from.</summary>
    internal byte[] Canonical() => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(this, Hengjian.Governance.Persistence.JsonColumn.Options));

    private static StudyMap Read(StudyMap map, string member, JsonElement value, FieldErrors errors)
    {
        switch (member)
        {
            case "case": return map with { Case = Text(member, value, errors) };
            case "reader": return map with { Reader = Text(member, value, errors) };
            case "truth": return map with { Truth = Text(member, value, errors) };
            case "readerLabel": return map with { ReaderLabel = Text(member, value, errors) };
            case "aiLabel": return map with { AiLabel = Text(member, value, errors) };
            case "aiScore": return map with { AiScore = Text(member, value, errors) };
            case "condition": return map with { Condition = Text(member, value, errors) };
            case "seconds": return map with { Seconds = Text(member, value, errors) };
            case "group": return map with { Group = Text(member, value, errors) };
            case "withoutAi": return map with { WithoutAi = Texts(member, value, errors) };
            case "withAi": return map with { WithAi = Texts(member, value, errors) };
            case "positive": return map with { Positive = Texts(member, value, errors) };
            case "subgroups": return map with { Subgroups = Texts(member, value, errors) };
            case "reference":
                var kind = Text(member, value, errors);
                if (kind is null)
                {
                    return map with { Reference = null };
                }

                errors.Require(CodeName.TryParse<ReferenceKind>(kind, out var reference), "map.reference", "import.referenceUnknown", ("value", kind));
                return map with { Reference = reference };
            default:
                errors.Add("map." + member, "import.mapUnknownMember", ("value", member));
                return map;
        }
    }

    private static string? Text(string member, JsonElement value, FieldErrors errors)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        errors.Require(text.Length > 0, "map." + member, "import.mapText");
        return text;
    }

    /// <summary>A list of texts, a single one, or numbers, which labels often are.</summary>
    private static IReadOnlyList<string> Texts(string member, JsonElement value, FieldErrors errors)
    {
        IEnumerable<JsonElement> items = value.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array => value.EnumerateArray(),
            _ => [value],
        };
        var texts = new List<string>();
        foreach (var item in items)
        {
            var text = item.ValueKind switch
            {
                JsonValueKind.String => item.GetString()!,
                JsonValueKind.Number => item.GetRawText(),
                _ => "",
            };
            errors.Require(text.Length > 0, "map." + member, "import.mapText");
            texts.Add(text);
        }

        return texts;
    }
}
