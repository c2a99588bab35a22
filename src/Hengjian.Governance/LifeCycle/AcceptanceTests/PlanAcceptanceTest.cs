using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.AcceptanceTests;

/// <summary>A test to plan.</summary>
public sealed record TestPlanRequest
{
    /// <summary>Null: the version in use.</summary>
    public Guid? TechnologyVersionId { get; init; }

    public string? ReferenceStandard { get; init; }

    public string? Source { get; init; }

    public int? SampleSize { get; init; }

    public SampleSizeInput? Reasoning { get; init; }

    public IReadOnlyList<CriterionInput>? Criteria { get; init; }

    public int? TurnaroundMinutes { get; init; }
}

public sealed record CriterionInput
{
    public TestMetric? Metric { get; init; }

    public double? Limit { get; init; }

    public CriterionBasis? Basis { get; init; }
}

public sealed record WithdrawalRequest
{
    public string? Reason { get; init; }
}

/// <summary>Writes the plan of a test. It is frozen as it is stored: whoever wants other criteria withdraws it, with a reason, and plans another.</summary>
public sealed class PlanAcceptanceTest(IWriter writer, IDeploymentStages stages)
{
    private const int LongestText = 2000;

    public Task<Outcome<Created>> HandleAsync(Guid deploymentId, TestPlanRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await stages.FindAsync(scope.Db, deploymentId, ct) is not { } deployment)
            {
                return new NotFound("deployment");
            }

            var version = request.TechnologyVersionId ?? deployment.VersionId;
            var errors = new FieldErrors();
            errors.Require(await stages.WithVersionAsync(scope.Db, deploymentId, version, ct) is not null, "technologyVersionId", "field.unknownReference");
            var plan = Plan(request, errors);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (deployment.Stage == DeploymentStage.Retired)
            {
                return new Conflict("lifeCycle.retired");
            }

            if (await scope.Db.Set<AcceptanceTest>().AnyAsync(t => t.DeploymentId == deploymentId && t.TechnologyVersionId == version && t.State == AcceptanceTestState.Planned, ct))
            {
                return new Conflict("lifeCycle.testPlanned");
            }

            var test = new AcceptanceTest
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                DeploymentId = deploymentId,
                TechnologyVersionId = version,
                State = AcceptanceTestState.Planned,
                Plan = plan!,
                PlannedBy = scope.Caller.Id,
                FrozenAt = scope.Now,
            };
            scope.Db.Add(test);
            LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.TestPlanned, new StepDetails { SubjectId = test.Id, VersionId = version });
            return new Created(test.Id);
        },
        cancellationToken);

    /// <summary>Withdraws a test that has no report yet.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid deploymentId, Guid testId, WithdrawalRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, GateInputs.LongestRemark);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (await stages.FindAsync(scope.Db, deploymentId, ct) is not { } deployment
                    || await scope.Db.Set<AcceptanceTest>().FirstOrDefaultAsync(t => t.Id == testId && t.DeploymentId == deploymentId, ct) is not { } test)
                {
                    return new NotFound("acceptanceTest");
                }

                if (test.State != AcceptanceTestState.Planned)
                {
                    return new Conflict("lifeCycle.testEnded");
                }

                (test.State, test.Remark) = (AcceptanceTestState.Withdrawn, request.Reason!.Trim());
                LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.TestWithdrawn, new StepDetails { SubjectId = test.Id, VersionId = test.TechnologyVersionId, Remark = test.Remark });
                return new Created(testId);
            },
            cancellationToken);

    private static TestPlan? Plan(TestPlanRequest request, FieldErrors errors)
    {
        errors.Text("referenceStandard", request.ReferenceStandard, LongestText);
        errors.Text("source", request.Source, LongestText);
        errors.Require(request.TurnaroundMinutes is null or (>= 1 and <= 100_000), "turnaroundMinutes", "field.outOfRange", ("from", "1"), ("to", "100000"));
        var criteria = Criteria(request, errors);
        var reasoning = TestSample.Reason(request.Reasoning, errors);
        errors.Require(request.SampleSize is >= 1 and <= TestSample.Largest, "sampleSize", "field.outOfRange", ("from", "1"), ("to", TestSample.Largest.ToString(CultureInfo.InvariantCulture)));
        if (reasoning is not null && request.SampleSize is { } size)
        {
            errors.Require(size >= reasoning.Total, "sampleSize", "lifeCycle.belowReasoned", ("total", reasoning.Total.ToString(CultureInfo.InvariantCulture)));
        }

        return errors.Any ? null : new TestPlan(request.ReferenceStandard!.Trim(), request.Source!.Trim(), request.SampleSize!.Value, reasoning!, criteria, request.TurnaroundMinutes);
    }

    private static List<TestCriterion> Criteria(TestPlanRequest request, FieldErrors errors)
    {
        var criteria = new List<TestCriterion>();
        errors.Require(request.Criteria is { Count: >= 1 and <= 10 }, "criteria", "lifeCycle.criteria");
        for (var i = 0; i < Math.Min(request.Criteria?.Count ?? 0, 10); i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"criteria[{i}]");
            if (!errors.Item(field, request.Criteria![i]))
            {
                continue;
            }

            var criterion = request.Criteria[i];
            errors.Require(criterion.Metric is not null, field + ".metric", "field.required");
            errors.Require(criterion.Limit is >= 0 and <= 1, field + ".limit", "lifeCycle.share");
            errors.Require(criterion.Basis is not null, field + ".basis", "field.required");
            errors.Require(criterion.Metric is null || criteria.All(c => c.Metric != criterion.Metric), field + ".metric", "lifeCycle.twice");
            errors.Require(criterion.Metric != TestMetric.OnTime || request.TurnaroundMinutes is not null, "turnaroundMinutes", "field.required");
            if (criterion is { Metric: { } metric, Limit: { } limit, Basis: { } basis })
            {
                criteria.Add(new TestCriterion(metric, limit, basis));
            }
        }

        return criteria;
    }
}
