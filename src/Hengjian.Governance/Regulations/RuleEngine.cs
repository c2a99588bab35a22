using System.Collections.Concurrent;

namespace Hengjian.Governance.Regulations;

/// <summary>
/// Decides clauses: finds the pack in force at a moment, asks the clause's rule, and says "not decided" where there is none. Thread-safe.
/// </summary>
public sealed class RuleEngine
{
    /// <summary>Messages of the engine itself; each pack must have them.</summary>
    public static IReadOnlyList<RuleMessage> OwnMessages => [NoRule, NoPack, NotInForce, PackDeviationMessage.Message];

    private static readonly RuleMessage NoRule = new("clause.noRule");
    private static readonly RuleMessage NoPack = new("clause.noPack");
    private static readonly RuleMessage NotInForce = new("clause.notInForce", "from", "to");

    private readonly Dictionary<string, IRule> rules;

    // Composing a pack costs little but is asked for at each decision of each act; one entry a regulation, institution and day.
    private readonly ConcurrentDictionary<(string Regulation, string? Institution, DateOnly Day), EffectivePack?> inForce = new();

    /// <summary>Checks that every pack has what each rule reads and says.</summary>
    /// <exception cref="RegulationPackException">A pack lacks a clause, parameter or message that a rule needs.</exception>
    /// <exception cref="ArgumentException">Two rules for one clause.</exception>
    public RuleEngine(RegulationCatalog catalog, IEnumerable<IRule> rules)
    {
        Catalog = catalog;
        this.rules = rules.ToDictionary(r => r.Clause, StringComparer.Ordinal);
        var problems = catalog.Packs.SelectMany(p => RuleCheck.Problems(p, this.rules.Values)).ToArray();
        if (problems.Length > 0)
            throw new RegulationPackException(problems);
    }

    /// <summary>Packs and overlays.</summary>
    public RegulationCatalog Catalog { get; }

    /// <summary>Clauses that have a rule.</summary>
    public IReadOnlyCollection<string> DecidedClauses => rules.Keys;

    /// <summary>Decides one clause as of a moment.</summary>
    /// <param name="clause">Clause id.</param>
    /// <param name="facts">The facts that the clause's rule reads.</param>
    /// <param name="at">Valid time: the moment that the act happens or happened.</param>
    /// <param name="institution">Unified social credit code, for its overlays; <c>null</c>: those for all alone.</param>
    /// <exception cref="ArgumentException">The clause's rule reads facts of another type (a bug of the caller).</exception>
    public Decision Decide<TFacts>(string clause, TFacts facts, DateTimeOffset at, string? institution = null)
    {
        var rule = rules.GetValueOrDefault(clause);
        if (rule is not null and not IRule<TFacts>)
            throw new ArgumentException($"The rule of {clause} does not read {typeof(TFacts).Name}.", nameof(facts));

        var day = ShanghaiDay.Of(at);
        var pack = PackOn(Regulation(clause), institution, day, at);
        if (pack?.Find(clause) is not { } found)
            return Undecided(clause, pack);

        var answer = rule is null
            ? new RuleAnswer(ClauseOutcome.NotDecided, Nothing, [NoRule.With()])
            : !found.Effective.Contains(day)
                ? new RuleAnswer(ClauseOutcome.NotApplicable, Nothing, [NotInForce.With(Day(found.Effective.From), Day(found.Effective.To))])
                : ((IRule<TFacts>)rule).Decide(facts, at, new ClauseParameters(found.Parameters));
        return Made(found, pack, answer);
    }

    /// <summary>The decision on a clause that no rule decides yet: it never blocks.</summary>
    public Decision NotDecided(string clause, DateTimeOffset at, string? institution = null) =>
        rules.ContainsKey(clause)
            ? throw new ArgumentException($"{clause} has a rule; decide it from facts.", nameof(clause))
            : Decide<object?>(clause, null, at, institution);

    private static IReadOnlyDictionary<string, object?> Nothing { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    private static Decision Made(Clause clause, EffectivePack pack, RuleAnswer answer) =>
        new(clause.Id, answer.Outcome, clause.Level, answer.Facts, answer.Missing, pack.Key)
        {
            Deviations = [.. pack.Deviations.Where(d => d.Clause == clause.Id)],
        };

    private static Decision Undecided(string clause, EffectivePack? pack) =>
        new(clause, ClauseOutcome.NotDecided, ClauseLevel.Record, Nothing, [NoPack.With()], pack?.Key ?? "");

    /// <summary>The pack id that a clause id begins with.</summary>
    private static string Regulation(string clause) => clause.Split('-')[0];

    private static string Day(DateOnly? day) => ClauseParameter.TextOf(day) ?? "–";

    private EffectivePack? PackOn(string regulation, string? institution, DateOnly day, DateTimeOffset at)
    {
        // A bound, not a cache policy: questions about very many past days must not grow without end.
        if (inForce.Count > 10_000)
            inForce.Clear();
        return inForce.GetOrAdd((regulation, institution, day), _ => Catalog.InForce(at, institution, regulation));
    }
}
