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

namespace Hengjian.Governance.Training.Programmes;

/// <summary>Writes programmes and their drafts. There is one draft at a time; what was approved is followed by a new version and never changed.</summary>
public sealed class TrainingProgrammes(IWriter writer, IDocumentDirectory documents, IPractitionerPlaces people)
{
    private readonly DraftFilling _filling = new(documents, people);

    /// <summary>A programme with its first draft.</summary>
    public Task<Outcome<Created>> RegisterAsync(ProgrammeRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("name", request.Name, 200);
            errors.Require(request.Kind is not null, "kind", "field.required");
            errors.Text("technologyCategory", request.TechnologyCategory, 64, required: false);
            errors.Require(request.BaseId is not null, "baseId", "field.required");
            var row = request.BaseId is { } baseId ? await scope.Db.Set<TrainingBase>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == baseId, ct) : null;
            errors.Require(request.BaseId is null || row is not null, "baseId", "field.unknownReference");
            errors.Require(
                request is not { Kind: ProgrammeKind.Physician, TechnologyCategory: { } asked } || row is null || NameMatch.Same(asked, row.TechnologyCategory),
                "technologyCategory", "trainingProgramme.otherCategory");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var year = ShanghaiDay.Of(scope.Now).Year;
            var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"training-programme-{year}"), ct);
            var programme = new TrainingProgramme
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                Number = string.Create(CultureInfo.InvariantCulture, $"PX-{year}-{serial:000}"),
                BaseId = row!.Id,
                Name = request.Name!.Trim(),
                Kind = request.Kind!.Value,
                TechnologyCategory = request.TechnologyCategory?.Trim() ?? row.TechnologyCategory,
                CreatedBy = scope.Caller.Id,
                CreatedAt = scope.Now,
            };
            var draft = Draft(scope, programme, 1);
            if (request.Draft is { } content && await _filling.FillAsync(programme, draft, content, scope, ct) is { } refusal)
            {
                return refusal;
            }

            scope.Db.Add(programme);
            scope.Db.Add(draft);
            scope.Record("trainingProgramme.registered", nameof(TrainingProgramme), programme.Id);
            return new Created(programme.Id);
        },
        cancellationToken);

    /// <summary>Changes the draft; <paramref name="version"/> is the draft's own.</summary>
    public Task<Outcome<Changed>> ChangeDraftAsync(Guid programmeId, long version, ProgrammeDraftRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<TrainingProgramme>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == programmeId, ct) is not { } programme)
                {
                    return new NotFound("trainingProgramme");
                }

                if (await DraftAsync(scope.Db, programmeId, ct) is not { } draft)
                {
                    return new Conflict("trainingProgramme.noDraft");
                }

                if (draft.Version != version)
                {
                    return new Stale(version, draft.Version);
                }

                if (await _filling.FillAsync(programme, draft, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Entry(draft).State = EntityState.Modified;
                scope.Record("trainingProgramme.drafted", nameof(ProgrammeVersion), draft.Id);
                return new Changed(draft.Id, version + 1);
            },
            cancellationToken);

    /// <summary>A new draft that begins as the approved version stands.</summary>
    public Task<Outcome<Created>> ReviseAsync(Guid programmeId, ProgrammeStepRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<TrainingProgramme>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == programmeId, ct) is not { } programme)
            {
                return new NotFound("trainingProgramme");
            }

            if (Wrong(request) is { } wrong)
            {
                return wrong;
            }

            var versions = await scope.Db.Set<ProgrammeVersion>().AsNoTracking().Where(v => v.ProgrammeId == programmeId).ToListAsync(ct);
            if (versions.Exists(v => v.State == ProgrammeState.Draft))
            {
                return new Conflict("trainingProgramme.draftOpen");
            }

            var draft = Draft(scope, programme, versions.Max(v => v.Edition) + 1);
            draft.Changes = request.Note?.Trim();
            if (versions.Find(v => v.State == ProgrammeState.Approved) is { } current)
            {
                (draft.Syllabus, draft.Months, draft.Capacity) = (current.Syllabus, current.Months, current.Capacity);
                (draft.Courses, draft.Materials, draft.Supervisors, draft.Assessments) = (current.Courses, current.Materials, current.Supervisors, current.Assessments);
            }

            scope.Db.Add(draft);
            scope.Record("trainingProgramme.revised", nameof(ProgrammeVersion), draft.Id);
            return new Created(draft.Id);
        },
        cancellationToken);

    /// <summary>Gives the draft up.</summary>
    public Task<Outcome<Created>> DiscardAsync(Guid programmeId, ProgrammeStepRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (!await scope.Db.Set<TrainingProgramme>().AnyAsync(p => p.Id == programmeId, ct))
            {
                return new NotFound("trainingProgramme");
            }

            if (Wrong(request) is { } wrong)
            {
                return wrong;
            }

            if (await DraftAsync(scope.Db, programmeId, ct) is not { } draft)
            {
                return new Conflict("trainingProgramme.noDraft");
            }

            (draft.State, draft.EndedAt, draft.ApprovalNote) = (ProgrammeState.Discarded, scope.Now, request.Note?.Trim());
            scope.Record("trainingProgramme.discarded", nameof(ProgrammeVersion), draft.Id);
            return new Created(draft.Id);
        },
        cancellationToken);

    internal static Task<ProgrammeVersion?> DraftAsync(HengjianDbContext db, Guid programmeId, CancellationToken cancellationToken) =>
        db.Set<ProgrammeVersion>().FirstOrDefaultAsync(v => v.ProgrammeId == programmeId && v.State == ProgrammeState.Draft, cancellationToken);

    private static ProgrammeVersion Draft(WriteScope scope, TrainingProgramme programme, int edition) => new()
    {
        InstitutionId = scope.InstitutionId,
        Id = scope.NewId(),
        ProgrammeId = programme.Id,
        Edition = edition,
        State = ProgrammeState.Draft,
        Months = 6,
        Capacity = 1,
        Assessments = DraftFilling.Asked(programme.Kind),
        Authors = [scope.Caller.Id],
        DraftedAt = scope.Now,
    };

    private static Invalid? Wrong(ProgrammeStepRequest request)
    {
        var errors = new FieldErrors();
        errors.Text("note", request.Note, 1000, required: false);
        return errors.Any ? errors.ToRefusal() : null;
    }
}
