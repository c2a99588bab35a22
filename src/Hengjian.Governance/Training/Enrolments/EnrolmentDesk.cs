using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>Opens an enrolment for an act, or for reading, as far as the caller's own part goes; everything else is absent.</summary>
public sealed class EnrolmentDesk(IWriter writer)
{
    /// <summary>Enrolments that the caller may see: a trainee the own, a supervisor those supervised now or before, trainers and the governance officer all.</summary>
    internal static IQueryable<Enrolment> Visible(HengjianDbContext db, Caller caller)
    {
        var rows = db.Set<Enrolment>();
        if (SeesAll(caller))
        {
            return rows;
        }

        var (own, supervises) = (caller.Can(Permission.TrainingAttend), caller.Can(Permission.TrainingSupervise));
        return caller.PractitionerId is { } person && person.ToString("D") is var text
            ? rows.Where(e => (own && e.PractitionerId == person) || (supervises && e.NamedSupervisors.Contains(text)))
            : rows.Where(_ => false);
    }

    internal static bool SeesAll(Caller caller) => caller.Kind == CallerKind.System || caller.Can(Permission.EnrolmentsWrite) || caller.Is(Role.GovernanceOfficer);

    /// <summary>Runs an act on an enrolment that the caller may see.</summary>
    /// <param name="act">The act; a refusal leaves nothing stored. It answers the id of what it made, or null for the enrolment itself.</param>
    internal Task<Outcome<Created>> RunAsync(
        Guid id, WriteRequest context, string action, Func<WriteScope, Enrolment, CancellationToken, Task<Outcome<Guid?>>> act, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await Visible(scope.Db, scope.Caller).FirstOrDefaultAsync(e => e.Id == id, ct) is not { } enrolment)
            {
                return new NotFound("enrolment");
            }

            var outcome = await act(scope, enrolment, ct);
            if (outcome.Refusal is { } refusal)
            {
                return refusal;
            }

            scope.Record(action, nameof(Enrolment), id);
            return new Created(outcome.Value ?? id);
        },
        cancellationToken);

    /// <summary>Refuses what can only be done while the enrolment is active.</summary>
    internal static Refusal? NotActive(Enrolment enrolment) => enrolment.State == EnrolmentState.Active ? null : new Conflict("enrolment.notActive");
}
