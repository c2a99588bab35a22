using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Domain;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Programmes;

/// <summary>A second person approves a draft and signs it; from then on it is the version in force and the one before is replaced.</summary>
public sealed class ApproveProgramme
{
    private readonly IWriter _writer;
    private readonly ProgrammeChecks _checks;
    private readonly ISigning _signing;
    private readonly IDocumentDirectory _documents;

    internal ApproveProgramme(IWriter writer, ProgrammeChecks checks, ISigning signing, IDocumentDirectory documents) =>
        (_writer, _checks, _signing, _documents) = (writer, checks, signing, documents);

    public async Task<Outcome<Created>> HandleAsync(Guid programmeId, ProgrammeApprovalRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("note", request.Note, 1000, required: false);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var unlocked = await _signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await _writer.WriteAsync<Created>(context, (scope, ct) => ApproveAsync(scope, programmeId, request, unlocked.Value!, ct), cancellationToken);
    }

    private async Task<Outcome<Created>> ApproveAsync(WriteScope scope, Guid programmeId, ProgrammeApprovalRequest request, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<TrainingProgramme>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == programmeId, cancellationToken) is not { } programme)
        {
            return new NotFound("trainingProgramme");
        }

        if (await TrainingProgrammes.DraftAsync(scope.Db, programmeId, cancellationToken) is not { } draft)
        {
            return new Conflict("trainingProgramme.noDraft");
        }

        if (draft.Authors.Contains(scope.Caller.Id))
        {
            return new Conflict("trainingProgramme.secondPerson");
        }

        var today = ShanghaiDay.Of(scope.Now);
        var attached = (await _documents.OfAsync(scope.Db, TrainingModule.ProgrammeSubject, programmeId, cancellationToken)).Where(d => d.CountsOn(today)).Select(d => d.Id).ToHashSet();
        if (draft.Materials.FirstOrDefault(m => !attached.Contains(m.DocumentId)) is { } gone)
        {
            return new Conflict("trainingProgramme.materialGone", new Dictionary<string, string> { ["title"] = gone.Title });
        }

        var decisions = await _checks.DecideAsync(scope.Db, programme, draft, scope.Now, cancellationToken);
        if (decisions.Any(d => d.Blocks))
        {
            return new RuleRefused(decisions);
        }

        if (await scope.Db.Set<ProgrammeVersion>().FirstOrDefaultAsync(v => v.ProgrammeId == programmeId && v.State == ProgrammeState.Approved, cancellationToken) is { } former)
        {
            (former.State, former.EndedAt) = (ProgrammeState.Replaced, scope.Now);
        }

        (draft.State, draft.ApprovedBy, draft.ApprovedAt, draft.ApprovalNote) = (ProgrammeState.Approved, scope.Caller.Id, scope.Now, string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim());
        draft.Decisions = decisions;
        draft.SignatureId = await _signing.SignAsync(scope, ticket, "trainingProgramme.approved", nameof(ProgrammeVersion), draft.Id, Content(programme, draft), cancellationToken);
        scope.Record("trainingProgramme.approved", nameof(ProgrammeVersion), draft.Id, decisions[0].Pack);
        return new Created(draft.Id);
    }

    /// <summary>What the signature covers: the whole version.</summary>
    private static byte[] Content(TrainingProgramme programme, ProgrammeVersion version) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "trainingProgramme.approved",
            programmeId = programme.Id,
            number = programme.Number,
            name = programme.Name,
            kind = programme.Kind,
            technologyCategory = programme.TechnologyCategory,
            versionId = version.Id,
            edition = version.Edition,
            syllabus = version.Syllabus,
            months = version.Months,
            capacity = version.Capacity,
            courses = version.Courses.Select(c => new { c.Code, c.Title, c.Part, Hours = c.Hours.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) }),
            materials = version.Materials,
            supervisors = version.Supervisors,
            assessments = version.Assessments,
            decisions = version.Decisions,
            signedAt = StoredInstant.ToMicroseconds(version.ApprovedAt!.Value),
        },
        JsonColumn.Options));
}
