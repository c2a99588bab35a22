using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Marking;

/// <summary>The examiners' acts: each marks open answers alone, an arbiter marks where the two differ, and both sign the conclusion.</summary>
public sealed class MarkAnswers
{
    private readonly IWriter _writer;
    private readonly PaperBook _papers;
    private readonly IEnrolments _enrolments;
    private readonly ExaminerCheck _check;
    private readonly ISigning _signing;

    internal MarkAnswers(IWriter writer, PaperBook papers, IEnrolments enrolments, ExaminerCheck check, ISigning signing) =>
        (_writer, _papers, _enrolments, _check, _signing) = (writer, papers, enrolments, check, signing);

    /// <summary>Gives marks for one open answer, or changes them while nobody has signed.</summary>
    public Task<Outcome<Created>> MarkAsync(Guid id, MarkRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await AssignedAsync(scope, id, ct) is not { } sitting)
            {
                return new NotFound("sitting");
            }

            if (NotMarkable(sitting) is { } refusal)
            {
                return refusal;
            }

            var paper = await _papers.PaperAsync(scope.Db, sitting.PaperId, ct);
            var state = await MarkingState.OfAsync(scope.Db, sitting, paper, ct);
            if (state.FirstOrDefault(m => m.Item.Position == request.Position) is not { } open)
            {
                return new Invalid("position", request.Position is null ? "field.required" : "examination.notToMark");
            }

            var errors = new FieldErrors();
            errors.Require(
                request.Marks is { } marks && marks >= 0 && marks <= open.Item.Marks && decimal.Round(marks, 2) == marks, "marks", request.Marks is null ? "field.required" : "field.outOfRange",
                ("from", "0"), ("to", open.Item.Marks.ToString(CultureInfo.InvariantCulture)));
            errors.Text("comment", request.Comment, 1000, required: false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var arbitration = !sitting.Examiners.Contains(scope.Caller.Id);
            var percent = (await _check.ParametersAsync(scope.Db, ClauseIds.Examiners, scope.Now, ct)).Int("arbitrationPercent");
            if (arbitration && !open.Differ(percent))
            {
                return new Conflict("examination.nothingToArbitrate");
            }

            var mark = await scope.Db.Set<AnswerMark>().FirstOrDefaultAsync(m => m.SittingId == id && m.Position == request.Position && m.ExaminerId == scope.Caller.Id, ct);
            if (mark is null)
            {
                mark = new AnswerMark { InstitutionId = scope.InstitutionId, Id = scope.NewId(), SittingId = id, Position = open.Item.Position, ExaminerId = scope.Caller.Id };
                scope.Db.Add(mark);
            }

            (mark.Arbitration, mark.Hundredths, mark.Comment, mark.MarkedAt) = (arbitration, (int)(request.Marks!.Value * 100), request.Comment?.Trim(), scope.Now);
            scope.Record(arbitration ? "sitting.arbitrated" : "sitting.marked", nameof(Sitting), id);
            return new Created(mark.Id);
        },
        cancellationToken);

    /// <summary>Signs the conclusion. It stands once both examiners have signed; HP-6.6 must hold at each signature.</summary>
    public async Task<Outcome<Created>> ConcludeAsync(Guid id, ConclusionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await _signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal ? refusal : await _writer.WriteAsync<Created>(context, (scope, ct) => ConcludeAsync(scope, id, unlocked.Value!, ct), cancellationToken);
    }

    /// <summary>HP-6.6 as the sitting stands.</summary>
    internal async Task<Decision> DecisionAsync(HengjianDbContext db, Sitting sitting, IReadOnlyList<OpenMarks> state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var enrolment = sitting.EnrolmentId is { } enrolmentId ? await _enrolments.FindAsync(db, enrolmentId, cancellationToken) : null;
        var people = ExaminerCheck.Facts(await _check.ExaminersAsync(db, cancellationToken), [sitting.FirstExaminerId, sitting.SecondExaminerId], enrolment);
        return await _check.DecideAsync(db, ClauseIds.Examiners, new MarkingFacts(people, [.. state.Select(m => m.Fact)]), at, cancellationToken);
    }

    private async Task<Outcome<Created>> ConcludeAsync(WriteScope scope, Guid id, SigningTicket ticket, CancellationToken cancellationToken)
    {
        if (await AssignedAsync(scope, id, cancellationToken) is not { } sitting)
        {
            return new NotFound("sitting");
        }

        if (!sitting.Examiners.Contains(scope.Caller.Id))
        {
            return new Conflict("examination.arbiterSignsNot");
        }

        if (sitting.State != SittingState.HandedIn)
        {
            return new Conflict("examination.notToMark");
        }

        if (sitting.Signatures.Any(s => s.UserId == scope.Caller.Id))
        {
            return new Conflict("examination.signed");
        }

        var paper = await _papers.PaperAsync(scope.Db, sitting.PaperId, cancellationToken);
        var state = await MarkingState.OfAsync(scope.Db, sitting, paper, cancellationToken);
        var decision = await DecisionAsync(scope.Db, sitting, state, scope.Now, cancellationToken);
        if (decision.Blocks)
        {
            return new RuleRefused([decision]);
        }

        var percent = (await _check.ParametersAsync(scope.Db, ClauseIds.Examiners, scope.Now, cancellationToken)).Int("arbitrationPercent");
        var answers = await scope.Db.Set<SittingAnswer>().Where(a => a.SittingId == id).ToListAsync(cancellationToken);
        foreach (var open in state)
        {
            answers.Find(a => a.Position == open.Item.Position)!.Hundredths =
                Marks.Open(open.First?.Hundredths, open.Second?.Hundredths, open.Third?.Hundredths, open.Item.Marks, percent);
        }

        sitting.Hundredths = answers.Sum(a => a.Hundredths ?? 0);
        var passed = Marks.Passes(sitting.Hundredths.Value, sitting.Maximum, paper.PassPercent);
        var signature = await _signing.SignAsync(scope, ticket, "examinationConclusion", nameof(Sitting), id, Content(sitting, passed, answers), cancellationToken);
        sitting.Signatures = [.. sitting.Signatures, new ConclusionSignature(scope.Caller.Id, scope.Now, signature)];
        if (sitting.Examiners.All(e => sitting.Signatures.Any(s => s.UserId == e)))
        {
            (sitting.State, sitting.Passed, sitting.ConcludedAt) = (SittingState.Concluded, passed, scope.Now);
        }

        scope.Record(sitting.State == SittingState.Concluded ? "sitting.concluded" : "sitting.signed", nameof(Sitting), id, decision.Pack);
        return new Created(id);
    }

    /// <summary>A sitting that the caller examines or arbitrates; others are not there for an examiner.</summary>
    private static async Task<Sitting?> AssignedAsync(WriteScope scope, Guid id, CancellationToken cancellationToken) =>
        await scope.Db.Set<Sitting>().FirstOrDefaultAsync(
            s => s.Id == id && (s.FirstExaminerId == scope.Caller.Id || s.SecondExaminerId == scope.Caller.Id || s.ArbiterId == scope.Caller.Id), cancellationToken);

    private static Conflict? NotMarkable(Sitting sitting) =>
        sitting.State != SittingState.HandedIn ? new Conflict("examination.notToMark") : sitting.Signatures.Count > 0 ? new Conflict("examination.signed") : null;

    private static byte[] Content(Sitting sitting, bool passed, IEnumerable<SittingAnswer> answers) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "examinationConclusion",
            sittingId = sitting.Id,
            paperId = sitting.PaperId,
            code = sitting.Code,
            hundredths = sitting.Hundredths,
            maximum = sitting.Maximum,
            passed,
            answers = answers.OrderBy(a => a.Position).Select(a => new { position = a.Position, hundredths = a.Hundredths }),
        },
        JsonColumn.Options));
}
