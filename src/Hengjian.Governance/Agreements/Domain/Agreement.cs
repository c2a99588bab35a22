using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Agreements.Domain;

/// <summary>A physician of the reading institution on the list.</summary>
/// <param name="PractitionerId">The record that the asking institution keeps in place of the physician's own.</param>
/// <param name="HomePractitionerId">The physician's own record, in the reading institution.</param>
/// <param name="Name">Name as it was when named.</param>
/// <param name="RemovedBySide">Which institution struck the reader from the list.</param>
public sealed record AgreementReader(
    Guid PractitionerId, Guid HomePractitionerId, string Name, Guid AddedBy, DateTimeOffset AddedAt, Guid? RemovedBy = null, Guid? RemovedBySide = null, DateTimeOffset? RemovedAt = null,
    string? RemovalReason = null);

/// <summary>
/// 远程诊断协议: physicians of another institution (the partner) read cases of this one. The one record of both sides; it is kept by the asking institution, and what the partner
/// signs or says is written here as the partner's act.
/// </summary>
[KeepsHistory]
internal sealed class Agreement : GovernedRow
{
    /// <summary><c>YC-yyyy-nnnn</c>.</summary>
    public string Number { get; set; } = "";

    /// <summary>The institution whose physicians read.</summary>
    public Guid PartnerId { get; set; }

    /// <summary>The partner's name when it was proposed.</summary>
    public string Partner { get; set; } = "";

    /// <summary>Number on the paper that both sides signed; the paper itself is attached.</summary>
    public string PaperNumber { get; set; } = "";

    /// <summary>What it is for, in the institution's words.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>The asking department: its head reviews the readers' authorisations.</summary>
    public Guid DepartmentId { get; set; }

    /// <summary>Technologies that it covers with every deployment of theirs.</summary>
    public IReadOnlyList<Guid> Technologies { get; set; } = [];

    /// <summary>Single deployments that it covers.</summary>
    public IReadOnlyList<Guid> Deployments { get; set; } = [];

    public IReadOnlyList<PractitionerAct> Acts { get; set; } = [];

    public DateOnly StartsOn { get; set; }

    /// <summary>Last day, included.</summary>
    public DateOnly EndsOn { get; set; }

    public AgreementState State { get; set; }

    public Guid ProposedBy { get; set; }

    public DateTimeOffset ProposedAt { get; set; }

    public Guid ProposalSignatureId { get; set; }

    /// <summary>Who answered for the partner, or took it back.</summary>
    public Guid? AnsweredBy { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnswerNote { get; set; }

    public Guid? AcceptanceSignatureId { get; set; }

    public IReadOnlyList<AgreementReader> Readers { get; set; } = [];

    public DateTimeOffset? EndedAt { get; set; }

    public Guid? EndedBy { get; set; }

    /// <summary>Which institution ended it.</summary>
    public Guid? EndedBySide { get; set; }

    public string? EndReason { get; set; }

    /// <summary>The agreement that it follows.</summary>
    public Guid? RenewsId { get; set; }

    public bool InForce(DateTimeOffset at) => State == AgreementState.Accepted && AnsweredAt <= at && !(EndedAt <= at) && ShanghaiDay.Of(at) is var day && StartsOn <= day && day <= EndsOn;

    public bool Covers(Guid technology, Guid deployment) => Technologies.Contains(technology) || Deployments.Contains(deployment);

    public bool Names(Guid practitioner) => Readers.Any(r => r.PractitionerId == practitioner && r.RemovedAt is null);

    /// <summary>The agreement for HP-9.1; both sides have signed.</summary>
    public AgreementFact Fact(bool covers) => new(
        Id, Number, PartnerId, covers, Acts, StartsOn, EndsOn, AnsweredAt!.Value, EndedAt, EndReason, [.. Readers.Select(r => new NamedReaderFact(r.PractitionerId, r.AddedAt, r.RemovedAt))]);
}
