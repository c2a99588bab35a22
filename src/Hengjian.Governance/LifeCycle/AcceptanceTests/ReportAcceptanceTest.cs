using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.AcceptanceTests;

/// <summary>Results of a planned test: either counts or the list of cases they come from.</summary>
public sealed record TestReportRequest
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public TestCountsInput? Counts { get; init; }

    /// <summary>CSV with the columns case, reference, ai and minutes (optional).</summary>
    public string? Csv { get; init; }

    public string? Remark { get; init; }

    public SignatureInput? Signature { get; init; }
}

public sealed record TestCountsInput
{
    public long? TruePositives { get; init; }

    public long? FalseNegatives { get; init; }

    public long? TrueNegatives { get; init; }

    public long? FalsePositives { get; init; }

    public long? Failures { get; init; }

    public long? OnTime { get; init; }
}

/// <summary>How a test came out.</summary>
public sealed record TestReported(Guid Id, AcceptanceTestState State, TestResults Results);

/// <summary>Computes a test's results by its frozen criteria and signs the report.</summary>
public sealed class ReportAcceptanceTest(IWriter writer, IDeploymentStages stages, ISigning signing, Database database, TimeProvider clock)
{
    private const long MostCases = 10_000_000;

    public async Task<Outcome<TestReported>> HandleAsync(Guid deploymentId, Guid testId, TestReportRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        TestResults results;
        await using (var db = database.Read(context.Caller.InstitutionId))
        {
            var read = await ReadAsync(db, deploymentId, testId, request, clock.GetUtcNow(), cancellationToken);
            if (read.Refusal is { } wrong)
            {
                return wrong;
            }

            results = read.Value!;
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        if (unlocked.Refusal is { } refusal)
        {
            return refusal;
        }

        return await writer.WriteAsync<TestReported>(
            context,
            async (scope, ct) =>
            {
                var deployment = (await stages.FindAsync(scope.Db, deploymentId, ct))!;
                var test = await scope.Db.Set<AcceptanceTest>().FirstAsync(t => t.Id == testId, ct);
                if (test.State != AcceptanceTestState.Planned)
                {
                    return new Conflict("lifeCycle.testEnded");
                }

                (test.Results, test.Remark) = (results, GateInputs.Trimmed(request.Remark));
                (test.ReportedBy, test.ReportedAt) = (scope.Caller.Id, scope.Now);
                test.State = results.Criteria.All(c => c.Met) ? AcceptanceTestState.Passed : AcceptanceTestState.Failed;
                test.SignatureId = await signing.SignAsync(scope, unlocked.Value!, "acceptanceTest", nameof(AcceptanceTest), test.Id, Content(test), ct);
                LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.TestReported, new StepDetails
                {
                    SubjectId = test.Id, VersionId = test.TechnologyVersionId, Remark = test.Remark, Signatures = [test.SignatureId.Value],
                });
                return new TestReported(test.Id, test.State, results);
            },
            cancellationToken);
    }

    private async Task<Outcome<TestResults>> ReadAsync(HengjianDbContext db, Guid deploymentId, Guid testId, TestReportRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Set<AcceptanceTest>().FirstOrDefaultAsync(t => t.Id == testId && t.DeploymentId == deploymentId, cancellationToken) is not { } test
            || await stages.WithVersionAsync(db, deploymentId, test.TechnologyVersionId, cancellationToken) is not { } file)
        {
            return new NotFound("acceptanceTest");
        }

        if (test.State != AcceptanceTestState.Planned)
        {
            return new Conflict("lifeCycle.testEnded");
        }

        var errors = new FieldErrors();
        CheckDays(request, test, ShanghaiDay.Of(now), errors);
        errors.Text("remark", request.Remark, GateInputs.LongestRemark, required: false);
        errors.Require(request.Counts is null != string.IsNullOrWhiteSpace(request.Csv), "counts", "lifeCycle.countsOrCsv");
        TestCounts? counts = null;
        string? hash = null;
        if (!errors.Any && request.Csv is { Length: > 0 } csv)
        {
            (counts, hash) = TestSheet.Read(csv, file.Labels, test.Plan.TurnaroundMinutes, errors);
        }
        else if (!errors.Any)
        {
            counts = Counts(request.Counts!, test.Plan, errors);
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        return new TestResults(request.From!.Value, request.To!.Value, counts!, [.. test.Plan.Criteria.Select(c => TestFacts.Judge(c, counts!))], hash);
    }

    /// <summary>The criteria stand before the first case is tested.</summary>
    private static void CheckDays(TestReportRequest request, AcceptanceTest test, DateOnly today, FieldErrors errors)
    {
        var frozen = ShanghaiDay.Of(test.FrozenAt);
        errors.Require(request.From is not null, "from", "field.required");
        errors.Require(request.To is not null, "to", "field.required");
        errors.Require(request.From is null || request.From >= frozen, "from", "lifeCycle.beforeFrozen", ("frozen", ClauseParameter.TextOf(frozen)!));
        errors.Require(request.To is null || request.From is null || request.To >= request.From, "to", "lifeCycle.endBeforeBeginning");
        errors.Require(request.To is null || request.To <= today, "to", "field.future");
    }

    private static TestCounts? Counts(TestCountsInput input, TestPlan plan, FieldErrors errors)
    {
        long Count(string field, long? value)
        {
            errors.Require(value is not null, "counts." + field, "field.required");
            errors.Require(value is null or (>= 0 and <= MostCases), "counts." + field, "field.outOfRange", ("from", "0"), ("to", "10000000"));
            return value ?? 0;
        }

        var counts = new TestCounts(
            Count("truePositives", input.TruePositives),
            Count("falseNegatives", input.FalseNegatives),
            Count("trueNegatives", input.TrueNegatives),
            Count("falsePositives", input.FalsePositives),
            Count("failures", input.Failures),
            plan.TurnaroundMinutes is null ? null : Count("onTime", input.OnTime));
        errors.Require(counts.OnTime is null || counts.OnTime <= counts.Sample, "counts.onTime", "lifeCycle.onTimeAboveSample");
        return counts;
    }

    private static byte[] Content(AcceptanceTest test) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "acceptanceTest",
            testId = test.Id,
            deploymentId = test.DeploymentId,
            technologyVersionId = test.TechnologyVersionId,
            frozenAt = StoredInstant.ToMicroseconds(test.FrozenAt),
            plan = test.Plan,
            results = test.Results,
            state = test.State,
            remark = test.Remark,
            signedAt = StoredInstant.ToMicroseconds(test.ReportedAt!.Value),
        },
        JsonColumn.Options));
}
