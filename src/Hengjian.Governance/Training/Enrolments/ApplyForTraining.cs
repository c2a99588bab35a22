using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>Applies for training or recognition: a trainer for anybody, a trainee for the own person. People of other hospitals get a record that stands in for their own.</summary>
public sealed class ApplyForTraining(
    IWriter writer,
    Database database,
    IProgrammes programmes,
    ITrainingBases bases,
    IPractitionerDirectory practitioners,
    IRemotePractitioners remote,
    IInstitutionRegister institutions,
    IDepartmentDirectory departments)
{
    private const int LatestMonths = 12;

    public Task<Outcome<Created>> HandleAsync(EnrolmentRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (!scope.Caller.Can(Permission.EnrolmentsApply))
            {
                return new Forbidden("access.roleLacking");
            }

            var errors = new FieldErrors();
            errors.Require(request.Route is not null, "route", "field.required");
            CheckDay(request, ShanghaiDay.Of(scope.Now), errors);
            var place = await PlaceAsync(request, scope, errors, ct);
            if (errors.Any || place is null)
            {
                return errors.ToRefusal();
            }

            var trainee = await TraineeAsync(request, scope, errors, ct);
            if (errors.Any || trainee is null)
            {
                return errors.ToRefusal();
            }

            if (await scope.Db.Set<Enrolment>().AnyAsync(
                e => e.PractitionerId == trainee.Id && e.TechnologyCategory == place.Category && (e.State == EnrolmentState.Applied || e.State == EnrolmentState.Active), ct))
            {
                return new Conflict("enrolment.alreadyEnrolled");
            }

            return await AddAsync(request, place, trainee, scope, ct);
        },
        cancellationToken);

    private sealed record Trainee(Guid Id, string Name);

    private sealed record Place(Guid BaseId, ProgrammePlan? Programme, ProgrammeKind Kind, string Category);

    private static void CheckDay(EnrolmentRequest request, DateOnly today, FieldErrors errors)
    {
        if (request.StartsOn is { } day)
        {
            errors.Require(day >= today, "startsOn", "enrolment.startPast");
            errors.Require(day <= today.AddMonths(LatestMonths), "startsOn", "enrolment.startFar");
        }
    }

    private static async Task<Created> AddAsync(EnrolmentRequest request, Place place, Trainee trainee, WriteScope scope, CancellationToken cancellationToken)
    {
        var year = ShanghaiDay.Of(scope.Now).Year;
        var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"enrolment-{year}"), cancellationToken);
        var row = new Enrolment
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = string.Create(CultureInfo.InvariantCulture, $"TR-{year}-{serial:000}"),
            BaseId = place.BaseId,
            ProgrammeVersionId = place.Programme?.VersionId,
            Programme = place.Programme?.Name,
            Kind = place.Kind,
            PractitionerId = trainee.Id,
            PractitionerName = trainee.Name,
            Route = request.Route!.Value,
            TechnologyCategory = place.Category,
            State = EnrolmentState.Applied,
            AppliedBy = scope.Caller.Id,
            AppliedAt = scope.Now,
            StartsOn = request.StartsOn ?? ShanghaiDay.Of(scope.Now),
        };
        scope.Db.Add(row);
        scope.Record("enrolment.applied", nameof(Enrolment), row.Id);
        return new Created(row.Id);
    }

    private async Task<Place?> PlaceAsync(EnrolmentRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        var own = await bases.OfAsync(scope.Db, scope.InstitutionId, cancellationToken);
        if (request.Route == TrainingRoute.Exemption)
        {
            errors.Text("technologyCategory", request.TechnologyCategory, 100);
            errors.Require(request.ProgrammeId is null, "programmeId", "enrolment.noProgramme");
            var chosen = request.BaseId is { } id ? own.FirstOrDefault(b => b.BaseId == id) : own.Count == 1 ? own[0] : null;
            errors.Require(chosen is not null, "baseId", request.BaseId is null && own.Count != 1 ? "field.required" : "field.unknownReference");
            return chosen is null ? null : new Place(chosen.BaseId, null, ProgrammeKind.Physician, request.TechnologyCategory?.Trim() ?? "");
        }

        if (request.ProgrammeId is not { } programme)
        {
            errors.Add("programmeId", "field.required");
            return null;
        }

        if (await programmes.CurrentAsync(scope.Db, programme, cancellationToken) is not { } plan || own.All(b => b.BaseId != plan.BaseId))
        {
            errors.Add("programmeId", "field.unknownReference");
            return null;
        }

        errors.Require(request.Route != TrainingRoute.Overseas || plan.Kind == ProgrammeKind.Physician, "route", "enrolment.physiciansOnly");
        return new Place(plan.BaseId, plan, plan.Kind, plan.TechnologyCategory);
    }

    private async Task<Trainee?> TraineeAsync(EnrolmentRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        var elsewhere = request.HomeInstitutionCode is not null || request.HomeName is not null || request.HomeLicenceNumber is not null;
        var person = request.PractitionerId ?? (elsewhere ? null : scope.Caller.PractitionerId);
        if (!scope.Caller.Can(Permission.EnrolmentsWrite) && (elsewhere || person is null || person != scope.Caller.PractitionerId))
        {
            errors.Add("practitionerId", "enrolment.ownOnly");
            return null;
        }

        if (elsewhere && request.PractitionerId is null)
        {
            return await FromElsewhereAsync(request, scope, errors, cancellationToken);
        }

        if (person is not { } id)
        {
            errors.Add("practitionerId", "field.required");
            return null;
        }

        var facts = await practitioners.FindAsync(scope.Db, id, null, cancellationToken);
        errors.Require(facts is { StudyReader: false }, "practitionerId", "field.unknownReference");
        return facts is null ? null : new Trainee(id, (await practitioners.NamesAsync(scope.Db, [id], cancellationToken)).GetValueOrDefault(id, ""));
    }

    /// <summary>Finds the person by code, name and licence together, so that nobody learns who works elsewhere by asking.</summary>
    private async Task<Trainee?> FromElsewhereAsync(EnrolmentRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        errors.Text("homeInstitutionCode", request.HomeInstitutionCode, 18);
        errors.Text("homeName", request.HomeName, 100);
        errors.Text("homeLicenceNumber", request.HomeLicenceNumber, 50);
        errors.Require(request.DepartmentId is not null, "departmentId", "field.required");
        errors.Require(request.DepartmentId is not { } known || await departments.ExistsAsync(scope.Db, known, cancellationToken), "departmentId", "field.unknownReference");
        if (errors.Any)
        {
            return null;
        }

        var code = request.HomeInstitutionCode!.Trim().ToUpperInvariant();
        var home = (await institutions.AllAsync(cancellationToken)).FirstOrDefault(i => i.UnifiedSocialCreditCode == code && !i.IsRegion && i.Id != scope.InstitutionId);
        if (home is not null)
        {
            await using var there = database.Read(home.Id);
            var named = (await remote.PhysiciansAsync(there, home.Id, ShanghaiDay.Of(scope.Now), cancellationToken)).Where(p => NameMatch.Same(p.Name, request.HomeName!));
            foreach (var physician in named)
            {
                if ((await practitioners.FindAsync(there, physician.PractitionerId, null, cancellationToken))?.LicenceNumber == request.HomeLicenceNumber!.Trim())
                {
                    return new Trainee(await remote.AddAsync(scope, home.Id, home.Name, physician, request.DepartmentId!.Value, cancellationToken), $"{physician.Name}（{home.Name}）");
                }
            }
        }

        errors.Add("homeName", "enrolment.notFoundElsewhere");
        return null;
    }
}
