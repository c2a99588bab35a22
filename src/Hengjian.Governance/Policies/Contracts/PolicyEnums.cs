namespace Hengjian.Governance.Policies.Contracts;

public enum PolicyKind
{
    /// <summary>制度.</summary>
    Policy,

    /// <summary>操作规范.</summary>
    Procedure,

    /// <summary>诊疗指南.</summary>
    Guideline,
}

public enum PolicyTopic
{
    /// <summary>Operating a technology and reading with it (R17-3.1a).</summary>
    Operation,

    /// <summary>Monitoring and follow-up after use (R17-3.6a).</summary>
    FollowUp,

    /// <summary>Registers of use and of equipment (R17-3.8.2).</summary>
    Registers,

    /// <summary>Data leaving the institution (HP-13.1).</summary>
    DataUse,

    QualityControl,

    Other,
}

/// <summary>What a policy is for.</summary>
public enum PolicyScope
{
    Institution,
    Department,
    Technology,
    TechnologyVersion,
}

/// <summary>Acts with a technology whose doers a policy binds.</summary>
public enum PolicyAct
{
    /// <summary>Operating it: whoever holds the role of operator.</summary>
    Operate,

    /// <summary>Giving opinions with it: whoever holds the role of physician.</summary>
    Opinion,
}

/// <summary>Where a policy stands on a day.</summary>
public enum PolicyState
{
    /// <summary>No version is approved yet.</summary>
    Draft,

    /// <summary>Approved, and in force from a later day.</summary>
    Upcoming,

    InForce,

    /// <summary>In force, but its review is overdue (HP-8.1).</summary>
    ReviewOverdue,

    /// <summary>Abolished.</summary>
    Retired,
}
