using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>What a practitioner's record must look like before any rule reads it.</summary>
internal static class PractitionerChecks
{
    private static readonly DateOnly Earliest = new(1940, 1, 1);

    /// <summary>Adds every error; answers the normalised licence number, null where none is given.</summary>
    public static string? Check(PractitionerRequest request, DateTimeOffset now, FieldErrors errors, Dictionary<string, string> overrides)
    {
        var today = ShanghaiDay.Of(now);
        errors.Text("name", request.Name, 64);
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("licenceCategory", request.LicenceCategory, 40, required: false);
        errors.Require(request.LicenceFrom is null || request.LicenceTo is null || request.LicenceFrom <= request.LicenceTo, "licenceTo", "register.endsBeforeStart");
        errors.Require(request.Kind != PractitionerKind.Physician || request.LicenceNumber is not null, "licenceNumber", "register.physicianNeedsLicence");
        for (var i = 0; i < (request.Scopes?.Count ?? 0); i++)
        {
            errors.Text($"scopes[{i}]", request.Scopes![i], 64);
        }

        CheckPeriods(request.SpecialtyPeriods ?? [], today, errors);
        CheckTrainings(request.Trainings ?? [], today, errors);
        return request.LicenceNumber is null
            ? null
            : request.Kind == PractitionerKind.Physician
                ? errors.Identifier("licenceNumber", PhysicianLicenceNumber.Check(request.LicenceNumber), request.Overrides, overrides)
                : request.LicenceNumber.Trim();
    }

    private static void CheckPeriods(IReadOnlyList<SpecialtyPeriodInput> periods, DateOnly today, FieldErrors errors)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            var field = $"specialtyPeriods[{i}]";
            if (!errors.Item(field, periods[i]))
            {
                continue;
            }

            errors.Text(field + ".specialty", periods[i].Specialty, 64, required: periods[i].Kind != SpecialtyPeriodKind.Leave);
            Date(field + ".from", periods[i].From, today, errors);
            errors.Require(periods[i].To is null || periods[i].From is null || periods[i].From <= periods[i].To, field + ".to", "register.endsBeforeStart");
        }
    }

    private static void CheckTrainings(IReadOnlyList<TrainingInput> trainings, DateOnly today, FieldErrors errors)
    {
        for (var i = 0; i < trainings.Count; i++)
        {
            var field = $"trainings[{i}]";
            if (!errors.Item(field, trainings[i]))
            {
                continue;
            }

            errors.Text(field + ".technologyCategory", trainings[i].TechnologyCategory, 64);
            errors.Require(trainings[i].Route is not null, field + ".route", "field.required");
            errors.Text(field + ".certificateNumber", trainings[i].CertificateNumber, 64, required: false);
            Date(field + ".completedOn", trainings[i].CompletedOn, today, errors);
        }
    }

    private static void Date(string field, DateOnly? date, DateOnly today, FieldErrors errors)
    {
        errors.Require(date is not null, field, "field.required");
        errors.Require(date is null || date <= today, field, "field.future");
        errors.Require(date is null || date >= Earliest, field, "field.tooEarly");
    }
}
