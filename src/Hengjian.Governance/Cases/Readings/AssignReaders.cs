using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Cases.Readings;

/// <summary>Who reads a case from now on.</summary>
public sealed record ReadersRequest
{
    /// <summary>Practitioners by name; empty: the pool.</summary>
    public IReadOnlyList<Guid>? Readers { get; init; }
}

/// <summary>
/// The department head names other readers for a case of the department, or gives it back to the pool. Who has read it stays a reader: an opinion given cannot be
/// taken from its author. A resident may be named to write the draft, so eligibility is not asked here; signing asks for it.
/// </summary>
public sealed class AssignReaders(CaseActs acts, IPractitionerDirectory practitioners, IPractitionerPlaces places)
{
    private const int Most = 20;

    public Task<Outcome<CaseStateAnswer>> HandleAsync(Guid caseId, ReadersRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CaseStateAnswer>(caseId, context, CaseEvent.AssignReaders, (act, ct) => AssignAsync(act, request, ct), cancellationToken);

    private async Task<Outcome<CaseStateAnswer>> AssignAsync(CaseAct act, ReadersRequest request, CancellationToken cancellationToken)
    {
        if (await HeadsAnotherDepartmentAsync(act, cancellationToken))
        {
            return new Conflict("reading.otherDepartment");
        }

        var errors = new FieldErrors();
        var readers = (request.Readers ?? []).Distinct().ToList();
        errors.Require(request.Readers is not null, "readers", "field.required");
        errors.Require(readers.Count <= Most, "readers", "field.tooMany");
        for (var i = 0; i < Math.Min(readers.Count, Most); i++)
        {
            var reader = await practitioners.FindAsync(act.Scope.Db, readers[i], null, cancellationToken);
            errors.Require(
                reader is { Kind: PractitionerKind.Physician, StudyReader: false }, string.Create(CultureInfo.InvariantCulture, $"readers[{i}]"), "case.readerUnknown");
        }

        errors.Require(
            readers.Count == 0 || act.File.CurrentOpinions.All(o => readers.Contains(o.PractitionerId)), "readers", "reading.readerHasSigned");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        act.Case.NamedReaders = string.Join(' ', readers.Select(r => r.ToString("D")));
        act.Move(CaseEvent.AssignReaders, act.Case.State);
        act.Scope.Record("case.readers.assigned", nameof(Case), act.Case.Id);
        return new CaseStateAnswer(act.Case.Id, act.Case.State);
    }

    /// <summary>Heads assign in their own department; where either side names none, the institution has but one way to read.</summary>
    private async Task<bool> HeadsAnotherDepartmentAsync(CaseAct act, CancellationToken cancellationToken) =>
        act.Deployment.DepartmentId is { } department
        && act.Caller.PractitionerId is { } self
        && (await places.FindAsync(act.Scope.Db, [self], cancellationToken)).GetValueOrDefault(self)?.DepartmentId is { } own
        && own != department;
}
