using Hengjian.Governance.Handovers.Contracts;

namespace Hengjian.Governance.Handovers.People;

/// <summary>Why somebody cannot do what waits for them.</summary>
public enum AwayState
{
    /// <summary>Works here.</summary>
    Present,

    Left,
    Suspended,

    /// <summary>The account is closed.</summary>
    AccountClosed,
}

/// <summary>Somebody who is away while tasks wait.</summary>
/// <param name="Id">The record of health professional where there is one, else the account.</param>
public sealed record LeaverView(Guid Id, string Name, AwayState State, DateOnly? Since, int Tasks);

/// <summary>A colleague who may be given tasks; what the task itself asks is decided when it is handed over.</summary>
public sealed record TaskTaker(Guid UserId, string Name, Guid? PractitionerId, IReadOnlyList<Access.Contracts.Role> Roles);

/// <summary>A task that was handed over.</summary>
public sealed record HandoverView(Guid Id, string Kind, string Title, string Path, string From, string To, string Reason, string By, DateTimeOffset At);

/// <summary>What waits for one person.</summary>
/// <param name="Id">The record of health professional where there is one, else the account.</param>
/// <param name="Tasks">What waits.</param>
/// <param name="HandedOver">What passed on already, newest first.</param>
public sealed record PersonTasks(
    Guid Id, string Name, TaskHolder Holder, AwayState State, DateOnly? Since, IReadOnlyList<OpenTask> Tasks, IReadOnlyList<HandoverView> HandedOver);
