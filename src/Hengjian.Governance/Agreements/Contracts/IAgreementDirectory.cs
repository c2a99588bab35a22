using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Agreements.Contracts;

/// <summary>Deployments that a remote reader may act on under one agreement.</summary>
/// <param name="Act">The act.</param>
/// <param name="Named">The reader is on its list; else only what the asking institution has authorised is meant.</param>
/// <param name="EndedAt">Null while the agreement is in force; else only cases registered before this instant are meant.</param>
public sealed record RemoteReach(PractitionerAct Act, IReadOnlySet<Guid> Deployments, bool Named, DateTimeOffset? EndedAt);

/// <summary>A seat that a physician has in another institution under an agreement: the caller as whom the physician acts there, made here and nowhere else.</summary>
/// <param name="Caller">Confined to the asking institution, with the record kept there in the physician's place.</param>
/// <param name="Institution">Name of the asking institution.</param>
/// <param name="Code">Its unified social credit code, whose overlays of the packs decide.</param>
public sealed record RemoteSeat(Caller Caller, string Institution, string? Code);

/// <summary>Reads agreements for those who decide on acts and on what may be seen.</summary>
public interface IAgreementDirectory
{
    /// <summary>Every agreement of this institution that both sides have signed, with whether it covers the deployment.</summary>
    Task<IReadOnlyList<AgreementFact>> OfDeploymentAsync(HengjianDbContext db, Guid technologyId, Guid deploymentId, CancellationToken cancellationToken);

    /// <summary>
    /// What a remote reader may reach by agreements in force at a moment; with <paramref name="former"/> also by those that have ended, so that an act begun before the end
    /// is refused by the clause and not by silence.
    /// </summary>
    Task<IReadOnlyList<RemoteReach>> ReachAsync(HengjianDbContext db, Guid practitionerId, DateTimeOffset at, bool former, CancellationToken cancellationToken);

    /// <summary>Where a physician has a seat now (with <paramref name="former"/>: or had one); empty for everybody else.</summary>
    Task<IReadOnlyList<RemoteSeat>> SeatsAsync(Caller physician, bool former, CancellationToken cancellationToken);

    /// <summary>The days on which what agreements allow can change.</summary>
    static IEnumerable<DateOnly> ChangeDays(IEnumerable<AgreementFact> agreements) =>
    [
        .. agreements.SelectMany(a => new[] { a.From, a.To.AddDays(1), ShanghaiDay.Of(a.AcceptedAt) }),
        .. agreements.Select(a => a.EndedAt).OfType<DateTimeOffset>().Select(e => ShanghaiDay.Of(e)),
        .. agreements.SelectMany(a => a.Readers).SelectMany(r => new[] { r.AddedAt, r.RemovedAt }).OfType<DateTimeOffset>().Select(e => ShanghaiDay.Of(e)),
    ];
}
