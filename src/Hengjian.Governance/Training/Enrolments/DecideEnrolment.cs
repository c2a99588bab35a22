using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>The trainer takes an applicant or refuses. Taken, the trainee has a first day that is not in the past, a plan, a last day and supervisors; what was decided is kept with it.</summary>
public sealed class DecideEnrolment(EnrolmentDesk desk, AdmissionJudge judge, IProgrammes programmes, IPractitionerDirectory practitioners)
{
    public Task<Outcome<Created>> HandleAsync(Guid id, EnrolmentDecisionRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        request.Accept == false ? "enrolment.refused" : "enrolment.accepted",
        async (scope, enrolment, ct) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Accept is not null, "accept", "field.required");
            errors.Text("note", request.Note, 500, required: request.Accept == false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (enrolment.State != EnrolmentState.Applied)
            {
                return new Conflict("enrolment.decided");
            }

            if (request.Accept == true && await AcceptAsync(enrolment, request, scope, ct) is { } refusal)
            {
                return refusal;
            }

            if (request.Accept == false)
            {
                enrolment.State = EnrolmentState.Refused;
            }

            (enrolment.DecidedBy, enrolment.DecidedAt, enrolment.DecisionNote) = (scope.Caller.Id, scope.Now, request.Note?.Trim());
            return (Guid?)null;
        },
        cancellationToken);

    private async Task<Refusal?> AcceptAsync(Enrolment enrolment, EnrolmentDecisionRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(scope.Now);
        var from = request.StartsOn ?? (enrolment.StartsOn < today ? today : enrolment.StartsOn);
        var supervisors = (request.Supervisors ?? []).Distinct().ToList();
        var plan = enrolment.ProgrammeVersionId is { } version ? await programmes.FindAsync(scope.Db, version, cancellationToken) : null;
        var errors = new FieldErrors();
        errors.Require(from >= today, "startsOn", "enrolment.startPast");
        errors.Require(from <= today.AddMonths(12), "startsOn", "enrolment.startFar");
        errors.Require(!supervisors.Contains(enrolment.PractitionerId), "supervisors", "enrolment.ownSupervisor");
        var named = await practitioners.NamesAsync(scope.Db, supervisors, cancellationToken);
        errors.Require(named.Count == supervisors.Count, "supervisors", "field.unknownReference");
        errors.Require(plan is null || supervisors.TrueForAll(plan.Supervisors.Contains), "supervisors", "enrolment.notOfProgramme");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        DateOnly? due = plan is null ? null : ShanghaiDay.AddMonths(from, plan.Months);
        var courses = plan is null ? [] : Plan(plan, from, due!.Value, request.Plan ?? [], errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var decisions = await judge.DecideAsync(scope.Db, enrolment, supervisors, from, scope.Now, cancellationToken);
        if (decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(decisions);
        }

        enrolment.State = EnrolmentState.Active;
        (enrolment.StartsOn, enrolment.PrescribedOn, enrolment.DueOn) = (from, due, due);
        enrolment.Plan = courses;
        enrolment.Supervisors = [.. supervisors.Select(s => new AssignedSupervisor(s, named[s], scope.Now, scope.Caller.Id))];
        enrolment.NamedSupervisors = string.Join(' ', supervisors.Select(s => s.ToString("D")));
        enrolment.AdmissionDecisions = decisions;
        return null;
    }

    /// <summary>A day for each course: as asked, else spread evenly until the last day.</summary>
    private static List<PlannedCourse> Plan(ProgrammePlan plan, DateOnly from, DateOnly due, IReadOnlyList<PlannedDayInput> asked, FieldErrors errors)
    {
        var days = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++)
        {
            if (!errors.Item($"plan[{i}]", asked[i]))
            {
                continue;
            }

            errors.Require(plan.Courses.Any(c => c.Code == asked[i].Course), $"plan[{i}].course", "field.unknownReference");
            errors.Require(asked[i].DueOn is { } day && day >= from && day <= due, $"plan[{i}].dueOn", "enrolment.planDay");
            days[asked[i].Course ?? ""] = asked[i].DueOn ?? due;
        }

        var span = due.DayNumber - from.DayNumber;
        return
        [
            .. plan.Courses.Select((c, i) => new PlannedCourse(
                c.Code, c.Title, c.Part, c.Hours, days.TryGetValue(c.Code, out var day) ? day : from.AddDays(span * (i + 1) / plan.Courses.Count))),
        ];
    }
}
