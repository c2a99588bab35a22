using System.Globalization;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Papers;

/// <summary>Blueprints of papers: registered, changed (papers drawn before stay as they are), retired.</summary>
public sealed class Blueprints(IWriter writer, RuleEngine engine, IInstitutionRegister institutions)
{
    private const int MostSections = 40;
    private const int MostQuestions = 200;
    private const int LongestMinutes = 600;

    public Task<Outcome<Created>> RegisterAsync(BlueprintRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "blueprint.registered",
        scope => new ExamBlueprint { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedBy = scope.Caller.Id, CreatedAt = scope.Now },
        (row, scope, ct) => FillAsync(row, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, BlueprintRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<ExamBlueprint>().Where(b => b.Id == id && b.RetiredAt == null),
        version,
        context,
        "blueprint",
        "blueprint.changed",
        (row, scope, ct) => FillAsync(row, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Created>> RetireAsync(Guid id, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<ExamBlueprint>().FirstOrDefaultAsync(b => b.Id == id, ct) is not { } row)
            {
                return new NotFound("blueprint");
            }

            if (row.RetiredAt is not null)
            {
                return new Conflict("examination.blueprintRetired");
            }

            row.RetiredAt = scope.Now;
            scope.Record("blueprint.retired", nameof(ExamBlueprint), id);
            return new Created(id);
        },
        cancellationToken);

    private async Task<Refusal?> FillAsync(ExamBlueprint row, BlueprintRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var least = engine.Catalog.Parameters(ClauseIds.ExaminationAttempts, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken)).Int("leastPassPercent");
        var errors = new FieldErrors();
        errors.Text("title", request.Title, 100);
        errors.Require(request.Purpose is not null, "purpose", "field.required");
        Range(errors, "durationMinutes", request.DurationMinutes, 1, LongestMinutes);
        Range(errors, "passPercent", request.PassPercent, least, 100);
        var sections = request.Sections ?? [];
        errors.Require(sections.Count is > 0 and <= MostSections, "sections", sections.Count == 0 ? "field.required" : "examination.tooManySections");
        for (var i = 0; i < sections.Count && sections.Count <= MostSections; i++)
        {
            var field = $"sections[{i}]";
            if (errors.Item(field, sections[i]))
            {
                errors.Text(field + ".topic", sections[i].Topic, 60, required: false);
                Range(errors, field + ".count", sections[i].Count, 1, MostQuestions);
                if (sections[i].Marks is not null)
                {
                    Range(errors, field + ".marks", sections[i].Marks, 1, 100);
                }
            }
        }

        errors.Require(errors.Any || sections.Sum(s => s.Count!.Value) <= MostQuestions, "sections", "examination.tooManyQuestions");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        (row.Title, row.Purpose, row.DurationMinutes, row.PassPercent) = (request.Title!.Trim(), request.Purpose!.Value, request.DurationMinutes!.Value, request.PassPercent!.Value);
        row.Sections = [.. sections.Select(s => new BlueprintSection(s.Topic?.Trim(), s.Kind, s.Count!.Value, s.Marks))];
        return null;
    }

    private static void Range(FieldErrors errors, string field, int? value, int from, int to) => errors.Require(
        value is { } known && known >= from && known <= to, field, value is null ? "field.required" : "field.outOfRange",
        ("from", from.ToString(CultureInfo.InvariantCulture)), ("to", to.ToString(CultureInfo.InvariantCulture)));
}
