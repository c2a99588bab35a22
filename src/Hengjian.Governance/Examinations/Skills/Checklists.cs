using System.Globalization;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Skills;

/// <summary>Checklists of skills in versions: drafted, changed while a draft, approved by a second person.</summary>
public sealed class Checklists
{
    private const int MostItems = 60;

    private readonly IWriter _writer;
    private readonly ExaminerCheck _check;

    internal Checklists(IWriter writer, ExaminerCheck check) => (_writer, _check) = (writer, check);

    public Task<Outcome<Created>> DraftAsync(ChecklistRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.RegisterAsync(
        context,
        "checklist.drafted",
        scope => new SkillsChecklist { InstitutionId = scope.InstitutionId, Id = scope.NewId(), State = QuestionState.Draft, DraftedAt = scope.Now },
        (row, scope, ct) => NewAsync(row, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, ChecklistRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.ChangeAsync(
        db => db.Set<SkillsChecklist>().Where(c => c.Id == id),
        version,
        context,
        "checklist",
        "checklist.changed",
        async (row, scope, ct) => row.State != QuestionState.Draft ? new Conflict("examination.versionFrozen") : await FillAsync(row, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Created>> ApproveAsync(Guid id, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<SkillsChecklist>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } row)
            {
                return new NotFound("checklist");
            }

            if (row.State != QuestionState.Draft)
            {
                return new Conflict("examination.versionFrozen");
            }

            if (row.DraftedBy == scope.Caller.Id)
            {
                return new Conflict("examination.ownDraft");
            }

            foreach (var before in await scope.Db.Set<SkillsChecklist>().Where(c => c.SeriesId == row.SeriesId && c.State == QuestionState.Approved).ToListAsync(ct))
            {
                before.State = QuestionState.Superseded;
            }

            (row.State, row.ApprovedBy, row.ApprovedAt) = (QuestionState.Approved, scope.Caller.Id, scope.Now);
            scope.Record("checklist.approved", nameof(SkillsChecklist), id);
            return new Created(id);
        },
        cancellationToken);

    private async Task<Refusal?> NewAsync(SkillsChecklist row, ChecklistRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        (row.SeriesId, row.Number) = (row.Id, 1);
        if (request.ReplacesId is { } replaced)
        {
            if (await scope.Db.Set<SkillsChecklist>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == replaced, cancellationToken) is not { } before)
            {
                return new Invalid("replacesId", "field.unknownReference");
            }

            var series = await scope.Db.Set<SkillsChecklist>().AsNoTracking().Where(c => c.SeriesId == before.SeriesId).ToListAsync(cancellationToken);
            if (series.Exists(c => c.State == QuestionState.Draft))
            {
                return new Conflict("examination.draftOpen");
            }

            (row.SeriesId, row.Number) = (before.SeriesId, series.Max(c => c.Number) + 1);
        }

        return await FillAsync(row, request, scope, cancellationToken);
    }

    private async Task<Refusal?> FillAsync(SkillsChecklist row, ChecklistRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var least = (await _check.ParametersAsync(scope.Db, ClauseIds.ExaminationAttempts, scope.Now, cancellationToken)).Int("leastPassPercent");
        var (errors, items) = (new FieldErrors(), request.Items ?? []);
        errors.Text("title", request.Title, 100);
        errors.Require(
            request.PassPercent is { } percent && percent >= least && percent <= 100, "passPercent", request.PassPercent is null ? "field.required" : "field.outOfRange",
            ("from", least.ToString(CultureInfo.InvariantCulture)), ("to", "100"));
        errors.Require(items.Count is > 0 and <= MostItems, "items", items.Count == 0 ? "field.required" : "examination.tooManyItems");
        for (var i = 0; i < items.Count && items.Count <= MostItems; i++)
        {
            var field = $"items[{i}]";
            if (errors.Item(field, items[i]))
            {
                errors.Text(field + ".text", items[i].Text, 300);
                errors.Require(items[i].Weight is >= 1 and <= 100, field + ".weight", items[i].Weight is null ? "field.required" : "field.outOfRange", ("from", "1"), ("to", "100"));
            }
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        (row.Title, row.PassPercent, row.DraftedBy) = (request.Title!.Trim(), request.PassPercent!.Value, scope.Caller.Id);
        row.Items = [.. items.Select((item, i) => new ChecklistItem("S" + (i + 1).ToString("00", CultureInfo.InvariantCulture), item.Text!.Trim(), item.Weight!.Value, item.Critical))];
        return null;
    }
}
