namespace Hengjian.Governance.Training.Contracts;

/// <summary>Units of AI literacy, each a short text of our own.</summary>
public enum LiteracyUnit
{
    /// <summary>What AI in diagnosis can do and what it cannot.</summary>
    Capability,

    /// <summary>Why people follow machines, and what helps.</summary>
    AutomationBias,

    /// <summary>Spotting wrong results.</summary>
    SpottingErrors,

    /// <summary>Patients' data and AI.</summary>
    DataProtection,

    /// <summary>Language models that make things up.</summary>
    LanguageModels,
}

/// <summary>Facts of HP-6.8: what one person has done.</summary>
/// <param name="Finished">Units with the last day on which each was finished.</param>
/// <param name="PassedOn">Day on which the test of judgement was last passed; null: never.</param>
public sealed record LiteracyFacts(IReadOnlyDictionary<LiteracyUnit, DateOnly> Finished, DateOnly? PassedOn);
