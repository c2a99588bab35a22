namespace Hengjian.Governance.LifeCycle.Contracts;

/// <summary>关口: what a deployment passes to come to another stage, or to stay at one after something changed.</summary>
public enum Gate
{
    /// <summary>Proposal accepted; the committees review it.</summary>
    Review,

    /// <summary>Admitted to the test on a local sample.</summary>
    AcceptanceTest,

    /// <summary>Admitted to a trial run with conditions.</summary>
    TrialRun,

    /// <summary>Admitted to routine use.</summary>
    RoutineUse,

    /// <summary>Runs beside care: results are kept and not shown.</summary>
    Shadow,

    /// <summary>What was in use before this system is confirmed.</summary>
    Takeover,

    /// <summary>A new version, site, indication or protocol is admitted.</summary>
    Change,

    /// <summary>Back in use after a suspension.</summary>
    Resumption,

    /// <summary>Taken out of use for good; data returned and destroyed.</summary>
    Retirement,
}

/// <summary>What is changed on a deployment in use.</summary>
public enum ChangeKind
{
    Version,
    Site,
    Indication,
    Protocol,
}
