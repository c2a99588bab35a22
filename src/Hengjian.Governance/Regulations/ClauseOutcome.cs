namespace Hengjian.Governance.Regulations;

/// <summary>What a rule found for one clause.</summary>
public enum ClauseOutcome
{
    /// <summary>The facts fulfil the clause.</summary>
    Satisfied,

    /// <summary>The facts do not fulfil the clause; the decision lists what is missing.</summary>
    NotSatisfied,

    /// <summary>The clause asks nothing here; the decision says why.</summary>
    NotApplicable,

    /// <summary>No rule of the system decides this clause yet, or no pack is in force. Never blocks.</summary>
    NotDecided,
}

/// <summary>What an unmet clause does to the act that it guards; ordered from strict to lenient.</summary>
public enum ClauseLevel
{
    /// <summary>The act is refused.</summary>
    Block,

    /// <summary>The act goes on with a visible warning.</summary>
    Warn,

    /// <summary>The act goes on; the finding is only recorded.</summary>
    Record,
}
