using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Classification;

/// <summary>Answers to the questions that decide a version's risk tier.</summary>
public sealed record RiskRequest
{
    /// <summary>An answer to every question, by its code.</summary>
    public IReadOnlyDictionary<string, bool>? Answers { get; init; }

    /// <summary>Another tier than the answers give; needs <see cref="Reason"/>.</summary>
    public RiskTier? Tier { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Decides the risk tier of a version by the stated questions, or by choice with a reason.</summary>
public sealed class RiskTiers(IWriter writer)
{
    public Task<Outcome<Changed>> DecideAsync(Guid technologyId, Guid versionId, long version, RiskRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<TechnologyVersion>().FirstOrDefaultAsync(v => v.Id == versionId && v.TechnologyId == technologyId, ct) is not { } row)
                {
                    return new NotFound("technologyVersion");
                }

                if (row.Version != version)
                {
                    return new Stale(version, row.Version);
                }

                var errors = new FieldErrors();
                var answers = request.Answers ?? new Dictionary<string, bool>();
                foreach (var question in ClassificationDefaults.Questions)
                {
                    errors.Require(answers.ContainsKey(question.Code), "answers." + question.Code, "field.required");
                }

                errors.Require(answers.Keys.All(k => ClassificationDefaults.Questions.Any(q => q.Code == k)), "answers", "technology.unknownQuestion");
                var decided = ClassificationDefaults.TierOf(answers);
                var chosen = request.Tier == decided ? null : request.Tier;
                errors.Text("reason", chosen is null && string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason, 500, required: chosen is not null);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                row.Risk = new RiskTiering(
                    ClassificationDefaults.Questions.ToDictionary(q => q.Code, q => answers[q.Code]), decided, chosen,
                    chosen is null ? null : request.Reason!.Trim(), scope.Caller.Id, ShanghaiDay.Of(scope.Now));
                scope.Db.Entry(row).State = EntityState.Modified;
                scope.Record("technology.risk.decided", nameof(TechnologyVersion), versionId);
                return new Changed(versionId, version + 1);
            },
            cancellationToken);
}
