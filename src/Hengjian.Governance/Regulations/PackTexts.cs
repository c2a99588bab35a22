namespace Hengjian.Governance.Regulations;

/// <summary>
/// Renders decisions in a language from the texts of the pack that made them. Codes without a text are shown as they are, so that a decision
/// frozen under a pack that is gone stays readable.
/// </summary>
public sealed class PackTexts(RegulationCatalog catalog)
{
    /// <summary>What is missing, or why the clause is not applicable or not decided, as one text; empty where satisfied.</summary>
    public string Missing(Decision decision, string language) =>
        string.Join(LocalText.IsChinese(language) ? "" : " ", MissingLines(decision, language));

    /// <summary>The same, a sentence an item.</summary>
    public IReadOnlyList<string> MissingLines(Decision decision, string language)
    {
        var pack = PackOf(decision);
        return [.. decision.Missing.Select(m => Render(pack, m, language))];
    }

    /// <summary>The clause's few-word title.</summary>
    public string Title(Decision decision, string language) => PackOf(decision)?.Find(decision.Clause)?.Title.In(language) ?? decision.Clause;

    /// <summary>The clause's requirement, in our own words.</summary>
    public string Requirement(Decision decision, string language) =>
        PackOf(decision)?.Find(decision.Clause)?.Requirement.In(language) ?? decision.Clause;

    /// <summary>The name of a fact of the decision.</summary>
    public string FactLabel(Decision decision, string key, string language) =>
        PackOf(decision)?.Facts.GetValueOrDefault(key)?.Text.In(language) ?? key;

    /// <summary>A fact's value as text: truth values and, where the fact has them, codes as words; lists joined.</summary>
    public string FactValue(Decision decision, string key, string language)
    {
        var pack = PackOf(decision);
        return Value(pack, decision.Facts.GetValueOrDefault(key), pack?.Facts.GetValueOrDefault(key)?.HasCodes == true, language);
    }

    /// <summary>A deviation in a sentence: what was lowered, from what to what, by whom, when and why.</summary>
    public string Deviation(PackDeviation deviation, string language)
    {
        var pack = Newest(deviation.Clause.Split('-')[0]);
        var clause = pack?.Find(deviation.Clause);
        var name = clause?.Parameters.GetValueOrDefault(deviation.Parameter)?.Text.In(language) ?? Words(pack, deviation.Parameter, language);
        return Render(pack, PackDeviationMessage.Of(deviation, name), language);
    }

    /// <summary>The words for a code (unit, enumeration, place of enforcement); the code itself where the pack has none.</summary>
    public string Term(string code, string language) =>
        catalog.Packs.OrderByDescending(p => p.Version).Select(p => p.Terms.GetValueOrDefault(code)).FirstOrDefault(t => t is not null)?.In(language) ?? code;

    private static string Render(RegulationPack? pack, MissingItem item, string language) =>
        pack is not null && pack.Messages.TryGetValue(item.Code, out var template)
            ? MessageTemplate.Render(template.In(language), item.Arguments, codes => JoinWords(pack, codes.Split(','), language))
            : item.Code + string.Concat(item.Arguments.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $" {a.Key}={a.Value}"));

    private static string Value(RegulationPack? pack, object? value, bool hasCodes, string language) => value switch
    {
        null => Words(pack, "none", language),
        bool truth => Words(pack, truth ? "true" : "false", language),
        IEnumerable<object?> list => Join(list.Select(v => Value(pack, v, hasCodes, language)), language),
        string text => hasCodes ? Words(pack, text, language) : text,
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string JoinWords(RegulationPack pack, IEnumerable<string> codes, string language) =>
        Join(codes.Select(c => Words(pack, c, language)), language);

    private static string Join(IEnumerable<string> words, string language) => string.Join(LocalText.IsChinese(language) ? "、" : ", ", words);

    private static string Words(RegulationPack? pack, string code, string language) => pack?.Terms.GetValueOrDefault(code)?.In(language) ?? code;

    private RegulationPack? PackOf(Decision decision)
    {
        var key = decision.Pack.Split('+')[0];
        return catalog.Packs.FirstOrDefault(p => p.Key == key) ?? Newest(decision.Clause.Split('-')[0]);
    }

    private RegulationPack? Newest(string id) => catalog.Packs.Where(p => p.Id == id).MaxBy(p => p.Version);
}

/// <summary>The message that says a deviation.</summary>
internal static class PackDeviationMessage
{
    public static readonly RuleMessage Message = new("pack.deviation", "parameter", "base", "overlay", "pack", "by", "on", "reason");

    public static MissingItem Of(PackDeviation deviation, string parameterName) => Message.With(
        parameterName,
        deviation.Base ?? "none",
        deviation.Overlay ?? "none",
        deviation.OverlayPack,
        deviation.ApprovedBy,
        ClauseParameter.TextOf(deviation.ApprovedOn)!,
        deviation.Reason);
}
