using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>A case of a patient: what retention needs to know of it, never what it says.</summary>
public sealed record PatientCase(Guid Id, string Number, Guid DeploymentId, string PatientIndex, DateTimeOffset ExaminedAt, DateTimeOffset? ConcludedAt);

/// <summary>Cases by patient, found by the blind index alone; cases of reader studies have no patient.</summary>
public interface IPatientCases
{
    /// <summary>Every case of the patient with this identifier, the newest first.</summary>
    Task<IReadOnlyList<PatientCase>> OfPatientAsync(HengjianDbContext db, string identifier, CancellationToken cancellationToken);

    /// <summary>The case of that number; null where there is none.</summary>
    Task<PatientCase?> ByNumberAsync(HengjianDbContext db, string number, CancellationToken cancellationToken);

    /// <summary>The cases of these ids, in no order; unknown ones are absent.</summary>
    Task<IReadOnlyList<PatientCase>> ManyAsync(HengjianDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>The index under which a patient's cases are found.</summary>
    string IndexOf(Guid institution, string identifier);
}
