using System.Linq.Expressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Inbox;

/// <summary>A case that a received object may belong to, with what the two have in common. The patient's name is whole to operators, masked to others.</summary>
public sealed record InboxCandidate(
    Guid CaseId,
    string Number,
    CaseState State,
    string DeploymentName,
    string AlgorithmName,
    string? PatientName,
    string ExaminationKind,
    DateTimeOffset ExaminedAt,
    bool SameAccession,
    bool SamePatient,
    bool SameStudy);

/// <summary>Finds the cases that a person may match a received object to.</summary>
public sealed class InboxCandidates(Database database, IDeploymentDirectory deployments, CaseReaches reaches)
{
    private const int MostOfEach = 10;

    /// <summary>
    /// Cases of the object's accession number, cases of its patient, and the one numbered <paramref name="number"/>, newest examination first; cancelled and study
    /// cases are left out. Empty where there is no such object.
    /// </summary>
    public async Task<IReadOnlyList<InboxCandidate>> FindAsync(Caller caller, Guid objectId, string? number, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<ReceivedObject>().FirstOrDefaultAsync(o => o.Id == objectId, cancellationToken) is not { } received)
        {
            return [];
        }

        var fields = database.Fields;
        string? Index(string purpose, string column, byte[]? stored) =>
            fields.BlindIndex(caller.InstitutionId, purpose, fields.Unprotect(received.InstitutionId, column, received.Id, stored));
        var accession = Index("accession", "accession_number", received.AccessionNumber);
        var patient = Index("patient", "patient_identifier", received.PatientIdentifier);

        // One question an index each: together in one query they would walk the whole table.
        var found = new Dictionary<Guid, Case>();
        var reach = await reaches.OfAsync(db, caller, cancellationToken);
        async Task AddAsync(string? asked, Expression<Func<Case, bool>> matches)
        {
            if (asked is null)
            {
                return;
            }

            var cases = await reach.Visible(db.Set<Case>()).Where(c => c.State != CaseState.Cancelled && c.StudyKey == null).Where(matches)
                .OrderByDescending(c => c.ExaminedAt).ThenBy(c => c.Id).Take(MostOfEach).ToListAsync(cancellationToken);
            cases.ForEach(c => found.TryAdd(c.Id, c));
        }

        await AddAsync(number, c => c.Number == number);
        await AddAsync(accession, c => c.AccessionNumberIndex == accession);
        await AddAsync(patient, c => c.PatientIdentifierIndex == patient);

        var candidates = new List<InboxCandidate>();
        foreach (var subject in found.Values.OrderByDescending(c => c.ExaminedAt))
        {
            var deployment = await deployments.FindAsync(db, subject.DeploymentId, cancellationToken);
            candidates.Add(new InboxCandidate(
                subject.Id,
                subject.Number,
                subject.State,
                deployment?.Name ?? "",
                deployment?.AlgorithmName ?? "",
                Name(caller, subject),
                subject.ExaminationKind,
                subject.ExaminedAt,
                accession is not null && subject.AccessionNumberIndex == accession,
                patient is not null && subject.PatientIdentifierIndex == patient,
                received.StudyInstanceUid is { } study && subject.StudyInstanceUid == study));
        }

        return candidates;
    }

    private string? Name(Caller caller, Case subject)
    {
        var name = database.Fields.Unprotect(subject.InstitutionId, "patient_name", subject.Id, subject.PatientName);
        return caller.Is(Role.Operator) ? name : Masking.Name(name);
    }
}
