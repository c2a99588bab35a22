using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>What a practitioner's record must look like before any rule reads it.</summary>
internal static class PractitionerChecks
{
    private const int MostRows = 200;

    private static readonly DateOnly Earliest = new(1940, 1, 1);

    /// <summary>Later than any end that a paper states.</summary>
    private static readonly DateOnly Latest = new(2150, 1, 1);

    /// <summary>Adds every error; answers the normalised licence number, null where none is given.</summary>
    public static string? Check(PractitionerRequest request, DateTimeOffset now, FieldErrors errors, Dictionary<string, string> overrides)
    {
        var today = ShanghaiDay.Of(now);
        errors.Text("name", request.Name, 64);
        errors.Text("staffNumber", request.StaffNumber, 32, required: false);
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Text("licenceCategory", request.LicenceCategory, 40, required: false);
        Bounded("licenceFrom", request.LicenceFrom, errors);
        Bounded("licenceTo", request.LicenceTo, errors);
        errors.Require(request.LicenceFrom is null || request.LicenceTo is null || request.LicenceFrom <= request.LicenceTo, "licenceTo", "register.endsBeforeStart");
        errors.Require(request.Kind != PractitionerKind.Physician || request.LicenceNumber is not null, "licenceNumber", "register.physicianNeedsLicence");
        Few("scopes", request.Scopes, errors);
        for (var i = 0; i < (request.Scopes?.Count ?? 0); i++)
        {
            errors.Text($"scopes[{i}]", request.Scopes![i], 64);
        }

        CheckPeriods(request.SpecialtyPeriods ?? [], today, errors);
        CheckTrainings(request.Trainings ?? [], today, errors);
        CheckTitles(request.Titles ?? [], request.Kind, today, errors);
        CheckFilings(request.Filings ?? [], errors);
        CheckAbsences("suspensions", request.Suspensions, "suspendedFrom", request.SuspendedFrom, errors);
        CheckAbsences("departures", request.Departures, "leftOn", request.LeftOn, errors);
        if (request.LicenceNumber is null)
        {
            return null;
        }

        if (request.Kind == PractitionerKind.Physician)
        {
            return errors.Identifier("licenceNumber", PhysicianLicenceNumber.Check(request.LicenceNumber), request.Overrides, overrides);
        }

        errors.Text("licenceNumber", request.LicenceNumber, 40);
        return request.LicenceNumber.Trim();
    }

    /// <summary>Periods of one kind must not lie over one another: two answers for one day.</summary>
    public static void Apart(string field, IReadOnlyList<(DateOnly? From, DateOnly? To)> periods, FieldErrors errors)
    {
        for (var i = 1; i < periods.Count; i++)
        {
            for (var earlier = 0; earlier < i; earlier++)
            {
                if (Overlap(periods[earlier], periods[i]))
                {
                    errors.Add($"{field}[{i}].from", "register.overlaps");
                    break;
                }
            }
        }
    }

    private static void CheckPeriods(IReadOnlyList<SpecialtyPeriodInput> periods, DateOnly today, FieldErrors errors)
    {
        Few("specialtyPeriods", periods, errors);
        for (var i = 0; i < periods.Count; i++)
        {
            var field = $"specialtyPeriods[{i}]";
            if (!errors.Item(field, periods[i]))
            {
                continue;
            }

            // A leave without a specialty touches every one; a view shows that as an empty text.
            var anySpecialty = periods[i].Kind == SpecialtyPeriodKind.Leave && string.IsNullOrEmpty(periods[i].Specialty);
            errors.Text(field + ".specialty", anySpecialty ? null : periods[i].Specialty, 64, required: !anySpecialty);
            Past(field + ".from", periods[i].From, today, errors);
            End(field, periods[i].From, periods[i].To, errors);
            errors.Require(periods[i].SharePercent is null or (>= 1 and <= 100), field + ".sharePercent", "field.outOfRange", ("from", "1"), ("to", "100"));
        }
    }

    private static void CheckTrainings(IReadOnlyList<TrainingInput> trainings, DateOnly today, FieldErrors errors)
    {
        Few("trainings", trainings, errors);
        for (var i = 0; i < trainings.Count; i++)
        {
            var field = $"trainings[{i}]";
            if (!errors.Item(field, trainings[i]))
            {
                continue;
            }

            var training = trainings[i];
            errors.Text(field + ".technologyCategory", training.TechnologyCategory, 64);
            errors.Require(training.Route is not null, field + ".route", "field.required");
            errors.Text(field + ".certificateNumber", training.CertificateNumber, 64, required: false);
            Past(field + ".completedOn", training.CompletedOn, today, errors);
            Bounded(field + ".validTo", training.ValidTo, errors);
            errors.Require(training.ValidTo is null || training.CompletedOn is null || training.CompletedOn <= training.ValidTo, field + ".validTo", "register.endsBeforeStart");
            Bounded(field + ".revokedOn", training.RevokedOn, errors);
            errors.Require(training.RevokedOn is null || training.CompletedOn is null || training.CompletedOn <= training.RevokedOn, field + ".revokedOn", "register.endsBeforeStart");
        }
    }

    private static void CheckTitles(IReadOnlyList<TitleInput> titles, PractitionerKind? kind, DateOnly today, FieldErrors errors)
    {
        Few("titles", titles, errors);
        for (var i = 0; i < titles.Count; i++)
        {
            var field = $"titles[{i}]";
            if (!errors.Item(field, titles[i]))
            {
                continue;
            }

            errors.Require(titles[i].Title is not null, field + ".title", "field.required");
            // Whoever changed profession keeps the earlier titles; the one held now is of the series of the kind.
            errors.Require(
                titles[i] is not { Title: { } title, To: null } || kind is null || StaffTitles.SeriesOf(kind.Value).Contains(title), field + ".title", "register.titleOfOtherSeries");
            errors.Require(titles[i].From is null || titles[i].From <= today, field + ".from", "field.future");
            Bounded(field + ".from", titles[i].From, errors);
            End(field, titles[i].From, titles[i].To, errors);
        }

        Apart("titles", [.. titles.Select(t => (t?.From ?? DateOnly.MinValue, t?.To))], errors);
    }

    private static void CheckFilings(IReadOnlyList<PracticeFilingInput> filings, FieldErrors errors)
    {
        Few("filings", filings, errors);
        for (var i = 0; i < filings.Count; i++)
        {
            var field = $"filings[{i}]";
            if (!errors.Item(field, filings[i]))
            {
                continue;
            }

            errors.Text(field + ".institution", filings[i].Institution, 100);
            Needed(field + ".from", filings[i].From, errors);
            End(field, filings[i].From, filings[i].To, errors);
            var twice = filings.Take(i).Any(f => f is not null && Same(f, filings[i]) && Overlap((f.From, f.To), (filings[i].From, filings[i].To)));
            errors.Require(!twice, field + ".from", "register.overlaps");
        }

        static bool Same(PracticeFilingInput a, PracticeFilingInput b) => (a.Here && b.Here) || NameMatch.Same(a.Institution ?? "", b.Institution ?? "");
    }

    private static void CheckAbsences(string field, IReadOnlyList<AbsenceInput>? absences, string single, DateOnly? since, FieldErrors errors)
    {
        Bounded(single, since, errors);
        Few(field, absences, errors);
        for (var i = 0; i < (absences?.Count ?? 0); i++)
        {
            var item = $"{field}[{i}]";
            if (errors.Item(item, absences![i]))
            {
                Needed(item + ".from", absences[i].From, errors);
                End(item, absences[i].From, absences[i].To, errors);
                errors.Text(item + ".reason", absences[i].Reason, 200, required: false);
            }
        }

        Apart(field, [.. (absences ?? []).Select(a => (a?.From, a?.To))], errors);
    }

    private static bool Overlap((DateOnly? From, DateOnly? To) a, (DateOnly? From, DateOnly? To) b) =>
        a.From is { } fromA && b.From is { } fromB && (b.To is null || fromA <= b.To) && (a.To is null || fromB <= a.To);

    private static void Few<T>(string field, IReadOnlyList<T>? rows, FieldErrors errors) => errors.Require((rows?.Count ?? 0) <= MostRows, field, "field.tooMany");

    private static void Needed(string field, DateOnly? date, FieldErrors errors)
    {
        errors.Require(date is not null, field, "field.required");
        Bounded(field, date, errors);
    }

    private static void Past(string field, DateOnly? date, DateOnly today, FieldErrors errors)
    {
        errors.Require(date is not null, field, "field.required");
        errors.Require(date is null || date <= today, field, "field.future");
        errors.Require(date is null || date >= Earliest, field, "field.tooEarly");
    }

    private static void End(string field, DateOnly? from, DateOnly? to, FieldErrors errors)
    {
        Bounded(field + ".to", to, errors);
        errors.Require(to is null || from is null || from <= to, field + ".to", "register.endsBeforeStart");
    }

    private static void Bounded(string field, DateOnly? date, FieldErrors errors)
    {
        errors.Require(date is null || date >= Earliest, field, "field.tooEarly");
        errors.Require(date is null || date <= Latest, field, "register.tooLate");
    }
}
