using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Concerns.Domain;

/// <summary>
/// What was put in from outside and waits to be taken up. Nothing here says when or by whom: no instant, a random id, the text encrypted. It is taken up together with all
/// else that waits, so that the ledger's order tells nothing about its time either.
/// </summary>
[OutsideLedger("waits to be taken up as a governed concern, without author and time; a ledger record of its own would tell its time")]
internal sealed class ConcernIntake : ITenantRow
{
    public Guid InstitutionId { get; set; }

    /// <summary>Random, not of a time.</summary>
    public Guid Id { get; set; }

    /// <summary>The concern that it adds to; null: a new one.</summary>
    public Guid? ConcernId { get; set; }

    /// <summary>The concern as encrypted JSON.</summary>
    [Encrypted]
    public byte[] Content { get; set; } = [];

    /// <summary>Blind index of the receipt code's first part, by which it is found.</summary>
    public string Locator { get; set; } = "";

    public byte[] CodeSalt { get; set; } = [];

    public byte[] CodeHash { get; set; } = [];
}

/// <summary>举报 or concern.</summary>
internal sealed class Concern : GovernedRow
{
    /// <summary><c>CN-yyyy-nnn</c>.</summary>
    public string Number { get; set; } = "";

    public ConcernTopic Topic { get; set; }

    public ConcernState State { get; set; }

    /// <summary>A test of the channel; in no statistics.</summary>
    public bool IsTest { get; set; }

    public DateOnly ReceivedOn { get; set; }

    public DateOnly AnswerDueOn { get; set; }

    public DateOnly DecisionDueOn { get; set; }

    [Encrypted]
    public byte[] Text { get; set; } = [];

    /// <summary>Handlers who may not see it, because it is about them.</summary>
    public IReadOnlyList<Guid> Excluded { get; set; } = [];

    public DateOnly? AnsweredOn { get; set; }

    public DateOnly? DecidedOn { get; set; }

    public ConcernDecision? Decision { get; set; }

    [Encrypted]
    public byte[]? DecisionText { get; set; }

    /// <summary>What is done so that nobody suffers for the concern.</summary>
    [Encrypted]
    public byte[]? Protection { get; set; }

    /// <summary>The authority outside that it was handed to.</summary>
    public string? ReferredTo { get; set; }

    public Guid? DecidedBy { get; set; }

    public string Locator { get; set; } = "";

    public byte[] CodeSalt { get; set; } = [];

    public byte[] CodeHash { get; set; } = [];
}

/// <summary>A message between a handler and whoever raised the concern.</summary>
internal sealed class ConcernMessage : GovernedRow
{
    public Guid ConcernId { get; set; }

    /// <summary>Its place in the exchange, from 1.</summary>
    public int Number { get; set; }

    /// <summary>The handler who wrote it; null: whoever raised the concern.</summary>
    public Guid? HandlerId { get; set; }

    [Encrypted]
    public byte[] Text { get; set; } = [];

    public DateOnly On { get; set; }
}

/// <summary>What an intake's content holds.</summary>
internal sealed record IntakeContent(ConcernTopic Topic, string Text, IReadOnlyList<Guid> Excluded, bool IsTest);
