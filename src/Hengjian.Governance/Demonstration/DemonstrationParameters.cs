namespace Hengjian.Governance.Demonstration;

/// <summary>
/// The stated behaviour of the synthetic readers and AI. Nothing in the demonstration comes from a real patient, physician or product; every page of the demonstration
/// institution says so, and these numbers are what the quality page should find again within chance.
/// </summary>
public sealed record DemonstrationParameters
{
    public int Seed { get; init; } = 20261123;

    /// <summary>Cases that run their whole course, on the main deployment.</summary>
    public int CompleteCases { get; init; } = 150;

    /// <summary>Cases that run their whole course, on the second deployment.</summary>
    public int SecondDeploymentCases { get; init; } = 30;

    /// <summary>Days before the start over which the cases are spread.</summary>
    public int Days { get; init; } = 120;

    /// <summary>Share of cases that are truly positive.</summary>
    public double Prevalence { get; init; } = 0.35;

    public double AiSensitivity { get; init; } = 0.90;

    public double AiSpecificity { get; init; } = 0.86;

    /// <summary>What the east campus takes off the AI's specificity.</summary>
    public double SiteEffect { get; init; } = 0.08;

    /// <summary>Sensitivity and specificity of the three readers alone, in order.</summary>
    public IReadOnlyList<(double Sensitivity, double Specificity)> Readers { get; init; } = [(0.88, 0.92), (0.84, 0.90), (0.80, 0.93)];

    /// <summary>Chance that a reader who disagrees with the AI takes its label.</summary>
    public double PullOfAi { get; init; } = 0.40;

    /// <summary>What each later third of the day takes off a reader's sensitivity.</summary>
    public double Fatigue { get; init; } = 0.03;

    /// <summary>Share of cases that are read blind first.</summary>
    public double BlindFirstShare { get; init; } = 0.25;

    /// <summary>Share of cases in which the AI gives nothing.</summary>
    public double FailureRate { get; init; } = 0.03;

    /// <summary>Share of complete cases that have a reference.</summary>
    public double ReferenceShare { get; init; } = 0.85;

    /// <summary>Median seconds of a reading without and with the AI result.</summary>
    public (double Alone, double WithAi) MedianSeconds { get; init; } = (182, 147);
}
