using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Enrolments;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.CaseLog;

/// <summary>
/// Logs a case in the trainee's own enrolment. A case of this institution must have been analysed by AI of the category that is trained for; the same case is taken once,
/// unless it was rejected; days before the training or to come are refused.
/// </summary>
public sealed class LogCase(EnrolmentDesk desk, ITrainingCases cases)
{
    private const int LongestParticulars = 2000;

    public Task<Outcome<Created>> HandleAsync(Guid enrolmentId, CaseLogRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        enrolmentId,
        context,
        "enrolment.case.logged",
        async (scope, enrolment, ct) =>
        {
            if (enrolment.PractitionerId != scope.Caller.PractitionerId)
            {
                return new Forbidden("access.roleLacking");
            }

            if (EnrolmentDesk.NotActive(enrolment) is { } over)
            {
                return over;
            }

            if (enrolment.Route == TrainingRoute.Exemption)
            {
                return new Conflict("enrolment.noCases");
            }

            var errors = new FieldErrors();
            Check(request, enrolment, ShanghaiDay.Of(scope.Now), errors);
            var found = await CaseAsync(request, enrolment, scope, errors, ct);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var key = found?.Number ?? request.Reference!.Trim().ToUpperInvariant();
            if (await scope.Db.Set<CaseLogEntry>().AnyAsync(e => e.EnrolmentId == enrolmentId && e.CaseKey == key && e.State != CaseEntryState.Rejected, ct))
            {
                return new Conflict("enrolment.caseTwice", new Dictionary<string, string> { ["key"] = key });
            }

            return (Guid?)Add(request, found, key, enrolment, scope);
        },
        cancellationToken);

    private static Guid Add(CaseLogRequest request, TrainingCase? found, string key, Enrolment enrolment, WriteScope scope)
    {
        var id = scope.NewId();
        scope.Db.Add(new CaseLogEntry
        {
            InstitutionId = scope.InstitutionId,
            Id = id,
            EnrolmentId = enrolment.Id,
            CaseId = found?.Id,
            CaseKey = key,
            Technology = found?.Technology ?? request.Technology!.Trim(),
            TakenOn = request.TakenOn!.Value,
            Taking = request.Taking!.Value,
            OwnReading = Trimmed(request.OwnReading),
            OwnConfidence = request.OwnConfidence,
            Particulars = scope.Database.Fields.Protect(scope.InstitutionId, "particulars", id, Trimmed(request.Particulars)),
            State = CaseEntryState.Waiting,
            LoggedBy = scope.Caller.Id,
            LoggedAt = scope.Now,
        });
        return id;
    }

    private static void Check(CaseLogRequest request, Enrolment enrolment, DateOnly today, FieldErrors errors)
    {
        var here = !string.IsNullOrWhiteSpace(request.CaseNumber);
        errors.Text("caseNumber", request.CaseNumber, 30, required: false);
        errors.Require(!here || string.IsNullOrWhiteSpace(request.Reference), "reference", "enrolment.oneOrTheOther");
        if (!here)
        {
            errors.Text("reference", request.Reference, 60);
            errors.Text("technology", request.Technology, 100);
        }

        errors.Text("particulars", request.Particulars, LongestParticulars, required: !here);
        errors.Text("ownReading", request.OwnReading, 200, required: false);
        errors.Require(request.OwnConfidence is null or (>= 0 and <= 100), "ownConfidence", "field.outOfRange", ("from", "0"), ("to", "100"));
        errors.Require(request.Taking is not null, "taking", "field.required");
        errors.Require(request.TakenOn is not null, "takenOn", "field.required");
        errors.Require(!(request.TakenOn > today), "takenOn", "field.future");
        errors.Require(!(request.TakenOn < enrolment.StartsOn), "takenOn", "enrolment.beforeEnrolment", ("day", enrolment.StartsOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private async Task<TrainingCase?> CaseAsync(CaseLogRequest request, Enrolment enrolment, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.CaseNumber))
        {
            return null;
        }

        if (await cases.ByNumberAsync(scope.Db, request.CaseNumber.Trim(), cancellationToken) is not { Cancelled: false } found)
        {
            errors.Add("caseNumber", "enrolment.caseUnknown");
            return null;
        }

        errors.Require(NameMatch.Same(found.Category, enrolment.TechnologyCategory), "caseNumber", "enrolment.caseOtherCategory");
        errors.Require(found is { WithoutAi: false, Analysed: true }, "caseNumber", "enrolment.caseWithoutAi");
        errors.Require(!(request.TakenOn < found.Day), "takenOn", "enrolment.beforeCase");
        return found;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
