using System.Globalization;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>The institution's own record of its bases.</summary>
public sealed class TrainingBases(IWriter writer, IDocumentDirectory documents, IPractitionerPlaces people)
{
    private const int EarliestYear = 2000;
    private const int MostFigures = 50;
    private const int MostSupervisors = 100;
    private const int LargestCount = 10_000_000;

    public Task<Outcome<Created>> RegisterAsync(TrainingBaseRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var row = new TrainingBase { InstitutionId = scope.InstitutionId, Id = scope.NewId(), RegisteredBy = scope.Caller.Id, RegisteredAt = scope.Now };
            if (await FillAsync(row, request, scope, ct) is { } refusal)
            {
                return refusal;
            }

            var year = ShanghaiDay.Of(scope.Now).Year;
            var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"training-base-{year}"), ct);
            row.Number = string.Create(CultureInfo.InvariantCulture, $"JD-{year}-{serial:000}");
            scope.Db.Add(row);
            scope.Record("trainingBase.registered", nameof(TrainingBase), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, TrainingBaseRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<TrainingBase>().Where(b => b.Id == id), version, context, "trainingBase", "trainingBase.changed", (row, scope, ct) => FillAsync(row, request, scope, ct), cancellationToken);

    public Task<Outcome<Changed>> FurnishAsync(Guid id, long version, BaseFacilitiesRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<TrainingBase>().Where(b => b.Id == id),
        version,
        context,
        "trainingBase",
        "trainingBase.furnished",
        (row, _, _) => Task.FromResult(Furnish(row, request)),
        cancellationToken);

    private static Refusal? Furnish(TrainingBase row, BaseFacilitiesRequest request)
    {
        var errors = new FieldErrors();
        foreach (var (name, value) in new[]
        {
            ("seats", request.Seats), ("workstations", request.Workstations), ("teachingImages", request.TeachingImages), ("libraryCases", request.LibraryCases),
        })
        {
            errors.Require(value is not null, name, "field.required");
            errors.Require(value is null or (>= 0 and <= LargestCount), name, "field.outOfRange", ("from", "0"), ("to", Number(LargestCount)));
        }

        errors.Require(request.ExaminationRoom is not null, "examinationRoom", "field.required");
        errors.Text("note", request.Note, 1000, required: false);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        row.Facilities = new BaseFacilities(
            request.Seats!.Value, request.Workstations!.Value, request.TeachingImages!.Value, request.LibraryCases!.Value, request.ExaminationRoom!.Value, request.Note?.Trim());
        return null;
    }

    private async Task<Refusal?> FillAsync(TrainingBase row, TrainingBaseRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("technologyCategory", request.TechnologyCategory, 64);
        errors.Text("lead", request.Lead, 100);
        errors.Text("note", request.Note, 1000, required: false);
        Figures(request.Years ?? [], scope.Now, errors);
        await SupervisorsAsync(request.Supervisors ?? [], scope.Db, errors, cancellationToken);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var papers = (request.Years ?? []).Select(y => y.DocumentId).Concat((request.Supervisors ?? []).Select(s => s.DocumentId)).OfType<Guid>().ToHashSet();
        var known = papers.Count == 0 ? [] : (await documents.OfAsync(scope.Db, TrainingModule.BaseSubject, row.Id, cancellationToken)).Select(d => d.Id).ToHashSet();
        if (!papers.IsSubsetOf(known))
        {
            return new Invalid("years", "trainingBase.paperElsewhere");
        }

        var category = request.TechnologyCategory!.Trim();
        if (!NameMatch.Same(category, row.TechnologyCategory)
            && (row.LastDesignation is not null || await scope.Db.Set<BaseApplication>().AnyAsync(a => a.BaseId == row.Id && a.State == BaseApplicationState.Waiting, cancellationToken)))
        {
            return new Invalid("technologyCategory", "trainingBase.categoryFixed");
        }

        row.TechnologyCategory = category;
        row.Lead = request.Lead!.Trim();
        row.Note = request.Note?.Trim();
        row.Years = [.. (request.Years ?? []).OrderByDescending(y => y.Year)];
        row.Supervisors = [.. (request.Supervisors ?? []).Select(s => new BaseSupervisor(s.PractitionerId!.Value, s.DocumentedCases, s.DocumentId))];
        return null;
    }

    private static void Figures(IReadOnlyList<DocumentedYear> years, DateTimeOffset now, FieldErrors errors)
    {
        var last = ShanghaiDay.Of(now).Year - 1;
        errors.Require(years.Count <= MostFigures, "years", "field.tooMany", ("most", Number(MostFigures)));
        for (var i = 0; i < Math.Min(years.Count, MostFigures); i++)
        {
            var field = $"years[{Number(i)}]";
            if (errors.Item(field, years[i]))
            {
                // Full calendar years alone: one that is going on says nothing.
                errors.Require(years[i].Year >= EarliestYear && years[i].Year <= last, field + ".year", "field.outOfRange", ("from", Number(EarliestYear)), ("to", Number(last)));
                errors.Require(years[i].Cases is >= 0 and <= LargestCount, field + ".cases", "field.outOfRange", ("from", "0"), ("to", Number(LargestCount)));
            }
        }

        var stated = years.Where(y => y is not null).Select(y => y.Year).ToList();
        errors.Require(stated.Distinct().Count() == stated.Count, "years", "register.yearsRepeat");
    }

    private async Task SupervisorsAsync(IReadOnlyList<BaseSupervisorInput> supervisors, HengjianDbContext db, FieldErrors errors, CancellationToken cancellationToken)
    {
        errors.Require(supervisors.Count <= MostSupervisors, "supervisors", "field.tooMany", ("most", Number(MostSupervisors)));
        var named = supervisors.Take(MostSupervisors).Where(s => s is not null).Select(s => s.PractitionerId).OfType<Guid>().ToList();
        var places = await people.FindAsync(db, named, cancellationToken);
        for (var i = 0; i < Math.Min(supervisors.Count, MostSupervisors); i++)
        {
            var field = $"supervisors[{Number(i)}]";
            if (errors.Item(field, supervisors[i]))
            {
                errors.Require(supervisors[i].PractitionerId is not null, field + ".practitionerId", "field.required");
                errors.Require(
                    supervisors[i].PractitionerId is not { } id || places.GetValueOrDefault(id)?.Kind == PractitionerKind.Physician, field + ".practitionerId", "trainingBase.notPhysician");
                errors.Require(supervisors[i].DocumentedCases is null or (>= 0 and <= LargestCount), field + ".documentedCases", "field.outOfRange", ("from", "0"), ("to", Number(LargestCount)));
            }
        }

        errors.Require(named.Distinct().Count() == named.Count, "supervisors", "trainingBase.namedTwice");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
