namespace Hengjian.Governance.Safety.Contracts;

public enum EventKind
{
    /// <summary>不良事件: a patient was or could have been harmed, and the AI or its use had part in it.</summary>
    AdverseEvent,

    /// <summary>漏诊: what the AI, the reader or both did not find.</summary>
    MissedFinding,

    /// <summary>Caught before it reached a patient.</summary>
    NearMiss,
}

/// <summary>Grade by consequence (practice.md 11); <see cref="I"/> is the worst.</summary>
public enum EventGrade
{
    /// <summary>Unexpected death, or permanent loss of function.</summary>
    I,

    /// <summary>Harm to the patient.</summary>
    II,

    /// <summary>An error without harm, or with harm that passes by itself.</summary>
    III,

    /// <summary>An error found before it had any effect.</summary>
    IV,
}

/// <summary>How badly the patient was harmed.</summary>
public enum HarmSeverity
{
    None,
    Mild,
    Moderate,
    Severe,
    Death,
}

/// <summary>How surely the AI had part in it.</summary>
public enum AiCausality
{
    Certain,
    Probable,
    Possible,
    Unlikely,
}

public enum EventState
{
    /// <summary>Waits for its investigation.</summary>
    Reported,

    /// <summary>The cause is found; actions are under way or being checked.</summary>
    Investigated,

    Closed,
}

/// <summary>Whether the deployment is to be suspended because of the event; the governance officer decides.</summary>
public enum SuspensionProposal
{
    /// <summary>The event proposes none.</summary>
    None,
    Proposed,
    Suspended,
    Declined,
}

public enum ActionKind
{
    Corrective,
    Preventive,
}
