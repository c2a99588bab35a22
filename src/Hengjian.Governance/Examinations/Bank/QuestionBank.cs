using System.Globalization;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Bank;

/// <summary>Questions and their versions: drafted, changed while a draft, approved by a second person, retired.</summary>
public sealed class QuestionBank(IWriter writer, IDocumentDirectory documents)
{
    /// <summary>Registers a question with the draft of its first version.</summary>
    public Task<Outcome<Created>> RegisterAsync(QuestionRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (QuestionFilling.Check(request, request.Kind) is { Any: true } errors)
            {
                return errors.ToRefusal();
            }

            var question = await AddAsync(scope, request, ct);
            scope.Record("question.registered", nameof(Question), question);
            return new Created(question);
        },
        cancellationToken);

    /// <summary>Drafts another version; a question has one draft at a time. Images of the version before go along.</summary>
    public Task<Outcome<Created>> AddVersionAsync(Guid questionId, QuestionRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<Question>().FirstOrDefaultAsync(q => q.Id == questionId, ct) is not { } question)
            {
                return new NotFound("question");
            }

            if (question.RetiredAt is not null)
            {
                return new Conflict("examination.questionRetired");
            }

            var last = await scope.Db.Set<QuestionVersion>().AsNoTracking().Where(v => v.QuestionId == questionId).OrderByDescending(v => v.Number).FirstAsync(ct);
            if (last.State == QuestionState.Draft)
            {
                return new Conflict("examination.draftOpen");
            }

            if (QuestionFilling.Check(request, question.Kind) is { Any: true } errors)
            {
                return errors.ToRefusal();
            }

            var version = Draft(scope, questionId, last.Number + 1);
            version.Images = last.Images;
            QuestionFilling.Fill(version, request, question.Kind);
            scope.Db.Add(version);
            scope.Record("question.version.drafted", nameof(QuestionVersion), version.Id);
            return new Created(version.Id);
        },
        cancellationToken);

    /// <summary>Changes a draft; who changes it has drafted it from then on, so that another person approves.</summary>
    public Task<Outcome<Changed>> ChangeAsync(Guid questionId, Guid versionId, long version, QuestionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await FindAsync(scope, questionId, versionId, ct) is not var (question, row))
                {
                    return new NotFound("questionVersion");
                }

                if (row.Version != version)
                {
                    return new Stale(version, row.Version);
                }

                if (row.State != QuestionState.Draft)
                {
                    return new Conflict("examination.versionFrozen");
                }

                if (QuestionFilling.Check(request, question.Kind) is { Any: true } errors)
                {
                    return errors.ToRefusal();
                }

                QuestionFilling.Fill(row, request, question.Kind);
                row.DraftedBy = scope.Caller.Id;
                scope.Db.Entry(row).State = EntityState.Modified;
                scope.Record("question.version.changed", nameof(QuestionVersion), versionId);
                return new Changed(versionId, version + 1);
            },
            cancellationToken);

    /// <summary>A second person approves a draft: it is frozen with its images, and papers draw it from then on.</summary>
    public Task<Outcome<Created>> ApproveAsync(Guid questionId, Guid versionId, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await FindAsync(scope, questionId, versionId, ct) is not var (_, row))
            {
                return new NotFound("questionVersion");
            }

            if (row.State != QuestionState.Draft)
            {
                return new Conflict("examination.versionFrozen");
            }

            if (row.DraftedBy == scope.Caller.Id)
            {
                return new Conflict("examination.ownDraft");
            }

            var images = (await documents.OfAsync(scope.Db, QuestionImages.SubjectKind, versionId, ct)).Where(d => d.WithdrawnAt is null).OrderBy(d => d.UploadedAt).Select(d => d.Id);
            foreach (var before in await scope.Db.Set<QuestionVersion>().Where(v => v.QuestionId == questionId && v.State == QuestionState.Approved).ToListAsync(ct))
            {
                before.State = QuestionState.Superseded;
            }

            (row.State, row.ApprovedBy, row.ApprovedAt, row.Images) = (QuestionState.Approved, scope.Caller.Id, scope.Now, [.. row.Images, .. images]);
            scope.Record("question.version.approved", nameof(QuestionVersion), versionId);
            return new Created(versionId);
        },
        cancellationToken);

    /// <summary>Takes a question out of the bank; papers that have it keep it.</summary>
    public Task<Outcome<Created>> RetireAsync(Guid questionId, ExaminationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<Question>().FirstOrDefaultAsync(q => q.Id == questionId, ct) is not { } question)
            {
                return new NotFound("question");
            }

            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (question.RetiredAt is not null)
            {
                return new Conflict("examination.questionRetired");
            }

            (question.RetiredAt, question.RetirementReason) = (scope.Now, request.Reason!.Trim());
            foreach (var version in await scope.Db.Set<QuestionVersion>().Where(v => v.QuestionId == questionId && (v.State == QuestionState.Approved || v.State == QuestionState.Draft)).ToListAsync(ct))
            {
                version.State = QuestionState.Retired;
            }

            scope.Record("question.retired", nameof(Question), questionId);
            return new Created(questionId);
        },
        cancellationToken);

    /// <summary>A new question with its first draft, within an act; the request has been checked.</summary>
    internal static async Task<Guid> AddAsync(WriteScope scope, QuestionRequest request, CancellationToken cancellationToken)
    {
        var number = await NumberSequence.NextAsync(scope, "question", cancellationToken);
        var question = new Question
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = "Q" + number.ToString("0000", CultureInfo.InvariantCulture),
            Kind = request.Kind!.Value,
            CreatedAt = scope.Now,
        };
        var version = Draft(scope, question.Id, 1);
        QuestionFilling.Fill(version, request, question.Kind);
        scope.Db.AddRange(question, version);
        return question.Id;
    }

    private static QuestionVersion Draft(WriteScope scope, Guid questionId, int number) => new()
    {
        InstitutionId = scope.InstitutionId,
        Id = scope.NewId(),
        QuestionId = questionId,
        Number = number,
        DraftedBy = scope.Caller.Id,
        DraftedAt = scope.Now,
    };

    private static async Task<(Question Question, QuestionVersion Version)?> FindAsync(WriteScope scope, Guid questionId, Guid versionId, CancellationToken cancellationToken) =>
        await scope.Db.Set<QuestionVersion>().FirstOrDefaultAsync(v => v.Id == versionId && v.QuestionId == questionId, cancellationToken) is { } version
            ? (await scope.Db.Set<Question>().FirstAsync(q => q.Id == questionId, cancellationToken), version)
            : null;
}
