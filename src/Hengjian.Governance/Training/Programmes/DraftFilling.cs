using System.Globalization;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Programmes;

/// <summary>Checks what a draft says and fills its row. A draft may lack things; what it lacks is decided at the approval and shown before.</summary>
internal sealed class DraftFilling(IDocumentDirectory documents, IPractitionerPlaces people)
{
    private const int MostItems = 200;
    private const int MostMonths = 60;
    private const int MostPeople = 10_000;
    private const int MostHours = 1000;
    private const int MostMinutes = 600;

    public async Task<Refusal?> FillAsync(TrainingProgramme programme, ProgrammeVersion draft, ProgrammeDraftRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("changes", request.Changes, 1000, required: false);
        errors.Text("syllabus", request.Syllabus, 20_000, required: false);
        Range(errors, "months", request.Months, 1, MostMonths);
        Range(errors, "capacity", request.Capacity, 1, MostPeople);
        Courses(request.Courses ?? [], errors);
        var materials = await MaterialsAsync(programme, request, scope, errors, cancellationToken);
        await PeopleAsync(programme.Kind, request.Supervisors ?? [], scope, errors, cancellationToken);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        draft.Changes = request.Changes?.Trim();
        draft.Syllabus = request.Syllabus?.Trim();
        draft.Months = request.Months!.Value;
        draft.Capacity = request.Capacity!.Value;
        draft.Courses = [.. (request.Courses ?? []).Select(c => c with { Code = c.Code.Trim(), Title = c.Title.Trim() })];
        draft.Materials = materials;
        draft.Supervisors = [.. (request.Supervisors ?? []).Distinct()];
        draft.Assessments = [.. (request.Assessments ?? Asked(programme.Kind)).Distinct().Order()];
        draft.Authors = [.. draft.Authors.Append(scope.Caller.Id).Distinct()];
        return null;
    }

    /// <summary>What is passed in the end unless a programme says otherwise.</summary>
    internal static IReadOnlyList<AssessmentKind> Asked(ProgrammeKind kind) => kind == ProgrammeKind.Physician ? Enum.GetValues<AssessmentKind>() : [];

    private static void Courses(IReadOnlyList<ProgrammeCourse> courses, FieldErrors errors)
    {
        errors.Require(courses.Count <= MostItems, "courses", "field.tooMany", ("most", Number(MostItems)));
        for (var i = 0; i < Math.Min(courses.Count, MostItems); i++)
        {
            var field = $"courses[{Number(i)}]";
            if (errors.Item(field, courses[i]))
            {
                errors.Text(field + ".code", courses[i].Code, 20);
                errors.Text(field + ".title", courses[i].Title, 200);
                errors.Require(courses[i].Hours is > 0 and <= MostHours, field + ".hours", "field.outOfRange", ("from", "0.1"), ("to", Number(MostHours)));
            }
        }

        var codes = courses.Where(c => c?.Code is not null).Select(c => c.Code.Trim()).ToList();
        errors.Require(codes.Distinct(StringComparer.Ordinal).Count() == codes.Count, "courses", "trainingProgramme.codesRepeat");
    }

    private async Task<IReadOnlyList<ProgrammeMaterial>> MaterialsAsync(
        TrainingProgramme programme, ProgrammeDraftRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        var asked = request.Materials ?? [];
        errors.Require(asked.Count <= MostItems, "materials", "field.tooMany", ("most", Number(MostItems)));
        if (asked.Count is 0 or > MostItems)
        {
            return [];
        }

        var today = ShanghaiDay.Of(scope.Now);
        var attached = (await documents.OfAsync(scope.Db, TrainingModule.ProgrammeSubject, programme.Id, cancellationToken)).Where(d => d.CountsOn(today)).ToDictionary(d => d.Id);
        var earlier = (await scope.Db.Set<ProgrammeVersion>().AsNoTracking().Where(v => v.ProgrammeId == programme.Id && (v.State == ProgrammeState.Approved || v.State == ProgrammeState.Replaced))
            .ToListAsync(cancellationToken)).SelectMany(v => v.Materials).ToLookup(m => m.Id);
        var courses = (request.Courses ?? []).Where(c => c?.Code is not null).Select(c => c.Code.Trim()).ToHashSet(StringComparer.Ordinal);
        var materials = new List<ProgrammeMaterial>();
        for (var i = 0; i < asked.Count; i++)
        {
            var field = $"materials[{Number(i)}]";
            if (!errors.Item(field, asked[i]))
            {
                continue;
            }

            var (input, document) = (asked[i], asked[i].DocumentId is { } id ? attached.GetValueOrDefault(id) : null);
            errors.Text(field + ".title", input.Title, 200);
            errors.Require(input.DocumentId is not null, field + ".documentId", "field.required");
            errors.Require(input.DocumentId is null || document is not null, field + ".documentId", "trainingProgramme.notAttached");
            errors.Require(input.MinimumMinutes is null or (>= 0 and <= MostMinutes), field + ".minimumMinutes", "field.outOfRange", ("from", "0"), ("to", Number(MostMinutes)));
            errors.Require(input.Course is not null && courses.Contains(input.Course.Trim()), field + ".course", "trainingProgramme.noSuchCourse");
            if (document is not null && input is { Title: { } title, Course: { } course })
            {
                materials.Add(new ProgrammeMaterial(
                    input.Id ?? scope.NewId(), title.Trim(), VersionOf(input.Id, document.Hash, earlier), document.Id, document.Hash, input.MinimumMinutes ?? 0, course.Trim()));
            }
        }

        errors.Require(materials.Select(m => m.Id).Distinct().Count() == materials.Count, "materials", "trainingProgramme.materialTwice");
        return materials;
    }

    /// <summary>The number that the content had in an approved version, else the one after the highest.</summary>
    private static int VersionOf(Guid? material, string hash, ILookup<Guid, ProgrammeMaterial> earlier)
    {
        var known = material is { } id ? earlier[id].ToList() : [];
        return known.Find(m => m.Sha256 == hash)?.Version ?? (known.Count == 0 ? 1 : known.Max(m => m.Version) + 1);
    }

    private async Task PeopleAsync(ProgrammeKind kind, IReadOnlyList<Guid> supervisors, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        errors.Require(supervisors.Count <= MostItems, "supervisors", "field.tooMany", ("most", Number(MostItems)));
        if (supervisors.Count is 0 or > MostItems)
        {
            return;
        }

        var known = await people.FindAsync(scope.Db, supervisors, cancellationToken);
        errors.Require(supervisors.All(known.ContainsKey), "supervisors", "field.unknownReference");
        errors.Require(kind != ProgrammeKind.Physician || known.Values.All(p => p.Kind == PractitionerKind.Physician), "supervisors", "trainingBase.notPhysician");
    }

    private static void Range(FieldErrors errors, string field, int? value, int from, int to)
    {
        errors.Require(value is not null, field, "field.required");
        errors.Require(value is null || (value >= from && value <= to), field, "field.outOfRange", ("from", Number(from)), ("to", Number(to)));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
