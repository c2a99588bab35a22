using System.Globalization;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Sittings;

/// <summary>
/// The candidate's acts: begin, answer, hand in. The server's clock alone decides, and it never runs backwards within a sitting: an instant before the last save counts as that
/// of the last save.
/// </summary>
public sealed class SitExam
{
    private const int LongestText = 4000;
    private const int MostChoices = 8;

    private readonly IWriter _writer;
    private readonly PaperBook _papers;
    private readonly CloseSitting _closing;

    internal SitExam(IWriter writer, PaperBook papers, CloseSitting closing) => (_writer, _papers, _closing) = (writer, papers, closing);

    /// <summary>Begins; once begun it answers the same times again.</summary>
    public Task<Outcome<SittingTimes>> StartAsync(Guid id, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<SittingTimes>(
        context,
        async (scope, ct) =>
        {
            if (await OwnAsync(scope, id, ct) is not { } sitting)
            {
                return new NotFound("sitting");
            }

            if (sitting.State == SittingState.Running && scope.Now < sitting.EndsAt)
            {
                return Times(sitting, scope.Now);
            }

            if (sitting.State != SittingState.Scheduled)
            {
                return new Conflict(sitting.State == SittingState.Missed ? "examination.windowClosed" : "examination.notToBegin");
            }

            if (scope.Now < sitting.OpensAt)
            {
                return new Conflict("examination.notOpen", new Dictionary<string, string> { ["from"] = FactSheet.Text(sitting.OpensAt) });
            }

            if (scope.Now >= sitting.ClosesAt)
            {
                return new Conflict("examination.windowClosed");
            }

            (sitting.State, sitting.StartedAt, sitting.EndsAt) = (SittingState.Running, scope.Now, sitting.EndOf(scope.Now));
            scope.Record("sitting.started", nameof(Sitting), id);
            return Times(sitting, scope.Now);
        },
        cancellationToken);

    /// <summary>Saves an answer at once. The same again, and one that a later save overtook, change nothing; after the time the last saved stands.</summary>
    public Task<Outcome<SavedAnswer>> AnswerAsync(Guid id, int position, AnswerRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<SavedAnswer>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<Sitting>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } sitting || !IsOwn(sitting, scope.Caller))
            {
                return new NotFound("sitting");
            }

            var last = await scope.Db.Set<SittingAnswer>().AsNoTracking().Where(a => a.SittingId == id).OrderByDescending(a => a.SavedAt).Select(a => (DateTimeOffset?)a.SavedAt).FirstOrDefaultAsync(ct);
            var now = last > scope.Now ? last.Value : scope.Now;
            if (NotRunning(sitting, now) is { } late)
            {
                return late;
            }

            var paper = await _papers.PaperAsync(scope.Db, sitting.PaperId, ct);
            if (paper.At(position) is not { } item)
            {
                return new NotFound("question");
            }

            var (choices, refusal) = Read(request, item, PaperDraw.OptionOrder(item, paper.Seed, id));
            if (refusal is not null)
            {
                return refusal;
            }

            var answer = await scope.Db.Set<SittingAnswer>().FirstOrDefaultAsync(a => a.SittingId == id && a.Position == position, ct);
            var (text, sequence) = (string.IsNullOrWhiteSpace(request.Text) ? null : request.Text, request.Sequence ?? (answer?.Sequence + 1 ?? 1));
            if (answer is null)
            {
                answer = new SittingAnswer { InstitutionId = scope.InstitutionId, Id = scope.NewId(), SittingId = id, Position = position };
                scope.Db.Add(answer);
            }
            else if (sequence <= answer.Sequence || (answer.Text == text && answer.Choices.SequenceEqual(choices)))
            {
                return new SavedAnswer(position, answer.SavedAt, SecondsLeft(sitting, now));
            }

            (answer.Choices, answer.Text, answer.Sequence, answer.SavedAt) = (choices, text, sequence, now);
            scope.Record("sitting.answered", nameof(Sitting), id);
            return new SavedAnswer(position, now, SecondsLeft(sitting, now));
        },
        cancellationToken);

    /// <summary>Hands in; nothing can be changed afterwards. After the time it is closed as the clock would have done.</summary>
    public Task<Outcome<Created>> HandInAsync(Guid id, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await OwnAsync(scope, id, ct) is not { } sitting)
            {
                return new NotFound("sitting");
            }

            if (sitting.State != SittingState.Running)
            {
                return sitting.StartedAt is null ? new Conflict("examination.notBegun") : new Conflict("examination.handedIn");
            }

            var late = scope.Now >= sitting.EndsAt;
            await _closing.CloseAsync(scope, sitting, late ? sitting.EndsAt!.Value : scope.Now, late, ct);
            return new Created(id);
        },
        cancellationToken);

    /// <summary>True for the candidate: by the record for a trainee, by the account for a user.</summary>
    internal static bool IsOwn(Sitting sitting, Caller caller) =>
        caller.Kind == CallerKind.User && (sitting.UserId is { } user ? user == caller.Id : sitting.PractitionerId is { } own && own == caller.PractitionerId);

    internal static int SecondsLeft(Sitting sitting, DateTimeOffset now) => sitting.EndsAt is { } end && end > now ? (int)Math.Ceiling((end - now).TotalSeconds) : 0;

    private static SittingTimes Times(Sitting sitting, DateTimeOffset now) => new(sitting.Id, sitting.StartedAt!.Value, sitting.EndsAt!.Value, SecondsLeft(sitting, now));

    private static async Task<Sitting?> OwnAsync(WriteScope scope, Guid id, CancellationToken cancellationToken) =>
        await scope.Db.Set<Sitting>().FirstOrDefaultAsync(s => s.Id == id, cancellationToken) is { } sitting && IsOwn(sitting, scope.Caller) ? sitting : null;

    private static Conflict? NotRunning(Sitting sitting, DateTimeOffset now) => sitting.State switch
    {
        SittingState.Scheduled => new Conflict("examination.notBegun"),
        SittingState.Running when now < sitting.EndsAt => null,
        SittingState.Running => TimeOver(sitting),
        _ when sitting.ClosedByClock => TimeOver(sitting),
        _ => new Conflict("examination.handedIn"),
    };

    private static Conflict TimeOver(Sitting sitting) => new("examination.timeOver", new Dictionary<string, string> { ["at"] = FactSheet.Text(sitting.EndsAt!.Value) });

    /// <summary>The bank's codes of what was chosen, in the bank's order; the values are those that <see cref="OwnSittings"/> shows.</summary>
    private static (IReadOnlyList<string> Choices, Refusal? Refusal) Read(AnswerRequest request, PaperItem item, int[] order)
    {
        var errors = new FieldErrors();
        var values = request.Choices ?? [];
        var shown = OptionValues(item);
        errors.Require(values.Count <= MostChoices && values.All(v => v is not null && shown.Contains(v)), "choices", "field.malformed");
        errors.Require(values.Count <= 1 || item.Kind == QuestionKind.Multiple, "choices", "examination.oneChoice");
        errors.Text("text", string.IsNullOrWhiteSpace(request.Text) ? null : request.Text, LongestText, required: false);
        errors.Require(request.Text is null || Marks.IsOpen(item.Kind), "text", "examination.noText");
        errors.Require(request.Sequence is null or >= 0, "sequence", "field.malformed");
        return errors.Any ? ([], errors.ToRefusal()) : ([.. values.Select(v => item.Options[order[IndexOf(shown, v)]]).Distinct().Order(StringComparer.Ordinal)], null);
    }

    /// <summary>What stands for the options as they are shown: letters, or the codes of fixed answers.</summary>
    internal static IReadOnlyList<string> OptionValues(PaperItem item) => item.Kind is QuestionKind.Judgement or QuestionKind.SpotWrongAi
        ? item.Options
        : [.. Enumerable.Range(0, item.Options.Count).Select(i => ((char)('A' + i)).ToString(CultureInfo.InvariantCulture))];

    private static int IndexOf(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] == value)
            {
                return i;
            }
        }

        return -1;
    }
}
