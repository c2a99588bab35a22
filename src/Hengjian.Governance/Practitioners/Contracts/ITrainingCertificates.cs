using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>A certificate that a training base of this installation gave.</summary>
/// <param name="HolderInstitutionId">The institution that keeps the holder's own record.</param>
/// <param name="HolderPractitionerId">That record.</param>
public sealed record GivenCertificate(string Number, Guid BaseId, Guid HolderInstitutionId, Guid HolderPractitionerId);

/// <summary>What is known of the numbers and bases that some typed trainings name.</summary>
/// <param name="Bases">Those of the bases that are of this installation.</param>
/// <param name="ByNumber">Certificates of this installation by the number as it was typed.</param>
public sealed record GivenCertificates(IReadOnlySet<Guid> Bases, IReadOnlyDictionary<string, GivenCertificate> ByNumber)
{
    public static GivenCertificates None { get; } = new(new HashSet<Guid>(), new Dictionary<string, GivenCertificate>());
}

/// <summary>Answers which certificates were given, so that nobody types one that was not.</summary>
public interface ITrainingCertificates
{
    /// <summary>What is known of the numbers and bases of trainings, in whichever institution.</summary>
    Task<GivenCertificates> KnownAsync(HengjianDbContext db, IReadOnlyCollection<TrainingFact> typed, CancellationToken cancellationToken);
}
