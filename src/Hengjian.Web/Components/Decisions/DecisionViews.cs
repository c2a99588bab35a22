using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;

namespace Hengjian.Web.Components.Decisions;

/// <summary>Words decisions for the page, in the language of the request.</summary>
/// <param name="texts">Texts of the packs.</param>
/// <param name="catalog">The packs, for the line that names them.</param>
internal sealed class DecisionViews(PackTexts texts, RegulationCatalog catalog)
{
    private static string Language => CultureInfo.CurrentUICulture.Name;

    /// <param name="decision">What was decided.</param>
    /// <param name="word">A word for a code or id that this page knows: a person's name, a label. Null: not known here.</param>
    /// <param name="mends">Where what is missing can be mended by this user.</param>
    public DecisionView Of(Decision decision, Func<string, string?>? word = null, IReadOnlyList<MendLink>? mends = null)
    {
        var worded = word is null ? decision : decision with { Missing = [.. decision.Missing.Select(m => m with { Arguments = m.Arguments.ToDictionary(a => a.Key, a => Words(a.Value, word)) })] };
        return new DecisionView(texts.Title(decision, Language), decision.Clause, OutcomeOf(decision))
        {
            ClauseHref = ClauseHref(decision.Clause),
            Wording = texts.Requirement(decision, Language),
            Facts =
            [
                .. decision.Facts.Select(f => Fact(decision, f.Key, f.Value, word)).OfType<string>(),
                .. decision.Deviations.Select(d => texts.Deviation(d, Language)),
            ],
            Missing = texts.MissingLines(worded, Language),
            Mends = mends ?? [],
        };
    }

    /// <summary>The clause on the page of the rules in force.</summary>
    public static string ClauseHref(string clause)
    {
        var regulation = clause.Split('-')[0];
        return regulation == FirstShown ? "/rules#" + clause : $"/rules?pack={regulation}#{clause}";
    }

    /// <summary>The regulation that the page of the rules shows unless another is asked for.</summary>
    public const string FirstShown = "R17";

    /// <summary>The pack that decided, with its legal status and whether the institution has confirmed it.</summary>
    public string? PackLine(IEnumerable<Decision> decisions)
    {
        var key = decisions.Select(d => d.Pack).FirstOrDefault(p => p.Length > 0);
        return key is null || catalog.Packs.FirstOrDefault(p => p.Key == key.Split('+')[0]) is not { } pack ? key : $"{pack.Name.In(Language)} ({key}) · {pack.LegalStatus.Text.In(Language)}";
    }

    /// <summary>A clause's few-word title with how it came out, for the ticks of a signature.</summary>
    public CheckLine Tick(Decision decision) => new($"{decision.Clause} {texts.Title(decision, Language)}", decision.Outcome != ClauseOutcome.NotSatisfied);

    private string? Fact(Decision decision, string key, object? value, Func<string, string?>? word)
    {
        var label = texts.FactLabel(decision, key, Language);
        if (Ids(value) is { } ids)
        {
            // An id says nothing to a person: it is shown by its name, or left out.
            var names = ids.Select(id => word?.Invoke(id)).OfType<string>().ToList();
            return names.Count == 0 ? null : Named(label, string.Join(Separator, names));
        }

        return value is null or (System.Collections.ICollection and { Count: 0 })
            ? null
            : Named(label, word is null ? texts.FactValue(decision, key, Language) : Translated(decision, key, value, word));
    }

    private string Translated(Decision decision, string key, object value, Func<string, string?> word) => value switch
    {
        string text => word(text) ?? texts.FactValue(decision, key, Language),
        IEnumerable<object?> list when list.All(v => v is string s && word(s) is not null) => string.Join(Separator, list.Select(v => word((string)v!))),
        _ => texts.FactValue(decision, key, Language),
    };

    private static bool IsChinese => Language.StartsWith("zh", StringComparison.Ordinal);

    private static string Separator => IsChinese ? "、" : ", ";

    private static string Named(string label, string value) => IsChinese ? $"{label}：{value}" : $"{label}: {value}";

    private static IReadOnlyList<string>? Ids(object? value) => value switch
    {
        string text when Guid.TryParse(text, out _) => [text],
        IEnumerable<object?> list when list.Any() && list.All(v => v is string s && Guid.TryParse(s, out _)) => [.. list.Select(v => (string)v!)],
        _ => null,
    };

    private static string Words(string argument, Func<string, string?> word) => string.Join(',', argument.Split(',').Select(a => word(a) ?? a));

    private static DecisionOutcome OutcomeOf(Decision decision) => decision.Outcome switch
    {
        ClauseOutcome.Satisfied => DecisionOutcome.Met,
        ClauseOutcome.NotSatisfied => decision.Level == ClauseLevel.Block ? DecisionOutcome.NotMet : DecisionOutcome.Warning,
        _ => DecisionOutcome.NotApplicable,
    };
}
