namespace Hengjian.Governance.Regulations;

/// <summary>A parameter that a rule reads; the engine refuses a pack whose clause lacks it.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Type">The kind of value that the rule reads.</param>
public sealed record ParameterNeed(string Name, ParameterType Type);

/// <summary>A message that a rule may give: its code and the names of the arguments that it fills.</summary>
public sealed record RuleMessage(string Code, params IReadOnlyList<string> Arguments)
{
    /// <summary>The item with these values, in the order of <see cref="Arguments"/>.</summary>
    /// <exception cref="ArgumentException">The number of values differs.</exception>
    public MissingItem With(params ReadOnlySpan<string> values)
    {
        if (values.Length != Arguments.Count)
            throw new ArgumentException($"{Code} takes {Arguments.Count} arguments, not {values.Length}.", nameof(values));
        var arguments = new Dictionary<string, string>(values.Length, StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
            arguments[Arguments[i]] = values[i];
        return new MissingItem(Code, arguments);
    }
}

/// <summary>What a rule answers; the engine adds level, pack and deviations.</summary>
/// <param name="Outcome">Never <see cref="ClauseOutcome.NotDecided"/>.</param>
/// <param name="Facts">See <see cref="Decision.Facts"/>.</param>
/// <param name="Missing">See <see cref="Decision.Missing"/>.</param>
public sealed record RuleAnswer(ClauseOutcome Outcome, IReadOnlyDictionary<string, object?> Facts, IReadOnlyList<MissingItem> Missing)
{
    internal static RuleAnswer NotApplicable(FactSheet facts, MissingItem why) => new(ClauseOutcome.NotApplicable, facts.Values, [why]);

    /// <summary>Satisfied when nothing is missing.</summary>
    internal static RuleAnswer From(FactSheet facts, IReadOnlyList<MissingItem> missing) =>
        new(missing.Count == 0 ? ClauseOutcome.Satisfied : ClauseOutcome.NotSatisfied, facts.Values, missing);
}

/// <summary>A rule of any facts, as registered with the engine.</summary>
public interface IRule
{
    /// <summary>The clause that it decides.</summary>
    string Clause { get; }

    /// <summary>Parameters that it reads.</summary>
    IReadOnlyList<ParameterNeed> Needs { get; }

    /// <summary>Messages that it may give.</summary>
    IReadOnlyList<RuleMessage> Messages { get; }
}

/// <summary>A rule that decides one clause from facts of one shape. Pure: the same facts, moment and parameters give the same answer.</summary>
public interface IRule<in TFacts> : IRule
{
    /// <summary>Decides as of a moment.</summary>
    RuleAnswer Decide(TFacts facts, DateTimeOffset at, ClauseParameters parameters);
}

/// <summary>Base of the rule classes: one class a clause.</summary>
public abstract class Rule<TFacts>(string clause) : IRule<TFacts>
{
    /// <inheritdoc/>
    public string Clause => clause;

    /// <inheritdoc/>
    public virtual IReadOnlyList<ParameterNeed> Needs => [];

    /// <inheritdoc/>
    public abstract IReadOnlyList<RuleMessage> Messages { get; }

    /// <inheritdoc/>
    public abstract RuleAnswer Decide(TFacts facts, DateTimeOffset at, ClauseParameters parameters);
}
