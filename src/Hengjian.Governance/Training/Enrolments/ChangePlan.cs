using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>
/// A change of a trainee's plan after admission: last day, days and hours of the courses, supervisors. Asked with a reason by the trainee, a supervisor or a trainer, agreed by a
/// trainer who did not ask. From that instant lateness (R17-4.2.2b) goes by the new plan; what was late before stays on record.
/// </summary>
public sealed class ChangePlan(
    EnrolmentDesk desk, AdmissionJudge judge, IProgrammes programmes, IPractitionerDirectory practitioners, IInstitutionRegister institutions, RegulationCatalog catalog, IFindings findings)
{
    private const int LongestMonths = 24;
    private const decimal MostHours = 2000;

    public Task<Outcome<Created>> AskAsync(Guid id, PlanChangeRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        "enrolment.plan.asked",
        async (scope, enrolment, ct) =>
        {
            if (Standing(scope, enrolment, request) is { } refusal)
            {
                return refusal;
            }

            var before = TermsOf(enrolment, scope.Now);
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            var after = await PlanAsync(scope, enrolment, before, request, errors, ct);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (Same(before, after))
            {
                return new Invalid("dueOn", "enrolment.planSame");
            }

            var change = new PlanChange(scope.NewId(), request.Reason!.Trim(), before, after, scope.Caller.Id, scope.Now, PlanChangeState.Asked);
            enrolment.PlanChanges = [.. enrolment.PlanChanges, change];
            enrolment.PlanChangeWaits = true;
            return (Guid?)change.Id;
        },
        cancellationToken);

    public Task<Outcome<Created>> DecideAsync(Guid id, Guid change, PlanChangeAnswer request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        request.Agree == true ? "enrolment.plan.changed" : "enrolment.plan.declined",
        async (scope, enrolment, ct) =>
        {
            if (enrolment.PlanChanges.FirstOrDefault(c => c.Id == change) is not { } asked)
            {
                return new NotFound("planChange");
            }

            if (asked.State != PlanChangeState.Asked)
            {
                return new Conflict("enrolment.planDecided");
            }

            if (asked.AskedBy == scope.Caller.Id || enrolment.PractitionerId == scope.Caller.PractitionerId)
            {
                return new Forbidden("enrolment.planSecondPerson");
            }

            var errors = new FieldErrors();
            errors.Require(request.Agree is not null, "agree", "field.required");
            errors.Text("note", request.Note, 500, required: request.Agree == false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (request.Agree == true && (EnrolmentDesk.NotActive(enrolment) ?? await ApplyAsync(scope, enrolment, asked, ct)) is { } refusal)
            {
                return refusal;
            }

            Answer(enrolment, asked, request.Agree == true ? PlanChangeState.Agreed : PlanChangeState.Declined, scope.Caller.Id, scope.Now, request.Note?.Trim());
            return (Guid?)null;
        },
        cancellationToken);

    /// <summary>Declines what waits when the training ends.</summary>
    internal static void Drop(Enrolment enrolment, Guid by, DateTimeOffset at, string? reason)
    {
        foreach (var asked in enrolment.PlanChanges.Where(c => c.State == PlanChangeState.Asked).ToList())
        {
            Answer(enrolment, asked, PlanChangeState.Declined, by, at, reason);
        }
    }

    /// <summary>The plan in force.</summary>
    internal static PlanTerms TermsOf(Enrolment enrolment, DateTimeOffset now) => new(
        enrolment.DueOn!.Value, enrolment.Plan, [.. enrolment.Supervisors.Where(s => s.At(now)).Select(s => new PlannedSupervisor(s.PractitionerId, s.Name))]);

    private static void Answer(Enrolment enrolment, PlanChange asked, PlanChangeState state, Guid by, DateTimeOffset at, string? note)
    {
        enrolment.PlanChanges = [.. enrolment.PlanChanges.Select(c => c.Id == asked.Id ? c with { State = state, DecidedBy = by, DecidedAt = at, Note = note } : c)];
        enrolment.PlanChangeWaits = enrolment.PlanChanges.Any(c => c.State == PlanChangeState.Asked);
    }

    private static Refusal? Standing(WriteScope scope, Enrolment enrolment, PlanChangeRequest request)
    {
        var may = scope.Caller.Can(Permission.EnrolmentsWrite) || scope.Caller.PractitionerId == enrolment.PractitionerId || enrolment.SupervisedBy(scope.Caller.PractitionerId, scope.Now);
        return !may ? new Forbidden("enrolment.planNotYours")
            : EnrolmentDesk.NotActive(enrolment) is { } over ? over
            : enrolment.DueOn is null ? new Conflict("enrolment.planNone")
            : request.Version is { } planned && planned != enrolment.Version ? new Stale(planned, enrolment.Version)
            : enrolment.PlanChangeWaits ? new Conflict("enrolment.planAsked")
            : null;
    }

    private async Task<PlanTerms> PlanAsync(
        WriteScope scope, Enrolment enrolment, PlanTerms before, PlanChangeRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        var due = request.DueOn ?? before.DueOn;
        var programme = enrolment.ProgrammeVersionId is { } version ? await programmes.FindAsync(scope.Db, version, cancellationToken) : null;
        if (due != before.DueOn)
        {
            errors.Require(due >= ShanghaiDay.Of(scope.Now), "dueOn", "enrolment.planPast");
            errors.Require(!(due < enrolment.PrescribedOn), "dueOn", "enrolment.planTooShort");
            errors.Require(due <= before.DueOn.AddMonths(LongestMonths), "dueOn", "enrolment.startFar");
        }

        var named = (request.Supervisors ?? [.. before.Supervisors.Select(s => s.PractitionerId)]).Distinct().ToList();
        var added = named.Where(s => before.Supervisors.All(b => b.PractitionerId != s)).ToList();
        var names = await practitioners.NamesAsync(scope.Db, named, cancellationToken);
        errors.Require(named.Count > 0, "supervisors", "field.required");
        errors.Require(names.Count == named.Count, "supervisors", "field.unknownReference");
        errors.Require(!named.Contains(enrolment.PractitionerId), "supervisors", "enrolment.ownSupervisor");
        errors.Require(programme is null || added.TrueForAll(programme.Supervisors.Contains), "supervisors", "enrolment.notOfProgramme");
        return new PlanTerms(due, Courses(enrolment, programme, due, request.Courses ?? [], errors), [.. named.Select(s => new PlannedSupervisor(s, names.GetValueOrDefault(s, "")))]);
    }

    private static IReadOnlyList<PlannedCourse> Courses(Enrolment enrolment, ProgrammePlan? programme, DateOnly due, IReadOnlyList<PlannedCourseInput> asked, FieldErrors errors)
    {
        var changed = new Dictionary<string, PlannedCourseInput>(StringComparer.Ordinal);
        for (var i = 0; i < asked.Count; i++)
        {
            if (!errors.Item($"courses[{i}]", asked[i]))
            {
                continue;
            }

            var known = enrolment.Plan.FirstOrDefault(c => c.Code == asked[i].Course);
            errors.Require(known is not null, $"courses[{i}].course", "field.unknownReference");
            errors.Require(asked[i].DueOn is not { } day || (day >= enrolment.StartsOn && day <= due), $"courses[{i}].dueOn", "enrolment.planDay");
            var least = programme?.Courses.FirstOrDefault(c => c.Code == asked[i].Course)?.Hours ?? known?.Hours ?? 0;
            errors.Require(
                asked[i].Hours is not { } hours || (hours >= least && hours <= MostHours), $"courses[{i}].hours", "enrolment.planHours",
                ("least", least.ToString("0.##", CultureInfo.InvariantCulture)), ("most", MostHours.ToString("0", CultureInfo.InvariantCulture)));
            changed[asked[i].Course ?? ""] = asked[i];
        }

        // A course that is not named moves along only where it would lie after the last day.
        return
        [
            .. enrolment.Plan.Select(c => changed.TryGetValue(c.Code, out var to)
                ? c with { DueOn = to.DueOn ?? Earlier(c.DueOn, due), Hours = to.Hours ?? c.Hours }
                : c with { DueOn = Earlier(c.DueOn, due) }),
        ];
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static bool Same(PlanTerms a, PlanTerms b) =>
        a.DueOn == b.DueOn && a.Courses.SequenceEqual(b.Courses) && a.Supervisors.Select(s => s.PractitionerId).ToHashSet().SetEquals(b.Supervisors.Select(s => s.PractitionerId));

    private async Task<Refusal?> ApplyAsync(WriteScope scope, Enrolment enrolment, PlanChange asked, CancellationToken cancellationToken)
    {
        if (!Same(TermsOf(enrolment, scope.Now), asked.Before))
        {
            return new Conflict("enrolment.planMoved");
        }

        if (asked.After.DueOn != enrolment.DueOn && asked.After.DueOn < ShanghaiDay.Of(scope.Now))
        {
            return new Conflict("enrolment.planOutrun");
        }

        if (await SuperviseAsync(scope, enrolment, asked, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (asked.After.DueOn != enrolment.DueOn)
        {
            await findings.CloseAsync(scope, OverdueEnrolments.Key(enrolment), cancellationToken);
            enrolment.Extensions = [.. enrolment.Extensions, new Extension(enrolment.DueOn!.Value, asked.After.DueOn, asked.Reason, scope.Caller.Id, scope.Now)];
            enrolment.DueOn = asked.After.DueOn;
        }

        enrolment.Plan = asked.After.Courses;
        return null;
    }

    /// <summary>Who comes new is able at this moment (R17-4.2.1c) and has not too many trainees (HP-6.3); who goes is released, and what they signed stays.</summary>
    private async Task<Refusal?> SuperviseAsync(WriteScope scope, Enrolment enrolment, PlanChange asked, CancellationToken cancellationToken)
    {
        var added = asked.After.Supervisors.Where(s => !enrolment.SupervisedBy(s.PractitionerId, scope.Now)).ToList();
        var decisions = await judge.SupervisorsAsync(scope.Db, enrolment, [.. added.Select(s => s.PractitionerId)], scope.Now, cancellationToken);
        if (decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(decisions);
        }

        var most = catalog.Parameters(ClauseIds.Admission, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken)).Int("traineesPerSupervisor");
        foreach (var supervisor in added)
        {
            if (await AdmissionJudge.OthersAsync(scope.Db, enrolment.Id, supervisor.PractitionerId, scope.Now, cancellationToken) >= most)
            {
                return new Conflict("enrolment.tooMany");
            }
        }

        enrolment.Supervisors =
        [
            .. enrolment.Supervisors.Select(s => s.At(scope.Now) && asked.After.Supervisors.All(a => a.PractitionerId != s.PractitionerId)
                ? s with { Until = scope.Now, EndedBy = scope.Caller.Id, EndReason = asked.Reason }
                : s),
            .. added.Select(s => new AssignedSupervisor(s.PractitionerId, s.Name, scope.Now, scope.Caller.Id)),
        ];
        enrolment.NamedSupervisors = string.Join(' ', enrolment.Supervisors.Select(s => s.PractitionerId.ToString("D")).Distinct());
        return null;
    }
}
