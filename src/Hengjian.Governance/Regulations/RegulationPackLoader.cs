using System.Text.Json;

namespace Hengjian.Governance.Regulations;

/// <summary>Reads a regulation pack from JSON and refuses it with every fault at once.</summary>
public static class RegulationPackLoader
{
    /// <summary>Reads one pack.</summary>
    /// <exception cref="RegulationPackException">The JSON is unreadable, incomplete, out of range or inconsistent.</exception>
    public static RegulationPack Load(Stream json)
    {
        var problems = new List<PackProblem>();
        using var document = PackDocument.Parse(json);
        var pack = ReadPack(new PackNode(document.RootElement, "$", problems));
        return problems.Count == 0 ? pack : throw new RegulationPackException(problems);
    }

    private static RegulationPack ReadPack(PackNode root)
    {
        var id = root.Text("pack");
        var version = root.Int("version", 1);
        var name = root.Local("name");
        var effective = root.Period("effective");
        var references = ReadReferences(root);
        var status = ReadStatus(root.Child("legalStatus"), references);
        var terms = ReadTexts(root.Child("terms"));
        var clauses = ReadClauses(root, id, references, terms);
        var messages = ReadTexts(root.Child("messages"));
        var facts = ReadFacts(root.Child("facts"));
        root.Done();
        foreach (var (code, text) in messages)
        {
            foreach (var fault in MessageTemplate.Faults(text))
                root.Fault($"messages.{code}", fault);
        }

        return new RegulationPack(id, version, name, effective, status, references, clauses, messages, facts, terms);
    }

    private static List<RegulationReference> ReadReferences(PackNode root)
    {
        var references = new List<RegulationReference>();
        foreach (var node in root.Objects("references"))
        {
            var reference = new RegulationReference(
                node.Text("id"), node.Local("title"), node.OptionalDate("date"), node.Text("source"), node.OptionalFlag("toBeConfirmed"));
            node.Done();
            if (references.Any(r => r.Id == reference.Id))
                node.Fault("id", $"'{reference.Id}' stands twice");
            references.Add(reference);
        }

        if (references.Count == 0)
            root.Fault("references", "names no source");
        return references;
    }

    private static LegalStatus ReadStatus(PackNode node, List<RegulationReference> references)
    {
        var status = new LegalStatus(node.Local("text"), node.Text("source"), node.Flag("confirmedByInstitution"));
        node.Done();
        if (node.IsObject && references.All(r => r.Id != status.Source))
            node.Fault("source", $"'{status.Source}' is no reference of this pack");
        return status;
    }

    private static Dictionary<string, LocalText> ReadTexts(PackNode node)
    {
        var texts = new Dictionary<string, LocalText>(StringComparer.Ordinal);
        foreach (var key in node.Names)
            texts[key] = node.Local(key);
        return texts;
    }

    private static Dictionary<string, FactName> ReadFacts(PackNode parent)
    {
        var facts = new Dictionary<string, FactName>(StringComparer.Ordinal);
        foreach (var key in parent.Names)
        {
            var node = parent.Child(key);
            facts[key] = new FactName(new LocalText(node.Text("zh"), node.Text("en")), node.OptionalFlag("codes"));
            node.Done();
        }

        return facts;
    }

    private static List<Clause> ReadClauses(
        PackNode root, string pack, List<RegulationReference> references, Dictionary<string, LocalText> terms)
    {
        var clauses = new List<Clause>();
        foreach (var node in root.Objects("clauses"))
        {
            var clause = ReadClause(node, references, terms);
            if (clauses.Any(c => c.Id == clause.Id))
                node.Fault("id", $"'{clause.Id}' stands twice");
            else if (!clause.Id.StartsWith(pack + "-", StringComparison.Ordinal))
                node.Fault("id", $"must begin with '{pack}-'");
            clauses.Add(clause);
        }

        if (pack == "R17")
        {
            foreach (var absent in ClauseIds.R17.Except(clauses.Select(c => c.Id)))
                root.Fault("clauses", $"clause {absent} is absent");
            foreach (var unknown in clauses.Select(c => c.Id).Except(ClauseIds.R17))
                root.Fault("clauses", $"clause {unknown} is not of this regulation");
        }

        return clauses;
    }

    private static Clause ReadClause(PackNode node, List<RegulationReference> references, Dictionary<string, LocalText> terms)
    {
        var clause = new Clause(
            node.Text("id"),
            node.Local("title"),
            node.Local("requirement"),
            node.Local("decidedFrom"),
            node.Texts("enforcedAt"),
            node.Enum<ClauseLevel>("level"),
            node.Period("effective"),
            ReadParameters(node.OptionalChild("parameters"), terms),
            node.Texts("references"));
        node.Done();
        foreach (var place in clause.EnforcedAt.Where(p => !terms.ContainsKey(p)))
            node.Fault("enforcedAt", $"'{place}' has no words in 'terms'");
        foreach (var unknown in clause.References.Where(r => references.All(known => known.Id != r)))
            node.Fault("references", $"'{unknown}' is no reference of this pack");
        if (node.IsObject && clause.References.Count == 0)
            node.Fault("references", "names no source");
        return clause;
    }

    private static Dictionary<string, ClauseParameter> ReadParameters(PackNode? parent, Dictionary<string, LocalText> terms)
    {
        var parameters = new Dictionary<string, ClauseParameter>(StringComparer.Ordinal);
        foreach (var name in parent?.Names ?? [])
            parameters[name] = ReadParameter(parent!.Child(name), name, terms);
        return parameters;
    }

    private static ClauseParameter ReadParameter(PackNode node, string name, Dictionary<string, LocalText> terms)
    {
        var type = node.Enum<ParameterType>("type");
        var minimum = node.OptionalLong("min");
        var maximum = node.OptionalLong("max");
        var options = node.OptionalTexts("options");
        var raw = node.Raw("value");
        var parameter = new ClauseParameter(
            name,
            node.Local("text"),
            type,
            ParameterValueReader.Read(raw, type, minimum, maximum, options, reason => node.Fault("value", reason)),
            node.OptionalText("unit"),
            node.Enum<StricterWhen>("stricter"),
            minimum,
            maximum,
            options,
            node.OptionalFlag("toBeConfirmed"));
        node.Done();
        if (!node.IsObject)
            return parameter;
        if (raw is null && !parameter.ToBeConfirmed)
            node.Fault("value", "may be null only with toBeConfirmed");
        if (type == ParameterType.Integer && (minimum is null || maximum is null || minimum > maximum))
            node.Fault(null, "a whole number needs min and max, in that order");
        if (type is ParameterType.Choice or ParameterType.Set && options.Count == 0)
            node.Fault("options", "names no option");
        if (!Fits(type, parameter.Stricter))
            node.Fault("stricter", $"has no meaning for type {CodeName.Of(type)}");
        foreach (var code in options.Append(parameter.Unit).OfType<string>().Where(c => !terms.ContainsKey(c)))
            node.Fault(null, $"'{code}' has no words in 'terms'");
        return parameter;
    }

    private static bool Fits(ParameterType type, StricterWhen stricter) => stricter == StricterWhen.Never || type switch
    {
        ParameterType.Integer or ParameterType.Date => stricter is StricterWhen.Higher or StricterWhen.Lower,
        ParameterType.Boolean => stricter is StricterWhen.True or StricterWhen.False,
        ParameterType.Choice => stricter == StricterWhen.LaterOption,
        _ => stricter is StricterWhen.More or StricterWhen.Fewer,
    };
}

/// <summary>Parses the JSON of packs and overlays.</summary>
internal static class PackDocument
{
    public static JsonDocument Parse(Stream json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException e)
        {
            throw new RegulationPackException([new PackProblem("$", "is not readable JSON: " + e.Message)]);
        }
    }
}
