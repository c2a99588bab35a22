using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Retention.PatientAccess;

/// <summary>Which patient's accesses, and why somebody asks.</summary>
public sealed record PatientAccessRequest
{
    public string? PatientIdentifier { get; init; }

    public string? Reason { get; init; }

    /// <summary>Null: a year back.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Included; null: today.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>One access, with the numbers of the cases that were shown.</summary>
public sealed record PatientAccessLine(DateTimeOffset At, string? Name, IReadOnlyList<Role> Roles, AccessKind Kind, IReadOnlyList<string> Cases, string? Reason);

/// <param name="Patient">The masked identifier.</param>
/// <param name="Cut">There were more lines than are shown: ask for a shorter time.</param>
public sealed record PatientAccessSheet(string Patient, DateOnly From, DateOnly To, IReadOnlyList<string> Cases, IReadOnlyList<PatientAccessLine> Lines, bool Cut, DateTimeOffset MadeAt);

/// <summary>
/// Who was shown a patient's records, when, as what and why: for the patient who asks. The sheet itself is an export of patient data and is recorded before it is answered.
/// </summary>
public sealed class PatientAccessLog(Database database, IPatientCases cases, IAccessTrail trail, IAccessLog log, TimeProvider clock)
{
    private const int MostLines = 2000;
    private const int LongestDays = 3660;

    public async Task<Outcome<PatientAccessSheet>> HandleAsync(PatientAccessRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = ShanghaiDay.Of(now);
        var to = request.To ?? today;
        var errors = new FieldErrors();
        errors.Text("patientIdentifier", request.PatientIdentifier, 64);
        errors.Text("reason", request.Reason, 500);
        errors.Require(to <= today, "to", "field.future");
        errors.Require(to.Year >= 2000, "to", "field.tooEarly");
        var from = request.From ?? (errors.Any ? today : to.AddYears(-1));
        errors.Require(from <= to && (errors.Any || to.DayNumber - from.DayNumber <= LongestDays), "from", "retention.period");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        await using var db = database.Read(context.Caller.InstitutionId);
        var found = await cases.OfPatientAsync(db, request.PatientIdentifier!, cancellationToken);
        if (found.Count == 0)
        {
            return new Invalid("patientIdentifier", "retention.noRecords");
        }

        var recorded = await log.DiscloseAsync(context, AccessKind.Exported, "Case", [.. found.Select(c => c.Id)], request.Reason, cancellationToken);
        if (recorded.Refusal is { } refusal)
        {
            return refusal;
        }

        var numbers = found.ToDictionary(c => c.Id, c => c.Number);
        var events = await trail.OfAsync(db, "Case", [.. numbers.Keys], ShanghaiDay.Start(from), ShanghaiDay.Start(to.AddDays(1)), MostLines + 1, cancellationToken);
        return new PatientAccessSheet(
            Masking.Identifier(request.PatientIdentifier!.Trim()), from, to, [.. found.Select(c => c.Number)],
            [.. events.Take(MostLines).Select(e => new PatientAccessLine(e.At, e.Name, e.Roles, e.Kind, [.. e.Subjects.Select(s => numbers[s])], e.Reason))], events.Count > MostLines, now);
    }
}
