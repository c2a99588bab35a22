using System.Globalization;
using System.Security.Cryptography;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Papers;

/// <summary>Draws papers by a blueprint with a seed, and withdraws them.</summary>
public sealed class PaperActs(IWriter writer)
{
    /// <summary>Numbers beyond this are not exact in every reader of JSON.</summary>
    private const int LargestSeed = int.MaxValue;

    public Task<Outcome<Created>> DrawAsync(Guid blueprintId, DrawRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        // Chosen before the act, which may run again after a conflict.
        var seed = request.Seed ?? RandomNumberGenerator.GetInt32(1, LargestSeed);
        return writer.WriteAsync<Created>(context, (scope, ct) => DrawAsync(scope, blueprintId, request, seed, ct), cancellationToken);
    }

    /// <summary>No more sittings are scheduled on it; those that are stay.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid id, ExaminationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<ExamPaper>().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } paper)
            {
                return new NotFound("paper");
            }

            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (paper.WithdrawnAt is not null)
            {
                return new Conflict("examination.paperWithdrawn");
            }

            (paper.WithdrawnAt, paper.WithdrawalReason) = (scope.Now, request.Reason!.Trim());
            scope.Record("paper.withdrawn", nameof(ExamPaper), id);
            return new Created(id);
        },
        cancellationToken);

    /// <summary>Approved questions, for drawing.</summary>
    internal static async Task<List<BankItem>> BankAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<QuestionVersion>().AsNoTracking().Where(v => v.State == QuestionState.Approved)
            .Join(db.Set<Question>().AsNoTracking().Where(q => q.RetiredAt == null), v => v.QuestionId, q => q.Id, (v, q) => new { q.Number, q.Kind, v.Id, v.QuestionId, v.Topic, v.Marks, v.Options })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new BankItem(r.QuestionId, r.Number, r.Id, r.Kind, r.Topic, r.Marks, [.. r.Options.Select(o => o.Code)]));
    }

    private static async Task<Outcome<Created>> DrawAsync(WriteScope scope, Guid blueprintId, DrawRequest request, long seed, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<ExamBlueprint>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == blueprintId, cancellationToken) is not { } blueprint)
        {
            return new NotFound("blueprint");
        }

        var errors = new FieldErrors();
        errors.Text("title", request.Title, 100, required: false);
        errors.Require(seed is >= 0 and <= LargestSeed, "seed", "field.outOfRange", ("from", "0"), ("to", LargestSeed.ToString(CultureInfo.InvariantCulture)));
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (blueprint.RetiredAt is not null)
        {
            return new Conflict("examination.blueprintRetired");
        }

        var bank = await BankAsync(scope.Db, cancellationToken);
        var (items, shortages) = PaperDraw.Draw(blueprint.Sections, bank, seed);
        if (shortages.Count > 0)
        {
            var lacks = shortages.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Section + 1}: {s.Available}/{s.Wanted}"));
            return new Conflict("examination.bankTooSmall", new Dictionary<string, string> { ["sections"] = string.Join(", ", lacks) });
        }

        var paper = new ExamPaper
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            BlueprintId = blueprintId,
            Title = request.Title?.Trim() ?? string.Create(CultureInfo.InvariantCulture, $"{blueprint.Title} {seed}"),
            Purpose = blueprint.Purpose,
            Seed = seed,
            BankHash = PaperDraw.BankHash(blueprint.Sections, bank),
            Items = items,
            TotalMarks = items.Sum(i => i.Marks),
            PassPercent = blueprint.PassPercent,
            DurationMinutes = blueprint.DurationMinutes,
            DrawnBy = scope.Caller.Id,
            DrawnAt = scope.Now,
        };
        scope.Db.Add(paper);
        scope.Record("paper.drawn", nameof(ExamPaper), paper.Id);
        return new Created(paper.Id);
    }
}
